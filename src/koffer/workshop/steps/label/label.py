"""The label as everybody sees it (M11)."""

from dataclasses import dataclass
from datetime import date

from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext as _

from koffer.database.prepared import Prepared
from koffer.method.action import nudges
from koffer.sheets.pairs import Size
from koffer.workshop.models import Action, Pair, Workshop
from koffer.workshop.models.change import Standing
from koffer.workshop.models.label import Who

ENOUGH = 3  # pairs that a team really does (method.md, minute 74)


@dataclass(frozen=True)
class LabelStep:
    """One step as it is shown: `names` are of people who put them there themselves.

    `state` is "" as long as nobody said how it stands; `on` is the day on which somebody did.
    """

    size: str
    text: str
    who: str
    names: tuple[str, ...]
    due: date
    nudges: tuple[str, ...]
    state: str
    result: str
    on: date | None

    @property
    def stands(self) -> str:
        """How it stands, in words; "" as long as nobody said so."""
        return str(Standing(self.state).label) if self.state else ""

    @property
    def by(self) -> str:
        """Who does it, in words."""
        return " + ".join(self.names) if self.names else str(Who(self.who).label)


@dataclass(frozen=True)
class Tied:
    """A pair with what is there of it; `missing` is the half that is not."""

    pair: Pair
    large: LabelStep | None
    small: LabelStep | None

    @property
    def whole(self) -> bool:
        """Whether both halves are there: only then it goes on the label."""
        return bool(self.large and self.small)

    @property
    def steps(self) -> list[LabelStep]:
        """What is there of it, the large step first."""
        return [step for step in (self.large, self.small) if step]

    @property
    def first_text(self) -> str:
        """By which text it is recognised: that of the large step, or the small one."""
        return next((step.text for step in self.steps), "")

    @property
    def missing(self) -> str:
        """The size of the half that is missing, "" when none is."""
        return "" if self.whole else Size.SMALL if self.large else Size.LARGE


@dataclass(frozen=True)
class Label:
    """The pairs on the label, the halves that wait for their other half, and the pairs that were put aside."""

    tied: tuple[Tied, ...]
    halves: tuple[Tied, ...]
    aside: tuple[Tied, ...]

    @property
    def first_due(self) -> date | None:
        """The day of the first small step."""
        return min((tied.small.due for tied in self.tied if tied.small), default=None)

    @property
    def many(self) -> bool:
        """Whether there are more pairs than a team really does."""
        return len(self.tied) > ENOUGH


def label(workshop: Workshop) -> Label:
    """The label of a workshop."""
    pairs = _PAIRS.of(workshop)
    prefetch_related_objects(pairs, "actions__people", "actions__changes")
    found = [_tied(pair) for pair in pairs]
    return Label(
        tied=tuple(t for t in found if t.whole and not t.pair.aside),
        halves=tuple(t for t in found if not t.whole and not t.pair.aside),
        aside=tuple(t for t in found if t.pair.aside),
    )


def _tied(pair: Pair) -> Tied:
    steps = {action.size: _step(action) for action in pair.actions.all()}
    return Tied(pair, steps.get(Size.LARGE), steps.get(Size.SMALL))


def _step(action: Action) -> LabelStep:
    small = action.size == Size.SMALL
    said = action.newest_change
    reasons = nudges(action.text, action.due, timezone.localdate()) if small else ()
    return LabelStep(
        size=action.size,
        text=action.text,
        who=action.who,
        names=tuple(sorted(seat.name for seat in action.people.all() if not seat.left_at)),
        due=action.due,
        nudges=tuple(_explained(reason) for reason in reasons),
        state=said.state if said else "",
        result=said.result if said else "",
        on=said.on if said else None,
    )


def _explained(reason: str) -> str:
    return {
        "late": _("This is more than three weeks away. What can be done before two weeks are over?"),
        "money": _("This seems to need money. What can be done without a budget?"),
        "permission": _("This seems to need somebody's permission. What can you just do?"),
    }[reason]


_PAIRS = Prepared(lambda: Pair.objects.order_by("place"), "workshop")
