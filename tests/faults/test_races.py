"""Hand-in against opening, and other pairs of writers, with two connections each (rules.md, section 7)."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from koffer.method.order import proposal
from koffer.workshop.models import FacilitatorKey, Opening, Seat, Sheet, Workshop
from koffer.workshop.refusals import Refused

ROUNDS = 200
POINTS = list(proposal(10))


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Run the acts in threads that start together; returns each result, or the `Refused` that it met."""
    together = threading.Barrier(len(acts))
    results: list[Any] = [None] * len(acts)

    def run(place: int, act: Callable[[], Any]) -> None:
        together.wait()
        try:
            results[place] = act()
        except Refused as refused:
            results[place] = refused
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def a_workshop() -> tuple[Workshop, FacilitatorKey]:
    workshop = Workshop.create(team="Team", destination="Daar", announced_mode="anonymous")
    key, _token = FacilitatorKey.give(workshop)
    return workshop, key


def again(thing: Any) -> Any:
    """The same row as another connection would fetch it."""
    return type(thing).objects.get(pk=thing.pk)


class Races:
    """The pairs of writers; each database runs them."""

    def test_hand_in_against_opening(self) -> None:
        outcomes = set()
        for round_ in range(ROUNDS):
            workshop = Workshop.create(team="Team", destination="Daar", announced_mode="discreet")
            key, _token = FacilitatorKey.give(workshop)
            first, _token = Seat.take(workshop, "Anna")
            second, _token = Seat.take(workshop, "Bram")
            workshop.start_filling(by=key)
            first.hand_in(POINTS, "first")
            told, opened = at_once(
                lambda: again(second).hand_in(POINTS, "second"), lambda: again(workshop).open_team_suitcase(by=key)
            )
            assert opened is None
            stored = Sheet.objects.filter(workshop=workshop).count()
            assert Opening.objects.get(workshop=workshop).sheet_count == stored
            assert isinstance(told, Refused) == (stored == 1), round_
            outcomes.add(stored)
        assert outcomes <= {1, 2}

    def test_two_writers_of_one_seat_store_one_whole_sheet(self) -> None:
        workshop, key = a_workshop()
        workshop.start_filling(by=key)
        for round_ in range(20):
            seat, _token = Seat.take(workshop, f"Anna {round_}")
            at_once(
                lambda: again(seat).hand_in(POINTS, "one"),
                lambda: again(seat).hand_in(POINTS[::-1], "two"),
            )
            assert Sheet.objects.get(seat=seat).as_list() in (POINTS, POINTS[::-1])

    def test_two_facilitators_open_once(self) -> None:
        workshop, key = a_workshop()
        workshop.start_filling(by=key)
        for number in range(5):
            Seat.take(workshop, f"Lid {number}")[0].hand_in(POINTS, "press")
        at_once(*[lambda: again(workshop).open_team_suitcase(by=key)] * 2)
        assert Opening.objects.filter(workshop=workshop).count() == 1
        assert Sheet.objects.filter(workshop=workshop, seat=None).count() == 5

    def test_the_same_name_at_once_becomes_two_names(self) -> None:
        workshop, _key = a_workshop()
        at_once(*[lambda: Seat.take(again(workshop), "Anna")] * 4)
        assert sorted(workshop.seats.values_list("name", flat=True)) == ["Anna", "Anna 2", "Anna 3", "Anna 4"]


@pytest.mark.django_db(transaction=True)
class TestOnSQLite(Races):
    """In a file, as in production (settings: TEST)."""

    def test_it_is_sqlite(self) -> None:
        assert connection.vendor == "sqlite"


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
class TestOnPostgreSQL(Races):
    def test_it_is_postgresql(self) -> None:
        assert connection.vendor == "postgresql"
