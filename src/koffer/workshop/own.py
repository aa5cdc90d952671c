"""What only one person sees: which own part, in which state of the workshop, and what it says."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import get_language

from koffer.method.mode import Mode
from koffer.method.talk import Extremes
from koffer.organisation.models import Category
from koffer.web.tokens import hashed
from koffer.workshop.drawings import drawings
from koffer.workshop.models import Box, Offer, Seat, Sentence, SheetPoints, Story, Workshop
from koffer.workshop.models.findings import GAP, STRENGTH, WORD
from koffer.workshop.models.known import known
from koffer.workshop.models.seat import OBSERVER
from koffer.workshop.models.step import Step
from koffer.workshop.steps.conversation.forms import StoryForm
from koffer.workshop.steps.conversation.turn import asked_now, talk_picture
from koffer.workshop.steps.filling.sheet import filling, own_picture
from koffer.workshop.steps.findings.forms import SentenceForm
from koffer.workshop.steps.label.forms import PairForm

Context = dict[str, Any]


def own_context(seat: Seat, **typed: Any) -> tuple[str, Context]:
    """The name of the template of a person's own part, and its context.

    `typed` holds what was refused: of a sheet as in `filling`, of another form `form` with the `step` that it
    belongs to; when the room went on meanwhile, it stands there alone.
    """
    workshop = seat.workshop
    context: Context = {"seat": seat, "workshop": workshop, "press_key": uuid.uuid4(), **typed}
    if seat.left_at:
        return "left", context
    if went_on(workshop, typed):
        return "leftover", context | {"back": "seat"}
    if workshop.opened and not workshop.closed and workshop.shown_step in CARDS:
        template, card = CARDS[workshop.shown_step]
        context |= card(seat, typed.get("form"))
        if _may_still_hand_in(seat):
            context |= filling(seat, **typed)
        return template, context
    return _around_the_sheet(seat, context, typed)


def went_on(workshop: Workshop, typed: Context) -> bool:
    """Whether the room shows another step, or another category, than the one that a refused form was typed for."""
    if "step" not in typed:
        return False
    here = workshop.shown_category.position + 1 if workshop.shown_category else None
    return typed["step"] != workshop.shown_step or typed.get("place", here) != here


def _may_still_hand_in(seat: Seat) -> bool:
    return seat.workshop.takes_late_sheets and seat.kind != OBSERVER and not seat.handed_in


def _around_the_sheet(seat: Seat, context: Context, typed: Context) -> tuple[str, Context]:
    workshop = seat.workshop
    if seat.kind == OBSERVER:
        return "observer", context
    if not workshop.started:
        return "waiting", context
    if workshop.opened and workshop.mode == Mode.ANONYMOUS:
        erased = workshop.ever_closed and workshop.closing.erased_on
        # Whether this person handed in, only the own browser knows: it finds its press among all that count.
        return ("erased" if erased else "cut"), context | {"counted": counted_presses(workshop)}
    if seat.handed_in and not seat.changing_sheet and not typed:
        return _after_handing_in(seat, context | {"aside": not workshop.opened and seat.held.aside})
    if workshop.opened and not workshop.takes_late_sheets:
        return "too_late", context
    return "sheet", context | filling(seat, **typed)


def _after_handing_in(seat: Seat, context: Context) -> tuple[str, Context]:
    points = seat.held.points()
    if seat.withdrawn:
        return "withdrawn", context
    if points is None:
        return "erased", context
    categories = seat.workshop.categories()
    return "handed_in", context | {
        "press": short(seat.held.press),
        "picture": own_picture(seat.workshop.destination, categories, points),
        "points": list(zip(categories, points, strict=True)),
    }


def counted_presses(workshop: Workshop) -> str:
    """The presses that handed in what counts, as an anonymous workshop tells them to every browser alike."""
    place = workshop.pk, None, "presses"  # asked by a thousand phones at once, as their card is
    return drawings.at(place, workshop.version, lambda: " ".join(sorted(map(short, Box.of(workshop).presses))))


def short(press: str) -> str:
    """A press as pages hold it: who made it knows it, and nobody can send it again."""
    return hashed(f"press {press}")[:10]


def _conversation(seat: Seat, form: StoryForm | None) -> Context:
    """The card on every phone: the own points, the range, and at the two ends one sentence more (rules.md, 2).

    In an anonymous workshop the same bytes for everybody: the browser finds the sentence from its own copy.
    """
    workshop = seat.workshop
    category = next((c for c in workshop.categories() if c.pk == workshop.shown_category_id), None)
    if category is None:
        return {"category": None}
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
    return {
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
        "form": form or StoryForm(),
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


def _score(seat: Seat, form: None) -> Context:
    return {}


def _sentence(kind: str) -> Callable[[Seat, SentenceForm | None], Context]:
    def card(seat: Seat, form: SentenceForm | None) -> Context:
        sent = Sentence.everything.filter(seat=seat, kind=kind).first()
        empty = SentenceForm(kind, initial={"text": sent.text if sent else ""})
        return {"kind": kind, "sent": sent, "form": form or empty}

    return card


def _label(seat: Seat, form: PairForm | None) -> Context:
    # Prompts for a team that is stuck (M15): the examples of what the team talked about most.
    return {"form": form or PairForm(), "examples": seat.workshop.categories()}


CARDS: dict[str, tuple[str, Callable[[Seat, Any], Context]]] = {
    Step.CONVERSATION: ("conversation", _conversation),
    Step.SCORE: ("score", _score),
    Step.STRENGTHS: ("sentence", _sentence(STRENGTH)),
    Step.GAPS: ("sentence", _sentence(GAP)),
    Step.LABEL: ("pair", _label),
    Step.SHARING: ("sentence", _sentence(WORD)),
}
