"""Hand-in against opening, and other pairs of writers, with two connections each (rules.md, section 7)."""

import threading
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from koffer.journey.models import Event, Placement, Stop, Turn
from koffer.method.order import proposal
from koffer.sheets.findings import STRENGTH
from koffer.sheets.pairs import Half
from koffer.sheets.refusals import OldPage, Refused
from koffer.workshop.models import (
    Action,
    Decision,
    FacilitatorKey,
    Finding,
    Opening,
    Seat,
    Sentence,
    Sheet,
    Story,
    Workshop,
)
from koffer.workshop.models.score import Scores
from tests.faults.test_hand_in_against_opening import seated

ROUNDS = 200 if connection.vendor == "postgresql" else 50  # SQLite lets one write at a time
POINTS = list(proposal(10))


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Run the acts in threads that start together; returns each result, or the `Refused` that it met.

    Anything else that was raised is raised again: a thread must not hide it.
    """
    together = threading.Barrier(len(acts))
    results: list[Any] = [None] * len(acts)
    faults: list[BaseException] = []

    def run(place: int, act: Callable[[], Any]) -> None:
        together.wait()
        try:
            results[place] = act()
        except Refused as refused:
            results[place] = refused
        except BaseException as fault:
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for fault in faults:
        raise fault
    return results


def a_workshop() -> tuple[Workshop, FacilitatorKey]:
    workshop = Workshop.create(team="Team", destination="Daar", announced_mode="anonymous")
    key, _token = FacilitatorKey.give(workshop)
    return workshop, key


def an_opened_workshop() -> tuple[Workshop, FacilitatorKey]:
    workshop = Workshop.create(team="Team", destination="Daar", announced_mode="discreet")
    key, _token = FacilitatorKey.give(workshop)
    workshop.begin_filling(by=key)
    for name in ("Anna", "Bram"):
        Seat.take(workshop, name)[0].hand_in(POINTS, "press")
    workshop.open(by=key)
    return workshop, key


def again(thing: Any) -> Any:
    """The same row as another connection would fetch it; who asks has the same secret."""
    fresh = type(thing).objects.get(pk=thing.pk)
    if isinstance(thing, Seat):
        fresh.secret = thing.secret
    return fresh


class Races:
    """The pairs of writers; each database runs them."""

    def test_hand_in_against_opening(self) -> None:
        outcomes = set()
        for round_ in range(ROUNDS):
            workshop = Workshop.create(team="Team", destination="Daar", announced_mode="discreet")
            key, _token = FacilitatorKey.give(workshop)
            first, _token = Seat.take(workshop, "Anna")
            second, _token = Seat.take(workshop, "Bram")
            workshop.begin_filling(by=key)
            first.hand_in(POINTS, "first")
            told, opened = at_once(
                lambda: again(second).hand_in(POINTS, "second"), lambda: again(workshop).open(by=key)
            )
            assert opened is None
            stored = Sheet.objects.filter(workshop=workshop).count()
            assert Opening.objects.get(workshop=workshop).sheet_count == stored
            assert isinstance(told, Refused) == (stored == 1), round_
            outcomes.add(stored)
        assert outcomes <= {1, 2}

    def test_two_people_move_one_suitcase_on_the_road(self) -> None:
        """One moves it, the other is told; both on one place is one move."""
        workshop, key = an_opened_workshop()
        workshop.decide(POINTS, by=key, seen=0, numbers=[0] * 10)
        workshop.close(timezone.localdate(), by=key)
        stops = []
        for name in ("One", "Two"):
            Stop.add_own(workshop, name=name, period="", aim="")
            stops.append(Stop.objects.get(workshop=workshop, name=name))
        Placement.put(workshop, None, 0)
        for round_ in range(40):
            seen = Placement.objects.get(workshop=workshop).number
            told = at_once(*[lambda stop=stop: Placement.put(again(workshop), stop, seen) for stop in stops])
            now = Placement.objects.get(workshop=workshop)
            moved = [stop for stop, result in zip(stops, told, strict=True) if result is None]
            # Whose stop it stood at already changed nothing and is told nothing.
            assert now.stop in moved and now.number == seen + 1, round_
            assert all(isinstance(result, OldPage) for result in told if result is not None)

    def test_two_writers_of_one_seat_store_one_whole_sheet(self) -> None:
        workshop, key = a_workshop()
        workshop.begin_filling(by=key)
        for round_ in range(20):
            seat, _token = Seat.take(workshop, f"Anna {round_}")
            at_once(
                lambda: again(seat).hand_in(POINTS, "one"),
                lambda: again(seat).hand_in(POINTS[::-1], "two"),
            )
            assert again(seat).held.points() in (POINTS, POINTS[::-1])

    def test_two_facilitators_open_once(self) -> None:
        workshop, key = a_workshop()
        workshop.begin_filling(by=key)
        for number in range(5):
            seated(workshop, f"Lid {number}").hand_in(POINTS, "press")
        at_once(*[lambda: again(workshop).open(by=key)] * 2)
        assert Opening.objects.filter(workshop=workshop).count() == 1
        assert Sheet.objects.filter(workshop=workshop, seat=None).count() == 5

    def test_the_same_name_at_once_becomes_two_names(self) -> None:
        workshop, _key = a_workshop()
        at_once(*[lambda: Seat.take(again(workshop), "Anna")] * 4)
        assert sorted(workshop.seats.values_list("name_key", flat=True)) == ["anna", "anna 2", "anna 3", "anna 4"]

    def test_two_facilitators_decide_once_and_the_later_is_told(self) -> None:
        for round_ in range(20):
            workshop, key = an_opened_workshop()
            told = at_once(
                lambda: again(workshop).decide(POINTS, by=key, seen=0, numbers=[0] * 10),
                lambda: again(workshop).decide(POINTS[::-1], by=key, seen=0, numbers=[0] * 10),
            )
            decision = Decision.objects.get(workshop=workshop)
            assert decision.as_list() in (POINTS, POINTS[::-1]), round_
            assert sum(isinstance(result, OldPage) for result in told) == 1
            assert list(Scores.of(workshop).points) == decision.as_list()

    def test_two_facilitators_change_one_number(self) -> None:
        workshop, _key = an_opened_workshop()
        results = at_once(
            *[
                lambda points=points: again(workshop).write_scores([points] + [None] * 9, [0] * 10)
                for points in (12, 14)
            ]
        )
        assert sorted(late for _scores, late in results) == [[], [0]]
        assert Scores.of(workshop).numbers[0] == 1

    def test_a_sentence_comes_in_while_the_facilitator_merges(self) -> None:
        for round_ in range(20):
            workshop, _key = an_opened_workshop()
            first, second = workshop.seats.order_by("number")[:2]
            first.send(STRENGTH, uuid.uuid4(), "Wij luisteren.")
            merged = [Sentence.objects.get(workshop=workshop).pk]
            at_once(
                lambda: again(workshop).pick(uuid.uuid4(), STRENGTH, merged, text="Luisteren."),
                lambda: again(second).send(STRENGTH, uuid.uuid4(), "Wij doen."),
            )
            assert Finding.objects.filter(workshop=workshop).count() == 1, round_
            assert Sentence.objects.get(workshop=workshop, finding=None).text == "Wij doen."

    def test_two_people_change_one_pair(self) -> None:
        workshop, _key = an_opened_workshop()
        ident, day = uuid.uuid4(), timezone.localdate()
        workshop.keep_pair(ident, {"large": Half("Een", "two", day)}, seen=0)
        told = at_once(
            *[
                lambda text=text: again(workshop).keep_pair(ident, {"large": Half(text, "two", day)}, seen=1)
                for text in ("Twee", "Drie")
            ]
        )
        assert sum(isinstance(result, OldPage) for result in told) == 1
        assert Action.objects.get(pair=ident).text in ("Twee", "Drie")

    def test_two_teams_begin_to_present(self) -> None:
        """One of the two presents, whoever was last; the screen shows one team."""
        event = Event.objects.create(name="Team day")
        turns = [
            Turn.objects.create(event=event, workshop=a_workshop()[0], place=place, parts=[]) for place in (1, 2, 3)
        ]
        for round_ in range(40):
            assert at_once(*[lambda turn=turn: again(turn).begin() for turn in turns]) == [None] * 3
            assert event.turns.filter(began_at__isnull=False, ended_at=None).count() == 1, round_

    def test_withdrawing_against_opening(self) -> None:
        for round_ in range(20):
            workshop, key = a_workshop()
            workshop.begin_filling(by=key)
            seats = [seated(workshop, f"Lid {number}") for number in range(6)]
            for seat in seats:
                seat.hand_in(POINTS, "press")
            told, opened = at_once(lambda: again(seats[0]).withdraw(), lambda: again(workshop).open(by=key))
            assert opened is None
            stored = Sheet.objects.filter(workshop=workshop, seat=None).count()
            assert Opening.objects.get(workshop=workshop).sheet_count == stored
            assert stored == (6 if isinstance(told, Refused) else 5), round_

    def test_handing_in_against_erasing(self) -> None:
        workshop, key = a_workshop()
        workshop.begin_filling(by=key)
        for round_ in range(20):
            seat, _token = Seat.take(workshop, f"Lid {round_}")
            one, other = again(seat), again(seat)
            told, erased = at_once(lambda: one.hand_in(POINTS, "press"), other.erase)
            assert erased is None and (told is None or isinstance(told, Refused))
            assert workshop.sheets_in() == 0, round_
            assert not Seat.objects.filter(workshop=workshop).exists()

    def test_closing_against_a_story(self) -> None:
        for round_ in range(20):
            workshop, key = an_opened_workshop()
            workshop.decide(POINTS, by=key, seen=0, numbers=[0] * 10)
            seat = workshop.seats.first()
            story = {"text": "Zo ging het.", "side": "high", "keep": "us"}
            category = workshop.categories()[0].pk
            told, _closed = at_once(
                lambda: again(workshop).tell(uuid.uuid4(), category, seat, **story),
                lambda: again(workshop).close(timezone.localdate(), by=key),
            )
            assert Story.objects.filter(workshop=workshop).exists() != isinstance(told, Refused), round_


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
