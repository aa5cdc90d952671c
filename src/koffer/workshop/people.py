"""Who is there and what is in, as far as an audience may know it (rules.md, section 3)."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import connection

from koffer.database.prepared import as_stored
from koffer.method.mode import Mode
from koffer.web.names import free_name, name_key
from koffer.workshop.models import Workshop
from koffer.workshop.models.kinds import OBSERVER, PAPER

# By hand, for many workshops at once: hundreds of rooms a second ask for it, and the ORM needs ten times as long to
# write it. The first column says of which workshop.
NUMBERS = f"""
    SELECT workshop.id,
           (SELECT count(*) FROM workshop_seat WHERE workshop_id = workshop.id AND left_at IS NULL),
           (SELECT count(*) FROM workshop_seat
            WHERE workshop_id = workshop.id AND left_at IS NULL AND kind = '{OBSERVER}'),
           (SELECT count(*) FROM workshop_seat seat JOIN workshop_sheet sheet ON sheet.seat_id = seat.id
            WHERE seat.workshop_id = workshop.id AND seat.left_at IS NOT NULL AND NOT sheet.set_aside),
           (SELECT count(*) FROM workshop_sheet WHERE workshop_id = workshop.id AND NOT set_aside)
           + coalesce((SELECT handed_in FROM workshop_box WHERE workshop_id = workshop.id), 0)
    FROM workshop_workshop workshop WHERE workshop.id IN (%s)"""  # noqa: S608 (a constant of ours)
PERSONS = """
    SELECT seat.workshop_id, seat.id, seat.name, seat.kind, sheet.id IS NOT NULL AND NOT sheet.set_aside,
           sheet.id IS NOT NULL AND sheet.set_aside
    FROM workshop_seat seat LEFT JOIN workshop_sheet sheet ON sheet.seat_id = seat.id
    WHERE seat.left_at IS NULL AND seat.workshop_id IN (%s) ORDER BY seat.number"""

Rows = list[tuple[Any, ...]]


def read_ahead(workshops: Collection[Workshop]) -> None:
    """Read who is there for all of these, before they are drawn one by one."""
    for sql in (NUMBERS, PERSONS) if workshops else ():
        found = _read(sql, workshops)
        for workshop in workshops:
            _known(workshop)[sql] = found[as_stored(workshop.pk)]


def _read(sql: str, workshops: Collection[Workshop]) -> dict[Any, Rows]:
    found: dict[Any, Rows] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(sql % ", ".join(["%s"] * len(workshops)), [as_stored(workshop.pk) for workshop in workshops])
        for workshop, *row in cursor.fetchall():
            found[workshop].append(tuple(row))
    return found


def _known(workshop: Workshop) -> dict[str, Rows]:
    """What was read of this version of the workshop: once for all audiences."""
    version, known = getattr(workshop, "_people", (None, {}))
    if version != workshop.version:
        known = {}
        workshop._people = workshop.version, known  # type: ignore[attr-defined]
    return known


@dataclass(frozen=True, slots=True)
class ListedPerson:
    """One line of the facilitator's list. `handed_in` and `aside` are None where nobody may see them.

    Not after the opening either: a sheet that is withdrawn or comes late would change the line of its person.
    """

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
        self._anonymous = workshop.mode == Mode.ANONYMOUS

    def _rows(self, sql: str) -> Rows:
        known = _known(self._workshop)
        if sql not in known:
            known[sql] = _read(sql, [self._workshop])[as_stored(self._workshop.pk)]
        return known[sql]

    @property
    def _numbers(self) -> tuple[int, ...]:
        return self._rows(NUMBERS)[0]

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
        """How many sheets there could be; a sheet stays when its owner goes home.

        In an anonymous workshop nothing follows from who is taken off the list but that one person less is here.
        """
        here = self.joined - self.observers
        return max(here, self.handed_in) if self._anonymous else here + self._numbers[2]

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
        return None if self._anonymous else [name for _seat, name, *_rest in self._rows(PERSONS)]

    @cached_property
    def persons(self) -> list[ListedPerson]:
        """Everybody by name, for the facilitator; until the opening who handed in, not in an anonymous workshop."""
        if self._audience != "facilitator":
            return []
        if self._anonymous:
            return list(_told_apart(self._rows(PERSONS)))
        return [ListedPerson(*(row[:3] if self._workshop.opened else row)) for row in self._rows(PERSONS)]


def _told_apart(rows: Rows) -> Iterator[ListedPerson]:
    """The people of an anonymous workshop, where two may have the same name (`Seat.take`)."""
    taken: set[str] = set()
    for seat, name, kind, *_sheet in rows:
        told = free_name(name, taken)
        taken.add(name_key(told))
        yield ListedPerson(seat, told, kind)
