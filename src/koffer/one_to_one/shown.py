"""What the two see, as plain values for the pages and papers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from koffer.drawing.medium import Medium
from koffer.drawing.palette import PAGE, Palette
from koffer.drawing.slope import SlopeLine, slope
from koffer.drawing.suitcase import Picture
from koffer.one_to_one.models import Answer, OneToOne, Pair, Review, Side, SideRole, Step
from koffer.one_to_one.models.agreement import Whose
from koffer.organisation.models import Category
from koffer.sheets.reviews import DEVELOPMENT, QUESTIONS, Development
from koffer.workshop.models.change import Standing
from koffer.workshop.picture import own_picture

Sides = Mapping[str, Side]


@dataclass(frozen=True)
class Given:
    """What one of the two gave to a category."""

    side: Side
    points: int


@dataclass(frozen=True)
class Told:
    """An example that one of the two told."""

    side: Side
    text: str


@dataclass(frozen=True)
class SideBySide:
    """One category side by side: what each gave, who tells first, and what they say about it together.

    `points` and `other` are what stands now (`other` only where they agree to differ); `said`: they said it.
    """

    place: int
    category: Category
    given: tuple[Given, ...]
    told: tuple[Told, ...]
    mine: str
    points: int | None
    other: int | None
    number: int
    said: bool

    @property
    def difference(self) -> int:
        """How far apart the two are; 0 where only one gave points."""
        numbers = [given.points for given in self.given]
        return max(numbers) - min(numbers) if numbers else 0

    @property
    def first(self) -> Side | None:
        """Who tells first: whoever gave more (M16); None where they gave the same."""
        return max(self.given, key=lambda given: given.points).side if self.difference else None

    @property
    def managers(self) -> int | None:
        """What the manager gave, if anything."""
        return next((given.points for given in self.given if not given.side.is_employee), None)

    @property
    def shown(self) -> str:
        """The points as they are written: "12", or "12 / 20" where they agree to differ."""
        return str(self.points or 0) if self.other is None else f"{self.points or 0} / {self.other}"


def rows(side: Side, sides: Sides) -> list[SideBySide]:
    """All categories after the opening: the largest difference first, then what the employee has most of."""
    found = in_order(side, sides)
    return sorted(found, key=lambda row: (-row.difference, -(row.points or 0), row.place))


def in_order(side: Side, sides: Sides) -> list[SideBySide]:
    """The same in the order of the sheet."""
    one = side.one_to_one
    sheets = {role: one_side.sheet() for role, one_side in sides.items()}
    scores = {score.category_id: score for score in one.scores.all()}
    told = {role: {e.category_id: e.text for e in one_side.examples.all()} for role, one_side in sides.items()}
    settled = one.settled_points()
    made = []
    for place, category in enumerate(one.categories()):
        score = scores.get(category.pk)
        given = [Given(sides[role], sheet[place]) for role, sheet in sheets.items() if sheet]
        made.append(
            SideBySide(
                place=place,
                category=category,
                given=tuple(sorted(given, key=lambda one: -one.points)),
                told=tuple(
                    Told(sides[role], texts[category.pk]) for role, texts in told.items() if category.pk in texts
                ),
                mine=told.get(side.role, {}).get(category.pk, ""),
                points=settled[place],
                other=score.other if score else None,
                number=score.number if score else 0,
                said=score is not None,
            )
        )
    return made


def agreed_picture(
    one: OneToOne, found: list[SideBySide], medium: Medium = "phone", palette: Palette = PAGE
) -> Picture:
    """The suitcase as the two agreed on it; `found` in the order of the sheet."""
    return own_picture(
        one.destination,
        [row.category for row in found],
        [row.points or 0 for row in found],
        palette,
        medium,
        shown=[row.shown for row in found],
        sentence=_("The suitcase as you agreed on it"),
        ident=f"agreed-{one.pk.hex}",
    )


@dataclass(frozen=True)
class ShownStep:
    """A step in words: whose, by when, and how it stands."""

    step: Step
    by: str

    @property
    def stands(self) -> str:
        """How it stands; "" as long as nobody said so."""
        return str(Standing(self.step.state).label) if self.step.state else ""


@dataclass(frozen=True)
class ShownPair:
    """A pair with its steps in words."""

    pair: Pair
    steps: tuple[ShownStep, ...]


def pairs(one: OneToOne, sides: Sides) -> list[ShownPair]:
    """The pairs in order; one that misses a half is there as well."""
    return [
        ShownPair(pair, tuple(ShownStep(step, by(step, sides)) for step in pair.ordered_steps()))
        for pair in one.pairs.prefetch_related("steps")
    ]


def by(step: Step, sides: Sides) -> str:
    """Whose step it is, by name."""
    return sides[step.who].name if step.who in sides else str(Whose(step.who).label)


@dataclass(frozen=True)
class Written:
    """What one of the two wrote about a category at a review: (question, text)."""

    category: Category
    side: Side
    answers: tuple[tuple[str, str], ...]


def written(review: Review, sides: Sides, only: str = "") -> list[Written]:
    """What was written, per category and person; nothing of the other before both showed it. `only`: one's own."""
    answers = Answer.objects.filter(review=review).select_related("category").order_by("category__position", "role")
    if only or not review.together:
        answers = answers.filter(role=only)
    labels = dict(QUESTIONS)
    found: dict[tuple[int, str], Written] = {}
    for answer in sorted(answers, key=lambda one: (one.category.position, one.role, list(labels).index(one.question))):
        if answer.role not in sides:
            continue
        text = str(Development(answer.text).label) if answer.question == DEVELOPMENT else answer.text
        key = (answer.category_id, answer.role)
        before = found[key].answers if key in found else ()
        line = (str(labels[answer.question]), text)
        found[key] = Written(answer.category, sides[answer.role], (*before, line))
    return list(found.values())


@dataclass(frozen=True)
class AgreedFilling:
    """One filling of the two that they agreed on."""

    day: date
    points: dict[str, int]


def fillings(one: OneToOne) -> list[AgreedFilling]:
    """All fillings of the two that were agreed on, the oldest first."""
    made = []
    for filling in one.chain():
        if filling.agreed_on and filling.opened_on and not filling.ended_by():
            points = {score.category.name: score.points for score in filling.scores.select_related("category")}
            made.append(AgreedFilling(filling.opened_on, points))
    return made


def then_and_now(made: list[AgreedFilling], palette: Palette = PAGE) -> str:
    """A line per category through all fillings; compared only where the name is the same."""
    names = list(dict.fromkeys(name for filling in reversed(made) for name in filling.points))
    lines = [
        SlopeLine(name, tuple(filling.points.get(name) for filling in made), place) for place, name in enumerate(names)
    ]
    days = [date_format(filling.day, "N Y") for filling in made]
    return slope(lines, days, sentence=_("Your points per category, then and now"), ident="slope", palette=palette)


def role_names(sides: Sides) -> dict[str, str]:
    """How each of the two is called: by name, or by role as long as nobody took that place."""
    return {role.value: sides[role].name if role in sides else str(role.label) for role in SideRole}
