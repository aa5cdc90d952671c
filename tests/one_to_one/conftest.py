"""The two: an employee and a manager, each with a browser of their own."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone

from koffer.method.order import proposal
from koffer.one_to_one.models import OneToOne, Side
from koffer.web.tokens import hashed
from tests.conftest import DESTINATION, Person
from tests.kept import once
from tests.organisation.conftest import make_library

__all__ = ["make_library"]

EMPLOYEES = list(proposal(10))
MANAGERS = [EMPLOYEES[9 - place] for place in range(10)]
STATES = ("alone", "invited", "filling", "written", "agreed", "reviewed", "closed")


@dataclass
class Two:
    """A conversation of two. `employee` and `manager` are browsers; `key` names it in addresses."""

    key: str
    employee: Person
    manager: Person

    def twin(self) -> "Two":
        """The same two in fresh browsers."""
        return Two(self.key, self.employee.twin(), self.manager.twin())

    @property
    def one(self) -> OneToOne:
        """The conversation, fresh from the database."""
        return OneToOne.objects.get(pk=self.key)

    def at(self, place: str = "") -> str:
        """An address of it, such as `at("talk")`."""
        return f"/one-to-one/{self.key}{'/' if place else ''}{place}"

    def side(self, role: str) -> Side:
        """One of the two, fresh from the database."""
        return Side.objects.select_related("one_to_one__design").get(one_to_one=self.key, role=role)

    def page(self, who: Person, place: str = "") -> str:
        """What this person sees there, after the redirects."""
        answer = who.get(self.at(place), follow=True)
        assert answer.status_code == 200, answer.status_code
        return str(answer.content.decode())

    def do(self, who: Person, place: str, data: dict[str, Any] | None = None, status: int = 302) -> Any:
        """Send a form."""
        answer = who.post(self.at(place), data)
        assert answer.status_code == status, (place, answer.status_code, answer.content.decode()[:3000])
        return answer

    def hand_in(self, who: Person, points: list[int], press: str = "press", status: int = 302) -> Any:
        """Hand in a sheet."""
        rows = {f"c{c.position}": str(n) for c, n in zip(self.one.categories(), points, strict=True)}
        return self.do(who, "sheet", rows | {"press_key": press}, status)

    def link(self, who: Person) -> str:
        """The invitation that this person's page shows."""
        page = self.employee.client.get(self.at()).content.decode()
        found = re.search(r'<a href="[^"]*testserver([^"]+)">http', page)
        assert found
        return found[1]

    def invite(self) -> str:
        """The employee makes an invitation; returns its path."""
        self.do(self.employee, "invitation")
        return self.link(self.employee)

    def both(self) -> "Two":
        """The manager takes part as well."""
        assert self.manager.post(self.invite(), {"name": "Marloes"}).status_code == 302
        return self

    def opened(self, *, compare: bool = True) -> "Two":
        """Handed in and opened by both; with `compare` the manager filled a sheet as well."""
        self.both()
        self.hand_in(self.employee, EMPLOYEES)
        if compare:
            self.do(self.employee, "asking", {"wanted": "yes"})
            self.hand_in(self.manager, MANAGERS)
        for who in (self.employee, self.manager):
            self.do(who, "opening", {"wanted": "yes"})
        return self

    def write(self) -> None:
        """Something of everything: scores, examples, a strength, a gap, a pair."""
        self.do(self.employee, "talk/0", {"points": "18", "number": "0"})
        self.do(self.employee, "talk/1", {"points": "17", "differ": "on", "other": "4", "number": "0"})
        self.do(self.manager, "talk/0/example", {"text": "Zij belde de wijkagent zelf"})
        self.do(self.employee, "findings/strength", {"text": "Ik hoor wat er speelt", "example": "Het buurthuis"})
        self.do(self.manager, "findings/gap", {"text": "Tijd om te proberen", "remedy": "learn"})
        self.do(self.employee, "steps/new", pair_data())

    def write_on(self, device: Person) -> None:
        """Something on one device of two."""
        self.do(device, "talk/0", {"points": "18", "number": "0"})
        self.do(device, "steps/new", pair_data())

    def confirm(self) -> None:
        """Both confirm what stands there."""
        for who in (self.employee, self.manager):
            self.do(who, "agreement/confirmation", {"number": str(self.one.text_number)})

    def agreed(self) -> "Two":
        """All the way to the confirmed agreement."""
        self.opened()
        self.write()
        self.confirm()
        assert self.one.agreed_on
        return self

    def reach(self, state: str) -> "Two":
        """From the beginning to `state`: one of STATES, "both" when the manager came, "opened" before a word."""
        if state in ("both", "filling"):
            self.both()
        if state in ("alone", "filling"):
            self.hand_in(self.employee, EMPLOYEES)
        elif state == "invited":
            self.invite()
        elif state in ("opened", "written"):
            self.opened()
        elif state in ("agreed", "reviewed", "closed"):
            self.agreed()
        if state == "written":
            self.write()
        elif state == "reviewed":
            self.do(self.employee, "review/hold")
            self.do(self.employee, "review/0", {"well": "Het spreekuur loopt"})
        elif state == "closed":
            self.do(self.manager, "withdrawal")
        return self


def pair_data(**other: str) -> dict[str, str]:
    """A pair as the form sends it."""
    today = timezone.localdate()
    return {
        "large-text": "Een vast programma met de school",
        "large-who": "both",
        "large-due": str(today + timedelta(days=90)),
        "small-text": "Bel de directeur van de school",
        "small-who": "employee",
        "small-due": str(today + timedelta(days=7)),
        "support": "Ik maak twee uur per week vrij",
    } | other


@pytest.fixture
def make_two(db: None) -> Callable[..., Two]:
    """Begins a conversation and plays it: `make_two("opened", by="manager")`; see `Two.reach`."""

    def begun(by: str) -> Two:
        employee, manager = Person("Anna"), Person("Marloes")
        who = employee if by == "employee" else manager
        answer = who.post("/one-to-one", {"role": by, "name": who.name, "destination": DESTINATION, "work": "Jeugd"})
        assert answer.status_code == 302, answer.content.decode()
        return Two(answer.url.rpartition("/")[2], employee, manager)

    def make(state: str = "begun", by: str = "employee") -> Two:
        cache.clear()
        return once(("two", state, by), lambda: begun(by).reach(state))

    return make


@pytest.fixture
def two(make_two: Callable[..., Two]) -> Two:
    """Begun by the employee."""
    return make_two()


def hash_of(token: str) -> str:
    """What the database holds of a secret."""
    return hashed(token)
