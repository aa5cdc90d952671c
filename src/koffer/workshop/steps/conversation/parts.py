"""The card of the talk on every phone, and what the facilitator can type."""

import uuid
from dataclasses import dataclass, field

from django.utils.translation import get_language

from koffer.method.mode import Mode
from koffer.method.talk import Extremes
from koffer.organisation.models import Category
from koffer.workshop.drawings import drawings
from koffer.workshop.models import Offer, Seat, SheetPoints, Story, Workshop
from koffer.workshop.models.known import known
from koffer.workshop.models.score import Scores
from koffer.workshop.step import Context, Returned
from koffer.workshop.steps.conversation.forms import PlanForm, ProvisionalForm, StoryForm
from koffer.workshop.steps.conversation.turn import asked_now, stops, talk_picture, turn
from koffer.workshop.steps.filling.parts import counted_presses

CARD = "workshop/steps/conversation/card.html"


def card(seat: Seat, returned: Returned | None) -> tuple[str, Context]:
    """The card on every phone: the own points, the range, and at the two ends one sentence more (rules.md, 2).

    In an anonymous workshop the same bytes for everybody: the browser finds the sentence from its own copy.
    """
    workshop = seat.workshop
    category = next((c for c in workshop.categories() if c.pk == workshop.shown_category_id), None)
    if category is None:
        return CARD, {"category": None}
    # A thousand phones ask for their card at once: what depends on the room alone is made once.
    version, language = workshop.version, get_language()
    shared = drawings.at((workshop.pk, language, "cards"), version, lambda: _shared(workshop, category.position))
    mine, end, strip = None, "", ""
    if workshop.mode != Mode.ANONYMOUS:
        mine = _own_points(seat, category.position)
        end = "high" if seat.pk in shared.asked.high else "low" if seat.pk in shared.asked.low else ""
        if shared.dots and mine is not None:
            strip = drawings.at(
                (workshop.pk, language, f"strip {mine}"), version, lambda: _strip(workshop, category, mine)
            )
    ends = (shared.dots[0], shared.dots[-1]) if shared.dots else None
    exact = workshop.mode != Mode.ANONYMOUS
    return CARD, {
        "category": category,
        "place": category.position + 1,
        "mine": mine,
        "end": end,
        "range": ends if exact else None,
        "bands": ends if not exact else None,
        "strip": strip,
        "counted": "" if exact else counted_presses(workshop),
        "offer": Offer.objects.filter(seat=seat, category=category).first(),
        "stories": Story.everything.filter(category=category, seat=seat).order_by("pk"),
        "form": returned.form if returned else StoryForm(),
    }


@dataclass(frozen=True)
class _Shared:
    """What all cards of a category are made from: its dots, if they may be shown, and who is asked to tell."""

    dots: tuple[int, ...] = ()
    asked: Extremes[uuid.UUID] = field(default_factory=Extremes)


def _shared(workshop: Workshop, place: int) -> _Shared:
    dots = known(workshop).dots(place)
    if not dots:
        return _Shared()
    return _Shared(dots, asked_now(workshop) if workshop.mode != Mode.ANONYMOUS else Extremes())


def _strip(workshop: Workshop, category: Category, mine: int) -> str:
    return talk_picture(workshop, category, known(workshop), "own", mine)


def _own_points(seat: Seat, place: int) -> int | None:
    points = SheetPoints.objects.filter(sheet__seat=seat, sheet__set_aside=False, category__position=place)
    return points.values_list("points", flat=True).first()


def forms(workshop: Workshop, returned: Returned | None) -> Context:
    """What the facilitator can type during the talk."""
    now = turn(workshop, "facilitator")
    scores = Scores.of(workshop)
    number = scores.numbers[now.place - 1] if now else 0
    points = scores.points[now.place - 1] if now else None
    initial = {"points": "" if points is None else points, "number": number}
    return {
        "turn": now,
        "stops": stops(workshop),
        "story": StoryForm(auto_id="story_%s"),
        "provisional": ProvisionalForm(initial=initial, auto_id="provisional_%s"),
        "plan": PlanForm(auto_id="plan_%s"),
    }
