"""The script of the workshop: per step what it is for, what to say, how long, and what comes next."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from koffer.workshop.models.workshop import Step, Workshop


@dataclass(frozen=True)
class Guide:
    """One step of the script; `minutes` as text."""

    step: Step
    purpose: str | Promise
    say: tuple[str | Promise, ...]
    minutes: str | Promise


SCRIPT = (
    Guide(
        Step.LOBBY,
        _("People arrive, join on their phone and see who is there."),
        (
            _("Scan the code, or type it in. A first name is enough; you may also use another name."),
            _("This is about us together. Nobody gets a mark."),
            _("If you would rather have no names on the screen: ask on your phone. Nobody sees that you asked."),
        ),
        _("4 minutes"),
    ),
    Guide(
        Step.DESTINATION,
        _("Everyone knows where we are going, because every point is given for this destination."),
        (
            _("Read the destination aloud, and what is fixed."),
            _("Talk in pairs: what can our team contribute to this? Two answers aloud."),
            _("The closed suitcase goes along: it holds where we come from. We leave it closed."),
        ),
        _("5 minutes"),
    ),
    Guide(
        Step.CATEGORIES,
        _("Everyone understands the categories in the same way."),
        (
            _("Read the categories aloud."),
            _("Give points for us as a team, not for yourself."),
        ),
        _("3 minutes"),
    ),
    Guide(
        Step.FILLING,
        _("Everyone fills a sheet, alone and in silence."),
        (
            _("You have 100 points. Much of it in the team: many points. No two categories the same."),
            _("Until we open, nobody sees your points."),
        ),
        _("10 minutes"),
    ),
    Guide(
        Step.SUITCASE,
        _("The team sees the whole picture for the first time."),
        (
            _("Look in silence for a minute."),
            _("What strikes you? Start with what is strong."),
        ),
        _("4 minutes"),
    ),
)


@dataclass(frozen=True)
class Stop:
    """A step in the facilitator's rail."""

    guide: Guide
    shown: bool
    allowed: bool
    past: bool


@dataclass(frozen=True)
class Rail:
    """The whole script with the place where we are."""

    stops: tuple[Stop, ...]
    now: Guide
    back: Step | None
    forward: Step | None


def guide(workshop: Workshop) -> Rail:
    """The script for the facilitator's console, with what may be shown now."""
    allowed = workshop.allowed_steps()
    order = [entry.step for entry in SCRIPT]
    here = order.index(Step(workshop.shown_step))
    return Rail(
        stops=tuple(
            Stop(entry, place == here, entry.step in allowed, place < here) for place, entry in enumerate(SCRIPT)
        ),
        now=SCRIPT[here],
        back=order[here - 1] if here else None,
        forward=order[here + 1] if here + 1 < len(order) and order[here + 1] in allowed else None,
    )
