"""The cast: a facilitator, members, a stranger, and a workshop that they play."""

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from koffer.method.order import proposal
from koffer.web.translations import compile_catalogues
from koffer.workshop.access import screen_key
from koffer.workshop.models import Seat, Workshop

compile_catalogues()  # before Django first loads a language

DESTINATION = "In 2028 is onze bibliotheek de huiskamer van de stad"


@pytest.fixture(autouse=True)
def _plain_files(settings: Any) -> Iterator[None]:
    """Static files without a manifest, and no counts left over from another test."""
    settings.STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    cache.clear()
    yield


@dataclass
class Person:
    """Somebody with a browser of their own; speaks English unless told otherwise."""

    name: str
    client: Client = field(default_factory=lambda: Client(headers={"accept-language": "en"}))
    workshop: Workshop | None = None

    def get(self, path: str, **kwargs: Any) -> Any:
        """Fetch a page."""
        return self.client.get(path, **kwargs)

    def post(self, path: str, data: dict[str, Any] | None = None, **kwargs: Any) -> Any:
        """Send a form."""
        return self.client.post(path, data or {}, **kwargs)

    def page(self, name: str = "") -> str:
        """An address of the own workshop, such as `page("console")` or `page()` for the seat."""
        assert self.workshop is not None
        return f"/w/{self.workshop.pk}/{name}"

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
        points = points or list(proposal(len(self.workshop.categories())))
        rows = {f"c{c.pk}": str(n) for c, n in zip(self.workshop.categories(), points, strict=True)}
        return self.post(self.page("sheet"), rows | {"press_key": press} | extra)


@dataclass
class Play:
    """A workshop with its people."""

    facilitator: Person
    stranger: Person
    members: list[Person] = field(default_factory=list)

    @property
    def workshop(self) -> Workshop:
        """The workshop, fresh from the database."""
        assert self.facilitator.workshop is not None
        return Workshop.objects.select_related("design").get(pk=self.facilitator.workshop.pk)

    @property
    def screen(self) -> str:
        """The address of the projector page."""
        return f"/w/{self.workshop.pk}/screen/{screen_key(self.workshop.pk)}"

    def join(self, name: str, **extra: Any) -> Person:
        """Somebody joins with the code."""
        person = Person(name, workshop=self.workshop)
        answer = person.post(f"/j/{self.workshop.code}", {"name": name} | extra)
        assert answer.status_code == 302, answer.content
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
        rows = {f"c{c.pk}": str(n) for c, n in zip(categories, points, strict=True)}
        rows |= {f"n{c.pk}": str(n) for c, n in zip(categories, numbers, strict=True)}
        return self.do("decision", rows | {"seen": str(seen)})

    def fill(self, count: int, *, seed: int = 1) -> list[list[int]]:
        """`count` members join and hand in different valid sheets; returns the sheets."""
        chance = random.Random(seed)
        sheets = []
        for number in range(count):
            member = self.join(f"Member{number}")
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
            member = self.join(f"Member{number}")
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
