"""Filling begins, or not yet after all (M3)."""

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from koffer.sheets.refusals import Refused
from koffer.workshop.models.step import FILLING, LOBBY

if TYPE_CHECKING:
    from koffer.workshop.models.key import FacilitatorKey
    from koffer.workshop.models.workshop import Workshop


class Start(models.Model):
    """Filling was started. Taken back only while no sheet is in."""

    workshop = models.OneToOneField("Workshop", models.CASCADE, primary_key=True)
    by = models.ForeignKey("FacilitatorKey", models.SET_NULL, null=True)
    at = models.DateTimeField(auto_now_add=True)


def begin_filling(workshop: "Workshop", *, by: "FacilitatorKey") -> None:
    """PREPARED -> FILLING: freezes the sheet and the announced mode (M1: the destination is known)."""
    with workshop.changing():
        if not workshop.started:
            workshop.move()
            Start.objects.create(workshop=workshop, by=by)
            workshop.point_at(FILLING)


def take_back_filling(workshop: "Workshop") -> None:
    """FILLING -> PREPARED, while no sheet is in; drafts are kept."""
    with workshop.changing():
        if not workshop.started:
            return
        workshop.move()
        if workshop.opened or workshop.has_sheets():
            raise Refused(_("Sheets are in already, so filling goes on."))
        Start.objects.filter(workshop=workshop).delete()
        workshop.refresh_from_db()
        workshop.point_at(LOBBY)
