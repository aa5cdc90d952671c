"""The cast: a facilitator, members, a stranger, and a workshop that they play."""

import gc
import random
import re
import shutil
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.cache import cache
from django.db import connection
from django.db.backends.postgresql.operations import DatabaseOperations
from django.db.models.signals import post_migrate
from django.http import HttpRequest, HttpResponse
from django.template import Template
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from koffer.method.order import proposal
from koffer.workshop.access import remember_seat, screen_key
from koffer.workshop.device import SEAT, Device, device_of
from koffer.workshop.models import Seat, Workshop
from koffer.workshop.room.live import render
from tests import served
from tests.prepared import prepared
from tests.served import ServedClient

pytest_plugins = ["tests.served", "tests.databases"]
RENDER = Template._render  # type: ignore[attr-defined]
FORM = "application/x-www-form-urlencoded"
DESTINATION = "In 2028 is onze bibliotheek de huiskamer van de stad"


def state_of(room: str, audience: str) -> Any:
    """The state that the hub would send to `audience` of `room`."""
    return render({room: [audience]})[room][audience]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """`tools/test` looks for tests of the browser in their folder only, for those on PostgreSQL in the listed ones."""
    listed = tuple((Path(__file__).parent / "on_postgres.txt").read_text().split())
    for mark, places in (("browser", ("tests/browser/",)), ("postgres", listed)):
        assert all(item.nodeid.startswith(places) for item in items if item.get_closest_marker(mark)), places


@pytest.fixture(scope="session", autouse=True)
def _light(django_test_environment: None) -> None:
    """No copy of what each template was told, which Django's tests keep; and a collector that looks at Django once."""
    Template._render = RENDER  # type: ignore[attr-defined]
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)


@pytest.fixture(autouse=True)
def _plain_files(settings: Any, request: pytest.FixtureRequest) -> Iterator[None]:
    """Static files without a manifest, one language, and no counts left over from another test."""
    settings.STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    cache.clear()
    _Here.shared = None
    if served.ASKED:
        request.getfixturevalue("_nothing_counted")
    with override("en"):
        yield


def _delete(self: Any, style: Any, tables: list[str], **options: Any) -> list[str]:
    deletes = [f"DELETE FROM {self.quote_name(table)};" for table in tables]
    return ["SET LOCAL session_replication_role = replica;", *deletes]


@pytest.fixture(scope="session")
def django_db_keepdb(request: pytest.FixtureRequest) -> bool:
    """Whether the tables are there already: in SQLite a copy, in PostgreSQL those of the lane before."""
    if connection.vendor == "sqlite":
        shutil.copy(prepared() / "koffer.sqlite3", connection.settings_dict["TEST"]["NAME"])
        return True
    return bool(request.config.getoption("reuse_db"))


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Emptying the tables is quick: a few rows to delete, instead of TRUNCATE and every permission written anew.

    At the end nobody holds the test database any more, so that it can be removed: threads of a test keep connections.
    """
    DatabaseOperations.sql_flush = _delete
    post_migrate.receivers = []
    yield
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            others = "datname = current_database() AND pid <> pg_backend_pid()"
            cursor.execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}")


@pytest.fixture
def in_process_commands(monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands of `koffer` in this process: closing connections at their end would close the test's too."""
    monkeypatch.setattr("django.core.management.base.connections.close_all", lambda: None)
    monkeypatch.setattr("koffer.serving.folder.prepare", lambda: None)


def noon(day: date) -> datetime:
    """The middle of a day, by the clock of the server."""
    return timezone.make_aware(datetime.combine(day, time(12)))


class _Here(Client):
    """A browser of this process. All of a test are served by one handler, as those of a server are."""

    shared: Any = None

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        if not self.handler.enforce_csrf_checks:
            _Here.shared = self.handler = _Here.shared or self.handler


def new_client(**options: Any) -> Client:
    """A browser: in this process, or with KOFFER_TEST_SERVED of the running ones."""
    return (ServedClient if served.ASKED else _Here)(**options)


@dataclass
class Person:
    """Somebody with a browser of their own; speaks English unless told otherwise."""

    name: str
    client: Client = field(default_factory=lambda: new_client(headers={"accept-language": "en"}))
    workshop: Workshop | None = None

    def twin(self) -> "Person":
        """The same person with a fresh browser that holds the same."""
        twin = Person(self.name, workshop=self.workshop and Workshop.objects.get(pk=self.workshop.pk))
        twin.client.cookies = deepcopy(self.client.cookies)
        return twin

    def get(self, path: str, **kwargs: Any) -> Any:
        """Fetch a page."""
        return self.client.get(path, **kwargs)

    def post(self, path: str, data: dict[str, Any] | None = None, **kwargs: Any) -> Any:
        """Send a form, as a browser does: whole, or with a file in parts."""
        data = data or {}
        if kwargs or any(hasattr(value, "read") for value in data.values()):
            return self.client.post(path, data, **kwargs)
        return self.client.post(path, urlencode(data, doseq=True), content_type=FORM)

    def page(self, name: str = "") -> str:
        """An address of the own workshop, such as `page("console")` or `page()` for the seat."""
        assert self.workshop is not None
        return f"/w/{self.workshop.pk}/{name}"

    @property
    def secret(self) -> str:
        """What only the cookie of this browser holds: the secret of the seat."""
        assert self.workshop is not None
        return self.held(SEAT)

    def held(self, kind: str) -> str:
        """The secret that this browser holds of the own workshop."""
        assert self.workshop is not None
        cookies = {name: morsel.value for name, morsel in self.client.cookies.items()}
        return Device(cookies).held(kind, self.workshop.pk)

    @property
    def sheet(self) -> list[int] | None:
        """The sheet that is in, as this person's own secret leads to it."""
        seat = Seat.found(self.secret)
        return seat.held.points() if seat else None

    @property
    def seat(self) -> Seat:
        """The seat of this person, fresh from the database."""
        return Seat.objects.select_related("workshop").get(workshop=self.workshop, name=self.name)

    def own(self) -> str:
        """What only this person sees."""
        return str(self.get(self.page("own")).content.decode())

    def hand_in(self, points: list[int] | None = None, press: str = "press-1", **extra: Any) -> Any:
        """Hand in a sheet through the form."""
        assert self.workshop is not None
        categories = Workshop.found(self.workshop.pk).categories()
        points = points or list(proposal(len(categories)))
        rows = {f"c{c.position}": str(n) for c, n in zip(categories, points, strict=True)}
        return self.post(self.page("sheet"), rows | {"press_key": press} | extra)


@dataclass
class Play:
    """A workshop with its people."""

    facilitator: Person
    stranger: Person
    members: list[Person] = field(default_factory=list)

    def twin(self) -> "Play":
        """The same people in fresh browsers."""
        return Play(self.facilitator.twin(), self.stranger.twin(), [member.twin() for member in self.members])

    @property
    def workshop(self) -> Workshop:
        """The workshop, fresh from the database."""
        assert self.facilitator.workshop is not None
        found = Workshop.found(self.facilitator.workshop.pk)
        assert found is not None
        return found

    @property
    def screen(self) -> str:
        """The address of the projector page."""
        return f"/w/{self.workshop.pk}/screen/{screen_key(self.workshop)}"

    def join(self, name: str, **extra: Any) -> Person:
        """Somebody joins with the code."""
        person = Person(name, workshop=self.workshop)
        answer = person.post(f"/j/{self.workshop.code}", {"name": name} | extra)
        assert answer.status_code == 302, answer.content
        self.members.append(person)
        return person

    def sit(self, name: str) -> Person:
        """Somebody who has joined, for tests of what comes after the door."""
        if served.ASKED:
            return self.join(name)
        person, request, response = Person(name, workshop=self.workshop), HttpRequest(), HttpResponse()
        assert person.workshop is not None
        remember_seat(request, *Seat.take(person.workshop, name))
        device_of(request).write(response)
        person.client.cookies.update(response.cookies)
        self.members.append(person)
        return person

    def start(self) -> None:
        """The facilitator starts filling."""
        assert self.facilitator.post(self.facilitator.page("console/start")).status_code == 302

    def open(self) -> Any:
        """The facilitator opens the team suitcase."""
        return self.facilitator.post(self.facilitator.page("console/opening"))

    def show(self, target: str) -> Any:
        """The facilitator shows a step, or a category of the talk ("conversation/3")."""
        return self.facilitator.post(self.facilitator.page("console/shown"), {"step": target})

    def console(self) -> str:
        """The facilitator's page."""
        return str(self.facilitator.get(self.facilitator.page("console")).content.decode())

    def do(self, name: str, data: dict[str, Any] | None = None) -> Any:
        """The facilitator sends a form to `console/<name>`."""
        return self.facilitator.post(self.facilitator.page(f"console/{name}"), data)

    def decide(self, points: list[int], *, seen: int = 0, numbers: list[int] | None = None) -> Any:
        """The facilitator decides the team score."""
        categories = self.workshop.categories()
        numbers = numbers or [0] * len(categories)
        rows = {f"c{c.position}": str(n) for c, n in zip(categories, points, strict=True)}
        rows |= {f"n{c.position}": str(n) for c, n in zip(categories, numbers, strict=True)}
        return self.do("decision", rows | {"seen": str(seen)})

    def fill(self, count: int, *, seed: int = 1) -> list[list[int]]:
        """`count` members join and hand in different valid sheets; returns the sheets."""
        chance = random.Random(seed)
        sheets = []
        for number in range(count):
            member = self.sit(f"Member{number}")
            if not self.workshop.started:
                self.start()
            points = list(proposal(len(self.workshop.categories())))
            chance.shuffle(points)
            assert member.hand_in(points).status_code == 302
            sheets.append(points)
        return sheets

    def opened(self, sheets: list[list[int]]) -> "Play":
        """A member for each sheet, and the opened suitcase."""
        for number, points in enumerate(sheets):
            member = self.sit(f"Member{number}")
            if not self.workshop.started:
                self.start()
            assert member.hand_in(points).status_code == 302
        assert self.open().status_code == 302
        return self


@pytest.fixture
def make_play(db: None) -> Callable[..., Play]:
    """Makes a workshop through the first page: `make_play(mode="open")`."""

    def make(mode: str = "discreet") -> Play:
        facilitator = Person("Marloes")
        answer = facilitator.post("/start", {"team": "Team Klantcontact", "destination": DESTINATION})
        found = re.fullmatch(r"/w/([0-9a-f-]{36})/console", answer.url)
        assert found
        facilitator.workshop = Workshop.objects.get(pk=found[1])
        if mode != "discreet":
            facilitator.workshop.edit(announced_mode=mode)
        return Play(facilitator, Person("Stranger"))

    return make


@pytest.fixture
def play(make_play: Callable[..., Play]) -> Play:
    """A discreet workshop, just made."""
    return make_play()
