"""What is kept about one person, whole and nothing of anybody else: the page and the file hold the same."""

from datetime import date
from typing import Any

from koffer.method.mode import Mode
from koffer.workshop.models import Action, Offer, Seat, Sheet
from koffer.workshop.models.kinds import OBSERVER

NONE, IN, COUNTED, WITHDRAWN, CUT, ERASED = "none", "handed in", "counted", "withdrawn", "cut loose", "erased"
CAN_BE_WITHDRAWN = {IN, COUNTED}  # rules.md, section 5


def kept_of(seat: Seat) -> dict[str, Any]:
    """All that is kept about the person of `seat`; docs/privacy-and-security.md tells what each key means."""
    workshop = seat.workshop
    sheet, points = Sheet.objects.filter(seat=seat).first(), seat.held.points()
    return {
        "team": workshop.team,
        "destination": workshop.destination,
        "mode": workshop.mode,
        "name": seat.hidden_name or seat.name,
        "looks_on": seat.kind == OBSERVER,
        "wish_without_names": seat.wish,
        "agrees": seat.nod,
        "sheet": sheet_state(seat, points),
        "late": bool(sheet and sheet.late),
        "set_aside": seat.held.aside,
        "points": _by_category(seat, points) if points else None,
        "draft": _by_category(seat, seat.held.draft()),
        "stories": [
            {"category": story.category.name, "text": story.text, "keep": story.keep, "with_name": story.named}
            for story in seat.story_set(manager="everything")
            .select_related("category")
            .order_by("category__position", "pk")
        ],
        "sentences": [
            {"about": one.kind, "text": one.text} for one in seat.sentences(manager="everything").order_by("kind")
        ],
        "offers": [
            {"category": offer.category.name, "may_tell_points": offer.may_tell}
            for offer in Offer.objects.filter(seat=seat).select_related("category").order_by("category__position")
        ],
        "steps_with_name": list(Action.objects.filter(people=seat).order_by("pk").values_list("text", flat=True)),
        "sheet_kept_until": _sheet_kept_until(seat),
        "kept_until": workshop.purge_on,
    }


def sheet_state(seat: Seat, points: list[int] | None) -> str:
    """What became of the own sheet (rules.md, section 5); `points` are those that this person still leads to."""
    workshop = seat.workshop
    if points:
        return COUNTED if workshop.opened else IN
    if seat.withdrawn:
        return WITHDRAWN
    cut = workshop.opened and workshop.mode == Mode.ANONYMOUS
    if not (cut or seat.handed_in):
        return NONE
    if workshop.ever_closed and workshop.closing.erased_on:
        return ERASED
    return CUT if cut else NONE


def _by_category(seat: Seat, points: list[Any] | None) -> dict[str, int | None] | None:
    """The points with the names of the categories; None for none, and for a draft of an older sheet."""
    categories = seat.workshop.categories()
    if not points or len(points) != len(categories):
        return None
    return {category.name: number for category, number in zip(categories, points, strict=True)}


def _sheet_kept_until(seat: Seat) -> date | None:
    workshop = seat.workshop
    return workshop.closing.erases_on if workshop.ever_closed and not workshop.closing.erased_on else None
