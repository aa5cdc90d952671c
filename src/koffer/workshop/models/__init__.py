"""The models of the workshop; domain verbs live on them."""

from koffer.database.waiting_work import Task  # its table is one of this room
from koffer.workshop.models.box import Box
from koffer.workshop.models.change import StepChange
from koffer.workshop.models.closing import Closing
from koffer.workshop.models.findings import Finding, Sentence
from koffer.workshop.models.key import FacilitatorKey
from koffer.workshop.models.label import Action, Pair
from koffer.workshop.models.opening import Opening
from koffer.workshop.models.releasing import Release
from koffer.workshop.models.score import Decision, DecisionPoints, ScoreDraft
from koffer.workshop.models.seat import Seat
from koffer.workshop.models.sheet import Draft, Sheet, SheetPoints
from koffer.workshop.models.starting import Start
from koffer.workshop.models.story import Offer, Story
from koffer.workshop.models.talk import Talk
from koffer.workshop.models.workshop import Workshop

__all__ = [
    "Action",
    "Box",
    "Closing",
    "Decision",
    "DecisionPoints",
    "Draft",
    "FacilitatorKey",
    "Finding",
    "Offer",
    "Opening",
    "Pair",
    "Release",
    "ScoreDraft",
    "Seat",
    "Sentence",
    "Sheet",
    "SheetPoints",
    "Start",
    "StepChange",
    "Story",
    "Talk",
    "Task",
    "Workshop",
]
