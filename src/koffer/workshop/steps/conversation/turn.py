"""The category on the table as an audience sees it, as far as mode and number of sheets allow (rules.md, 2 and 3)."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from koffer.drawing.callouts import Callout
from koffer.drawing.spread import spread as draw_spread
from koffer.method.known import Known
from koffer.method.mode import Mode, band
from koffer.method.talk import Extremes, asked, extremes
from koffer.organisation.models import Category
from koffer.workshop.models import Offer, ScoreDraft, Seat, SheetPoints, Story, Workshop
from koffer.workshop.models.known import in_order_of_variation, known
from koffer.workshop.models.step import CONVERSATION
from koffer.workshop.picture import scale_top, shown
from koffer.workshop.step import Target

Seats = Mapping[uuid.UUID, Seat]


@dataclass(frozen=True)
class PlannedCategory:
    """A category in the plan of the talk; `place` counts from 1 on the sheet."""

    category: Category
    place: int
    chosen: bool
    now: bool
    done: bool


@dataclass(frozen=True)
class Named:
    """A score with the names that may stand at it."""

    points: int
    names: tuple[str, ...]


@dataclass(frozen=True)
class TalkTurn:
    """What may be seen of the category on the table. `picture` only where dots may be shown; a phone has its own card.

    `kind`: "few" (too few sheets for this mode), "one" sheet, "same" points from everybody, all sheets "equal",
    "erased" after their term, or "spread". `offers` are the facilitator's.
    """

    category: Category
    place: int
    nth: int
    of: int
    until: datetime | None
    kind: str
    picture: str
    named: tuple[Named, ...]
    begins: tuple[str, ...]
    gone: bool
    stories: tuple[Story, ...]
    offers: tuple[Offer, ...]
    provisional: int | None

    @property
    def fabric(self) -> int:
        """Which of the ten fabrics the category has."""
        return self.category.position % 10


def stops(workshop: Workshop) -> list[PlannedCategory]:
    """The plan of the talk: all categories in order of variation, those of the plan marked (M7)."""
    talks = {talk.category_id: talk for talk in workshop.talks.all()}
    here = workshop.shown_category_id if workshop.shown_step == CONVERSATION else None
    return [
        PlannedCategory(
            category,
            category.position + 1,
            chosen=category.pk in talks and talks[category.pk].chosen,
            now=category.pk == here,
            done=category.pk in talks and talks[category.pk].turn is not None and category.pk != here,
        )
        for category in in_order_of_variation(workshop)
    ]


def following(workshop: Workshop, by: int = 1) -> PlannedCategory | None:
    """The category of the plan that comes next (or before, with -1), seen from the one on the table."""
    plan = [stop for stop in stops(workshop) if stop.chosen or stop.now]
    here = next((i for i, stop in enumerate(plan) if stop.now), None)
    if here is None:
        waiting = [stop for stop in plan if not stop.done] if by > 0 else plan[::-1]
        return next(iter(waiting or plan), None)
    return plan[here + by] if 0 <= here + by < len(plan) else None


def within(workshop: Workshop, by: int) -> Target | None:
    """The button to the category of the plan that comes next (1) or before (-1)."""
    stop = following(workshop, by)
    return Target(f"{CONVERSATION}/{stop.place}", stop.category.name) if stop else None


def seat_points(workshop: Workshop, category: int) -> dict[uuid.UUID, int]:
    """Whose points are whose for one category (its id), in the order of the seats; empty once links are cut."""
    rows = SheetPoints.objects.filter(category=category, sheet__workshop=workshop, sheet__seat__isnull=False)
    return dict(rows.order_by("sheet__seat__number").values_list("sheet__seat", "points"))


def asked_now(workshop: Workshop) -> Extremes[uuid.UUID]:
    """The seats that are asked to tell about the category on the table (M7). Computed, never stored."""
    so_far = [talk.category_id for talk in workshop.talks.filter(turn__isnull=False).order_by("turn")]
    if workshop.shown_category_id not in so_far:
        return Extremes()
    so_far = so_far[: so_far.index(workshop.shown_category_id) + 1]
    gone = set(workshop.seats.filter(left_at__isnull=False).values_list("pk", flat=True))
    return asked([seat_points(workshop, category) for category in so_far], gone)[-1]


def turn(workshop: Workshop, audience: str) -> TalkTurn | None:
    """The turn for "participant", "screen" or "facilitator"; None when no category is on the table."""
    category = next((c for c in workshop.categories() if c.pk == workshop.shown_category_id), None)
    if category is None or workshop.shown_step != CONVERSATION:
        return None
    sheets = known(workshop)
    kind = _kind(sheets, category.position)
    dots = sheets.dots(category.position)
    # Names stand at dots during the talk, and not afterwards.
    named = _named(workshop, category.pk) if dots and not workshop.ever_closed else ()
    begins, gone = ((), False) if workshop.ever_closed else _begins(workshop, category.pk)
    plan = [stop for stop in stops(workshop) if stop.chosen]
    draft = ScoreDraft.objects.filter(workshop=workshop, category=category).first()
    return TalkTurn(
        category=category,
        place=category.position + 1,
        nth=1 + next((i for i, stop in enumerate(plan) if stop.now), 0),
        of=len(plan),
        until=workshop.turn_until,
        kind=kind,
        picture=talk_picture(workshop, category, sheets, audience) if dots and audience != "participant" else "",
        named=named,
        begins=begins,
        gone=gone,
        stories=tuple(workshop.stories.filter(category=category).select_related("seat").order_by("pk")),
        offers=_offers(workshop, category.pk) if audience == "facilitator" else (),
        provisional=draft.points if draft else None,
    )


def _kind(sheets: Known, place: int) -> str:
    if not sheets.count:
        return "erased"
    if not sheets.shows_dots:
        return "few"
    if sheets.count == 1:
        return "one"
    if all(row == sheets.rows[0] for row in sheets.rows):
        return "equal"
    column = sheets.dots(place)
    return "same" if column[0] == column[-1] else "spread"


def _ends(dots: tuple[int, ...], width: int | None) -> tuple[str, str]:
    if not dots:
        return "", ""
    words = [f"{end}–{end + width - 1}" if width else str(end) for end in (dots[0], dots[-1])]
    return words[0], words[1]


def _named(workshop: Workshop, category: int) -> tuple[Named, ...]:
    """Names at dots: in an open workshop everybody's, in a discreet one only of who said so, from low to high."""
    mode = Mode(workshop.mode)
    if mode is Mode.ANONYMOUS:
        return ()
    points = seat_points(workshop, category)
    if mode is Mode.DISCREET:
        telling = set(Offer.objects.filter(category=category, may_tell=True, seat__left_at=None).values_list("seat"))
        points = {seat: number for seat, number in points.items() if (seat,) in telling}
    names = dict(workshop.seats.filter(left_at=None).values_list("pk", "name"))
    found: dict[int, list[str]] = {}
    for seat, number in points.items():
        if seat in names:  # who left the room left the wall too; the dot stays
            found.setdefault(number, []).append(names[seat])
    return tuple(Named(number, tuple(found[number])) for number in sorted(found))


def _begins(workshop: Workshop, category: int) -> tuple[tuple[str, ...], bool]:
    """In an open workshop who is asked to begin, highest first; and whether all of one side have gone home."""
    if workshop.mode != Mode.OPEN:
        return (), False
    ends, chosen = extremes(seat_points(workshop, category)), asked_now(workshop)
    names = dict(workshop.seats.values_list("pk", "name"))
    gone = bool((ends.high and not chosen.high) or (ends.low and not chosen.low))
    return tuple(names[seat] for seat in (*chosen.high, *chosen.low)), gone


def _offers(workshop: Workshop, category: int) -> tuple[Offer, ...]:
    offers = Offer.objects.filter(seat__workshop=workshop, category=category, seat__left_at=None)
    return tuple(offers.select_related("seat").order_by("seat__number"))


def talk_picture(workshop: Workshop, category: Category, sheets: Known, audience: str, mine: int | None = None) -> str:
    """The dots of one category on a large scale, with a word at both ends; `mine` marks the own score."""
    width = band(sheets.mode)
    dots, average = sheets.dots(category.position), sheets.mean(category.position)
    low, high = _ends(dots, width)
    callouts: Iterable[Callout] = ()
    if mine is not None:
        callouts = [Callout(mine, _("you: %(points)d") % {"points": mine}, "")]
    elif dots[0] != dots[-1]:
        callouts = [Callout(dots[0], _points(low), _("lowest")), Callout(dots[-1], _points(high), _("highest"))]
    return draw_spread(
        dots,
        top=scale_top(sheets.rows),
        mean=None if average is None else float(average),
        mean_caption="" if average is None else _("mean %(points)s") % {"points": shown(average)},
        band=width,
        callouts=tuple(callouts),
        sentence=_("%(name)s: from %(low)s to %(high)s points") % {"name": category.name, "low": low, "high": high},
        ident=f"talk-{audience}",
        phone=audience == "own",
    )


def _points(text: str) -> str:
    return ngettext("%(points)s point", "%(points)s points", 1 if text == "1" else 2) % {"points": text}
