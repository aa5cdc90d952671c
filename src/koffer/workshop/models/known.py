"""The sheets of a workshop, as far as a reader may know them. Nothing else reads the points of several people."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from koffer.method import known as rule
from koffer.method.known import Known
from koffer.method.mode import Mode
from koffer.method.points import InvalidSheet, check_sheet, settle
from koffer.workshop.models.box import Box
from koffer.workshop.models.kinds import MEMBER
from koffer.workshop.models.sheet import Draft

if TYPE_CHECKING:
    from koffer.organisation.models import Category
    from koffer.workshop.models.workshop import Workshop


def known(workshop: "Workshop", *, in_file: bool = False) -> Known:
    """What may be known of the sheets that count; `in_file`: what stays and travels shows no more than a discreet one.

    Read once per state of this object: a page asks for it several times.
    """
    version, found = getattr(workshop, "_known", (None, None))
    if version != workshop.version or found is None:
        found = _read(workshop)
        workshop._known = (workshop.version, found)  # type: ignore[attr-defined]
    opened_with = workshop.opening.sheet_count if workshop.opened else None
    return Known(Mode(workshop.mode), found, opened_with, in_file)


def _read(workshop: "Workshop") -> tuple[rule.CountedSheet, ...]:
    columns: dict[object, list[int]] = {}
    made: dict[object, tuple[str, bool, bool]] = {}
    rows = workshop.sheets.filter(set_aside=False).order_by("points__category__position")
    for sheet, device, late, typed, number in rows.values_list("pk", "device", "late", "typed", "points__points"):
        columns.setdefault(sheet, []).append(number)
        made[sheet] = device, late, typed
    found = (rule.CountedSheet(tuple(points), *made[sheet]) for sheet, points in columns.items())
    return tuple(sorted(found, key=lambda sheet: sheet.points))


def in_order_of_variation(workshop: "Workshop") -> list["Category"]:
    """The categories, those that vary most first, as far as the room can see that."""
    categories = workshop.categories()
    return [categories[place] for place in known(workshop).variation_order(len(categories))]


@dataclass(frozen=True)
class Waiting:
    """What is there before the opening, as numbers.

    `sheets` that are in, how many `people` surely filled them, and how many sheets are `complete` and not handed in.
    """

    sheets: int
    people: int
    complete: int

    def counting(self, mode: Mode) -> int:
        """What an opening in this mode counts: people in an anonymous workshop, otherwise sheets."""
        return self.people if mode is Mode.ANONYMOUS else self.sheets


def before_opening(workshop: "Workshop") -> Waiting:
    """The numbers for whoever opens the suitcase."""
    box = Box.of(workshop).entries()
    drafts = Draft.objects.filter(seat__workshop=workshop, seat__sheet=None, seat__kind=MEMBER, seat__left_at=None)
    typing = [*drafts.values_list("body", flat=True), *(entry.draft for entry in box if entry.points is None)]
    given = [
        rule.CountedSheet(tuple(entry.points or ()), entry.device, typed=entry.typed) for entry in box if entry.counts
    ]
    sheets = [*_read(workshop), *given]
    return Waiting(len(sheets), rule.people(sheets), sum(_complete(points) for points in typing if points))


def _complete(points: list[int | None]) -> bool:
    if None in points:
        return False
    try:
        check_sheet(settle(points), len(points))
    except InvalidSheet:
        return False
    return True
