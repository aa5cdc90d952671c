"""The rail of the script: where we are, what can be said, and where back and forward lead."""

from dataclasses import dataclass

from koffer.method.mode import Mode
from koffer.sheets.typed import Text
from koffer.workshop.models import Workshop
from koffer.workshop.step import STEPS, ScriptStep, Target


@dataclass(frozen=True)
class RailStep:
    """A step in the rail."""

    step: ScriptStep
    shown: bool
    allowed: bool
    past: bool


@dataclass(frozen=True)
class Rail:
    """The whole script with the place where we are."""

    stops: tuple[RailStep, ...]
    say: tuple[Text, ...]
    back: Target | None
    forward: Target | None


def rail(workshop: Workshop) -> Rail:
    """The script for the facilitator's console, with what may be shown now."""
    allowed, order = workshop.allowed_steps(), list(STEPS.values())
    here = order.index(STEPS[workshop.shown_step])
    return Rail(
        stops=tuple(
            RailStep(step, place == here, step.name in allowed, place < here) for place, step in enumerate(order)
        ),
        say=order[here].lines(Mode(workshop.mode)),
        back=_beside(workshop, order, here, -1),
        forward=_beside(workshop, order, here, 1),
    )


def _beside(workshop: Workshop, order: list[ScriptStep], here: int, by: int) -> Target | None:
    """What comes before or after: within the step, or the step beside it and its own first or last place."""
    if target := order[here].within(workshop, by):
        return target
    if not 0 <= here + by < len(order) or order[here + by].name not in workshop.allowed_steps():
        return None
    step = order[here + by]
    if inside := step.within(workshop, by):
        return Target(inside.target, step.label)
    return Target(step.name, step.label)
