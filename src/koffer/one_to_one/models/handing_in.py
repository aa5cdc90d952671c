"""What each does alone with the own sheet, until both opened (M16)."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from koffer.method.points import check_sheet
from koffer.one_to_one.models.one_to_one import OneToOne
from koffer.one_to_one.models.role import SideRole
from koffer.sheets.refusals import OldPage, Refused

if TYPE_CHECKING:
    from koffer.one_to_one.models.side import Side


def keep_draft(side: "Side", points: list[int | None], number: int) -> int:
    """Keep what is on the sheet while typing; returns its new number. Raises `OldPage` for an older window.

    On a device of two nothing is kept: the other could look at it.
    """
    with side.locked() as one:
        _check_filling(side)
        mine = type(side).objects.filter(pk=side.pk, draft_number=number)
        kept = None if one.one_device else points
        if not mine.update(draft_number=F("draft_number") + 1, draft=kept):
            raise OldPage(_("This sheet is newer in another window."))
    return number + 1


def hand_in(side: "Side", points: Sequence[int], press_key: str, *, number: int | None = None) -> None:
    """Hand the own sheet in, whole, or change it, until both opened. The same press again: no-op.

    Raises `InvalidSheet` (M3, M4), `OldPage` when another window was newer, `Refused` when it is not the time.
    """
    with side.changing() as one:
        if side.press_key == press_key:
            return
        _check_filling(side)
        categories = one.categories()
        check_sheet(points, len(categories))
        if number is not None and number < side.draft_number:
            raise OldPage(_("You changed this sheet in another window. Check it and hand in again."))
        side.drop_sheet()
        side.store(categories, points)
        side.settle(press_key)


def begin_to_change(side: "Side") -> None:
    """Change the own sheet, which stays in, until both opened; on a device of two an empty one. Again: no-op."""
    with side.locked() as one:
        _check_filling(side)
        if side.handed_in and side.draft is None:
            empty = [None] * len(one.categories())
            _keep(side, empty if one.one_device else side.sheet())


def leave_as_it_was(side: "Side") -> None:
    """The newer draft goes; the sheet that is in stays. Again: no-op."""
    with side.locked():
        if side.changing_sheet:
            _keep(side, None)


def take_back(side: "Side") -> None:
    """The own sheet is a draft again, until both opened. On a device of two it is empty then."""
    with side.changing() as one:
        _check_filling(side)
        if not side.handed_in:
            return
        side.draft = None if one.one_device else side.sheet()
        side.drop_sheet()
        side.settle("")


def open_suitcase(side: "Side", wanted: bool = True) -> None:
    """Press "open", or let go of it again. When both did, the suitcase is open. Raises `Refused` too early."""
    with side.changing() as one:
        side.move()
        if one.opened:
            return
        sides = one.sides_by_role()
        if len(sides) < len(SideRole):
            raise Refused(_("The other is not here yet."))
        if not all(side.handed_in for side in sides.values() if side.is_employee or one.asks_manager):
            raise Refused(_("Not all sheets are in yet."))
        type(side).objects.filter(pk=side.pk).update(opens=wanted)
        if wanted and one.sides.filter(opens=True).count() == len(SideRole):
            OneToOne.objects.filter(pk=one.pk).update(opened_on=timezone.localdate())
            one.sides.update(draft=None)


def ask_manager(side: "Side", wanted: bool) -> None:
    """The employee asks the manager to fill a sheet as well, or not any more. Raises `Refused` for the manager."""
    with side.changing() as one:
        side.move()
        if not side.is_employee:
            raise Refused(_("Only the employee can ask for a second sheet."))
        if one.opened:
            raise Refused(_("The suitcase is open; the sheets stay as they are."))
        if one.asks_manager == wanted:
            return
        OneToOne.objects.filter(pk=one.pk).update(asks_manager=wanted)
        one.asks_manager = wanted
        one.sides.update(opens=False)
        if not wanted and (manager := one.sides_by_role().get(SideRole.MANAGER)):
            manager.points.all().delete()
            one.sides.filter(role=SideRole.MANAGER).update(draft=None, press_key="")


def _check_filling(side: "Side") -> None:
    if side.one_to_one.opened:
        raise Refused(_("The suitcase is open; the sheets stay as they are."))
    if not side.fills:
        raise Refused(_("You fill a sheet only when the other asks you to."))


def _keep(side: "Side", draft: Sequence[int | None] | None) -> None:
    side.draft, side.draft_number = draft, side.draft_number + 1
    side.save(update_fields=["draft", "draft_number"])
