"""Who is there and what is in, as far as an audience may know it (rules.md, section 3)."""

from dataclasses import dataclass

from koffer.method.mode import Mode
from koffer.workshop.models import Seat, Sheet, Workshop
from koffer.workshop.models.seat import OBSERVER, PAPER


@dataclass(frozen=True)
class Person:
    """One line of the facilitator's list. `handed_in` and `aside` are None where nobody may see them."""

    seat: Seat
    handed_in: bool | None
    aside: bool | None

    @property
    def looks_on(self) -> bool:
        """Whether this person looks on."""
        return self.seat.kind == OBSERVER

    @property
    def on_paper(self) -> bool:
        """Whether this is a paper sheet."""
        return self.seat.kind == PAPER


@dataclass(frozen=True)
class People:
    """Numbers for everybody; names only where the mode allows this audience to see them."""

    joined: int
    observers: int
    expected: int
    handed_in: int
    names: tuple[str, ...] | None
    persons: tuple[Person, ...]

    @property
    def missing(self) -> int:
        """How many sheets are still expected."""
        return max(self.expected - self.handed_in, 0)


def people(workshop: Workshop, audience: str) -> People:
    """The people of a workshop for `audience` ("participant", "screen" or "facilitator").

    Who joined: names, but in an anonymous workshop only for the facilitator. Who handed in: the facilitator
    by name, but in an anonymous workshop a number for everybody.
    """
    seats = list(workshop.seats.filter(left_at=None).order_by("number"))
    sheets = dict(Sheet.objects.filter(workshop=workshop).values_list("seat_id", "set_aside"))
    anonymous = workshop.mode == Mode.ANONYMOUS
    observers = sum(seat.kind == OBSERVER for seat in seats)
    handed_in = workshop.sheets_in()
    here = {seat.pk for seat in seats}
    gone = sum(not aside for seat, aside in sheets.items() if seat and seat not in here)
    persons: tuple[Person, ...] = ()
    if audience == "facilitator":
        persons = tuple(
            Person(
                seat,
                None if anonymous else sheets.get(seat.pk) is False,
                None if anonymous else sheets.get(seat.pk) is True,
            )
            for seat in seats
        )
    return People(
        joined=len(seats),
        observers=observers,
        expected=len(seats) - observers + gone,  # a sheet stays when its owner goes home
        handed_in=handed_in,
        names=None if anonymous else tuple(seat.name for seat in seats),
        persons=persons,
    )
