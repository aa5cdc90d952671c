"""The people of a rehearsal: a browser each, with its own cookies, over shared connections."""

import html
import json
import re
import uuid
from collections.abc import Mapping
from typing import Any

import httpx

AT_ONCE = 40  # connections for pages; streams have their own
IDLE = 2.0  # seconds that a connection is used again; servers close it after about five
PATIENCE = 60.0  # seconds for one answer; at a full door one waits up to 40
Form = Mapping[str, str | list[str]]


class Wrong(Exception):
    """The server answered something else than it should; the text says what."""


def connections() -> httpx.AsyncHTTPTransport:
    """The connections that all browsers share."""
    return httpx.AsyncHTTPTransport(
        limits=httpx.Limits(max_connections=AT_ONCE, keepalive_expiry=IDLE),
        verify=httpx.create_ssl_context(),
    )


class Person:
    """A browser. `kind` names it in failures, so that the same failure of many people counts as one."""

    def __init__(self, url: str, transport: httpx.AsyncHTTPTransport, kind: str) -> None:
        self.url, self.kind = url, kind
        self._client = httpx.AsyncClient(
            base_url=url,
            transport=transport,
            headers={"Accept-Language": "en"},
            follow_redirects=True,
            timeout=PATIENCE,
            trust_env=False,
        )

    async def get(self, path: str, expect: int = 200) -> httpx.Response:
        """Open a page; raises `Wrong` for another status than `expect`."""
        return self._checked(await self._client.get(path), f"opens {_public(path)}", expect)

    async def post(self, path: str, data: Form | None = None, expect: int = 200) -> httpx.Response:
        """Send a form and follow its redirect; raises `Wrong` for another status than `expect`."""
        response = await self._client.post(path, data=dict(data or {}), headers=self._proof())
        return self._checked(response, f"posts {_public(path)}", expect)

    async def send(self, path: str, form: Form, expect: int = 302) -> None:
        """Send a form and do not follow its redirect; raises `Wrong` for another status than `expect`."""
        data = {**pressed(), **form}
        headers = self._proof()
        response = await self._client.post(path, data=data, headers=headers, follow_redirects=False)
        self._checked(response, f"sends {_public(path)}", expect)

    async def put(self, path: str, body: object, expect: int = 200) -> httpx.Response:
        """Send JSON, as the page does for a draft."""
        headers = self._proof() | {"Content-Type": "application/json"}
        response = await self._client.put(path, content=json.dumps(body), headers=headers)
        return self._checked(response, f"puts {_public(path)}", expect)

    def _proof(self) -> dict[str, str]:
        """What shows that a form is ours: the token of the cookie, and the page it was on."""
        return {"X-CSRFToken": self._client.cookies.get("csrftoken") or "", "Referer": f"{self.url}/"}

    def _checked(self, response: httpx.Response, deed: str, expect: int) -> httpx.Response:
        if response.status_code != expect:
            raise Wrong(f"{self.kind} {deed}: {response.status_code} instead of {expect}")
        return response


def name_for(number: int) -> str:
    """A name that nothing else on a page looks like."""
    return f"Rehearser-{number:04d}"


class Member(Person):
    """Somebody on a seat."""

    def __init__(self, url: str, transport: httpx.AsyncHTTPTransport, kind: str, number: int) -> None:
        super().__init__(url, transport, kind)
        self.number, self.name = number, name_for(number)
        self.seat = ""
        self.points: list[int] = []
        self.handed_in = False
        self._form: dict[str, str] = {}

    async def join(self, code: str, *, look_on: bool = False) -> str:
        """Take a seat; returns its page."""
        await self.get(f"/j/{code}")
        answer = await self.post(f"/j/{code}", {"name": self.name} | ({"look_on": "yes"} if look_on else {}))
        self.seat = answer.url.path
        return answer.text

    async def own(self) -> str:
        """The own part of the page, as fetched when the stage changes."""
        return (await self.get(f"{self.seat}own")).text

    async def open_sheet(self) -> None:
        """Fetch the own part of the page, which must be an empty sheet now, and its form."""
        self._form = form_fields(await self.own())
        if not self.boxes:
            raise Wrong(f"{self.kind} finds no sheet after filling started")

    @property
    def boxes(self) -> list[str]:
        """The names of the sheet's fields, in its order."""
        return [name for name in self._form if re.fullmatch(r"c\d+", name)]

    async def keep_draft(self, points: list[int]) -> None:
        """Keep what stands on the sheet, as typing does."""
        body = {"points": [str(number) for number in points], "number": int(self._form.get("number", "0"))}
        self._form["number"] = str((await self.put(f"{self.seat}draft", body)).json()["number"])

    async def hand_in(self, points: list[int]) -> str:
        """Hand in a valid sheet as the page's script does; returns the own part of the page."""
        self.points = points
        headers = self._proof() | {"Accept": "application/json"}
        response = await self._client.post(f"{self.seat}sheet", data=self._filled(points), headers=headers)
        self._checked(response, f"hands in at {_public(self.seat)}", 204)
        page = await self.own()
        self.handed_in = True
        if own_points(page) != points:
            raise Wrong(f"{self.kind} does not see the own points after handing in")
        return page

    async def hand_in_wrong(self, points: list[int]) -> None:
        """Hand in an invalid sheet, which must be refused with its text kept."""
        page = (await self.post(f"{self.seat}sheet", self._filled(points), expect=422)).text
        self._form = form_fields(page)
        if [self._form.get(box) for box in self.boxes] != [str(number) for number in points]:
            raise Wrong(f"{self.kind} loses what was typed on a refused sheet")

    async def take_back(self) -> None:
        """Take the sheet back; it must stand there to be changed."""
        self._form = form_fields((await self.post(f"{self.seat}sheet/back")).text)
        self.handed_in = False
        if [self._form.get(box) for box in self.boxes] != [str(number) for number in self.points]:
            raise Wrong(f"{self.kind} does not find the own points on a sheet that was taken back")

    def _filled(self, points: list[int]) -> dict[str, Any]:
        hidden = {name: self._form.get(name, "") for name in ("press_key", "number")}
        return hidden | dict(zip(self.boxes, map(str, points), strict=True))


def pressed() -> dict[str, str | list[str]]:
    """What a form carries so that a second press of the same button is known."""
    return {"press_key": str(uuid.uuid4())}


def form_fields(page: str) -> dict[str, str]:
    """The fields with a value on a page, in its order."""
    found = re.findall(r'name="(press_key|number|seen|[cn]\d+)" value="([^"]*)"', page)
    return {name: html.unescape(value) for name, value in found}


def own_points(page: str) -> list[int]:
    """The points that a page shows as the person's own."""
    return [int(number) for number in re.findall(r'data-points="(\d+)"', page)]


def _public(path: str) -> str:
    """A path without what is different for every workshop or secret."""
    return re.sub(r"(/(?:screen|j|f|m|live))/[^/]+", r"\1/…", re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "…", path))


def found(pattern: str, page: str, what: str) -> re.Match[str]:
    """What a page must hold; raises `Wrong` when it does not."""
    match = re.search(pattern, page)
    if match is None:
        raise Wrong(f"there is no sign of {what}")
    return match
