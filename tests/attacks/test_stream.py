"""Another member with a recorder: that something happened is itself a message (rules.md, section 7)."""

import re
import threading
import time
import uuid

import httpx
import pytest

from tests.attacks.server import Cast
from tests.browser.house import House

PATIENCE = 15  # seconds for what is expected


class Recorder:
    """Everything that comes over one stream, as events."""

    def __init__(self, house: House, page: str) -> None:
        path = re.search(r'hx-sse:connect="([^"]+)"', page)[1]
        self.events: list[str] = []
        self._url, self._open = house.address + path, threading.Event()
        threading.Thread(target=self._listen, daemon=True).start()
        assert self._open.wait(PATIENCE)

    def _listen(self) -> None:
        rest = ""
        try:
            with httpx.stream("GET", self._url, timeout=httpx.Timeout(5, read=None)) as answer:
                for piece in answer.iter_text():
                    *events, rest = (rest + piece).split("\n\n")
                    self.events += [event for event in events if not event.startswith(":")]
                    self._open.set()
        except httpx.HTTPError:
            self._open.set()  # the server stopped

    def wait(self, words: str) -> None:
        """Until an event holds these words."""
        until = time.monotonic() + PATIENCE
        while not any(words in event for event in self.events):
            assert time.monotonic() < until, words
            time.sleep(0.02)


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """A running server."""
    made = House(tmp_path_factory.mktemp("streams"))
    made.start()
    yield made
    made.stop()


def settle(house):
    """Until the server has sent whatever it had to send: a change elsewhere that came later has arrived."""
    elsewhere = Cast(house, "open")
    last = Recorder(house, elsewhere.screen())
    elsewhere.join("Last")
    last.wait("1 person is here")


def recorders(house, cast, *members):
    """Recorders at the console, the projector, and the phones of these members, each with its first event."""
    pages = [cast.console(), cast.screen(), *(member.page() for member in members)]
    return [Recorder(house, page) for page in pages]


def test_t5_an_unseen_wish_sends_nothing_to_anybody(house):
    cast = Cast(house, "open")
    anna, bas = cast.join("Anna"), cast.join("Bas")
    watch = recorders(house, cast, anna, bas)
    anna.send("wish", wanted="yes")
    anna.send("wish", wanted="no")
    anna.send("wish", wanted="yes")
    settle(house)
    assert [len(one.events) for one in watch] == [1, 1, 1, 1]
    cast.join("Chris")
    for one in watch:
        one.wait("3 people are here")
        assert len(one.events) == 2, one.events  # what was there, and that Chris came
        assert not re.search(r"^id:", one.events[1], re.MULTILINE)  # nor does a number count what was in between


def test_t5_what_waits_sends_nothing_to_anybody(house):
    cast = Cast(house, "anonymous")
    people = cast.filled(5)
    cast.do("opening")
    cast.do("shown", step="conversation/1")
    watch = recorders(house, cast, people[1])
    people[0].send("conversation/1/stories", text="Een verhaal", side="high", keep="us", press_key=str(uuid.uuid4()))
    settle(house)
    cast.do("shown", step="strengths")
    for one in watch:
        one.wait("Where does our strength lie?")
        assert len(one.events) == 2


def test_t5_a_sheet_that_is_changed_sends_nothing(house):
    """The second place where it can happen: what is in stays in, and nobody sees another number."""
    cast = Cast(house, "anonymous")
    people = cast.filled(3)
    watch = recorders(house, cast, people[1])
    people[0].hand_in(cast.other_points())
    settle(house)
    cast.join("Chris")
    for one in watch[1:]:
        one.wait("of 4 handed in")
        assert len(one.events) == 2


def test_t5_an_offer_is_heard_by_the_facilitator_alone(house):
    cast = Cast(house, "discreet")
    people = cast.filled(5)
    cast.do("opening")
    cast.do("shown", step="conversation/1")
    console, screen, phone = recorders(house, cast, people[1])
    people[0].send("conversation/1/offer", wanted="yes")
    console.wait("Member0")
    settle(house)
    cast.do("shown", step="strengths")
    for one in (screen, phone):
        one.wait("Where does our strength lie?")
        assert len(one.events) == 2


@pytest.mark.parametrize(("kind", "step"), [("strength", "strengths"), ("gap", "gaps"), ("word", "sharing")])
def test_t9_no_message_holds_one_new_sentence(house, kind, step):
    cast = Cast(house, "anonymous")
    people = cast.filled(5)
    cast.do("opening")
    cast.do("shown", step=step)
    watch = recorders(house, cast, people[4])
    for number in range(4):
        if number == 1:  # the facilitator tries to see the one that is alone
            assert cast.ask(f"sentences/{kind}/opening").status_code == 409
        people[number].send(f"sentences/{kind}", text=f"Woord{number}", press_key=str(uuid.uuid4()))
    cast.do(f"sentences/{kind}/opening")
    for one in watch:
        one.wait("Woord3")
        counts = [len(set(re.findall(r"Woord\d", event))) for event in one.events]
        assert counts == sorted(counts) and set(counts) == {0, 4}
    shown = re.findall(r"Woord\d", watch[1].events[-1])
    assert sorted(shown) == [f"Woord{number}" for number in range(4)]


def test_t9_a_story_that_is_alone_waits_too(house):
    cast = Cast(house, "anonymous")
    people = cast.filled(5)
    cast.do("opening")
    cast.do("shown", step="conversation/2")
    people[0].send("conversation/2/stories", text="Alleen", side="low", keep="us", press_key=str(uuid.uuid4()))
    assert cast.ask("conversation/2/stories/opening").status_code == 409
    assert "Alleen" not in cast.screen() + cast.console()
