"""Who erases something leaves no trace: not in the files of the database, not in a new backup, not in the log."""

import os
import re
import shutil
import sqlite3
import subprocess
import sys
import time
import uuid
from contextlib import closing
from pathlib import Path

import httpx
import psycopg
import pytest

from tests.bench.rooms import CSRF
from tests.browser.house import House
from tests.guest import Guest, path_of

NAME, STORY, SENTENCE, STEP = "Xanthippe Quax", "zwaluwstaartverbinding", "kwartelkoning", "bijenwolf"
TEAM, DESTINATION = "Team Vuurtorenwachter", "In 2031 zijn wij de sterrenwacht"
SOON = 20  # seconds: who reads from the file just then is waited for
OTHERS = 20  # on each side: enough for SQLite to move rows between pages


class Played:
    """A workshop on a running server, in which one person said unmistakable things."""

    def __init__(self, house: House, mode: str) -> None:
        self._house, self._mode = house, mode
        self.facilitator = self._browser()
        answer = self.facilitator.post("/start", data={"team": TEAM, "destination": DESTINATION})
        self.path = re.search(r"/w/[0-9a-f-]{36}/", str(answer.headers["location"]))[0]
        settings = {"team": TEAM, "destination": DESTINATION, "announced_mode": mode, "days_kept": "30"}
        self._do("settings", settings)
        page = self.facilitator.get(f"{self.path}console").text
        self._code = re.search(r'code-shown">(\w+) (\w+)<', page).expand(r"\1\2")
        members = [self._join(f"Lid {number}") for number in range(OTHERS)]
        self.person = self._join(NAME)
        members += [self.person, *(self._join(f"Later {number}") for number in range(OTHERS))]
        self._do("start")
        page = self.person.get(self.path).text
        self._rows = re.findall(r'name="(c\d+)"', page)
        for number, member in enumerate(members):
            points = range(number % 2, 20 + number % 2, 2)
            sheet = {row: str(n) for row, n in zip(self._rows, points, strict=True)} | {"press_key": f"p{number}"}
            self._send(member, "sheet", sheet)
        self._do("opening")

    def talk(self) -> None:
        """The person says it all; so do some others, so that the rows stand between others."""
        others = [self._join(f"Gast {number}") for number in range(6)]
        for number, member in enumerate([*others[:3], self.person, *others[3:]]):
            mine = member is self.person
            story, sentence = (STORY * 300, SENTENCE) if mine else (f"Verhaal {number} " * 40, f"Zin {number}")
            told = {"text": story, "side": "high", "keep": "us", "named": "on", "press_key": str(uuid.uuid4())}
            self._send(member, "conversation/1/stories", told)
            self._send(member, "sentences/strength", {"text": sentence, "press_key": str(uuid.uuid4())})
            if self._mode == "open":
                self._send(member, "conversation/2/offer", {"wanted": "yes"})
        pair = str(uuid.uuid4())
        steps = {"large-text": "Groot.", "large-who": "everyone", "large-due": "2035-01-31", "press_key": pair}
        steps |= {"small-text": STEP, "small-who": "one", "small-due": "2035-01-31"}
        self._send(others[0], "label", steps)
        self._send(self.person, f"label/{pair}/small/name", {"wanted": "yes"})

    def erase(self) -> None:
        """The person erases herself."""
        self._send(self.person, "mine/erasure", {})
        assert self.person.get(self.path).status_code == 404

    def _browser(self) -> httpx.Client:
        cookies, headers = {"csrftoken": CSRF}, {"X-CSRFToken": CSRF}
        return self._house.browser(cookies=cookies, headers=headers)

    def _join(self, name: str) -> httpx.Client:
        browser = self._browser()
        assert browser.post(f"/j/{self._code}", data={"name": name}).status_code == 302
        return browser

    def _send(self, member: httpx.Client, page: str, data: dict[str, str]) -> None:
        assert member.post(f"{self.path}{page}", data=data).status_code == 302, page

    def _do(self, name: str, data: dict[str, str] | None = None) -> None:
        self._send(self.facilitator, f"console/{name}", data or {})


class OnSQLite:
    """The files of a data folder, and a backup of it."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._data = folder, folder / "data"
        self.surroundings: dict[str, str] = {}

    def ask(self, sql: str) -> list[tuple[object, ...]]:
        """Ask the database, beside the server."""
        with closing(sqlite3.connect(self._data / "koffer.sqlite3", timeout=9)) as connection, connection:
            return connection.execute(sql).fetchall()

    def files(self) -> bytes:
        """All bytes: database, -wal, -shm, and the log."""
        files = [*self._data.glob("koffer.sqlite3*"), self._folder / "log.txt"]
        return b"".join(file.read_bytes() for file in files)

    def everything(self) -> bytes:
        """The same, and a backup made now."""
        backup = self._folder / f"backup-{time.monotonic_ns()}.sqlite3"
        environment = os.environ | {"KOFFER_DATA": str(self._data)}
        environment.pop("DATABASE_URL", None)
        subprocess.run([Path(sys.executable).with_name("koffer"), "backup", backup], env=environment, check=True)
        return self.files() + backup.read_bytes()


class OnPostgreSQL:
    """What a dump of the database holds, and the log."""

    def __init__(self, folder: Path, address: str) -> None:
        self._folder, self._address = folder, address
        self.surroundings = {"DATABASE_URL": address}

    def ask(self, sql: str) -> list[tuple[object, ...]]:
        """Ask the database."""
        with psycopg.connect(self._address) as connection:
            cursor = connection.execute(sql)
            return cursor.fetchall() if cursor.description else []

    def files(self) -> bytes:
        """A dump, or where there is no pg_dump all rows as text; and the log."""
        log = (self._folder / "log.txt").read_bytes()
        if shutil.which("pg_dump"):
            return subprocess.check_output(["pg_dump", self._address]) + log
        tables = [name for (name,) in self.ask("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")]
        return b"".join(repr(self.ask(f'SELECT t::text FROM "{name}" t')).encode() for name in tables) + log

    everything = files


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def store(request, tmp_path):
    """Where a server keeps its data."""
    if request.param == "sqlite":
        return OnSQLite(tmp_path)
    return OnPostgreSQL(tmp_path, request.getfixturevalue("database"))


@pytest.fixture
def house(store, tmp_path):
    """A server on it."""
    server = House(tmp_path, **store.surroundings)
    server.start()
    yield server
    server.stop()


def keys(store):
    """How the seat and the sheet of the person stand in the database, and the sheet's rows."""
    (seat,) = store.ask(f"SELECT id, token_hash FROM workshop_seat WHERE name = '{NAME}'")
    (sheet,) = store.ask(f"SELECT id FROM workshop_sheet WHERE seat_id = '{seat[0]}'") or [()]
    return [str(key) for key in (*seat, *sheet)]


def found(store, *words):
    """Which of the words are anywhere."""
    return _of(words, store.everything())


def _of(words, everything):
    everything = everything.lower()
    return [word for word in words if word.lower().encode() in everything]


def only_found(store, words, kept):
    """Whether of the words only `kept` are left; while somebody reads, the log is emptied a second later."""
    until = time.monotonic() + SOON
    while _of(words, store.files()) != kept and time.monotonic() < until:
        time.sleep(0.05)
    return found(store, *words) == kept


@pytest.mark.parametrize("mode", ["open", "anonymous"])
def test_erased_and_purged(store, house, mode):
    played = Played(house, mode)
    played.talk()
    mine = keys(store)
    assert found(store, NAME, STORY, SENTENCE, *mine) == [NAME, STORY, SENTENCE, *mine]
    sheets = store.ask("SELECT count(*) FROM workshop_sheetpoints")[0][0]
    played.erase()
    kept = [] if mode == "open" else [STORY, SENTENCE]  # sent without a name: nobody can find whose they are
    assert only_found(store, [NAME, STORY, SENTENCE, *mine], kept)
    assert store.ask("SELECT count(*) FROM workshop_sheetpoints")[0][0] == sheets - (10 if mode == "open" else 0)
    assert found(store, TEAM, DESTINATION, STEP, "Lid 7") == [TEAM, DESTINATION, STEP, "Lid 7"]

    house.stop()
    store.ask("UPDATE workshop_workshop SET purge_on = '2001-01-01'")
    house.start()
    until = time.monotonic() + 20
    while store.ask("SELECT count(*) FROM workshop_task WHERE done_at IS NOT NULL")[0][0] == 0:
        assert time.monotonic() < until
        time.sleep(0.1)
    traces = [TEAM, DESTINATION, STEP, STORY, SENTENCE, "Verhaal", "Zin 1", "Lid 7", "Later 7"]
    assert only_found(store, traces, [])  # the sweep comes after the work
    (task,) = store.ask("SELECT kind, about, count FROM workshop_task")
    assert (task[0], uuid.UUID(str(task[1])), task[2]) == ("purge", uuid.UUID(played.path[3:39]), 1)


def test_an_account_is_erased(store, house):
    """Name, address and passkeys of an account; the organisation and its register stay."""
    first, person = Guest(house), Guest(house)
    assert first.post(path_of(house.log), name="Anna", organisation=TEAM).status_code == 302
    invitation = path_of(house.run("invite", TEAM, "--role", "facilitator"))
    assert person.post(invitation, name=NAME).status_code == 302
    (key,) = store.ask(f"SELECT id FROM organisation_user WHERE name = '{NAME}'")
    here = re.search(r"/o/[0-9a-f-]{36}/", person.client.get("/account/").text)[0]
    assert person.client.get(here).status_code == 200
    assert found(store, NAME, str(key[0])) == [NAME, str(key[0])]
    assert person.post("/account/erasure").status_code == 302
    assert only_found(store, [NAME, str(key[0])], [])
    assert found(store, TEAM) == [TEAM]
    assert "Somebody who is not here any more" in first.client.get(f"{here}register").text


def test_a_conversation_of_two_is_deleted(store, house):
    """Names, words, points and keys of the two; also that there was a conversation."""
    employee, manager = Guest(house), Guest(house)
    start = {"role": "employee", "name": NAME, "destination": DESTINATION, "work": TEAM}
    here = employee.post("/one-to-one", **start).headers["location"]
    assert employee.post(f"{here}/invitation").status_code == 302
    page = employee.client.get(here).text
    link = re.search(r"//[^/]+(/one-to-one/as/[\w-]+)", page)[1]
    assert manager.post(link, name="Wilhelmus Bij").status_code == 302
    boxes = re.findall(r'name="(c\d+)"', page)
    points = dict(zip(boxes, map(str, range(1, 20, 2)), strict=True))
    assert employee.post(f"{here}/sheet", press_key="p", **points).status_code == 302
    for who in (employee, manager):
        assert who.post(f"{here}/opening", wanted="yes").status_code == 302
    assert manager.post(f"{here}/talk/0/example", text=STORY * 40).status_code == 302
    assert employee.post(f"{here}/findings/strength", text=SENTENCE).status_code == 302
    steps = {"large-text": "Groot.", "large-who": "both", "large-due": "2035-01-31", "support": "kerkuilvlucht"}
    steps |= {"small-text": STEP, "small-who": "manager", "small-due": "2035-01-31"}
    assert employee.post(f"{here}/steps/new", **steps).status_code == 302
    hashes = [token for (token,) in store.ask("SELECT token_hash FROM one_to_one_side")]
    words = [NAME, DESTINATION, TEAM, "Wilhelmus Bij", STORY, SENTENCE, STEP, "kerkuilvlucht", *hashes]
    assert found(store, *words) == words
    assert employee.post(f"{here}/deletion").status_code == 302
    key = here[-36:]
    assert only_found(store, [*words, key, key.replace("-", "")], [])
    assert "This conversation was deleted" in manager.client.get(here).text
