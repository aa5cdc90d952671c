"""What a step of the workshop is, and which ones there are.

A step is a folder in `steps/`, of the workshop or of a room above it, and its name in the list of `steps/__init__.py`.
What shows the room, the phones and the console loops over `STEPS`, and imports none of them.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from django.urls import URLPattern

from koffer.method.mode import Mode
from koffer.sheets.typed import Text, TypedSheet
from koffer.workshop.models import Seat, Workshop
from koffer.workshop.models.step import SHOWN_SINCE, Since

Context = dict[str, Any]
PACKAGE = Path(__file__).parents[1]
# The templates that a step can have: on the wall, on the phones around a person's own part, as that own part, on the
# console in the middle and beside it, and as the facilitator's own forms.
TEMPLATES = ("screen", "phone", "phone_after", "card", "console", "console_beside", "forms")


@dataclass(frozen=True)
class Returned:
    """What was refused, on its way back to the page of who typed it.

    `form` was typed at `step`, in the talk for the category at `place`; `name` says which of the console's forms it is,
    and `about` what it is about: ticked sentences, a finding, what became of numbers. Or it is a `sheet`.
    """

    step: str
    form: Any = None
    name: str = "form"
    place: int | None = None
    about: Any = None
    sheet: TypedSheet | None = None

    def left_behind_in(self, workshop: Workshop) -> bool:
        """Whether the room shows another step, or another category, than the one that the form was typed for.

        Never for a sheet: its numbers are kept while they are typed.
        """
        here = workshop.shown_category.position + 1 if workshop.shown_category else None
        gone_on = self.step != workshop.shown_step or self.place not in (None, here)
        return self.form is not None and gone_on


@dataclass(frozen=True)
class Target:
    """Where a button leads: a step, or a category of the talk; `target` is what `Workshop.show` takes."""

    target: str
    label: Text


Card = Callable[[Seat, Returned | None], tuple[str, Context]]
Forms = Callable[[Workshop, Returned | None], Context]
Fact = Callable[[Workshop, str], Any]
Facts = Mapping[str, Callable[[], Any]]  # as templates have them: asked for once


def _nowhere(workshop: Workshop, by: int) -> Target | None:
    return None


def _always(facts: Facts) -> bool:
    return True


@dataclass(frozen=True, kw_only=True)
class ScriptStep:
    """One step of the script, as its `step.py` declares it.

    `name`: in addresses, in the database, and of its `folder`, which is filled in when it is registered.
    `say`: what can be said, after what `modes` adds for a mode; `otherwise`: for a shorter, longer or larger workshop.
    `since`: from when on it may be shown.

    `card`: a person's own part: its template and context. `forms`: the context of the facilitator's own forms.
    `facts`: what templates may use, by name, for an audience; each is asked for once, when a template uses it.
    `within`: where the step leads before the room leaves it, `by` 1 or -1. `ready`: whether by these facts going on is
    the next thing to do. `steady`: its forms follow the room by themselves, and are not fetched anew.
    """

    name: str
    label: Text
    purpose: Text
    minutes: int
    since: Since = Since.OPENING
    say: tuple[Text, ...] = ()
    modes: Mapping[Mode, tuple[Text, ...]] = field(default_factory=dict)
    otherwise: tuple[Text, ...] = ()
    card: Card | None = None
    forms: Forms | None = None
    facts: Mapping[str, Fact] = field(default_factory=dict)
    within: Callable[[Workshop, int], Target | None] = _nowhere
    ready: Callable[[Facts], bool] = _always
    steady: bool = False
    addresses: Sequence[URLPattern] = ()
    folder: Path = Path()

    def lines(self, mode: Mode) -> tuple[Text, ...]:
        """What can be said in a workshop of this mode."""
        return (*self.modes.get(mode, ()), *self.say)

    @property
    def talks(self) -> bool:
        """Whether it shows what the team says, not who is in."""
        return self.since in (Since.OPENING, Since.CLOSING)

    @cached_property
    def html(self) -> dict[str, str]:
        """The templates that it has, by what they are for (`TEMPLATES`)."""
        files = {kind: self.folder / f"{kind}.html" for kind in TEMPLATES}
        return {kind: file.relative_to(PACKAGE).as_posix() for kind, file in files.items() if file.exists()}


STEPS: dict[str, ScriptStep] = {}  # by name, in the order of the script


def register(steps: Iterable[ScriptStep]) -> None:
    """Make known which steps there are; once, when the application is loaded."""
    STEPS.update((step.name, step) for step in steps)
    SHOWN_SINCE.update((step.name, step.since) for step in STEPS.values())
