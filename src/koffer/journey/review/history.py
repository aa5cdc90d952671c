"""Then and now: the fillings of a team in a row, its successes, and what others may hear, year by year."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from koffer.drawing.palette import PAGE, Palette
from koffer.drawing.slope import SlopeLine, slope
from koffer.journey.access import get_team_page
from koffer.journey.models import Review
from koffer.journey.review.look import successes
from koffer.workshop.models import Decision, Workshop
from koffer.workshop.models.story import Keep
from koffer.workshop.picture import team_picture
from koffer.workshop.steps.label.label import LabelStep


@dataclass(frozen=True)
class Filling:
    """One filling of the team with the score that it decided."""

    workshop: Workshop
    day: date
    points: dict[str, int]  # by the name of the category, in the language of the page

    def picture(self) -> str:
        """Its suitcase as SVG, with names of its own: several stand on one page."""
        drawn = team_picture(self.workshop, "phone", ident=f"team-{self.workshop.pk.hex}").suitcase
        return drawn.svg if drawn else ""


@dataclass(frozen=True)
class Year:
    """What happened in a year."""

    number: int
    done: tuple[LabelStep, ...]
    stories: tuple[tuple[str, str], ...]  # category and text
    reviews: tuple[Review, ...]


def series(workshop: Workshop) -> list[Workshop]:
    """All fillings of this team, the oldest first: those before this one and those after."""
    first = [workshop, *workshop.before()][-1]
    found, waiting = [], [first.pk]
    while waiting:
        key = waiting.pop(0)
        found.append(Workshop.found(key))
        waiting += Workshop.everything.filter(follows=key).order_by("pk").values_list("pk", flat=True)
    return sorted((one for one in found if one and one.opened), key=lambda one: one.opening.at)


def fillings(workshops: list[Workshop]) -> list[Filling]:
    """Those of which the team decided a score."""
    made = []
    for workshop in workshops:
        decision = Decision.newest(workshop)
        if decision:
            points = zip(workshop.categories(), decision.as_list(), strict=True)
            day = workshop.local(workshop.opening.at).date()
            made.append(Filling(workshop, day, {category.name: n for category, n in points}))
    return made


def has_a_now(workshop: Workshop) -> bool:
    """Whether the team looked again, or filled its sheets again: before that there is only a then (M14)."""
    filled = series(workshop)
    return len(fillings(filled)) > 1 or any(one.reviews.exclude(together_at=None).exists() for one in filled)


def then_and_now(made: list[Filling], palette: Palette = PAGE) -> str:
    """A line per category through all fillings that have it; a category that was added or removed has a gap.

    Compared only where the name is the same: another name is another category.
    """
    names = names_of(made)
    lines = [
        SlopeLine(name, tuple(filling.points.get(name) for filling in made), position)
        for position, name in enumerate(names)
    ]
    days = [date_format(filling.day, "N Y") for filling in made]
    return slope(lines, days, sentence=_("The team score per category, then and now"), ident="slope", palette=palette)


def names_of(made: list[Filling]) -> list[str]:
    """All categories, those of the newest sheet first."""
    return list(dict.fromkeys(name for filling in reversed(made) for name in filling.points))


def years(workshops: list[Workshop]) -> list[Year]:
    """Year by year, the newest first."""
    done = [step for workshop in workshops for step in successes(workshop)]
    told = [
        (workshop.local(workshop.opening.at).date().year, story.category.name, story.text)
        for workshop in workshops
        for story in workshop.stories.filter(keep=Keep.OTHERS).select_related("category").order_by("pk")
    ]
    held = sorted(
        (review for workshop in workshops for review in workshop.reviews.exclude(done_on=None)),
        key=lambda review: review.held_on,
    )
    numbers = {step.on.year for step in done if step.on} | {year for year, *_rest in told}
    numbers |= {review.held_on.year for review in held}
    return [
        Year(
            number,
            tuple(step for step in done if step.on and step.on.year == number),
            tuple((name, text) for year, name, text in told if year == number),
            tuple(review for review in held if review.held_on.year == number),
        )
        for number in sorted(numbers, reverse=True)
    ]


@require_safe
def history(request: HttpRequest, token: str) -> HttpResponse:
    """The page of all fillings; for whoever has the team's private link."""
    here = get_team_page(token)
    workshops = series(here)
    made = fillings(workshops)
    names = names_of(made)
    context = {
        "workshop": here,
        "token": token,
        "made": made,
        "rows": [(name, [filling.points.get(name) for filling in made]) for name in names],
        "slope": then_and_now(made) if len(made) > 1 else "",
        "years": years(workshops),
        "has_a_now": has_a_now(here),
    }
    return render(request, "journey/history.html", context)
