"""What only one person sees: which own part, in which state of the workshop, and what it says."""

import uuid

from koffer.workshop.models import Seat
from koffer.workshop.models.kinds import OBSERVER
from koffer.workshop.models.step import FILLING
from koffer.workshop.step import STEPS, Context, Returned

LEFTOVER = "workshop/seat/leftover.html"  # what was typed for a step that the room has left


def own_part(seat: Seat, returned: Returned | None = None) -> tuple[str, Context]:
    """The template of a person's own part, and its context; `returned` is what this person typed and was refused."""
    workshop = seat.workshop
    context: Context = {"seat": seat, "workshop": workshop, "press_key": uuid.uuid4()}
    if seat.left_at:
        return "workshop/seat/left.html", context
    if returned and returned.left_behind_in(workshop):
        return LEFTOVER, context | {"form": returned.form, "back": "seat"}
    cards = {step.name: step.card for step in STEPS.values() if step.card}
    goes_on = workshop.opened and not workshop.closed and workshop.shown_step in cards
    shown = workshop.shown_step if goes_on else FILLING
    template, own = cards[shown](seat, returned if returned and returned.step == shown else None)
    if shown != FILLING and _may_still_hand_in(seat):
        context |= cards[FILLING](seat, returned)[1]
    return template, context | own


def _may_still_hand_in(seat: Seat) -> bool:
    return seat.workshop.takes_late_sheets and seat.kind != OBSERVER and not seat.handed_in
