"""The cast at a running server, with the means of anybody: a browser without scripts each."""

import re
from typing import Any

import httpx

from tests.bench.rooms import CSRF
from tests.browser.house import House

LADDER = [19, 17, 15, 13, 11, 9, 7, 5, 3, 1]


def browser(house: House) -> httpx.Client:
    """A fresh browser that speaks English."""
    headers = {"X-CSRFToken": CSRF, "accept-language": "en"}
    return house.browser(cookies={"csrftoken": CSRF}, headers=headers)


class Guest:
    """A member."""

    def __init__(self, client: httpx.Client, path: str) -> None:
        self.client, self.path = client, path

    def page(self, name: str = "") -> str:
        """A page of the own workshop."""
        answer = self.client.get(f"{self.path}{name}")
        assert answer.status_code == 200, answer.status_code
        return answer.text

    def send(self, name: str, **data: str) -> None:
        """Send a form; it is taken."""
        assert self.client.post(f"{self.path}{name}", data=data).status_code == 302, name

    def hand_in(self, points: list[int]) -> None:
        """Hand a sheet in."""
        self.send("sheet", **{f"c{place}": str(number) for place, number in enumerate(points)})


class Cast:
    """A workshop and its facilitator."""

    def __init__(self, house: House, mode: str) -> None:
        self._house = house
        self.facilitator = browser(house)
        texts = {"team": "Team Balie", "destination": "Naar de zee"}
        answer = self.facilitator.post("/start", data=texts)
        self.path = re.search(r"/w/[0-9a-f-]{36}/", str(answer.headers["location"]))[0]  # type: ignore[index]
        self.do("settings", **texts, announced_mode=mode, days_kept="30")
        self._turned = 0

    def ask(self, name: str, **data: str) -> Any:
        """The facilitator sends a form."""
        return self.facilitator.post(f"{self.path}console/{name}", data=data)

    def do(self, name: str, **data: str) -> None:
        """The facilitator sends a form; it is taken."""
        answer = self.ask(name, **data)
        assert answer.status_code == 302, (name, answer.status_code)

    def console(self) -> str:
        """The facilitator's page."""
        return self.facilitator.get(f"{self.path}console").text

    def screen(self) -> str:
        """The projector's page."""
        return self.facilitator.get(re.search(r'href="([^"]*/screen/[^"]*)"', self.console())[1]).text  # type: ignore[index]

    def join(self, name: str) -> Guest:
        """Somebody comes in."""
        code = re.search(r'code-shown">(\w+) (\w+)<', self.console()) if not hasattr(self, "_code") else None
        self._code = code.expand(r"\1\2") if code else self._code
        client = browser(self._house)
        assert client.post(f"/j/{self._code}", data={"name": name}).status_code == 302
        return Guest(client, self.path)

    def other_points(self) -> list[int]:
        """A sheet that nobody has yet."""
        self._turned += 1
        return LADDER[self._turned :] + LADDER[: self._turned]

    def filled(self, count: int) -> list[Guest]:
        """So many people, each with a sheet of their own that is in."""
        people = [self.join(f"Member{number}") for number in range(count)]
        self.do("start")
        for person in people:
            person.hand_in(self.other_points())
        return people
