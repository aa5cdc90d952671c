"""A database that is locked, full, read-only or gone: a page that says so, nothing half stored, and recovery."""

import itertools
import os
import resource
import sqlite3
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from koffer.method.order import proposal
from koffer.workshop.models import Workshop
from tests.browser.house import House
from tests.served import ServedClient

LONG = 10.0  # seconds: longer than a write waits

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _sqlite() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("SQLite's own troubles")


@contextmanager
def locked() -> Iterator[None]:
    """Another program holds the lock for writing."""
    other = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 50")
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


@contextmanager
def read_only() -> Iterator[None]:
    """The file may not be written."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only = ON")
    yield
    connection.close()


@contextmanager
def full() -> Iterator[None]:
    """No file can grow: what a full disk does, for this process alone."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def gone() -> Iterator[None]:
    """The file is not at its place."""
    path = Path(str(connection.settings_dict["NAME"]))
    away = path.with_suffix(".away")
    path.rename(away)
    try:
        yield
    finally:
        away.rename(path)


def writes(play) -> dict[str, Callable[[], object]]:
    """One of each kind of write, for the facilitator and a member, in the order of a workshop."""
    (anna, bo), code = play.members, play.workshop.code
    categories = play.workshop.categories()
    sheet = {f"c{c.position}": str(n) for c, n in zip(categories, proposal(len(categories)), strict=True)}

    def console(path: str, **data: str) -> object:
        return play.facilitator.post(play.facilitator.page(f"console/{path}"), data)

    return {
        "join": lambda: play.stranger.post(f"/j/{code}", {"name": "Dirk"}),
        "rename": lambda: anna.post(anna.page("name"), {"name": "Annabel"}),
        "wish": lambda: anna.post(anna.page("wish"), {"wanted": "yes"}),
        "show": lambda: console("shown", step="destination"),
        "start": lambda: console("start"),
        "hand in": lambda: anna.post(anna.page("sheet"), sheet | {"press_key": "press-1"}),
        "take back": lambda: anna.post(anna.page("sheet/back")),
        "key": lambda: console("links", label="Second"),
        "hand in again": lambda: anna.post(anna.page("sheet"), sheet | {"press_key": "press-2"}),
        "the second hands in": lambda: bo.post(bo.page("sheet"), sheet | {"press_key": "press-3"}),
        "open": lambda: console("opening"),
        "talk": lambda: console("shown", step="conversation"),
        "offer": lambda: anna.post(anna.page("conversation/1/offer"), {"wanted": "yes"}),
        "story": lambda: anna.post(
            anna.page("conversation/1/stories"),
            {"text": "At the desk last week", "side": "other", "keep": "us", "press_key": str(uuid.UUID(int=5))},
        ),
        "tighten": lambda: console("mode", mode="anonymous"),
    }


@pytest.mark.parametrize("trouble", [locked, read_only, full, gone])
def test_every_kind_of_write_is_told_and_works_again(make_play, trouble):
    play = make_play_of_two(make_play)
    play.facilitator.client.raise_request_exception = False
    for kind, write in writes(play).items():
        version = play.workshop.version
        with trouble():
            answer = write()
            assert answer.status_code == 503, f"{kind}: {answer.status_code}"
            assert int(answer.headers["Retry-After"]) > 0
            if kind == "story":
                assert "At the desk last week" in answer.content.decode()
        assert play.workshop.version == version, kind
        assert write().status_code in (200, 302), kind
        assert play.workshop.version == version + (kind != "wish"), kind  # which nobody may notice


@pytest.fixture
def port(tmp_path: Path, transactional_db: None) -> Iterator[int]:
    """The port of a server on the database of this test."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "koffer.sqlite3").symlink_to(str(connection.settings_dict["NAME"]))
    house = House(tmp_path, KOFFER_SECRET_KEY=settings.SECRET_KEY)
    house.start()
    yield house.port
    house.stop()


def test_a_lock_of_ten_seconds_on_every_kind_of_write(make_play, port, monkeypatch):
    """All at the same time: each is told within the lock, and stored afterwards."""
    monkeypatch.setattr(ServedClient, "ports", itertools.repeat(port))
    kinds = list(writes(make_play_of_two(make_play)))
    deeds = {}
    for kind in kinds:
        play = make_play_of_two(make_play)
        for before, write in writes(play).items():
            if before == kind:
                break
            assert write().status_code in (200, 302), before
        for person in (play.facilitator, play.stranger, *play.members):
            cookies, person.client = person.client.cookies, ServedClient(headers={"accept-language": "en"})
            person.client.cookies = cookies
        deeds[kind] = writes(play)[kind]
    connection.close()
    over = threading.Event()
    with ThreadPoolExecutor(len(deeds)) as pool:
        with locked():
            threading.Timer(LONG, over.set).start()
            told = dict(zip(deeds, pool.map(lambda deed: deed(), deeds.values()), strict=True))
            over.wait()
        assert {kind: answer.status_code for kind, answer in told.items()} == dict.fromkeys(kinds, 503)
        assert all(int(answer.headers["Retry-After"]) > 0 for answer in told.values())
        assert "At the desk last week" in told["story"].content.decode()
        then = dict(zip(deeds, pool.map(lambda deed: deed(), deeds.values()), strict=True))
    assert {answer.status_code for answer in then.values()} <= {200, 302}


def make_play_of_two(make_play):
    """An open workshop with Anna and Bo."""
    play = make_play("open")
    for name in ("Anna", "Bo"):
        play.join(name)
    return play


def test_a_full_disk_stores_all_or_nothing(make_play):
    """Story after story until nothing fits: each is there as it was acknowledged, and room brings the next."""
    play = make_play("open")
    play.fill(2)
    play.open()
    play.facilitator.post(play.facilitator.page("console/shown"), {"step": "conversation"})
    anna = play.members[0]
    stored, told = 0, 0
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")  # pages that other tests left free would take all stories
        cursor.execute("PRAGMA max_page_count = 1")  # SQLite takes the present size
    for number in range(60):
        words = {"text": f"{number} " + "long " * 1500, "side": "other", "keep": "us"}
        answer = anna.post(anna.page("conversation/1/stories"), words | {"press_key": str(uuid.UUID(int=number))})
        assert answer.status_code in (302, 503)
        stored += answer.status_code == 302
        told += answer.status_code == 503
        if told:
            assert f"{number} long" in answer.content.decode()
            break
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA max_page_count = 1")
    assert told
    assert play.workshop.stories.count() == stored
    connection.close()
    words = {"text": "There is room again", "side": "other", "keep": "us", "press_key": str(uuid.UUID(int=999))}
    assert anna.post(anna.page("conversation/1/stories"), words).status_code == 302
    assert play.workshop.stories.count() == stored + 1


def test_a_page_that_cannot_be_read_tries_again_by_itself(make_play):
    play = make_play("open")
    with gone():
        answer = play.facilitator.get(play.facilitator.page("console"))
        assert answer.status_code == 503 and int(answer.headers["Refresh"]) > 0
    assert play.facilitator.get(play.facilitator.page("console")).status_code == 200


def test_a_file_that_was_replaced_is_noticed(make_play):
    """A backup that was put back while the server runs: the next request reads it, not the file that is gone."""
    play = make_play("open")
    path = Path(str(connection.settings_dict["NAME"]))
    connection.close()
    with sqlite3.connect(path) as source, sqlite3.connect(path.with_suffix(".copy")) as copy:
        source.backup(copy)
    Workshop.objects.update(team="Written after the backup")
    os.replace(path.with_suffix(".copy"), path)
    for name in ("-wal", "-shm"):
        Path(f"{path}{name}").unlink(missing_ok=True)
    assert play.facilitator.get(play.facilitator.page("console")).status_code == 503
    assert "Written after" not in play.facilitator.get(play.facilitator.page("console")).content.decode()


def test_a_clock_that_is_set_back_an_hour(make_play, monkeypatch):
    play = make_play("open")
    anna = play.join("Anna")
    now = time.time
    monkeypatch.setattr(time, "time", lambda: now() - 3600)
    play.start()
    assert anna.get(anna.page("")).status_code == 200
    assert anna.hand_in(list(proposal(10))).status_code == 302
    play.open()
    assert play.facilitator.get(play.facilitator.page("console")).status_code == 200
