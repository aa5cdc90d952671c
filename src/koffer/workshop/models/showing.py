"""What every screen shows just now, and until when."""

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from koffer.sheets.refusals import OldPage
from koffer.workshop.models.step import CONVERSATION, FILLING
from koffer.workshop.models.talk import put_on_the_table

if TYPE_CHECKING:
    from koffer.workshop.models.workshop import Workshop

FILLING_TAKES = timedelta(minutes=10)  # of ninety minutes (method.md); who fills at home takes days
MORE_TIME = timedelta(minutes=2)


def show(workshop: "Workshop", target: str) -> None:
    """Move what is shown to `target`, forward or back: a step, or "conversation/3" for the category at place 3.

    The command names its target, never "next", so that two presses or two facilitators do no harm. Raises
    `OldPage` for one that is not there.
    """
    step, _slash, place = target.partition("/")
    with workshop.changing():
        workshop.move()
        if step not in workshop.allowed_steps():
            raise OldPage(_("That step cannot be shown yet."))
        if step == CONVERSATION:
            put_on_the_table(workshop, place)
        workshop.point_at(step)


def point_at(workshop: "Workshop", step: str) -> None:
    """Show `step`, inside `changing`; the time for filling begins when that is shown."""
    workshop.shown_step = step
    if step == FILLING and not workshop.opened:
        workshop.turn_until = timezone.now() + FILLING_TAKES
    workshop.save(update_fields=["shown_step", "turn_until"])


def give_time(workshop: "Workshop") -> None:
    """Two more minutes for filling, or for the category on the table. Raises `OldPage` when neither is shown."""
    with workshop.changing():
        filling = workshop.shown_step == FILLING and not workshop.opened
        talking = workshop.shown_step == CONVERSATION and not workshop.closed
        if not (filling or talking):
            raise OldPage(_("The room has gone on already."))
        workshop.move()
        now = timezone.now()
        workshop.turn_until = max(workshop.turn_until or now, now) + MORE_TIME
        workshop.save(update_fields=["turn_until"])
