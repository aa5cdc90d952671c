"""Joining: names, codes, limits, shared devices."""

import uuid

import pytest

from koffer.bounds import CODES
from koffer.workshop.access import door
from tests.conftest import Person


def test_the_same_name_twice_is_told_apart(play):
    play.join("Anna")
    second = play.join("anna")
    assert sorted(play.workshop.seats.values_list("name", flat=True)) == ["Anna", "anna 2"]
    assert "anna 2" in second.get(second.page()).content.decode()


def test_joining_twice_with_one_press_is_one_seat(play):
    """The answer was lost, or the button was pressed twice: the second has the same seat, and so the same link."""
    press, code = {"press_key": str(uuid.uuid4())}, f"/j/{play.workshop.code}"
    first, again, other = (Person(name, workshop=play.workshop) for name in ("Anna", "Anna", "Bo"))
    for person in (first, again, other):
        assert person.post(code, {"name": person.name} | press).status_code == 302
    assert sorted(play.workshop.seats.values_list("name", flat=True)) == ["Anna", "Bo"]
    play.start()
    first.hand_in()
    assert again.seat.handed_in and again.get(again.page()).status_code == 200
    assert not other.seat.handed_in
    stranger = Person("Anna", workshop=play.workshop)
    stranger.post(code, {"name": "Anna", "press_key": str(uuid.uuid4())})
    assert play.workshop.seats.count() == 3


@pytest.mark.parametrize("name", ["", "   ", "\u200b\u200d", "x" * 41])
def test_a_name_that_cannot_be_shown_is_refused(play, name):
    answer = play.stranger.post(f"/j/{play.workshop.code}", {"name": name})
    assert answer.status_code == 422
    assert not play.workshop.seats.exists()


@pytest.mark.in_process
def test_wrong_codes_are_limited_and_right_ones_are_not(play):
    """A running server waits, and answers then: tests/attacks/test_stuck.py."""
    for number in range(60):
        play.join(f"Person{number}")
    for _ in range(CODES.burst):
        assert play.stranger.post("/join", {"code": "ZZZZZZ"}).status_code == 422
    assert play.stranger.post("/join", {"code": play.workshop.code}).status_code == 429
    assert play.stranger.get(door(play.workshop)).status_code == 200  # the QR code carries what nobody guesses


def test_a_shared_tablet_hides_the_sheet_of_the_one_before(play):
    anna = play.join("Anna")
    play.start()
    anna.hand_in()
    assert "You are Anna here" in anna.get(f"/j/{play.workshop.code}").content.decode()
    anna.post(f"/j/{play.workshop.code}/someone-else")
    assert anna.get(anna.page()).status_code == 404
