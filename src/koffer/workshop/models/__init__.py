"""The models of the workshop; domain verbs live on them."""

from koffer.workshop.models.facts import Opening, Start
from koffer.workshop.models.key import FacilitatorKey
from koffer.workshop.models.seat import Draft, Seat, Sheet, SheetPoints
from koffer.workshop.models.workshop import Workshop

__all__ = ["Draft", "FacilitatorKey", "Opening", "Seat", "Sheet", "SheetPoints", "Start", "Workshop"]
