"""Where a person's draft and sheet are kept: at the seat, or in an anonymous workshop under a key that is nobody's.

Both read and write the same things; which one a seat has, its workshop's mode says (rules.md, section 1, rule 8).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from django.utils.translation import gettext_lazy as _

from koffer.database.prepared import Prepared, write
from koffer.sheets.refusals import Refused
from koffer.workshop.models.box import Box, BoxEntry
from koffer.workshop.models.sheet import WITHDRAWN, Draft, Sheet, SheetPoints

if TYPE_CHECKING:
    from koffer.workshop.models.seat import Seat

TYPED = "(typed)"  # at a seat on paper of an anonymous workshop, in the place of the key of a press

Points = Sequence[int | None]


@dataclass(frozen=True)
class Press:
    """A press that hands in: its key, the label of the browser, and whether the sheet was typed from paper."""

    key: str
    device: str
    typed: bool


class Held(Protocol):
    """A person's draft and sheet. What writes runs inside a verb, and reads what was fresh there.

    `press` is the key of the press that handed in, "" while nothing is in; `number` grows with each change, so that
    the older of two windows is known; `aside`: set aside by the facilitator.
    """

    press: str
    number: int

    @property
    def aside(self) -> bool: ...

    def draft(self) -> list[int | None] | None:
        """What stands on the sheet while typing; None when nothing was typed."""

    def points(self) -> list[int] | None:
        """The handed-in points; None when none is in, the link is cut or it was erased."""

    def keep_draft(self, points: list[int | None], number: int) -> bool:
        """Keep a draft as the change after `number`; False when another change was first."""

    def hand_in(self, points: Sequence[int], press: Press, *, late: bool) -> None:
        """Write the sheet in the place of an earlier one; the draft goes."""

    def drop_draft(self) -> None:
        """What was being changed goes; the sheet that is in stays."""

    def take_back(self) -> None:
        """The points are a draft again."""

    def set_aside(self, aside: bool) -> None:
        """Set the sheet aside, or put it back."""

    def withdraw(self) -> bool:
        """The sheet and its draft go; whether there was one."""

    def erase(self) -> None:
        """All of it goes, before the seat does."""

    def counted_by(self, press: str) -> bool:
        """Whether this press handed in a sheet that nobody's seat knows of any more."""


class AtSeat:
    """Open and discreet: rows that hang on the seat."""

    def __init__(self, seat: "Seat") -> None:
        self._seat = seat
        self.press, self.number = seat.press_key, seat.draft_number

    @property
    def aside(self) -> bool:
        return Sheet.objects.filter(seat=self._seat.pk, set_aside=True).exists()

    def draft(self) -> list[int | None] | None:
        draft = _DRAFT.one(self._seat.pk)
        return list(draft.body) if draft else None

    def points(self) -> list[int] | None:
        # In one question: between two of them the sheet may be erased.
        points = SheetPoints.objects.filter(sheet__seat=self._seat.pk).order_by("category__position")
        return list(points.values_list("points", flat=True)) or None

    def keep_draft(self, points: list[int | None], number: int) -> bool:
        sql = "UPDATE workshop_seat SET draft_number = draft_number + 1 WHERE id = %s AND draft_number = %s"
        if not write(sql, self._seat.pk, number):
            return Draft.objects.filter(seat=self._seat, seat__draft_number=number + 1, body=points).exists()
        Draft.objects.update_or_create(seat=self._seat, defaults={"body": points, "key": self._seat.own_key})
        return True

    def hand_in(self, points: Sequence[int], press: Press, *, late: bool) -> None:
        aside = bool(self.press) and self._drop_sheet()
        workshop = self._seat.workshop
        Sheet.store(
            workshop,
            list(zip((category.pk for category in workshop.categories()), points, strict=True)),
            seat=self._seat,
            key=None if workshop.opened else self._seat.own_key,
            device=press.device,
            typed=press.typed,
            late=late,
            set_aside=aside,
        )
        self._changed(press.key)
        write("DELETE FROM workshop_draft WHERE seat_id = %s", self._seat.pk)

    def drop_draft(self) -> None:
        Draft.objects.filter(seat=self._seat).delete()
        self._changed(self.press)

    def take_back(self) -> None:
        sheet = Sheet.objects.filter(seat=self._seat).first()
        if sheet is None:
            return
        body = {"body": sheet.as_list(), "key": self._seat.own_key}
        Draft.objects.update_or_create(seat=self._seat, defaults=body)
        sheet.delete()
        self._changed("")

    def set_aside(self, aside: bool) -> None:
        Sheet.objects.filter(seat=self._seat).update(set_aside=aside)

    def withdraw(self) -> bool:
        if not Sheet.objects.filter(seat=self._seat).delete()[0]:
            return False
        Draft.objects.filter(seat=self._seat).delete()
        self._changed(WITHDRAWN if self._seat.workshop.opened else "")
        return True

    def erase(self) -> None:
        """Nothing to do here: what hangs on the seat goes with it."""

    def counted_by(self, press: str) -> bool:
        """Never: the seat itself knows its press, also after the opening."""
        return False

    def _drop_sheet(self) -> bool:
        """Delete the earlier sheet; whether it was set aside."""
        key, aside = Sheet.objects.values_list("pk", "set_aside").get(seat=self._seat)
        write("DELETE FROM workshop_sheetpoints WHERE sheet_id = %s", key)
        write("DELETE FROM workshop_sheet WHERE id = %s", key)
        return aside

    def _changed(self, press: str) -> None:
        """Pages that were open before are old now, so that the older of two windows loses visibly."""
        self.press, self.number = press, self.number + 1
        self._seat.press_key, self._seat.draft_number = press, self.number
        sql = "UPDATE workshop_seat SET press_key = %s, draft_number = %s WHERE id = %s"
        write(sql, press, self.number, self._seat.pk)


class InBox:
    """Anonymous: an entry of the box, found by the keys that this person's own secret leads to.

    Nothing is written at the seat, so that no transaction and no state of its row tells of a sheet. After the opening,
    and for whoever comes without that secret, there is nothing to find. A seat on paper is nobody's device: it
    says that its sheet is in, so that another facilitator does not type it once more.
    """

    def __init__(self, seat: "Seat") -> None:
        self._seat, self._keys = seat, seat.keys
        self._box = Box.of(seat.workshop)
        self._take(self._box.entry(self._keys))

    def _take(self, entry: BoxEntry) -> None:
        self._entry = entry
        self.press, self.number = entry.press or self._seat.press_key, entry.number

    @property
    def aside(self) -> bool:
        return self._entry.aside

    def draft(self) -> list[int | None] | None:
        return self._entry.draft

    def points(self) -> list[int] | None:
        return self._entry.points

    def keep_draft(self, points: list[int | None], number: int) -> bool:
        if self.number != number:
            return self.number == number + 1 and self._entry.draft == points
        self._put(replace(self._entry, draft=points))
        return True

    def hand_in(self, points: Sequence[int], press: Press, *, late: bool) -> None:
        if self._seat.press_key and self._entry.points is None:
            raise Refused(_("This sheet is in already. Who typed it can change it, with the link of then."))
        # One that was set aside before the workshop became anonymous counts again: only its owner can say so now.
        aside = self._entry.aside and press.typed
        self._put(BoxEntry(None, list(points), press.key, device=press.device, typed=press.typed, aside=aside))

    def drop_draft(self) -> None:
        self._put(replace(self._entry, draft=None))

    def take_back(self) -> None:
        if self._entry.points is not None:
            self._put(replace(self._entry, draft=list(self._entry.points), points=None, press="", device=""))

    def set_aside(self, aside: bool) -> None:
        if self._entry.points is not None:
            self._put(replace(self._entry, aside=aside))

    def withdraw(self) -> bool:
        if self._entry.points is None:
            return False
        self._put(BoxEntry(number=self.number))
        return True

    def erase(self) -> None:
        if self._box.drop(self._keys) != BoxEntry():
            self._box.store()

    def counted_by(self, press: str) -> bool:
        return press in self._box.presses

    def _put(self, entry: BoxEntry) -> None:
        if not self._keys:
            raise RuntimeError("only the secret of its person leads to a sheet of an anonymous workshop")
        entry = replace(entry, number=self.number + 1)
        self._box.drop(self._keys)
        self._box.put(self._keys[0], entry)
        self._box.store()
        if not self._seat.token_hash:
            self._seat.press_key = TYPED if entry.points is not None else ""
            write("UPDATE workshop_seat SET press_key = %s WHERE id = %s", self._seat.press_key, self._seat.pk)
        self._take(entry)


_DRAFT = Prepared(lambda: Draft.objects.all(), "pk")
