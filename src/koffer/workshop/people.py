"""Who is there and what is in, as far as an audience may know it (rules.md, section 3)."""

import uuid
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import connection

from koffer.method.mode import Mode
from koffer.organisation.prepared import as_stored
from koffer.workshop.models import Workshop
from koffer.workshop.models.seat import OBSERVER, PAPER

# By hand: three hundred rooms a second ask for it, and the ORM needs ten times as long to write it.
NUMBERS = f"""
    SELECT count(*) FILTER (WHERE seat.left_at IS NULL),
           count(*) FILTER (WHERE seat.left_at IS NULL AND seat.kind = '{OBSERVER}'),
           count(*) FILTER (WHERE seat.left_at IS NOT NULL AND NOT sheet.set_aside),
           (SELECT count(*) FROM workshop_sheet WHERE workshop_id = %s AND NOT set_aside)
    FROM workshop_seat seat LEFT JOIN workshop_sheet sheet ON sheet.seat_id = seat.id
    WHERE seat.workshop_id = %s
"""  # noqa: S608 (a constant of ours)


# Who is there; the second half is for where the mode lets the facilitator see who handed in.
NAMES = """
    SELECT seat.id, seat.name, seat.kind FROM workshop_seat seat
    WHERE seat.workshop_id = %s AND seat.left_at IS NULL ORDER BY seat.number
"""
PERSONS = """
    SELECT seat.id, seat.name, seat.kind, sheet.id IS NOT NULL AND NOT sheet.set_aside, COALESCE(sheet.set_aside, %s)
    FROM workshop_seat seat LEFT JOIN workshop_sheet sheet ON sheet.seat_id = seat.id
    WHERE seat.workshop_id = %s AND seat.left_at IS NULL ORDER BY seat.number
"""


@dataclass(frozen=True, slots=True)
class Person:
    """One line of the facilitator's list. `handed_in` and `aside` are None where nobody may see them."""

    seat: object
    name: str
    kind: str
    handed_in: bool | None = None
    aside: bool | None = None

    @property
    def pk(self) -> uuid.UUID:
        """The key of the seat, as addresses have it."""
        return uuid.UUID(str(self.seat))

    @property
    def looks_on(self) -> bool:
        """Whether this person looks on."""
        return self.kind == OBSERVER

    @property
    def on_paper(self) -> bool:
        """Whether this is a paper sheet."""
        return self.kind == PAPER


class People:
    """The people of a workshop: numbers for everybody, names only where the mode allows the audience to see them.

    Each is read when a template asks for it. `audience` is "participant", "screen" or "facilitator".
    """

    def __init__(self, workshop: Workshop, audience: str) -> None:
        self._workshop, self._audience = workshop, audience
        self._anonymous, self._key = workshop.mode == Mode.ANONYMOUS, as_stored(workshop.pk)

    @property
    def _numbers(self) -> tuple[int, int, int, int]:
        return self._once(NUMBERS, self._key, self._key)[0]

    def _once(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """The rows, read once for all audiences of one version of the workshop."""
        version, rows = getattr(self._workshop, "_people", (None, {}))
        known: dict[str, list[tuple[Any, ...]]] = rows if version == self._workshop.version else {}
        if sql not in known:
            with connection.cursor() as cursor:
                cursor.execute(sql, values)
                known[sql] = cursor.fetchall()
            self._workshop._people = self._workshop.version, known  # type: ignore[attr-defined]
        return known[sql]

    @property
    def joined(self) -> int:
        """How many people are there, those who look on included."""
        return self._numbers[0]

    @property
    def observers(self) -> int:
        """How many look on."""
        return self._numbers[1]

    @property
    def expected(self) -> int:
        """How many sheets there could be; a sheet stays when its owner goes home."""
        return self.joined - self.observers + self._numbers[2]

    @property
    def handed_in(self) -> int:
        """How many sheets are in and not set aside; in an anonymous workshop they have no seat any more."""
        return self._numbers[3]

    @property
    def missing(self) -> int:
        """How many sheets are still expected."""
        return max(self.expected - self.handed_in, 0)

    @property
    def names(self) -> list[str] | None:
        """The names of who is there; None in an anonymous workshop."""
        return None if self._anonymous else [name for _seat, name, _kind in self._once(NAMES, self._key)]

    @cached_property
    def persons(self) -> list[Person]:
        """Everybody by name, for the facilitator; who handed in, not in an anonymous workshop."""
        if self._audience != "facilitator":
            return []
        rows = self._once(NAMES, self._key) if self._anonymous else self._once(PERSONS, False, self._key)
        return [Person(*row) for row in rows]
