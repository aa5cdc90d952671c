"""Whoever finds a copy of the disk: nothing that is stored leads from a person to a sheet (rules.md, 1.8)."""

import random
import threading
import time
import uuid
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client

from koffer.database.sweep import empty_log, sweep
from koffer.workshop.models import Seat
from koffer.workshop.models.held import AtSeat
from tests.attacks.reader import Reader, Truth
from tests.browser.house import House
from tests.conftest import Person
from tests.faults.test_traces import Played

NAMES = (
    "Annabel",
    "Bartholomeus",
    "Cornelis",
    "Dorothea",
    "Eleonora",
    "Frederik",
    "Geertruida",
    "Hendrikus",
    "Isabella",
)
pytestmark = [pytest.mark.in_process, pytest.mark.django_db(transaction=True)]


class Watched:
    """A whole anonymous workshop, looked at from the disk after each request."""

    def __init__(self, play, reader, truth, monkeypatch):
        self.play, self.reader, self.truth = play, reader, truth
        self.looks = 0
        asked = Client.request

        def and_look(client, **request):
            answer = asked(client, **request)
            self.looks += 1
            reader.look(
                f"{request.get('REQUEST_METHOD', 'GET')} {request['PATH_INFO'].rpartition('/')[2]} ({self.looks})"
            )
            return answer

        monkeypatch.setattr(Client, "request", and_look)
        self.chance = random.Random(7)

    def points(self):
        """A sheet that nobody else has."""
        while True:
            points = self.chance.sample(range(1, 19), 10)
            if sum(points) <= 100 and points not in self.truth.sheets.values():
                return points

    def sheet(self, person, points=None, number=""):
        """The person hands in, as the first of all who have not: the worst order that there is."""
        self.truth.sheets[person.name] = points or self.points()
        press = uuid.UUID(int=self.chance.getrandbits(128)).hex
        assert person.hand_in(self.truth.sheets[person.name], press=press, number=number).status_code == 302

    def draft(self, person):
        """The person types a whole sheet, and does not hand it in."""
        self.truth.sheets[person.name] = points = self.points()
        body = {"points": [str(n) for n in points], "number": 0}
        assert person.client.put(person.page("draft"), body, content_type="application/json").status_code == 200

    def everything(self, mode):
        """Join, draft, hand in, change, take back, another device, tighten, open, talk, close, erase."""
        play, facilitator = self.play, self.play.facilitator
        people = [play.join(name) for name in NAMES]
        play.start()
        if mode != "anonymous":
            return self.tightened(people)
        for person in people:
            self.draft(person)
        for person in people:
            self.sheet(person, self.truth.sheets[person.name])
        self.sheet(people[3])
        assert people[4].post(people[4].page("sheet/back")).status_code == 302
        self.sheet(people[4])
        other = Person(people[5].name, workshop=people[5].workshop)
        assert other.get(f"/m/{people[5].secret}").status_code == 302
        self.sheet(other)
        assert other.post(other.page("mine/sheet/withdrawal")).status_code == 302
        self.sheet(other)
        play.do("paper")
        last = people.pop()
        assert last.post(last.page("mine/erasure")).status_code == 302
        self.talk(people)
        assert facilitator.get(facilitator.page("console")).status_code == 200

    def tightened(self, people):
        """The workshop is not anonymous at first: what was known before goes at that moment."""
        for person in people[:6]:
            self.sheet(person)
        for person in people[6:]:
            self.draft(person)
        self.reader.links.clear()  # until then the link is there, and the page says so
        assert self.play.do("mode", {"mode": "anonymous"}).status_code == 302
        assert self.reader.links == set()
        for person in people[6:]:
            self.sheet(person, self.truth.sheets[person.name], number="1")
        self.sheet(people[0], number="1")
        self.talk(people)

    def talk(self, people):
        """From the opening to the closing, and somebody who goes."""
        play = self.play
        assert play.open().status_code == 302
        assert people[0].hand_in(press="late").status_code == 409
        play.show("conversation/1")
        for person in people[:3]:
            told = {
                "text": f"Het verhaal van {person.name}",
                "side": "high",
                "keep": "us",
                "press_key": str(uuid.uuid4()),
            }
            assert person.post(person.page("conversation/1/stories"), told).status_code == 302
            said = {"text": f"De zin van {person.name}", "press_key": str(uuid.uuid4())}
            assert person.post(person.page("sentences/strength"), said).status_code == 302
        assert play.do("conversation/1/stories/opening").status_code == 302
        assert play.decide([19, 17, 15, 13, 11, 9, 7, 5, 3, 1]).status_code == 302
        assert play.do("closing", {"after": "3"}).status_code == 302
        gone = people.pop()
        assert gone.post(gone.page("mine/erasure")).status_code == 302


@pytest.fixture
def watched(make_play, tmp_path, monkeypatch):
    """`watched("anonymous")` is the workshop, and the reader of the disk."""

    def make(mode):
        truth = Truth()
        reader = Reader(tmp_path, truth)
        return Watched(make_play(mode), reader, truth, monkeypatch)

    return make


@pytest.mark.parametrize("mode", ["anonymous", "discreet", "open"])
def test_t1_no_copy_of_the_disk_at_any_moment_leads_from_a_person_to_a_sheet(watched, mode):
    watch = watched(mode)
    watch.everything(mode)
    sweep()
    watch.reader.look("20 seconds later")
    assert watch.looks > 30
    assert watch.reader.links == set()


def test_t1_the_reader_finds_the_link_when_the_old_way_is_put_back(watched, monkeypatch):
    monkeypatch.setattr(Seat, "held", property(lambda seat: AtSeat(seat)))
    monkeypatch.setattr("koffer.workshop.models.cut.sweep", lambda: None)
    watch = watched("anonymous")
    people = [watch.play.join(name) for name in NAMES]
    watch.play.start()
    for person in people:
        watch.sheet(person)
    found = {(name, how) for _when, name, how in watch.reader.links}
    assert {name for name, how in found if how == "a row"} == set(NAMES)
    if connection.vendor == "sqlite":
        assert {name for name, how in found if how == "bytes"} == set(NAMES)
    assert any("the order" in how for _name, how in found)


def soon_empty(log):
    """Whether the log is empty by now, or as soon as nobody reads from it."""
    until = time.monotonic() + 20
    while log.stat().st_size and time.monotonic() < until:
        time.sleep(0.05)
    return log.stat().st_size == 0


def test_t1_the_log_of_a_running_server_is_empty_after_each_answer(tmp_path):
    """With eight threads that read beside: what the write-ahead log would tell is not there any more."""
    if connection.vendor != "sqlite":
        pytest.skip("of SQLite")
    house = House(tmp_path)
    house.start()
    try:
        played = Played(house, "anonymous")
        logs = list(Path(tmp_path, "data").glob("*-wal"))
        assert logs
        assert soon_empty(logs[0])
        played.talk()
        assert soon_empty(logs[0])
    finally:
        house.stop()


def test_one_thread_empties_the_log_for_all_who_ask(monkeypatch):
    """Each try holds up every writer while somebody reads: sixty hand-ins in one commit are one try."""
    tried, later = [], []
    monkeypatch.setattr("koffer.database.sweep._emptied", lambda: tried.append(1) and False)
    monkeypatch.setattr("koffer.database.sweep._waits", threading.Lock())
    monkeypatch.setattr(
        "koffer.database.sweep.threading.Timer", lambda seconds, act: later.append(act) or threading.Thread()
    )
    for _deed in range(60):
        empty_log()
    expected = 1 if connection.vendor == "sqlite" else 0
    assert (len(tried), len(later)) == (expected, expected)
