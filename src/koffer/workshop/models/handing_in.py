"""What one person does with the own sheet, until it counts and after (M3, M6; rules.md, section 5)."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from koffer.database.sweep import sweep
from koffer.method.mode import Mode, late_needs_confirming
from koffer.method.points import check_sheet
from koffer.sheets.refusals import NeedsConfirming, OldPage, Refused
from koffer.workshop.models.held import Press
from koffer.workshop.models.kinds import OBSERVER, PAPER

if TYPE_CHECKING:
    from koffer.workshop.models.seat import Seat


def keep_draft(seat: "Seat", points: list[int | None], number: int) -> int:
    """Keep what is on the sheet while typing; returns the new number of the draft.

    `number` is that of the draft which the page had seen; raises `OldPage` when another page of this
    seat was newer. The same once more, because its answer was lost: no-op. Drafts may break every rule and do
    not raise the workshop's version.
    """
    with seat.locked():  # no draft may outlive an opening that cut the links
        if seat.workshop.opened and not seat.workshop.takes_late_sheets:
            raise Refused(_("The team suitcase is open; nothing can be added."))
        if not seat.held.keep_draft(points, number):
            raise OldPage(_("This sheet is newer in another window."))
    return number + 1


def hand_in(
    seat: "Seat", points: Sequence[int], press_key: str, *, number: int | None = None, confirmed: bool = False
) -> None:
    """Hand the sheet in, whole (M6), or change what was handed in, until the opening.

    `points` in the order of the sheet. The same press again is a no-op. Raises `InvalidSheet` (M3, M4),
    `OldPage` when `number` is not the newest draft's, `NeedsConfirming` for a late sheet in a discreet
    workshop, `Refused` when it is too late. Against an opening at the same moment: counted, or told.
    """
    with seat.changing():
        held = seat.held
        if held.press == press_key or held.counted_by(press_key):
            return
        late = _late(seat, confirmed)
        check_sheet(points, len(seat.workshop.categories()))
        if number is not None and number < held.number:
            raise OldPage(_("You changed this sheet in another window. Check it and hand in again."))
        held.hand_in(points, Press(press_key, seat.device, typed=seat.kind == PAPER), late=late)


def begin_to_change(seat: "Seat") -> None:
    """HANDED_IN -> HANDED_IN with a newer draft, before the opening; the sheet stays in. Again: no-op."""
    with seat.locked():
        if seat.workshop.opened:
            raise Refused(_("The team suitcase is open; your sheet counts."))
        points = seat.held.points()
        if points and seat.held.draft() is None:
            seat.held.keep_draft(list(points), seat.held.number)


def leave_as_it_was(seat: "Seat") -> None:
    """The newer draft goes; the sheet that is in stays. Again: no-op."""
    with seat.locked():
        if seat.changing_sheet:
            seat.held.drop_draft()


def take_back(seat: "Seat") -> None:
    """HANDED_IN -> DRAFT, before the opening: the points are a draft again."""
    with seat.changing():
        if seat.workshop.opened:
            raise Refused(_("The team suitcase is open; your sheet counts."))
        seat.held.take_back()


def set_aside(seat: "Seat", aside: bool) -> None:
    """Set the sheet of a duplicate or of somebody who left aside, or put it back; before the opening.

    In an anonymous workshop only a slip, by who typed it; any other is refused, whether a sheet is in or not.
    """
    with seat.changing(outside=True):
        if seat.workshop.opened:
            raise Refused(_("The team suitcase is open; the sheets stay as they are."))
        if seat.workshop.mode == Mode.ANONYMOUS and seat.kind != PAPER:
            raise Refused(_("This workshop is anonymous: nobody can set aside the sheet of somebody else."))
        seat.held.set_aside(aside)


def withdraw(seat: "Seat") -> None:
    """Take the own sheet out: deleted before the opening, COUNTED -> ERASED after it (rules.md, section 5).

    Every picture is of the remaining sheets from then on; what the team decided stays. Again: no-op. Raises
    `Refused` after the opening of an anonymous workshop, where nobody can find it.
    """
    with seat.changing(outside=True):
        if seat.workshop.opened and seat.workshop.mode == Mode.ANONYMOUS:
            raise Refused(_("Nobody can find out which sheet is yours any more, so it stays."))
        if seat.held.withdraw():
            transaction.on_commit(sweep)


def _late(seat: "Seat", confirmed: bool) -> bool:
    """Whether the sheet would be late; raises when it may not be handed in."""
    workshop = seat.workshop
    if not workshop.started:
        raise Refused(_("Filling has not started yet."))
    if seat.left_at or seat.kind == OBSERVER:
        raise Refused(_("You are looking on. Choose to fill a sheet first."))
    if not workshop.opened:
        return False
    mode = Mode(workshop.mode)
    if mode is Mode.ANONYMOUS:
        raise Refused(_("The team suitcase was opened just before. A sheet that was in counts; nothing can be added."))
    if seat.withdrawn:
        raise Refused(_("You withdrew your sheet after the opening, so you cannot hand in another one."))
    if seat.handed_in:
        raise Refused(_("The team suitcase was opened just before. Your sheet counts as you handed it in earlier."))
    if workshop.decided:
        raise Refused(_("The team has decided its score, so no sheet can be added. Join in the conversation."))
    if late_needs_confirming(mode) and not confirmed:
        raise NeedsConfirming(
            _("The others have seen the picture. If you hand in now, they can tell which points are yours.")
        )
    return True
