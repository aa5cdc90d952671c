"""What this browser holds: a cookie for each seat, key and side, with its secret. Nothing of it is stored here.

A cookie each, so that nothing that two tabs do at the same moment takes a place away. Apart from the session of
somebody who signed in (a row in the database that can be ended): a member has no such session, and a member's page
never looks for one. The names are short: as many cookies as a browser keeps for one site (180) fit into the 8 kB of
headers that a proxy reads.
"""

import re
import uuid
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

SEAT, KEY, SIDES, INVITATION = "ks", "kk", "k2", "ki"
BROWSER = "kb"  # one secret for all places: what two sheets of this browser have in common
AGE = 60 * 60 * 24 * 400  # seconds
VALUE = re.compile(r"[\w.:=-]{1,200}", re.ASCII)

# Until November 2026 one cookie held everything. It is still read, so that nobody lost a place then.
OLD = "koffer"
OLD_KINDS = {SEAT: "seats", KEY: "keys", SIDES: "sides"}


class Device:
    """The cookies of one browser, and what changes in them while it is answered. "" stands for none."""

    def __init__(self, cookies: dict[str, str]) -> None:
        self._cookies = cookies
        self._changed: dict[str, str] = {}
        self._old: Any = None

    def held(self, kind: str, place: uuid.UUID | None = None) -> str:
        """The secret that this browser holds there: `kind` is SEAT, KEY, SIDES, INVITATION or BROWSER."""
        name = _name(kind, place)
        value = self._changed.get(name, self._cookies.get(name))
        if value is None:
            return self._held_before(kind, place)
        return value if VALUE.fullmatch(value) else ""

    def all(self, kind: str) -> list[str]:
        """The secrets of that kind, the oldest first (RFC 6265, 5.4)."""
        now = self._cookies | self._changed
        found = [value for name, value in now.items() if name.startswith(f"{kind}-") and VALUE.fullmatch(value)]
        before = [_as_text(one) for one in self._before(kind).values()]
        return [*(one for one in before if one not in found), *found]

    def keep(self, kind: str, place: uuid.UUID | None, secret: str) -> None:
        """Hold `secret` there from now on."""
        self._changed[_name(kind, place)] = secret

    def let_go(self, kind: str, place: uuid.UUID) -> None:
        """Hold nothing there any more."""
        self.keep(kind, place, "")

    def rewrite(self, kind: str, change: Callable[[str], str]) -> None:
        """Hold what `change` gives in the place of each secret of that kind."""
        for place, secret in self._before(kind).items():
            self._changed.setdefault(_name(kind, uuid.UUID(place)), _as_text(secret))
        for name, secret in (self._cookies | self._changed).items():
            if name.startswith(f"{kind}-") and (now := change(secret)) != secret:
                self._changed[name] = now

    def write(self, response: HttpResponse) -> None:
        """Give what changed to the browser."""
        for name, value in self._changed.items():
            if not value and OLD not in self._cookies:
                response.delete_cookie(name, samesite="Lax")
                continue
            response.set_cookie(
                name, value, max_age=AGE, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax"
            )

    def _before(self, kind: str) -> dict[str, Any]:
        if self._old is None:
            text = self._cookies.get(OLD)
            self._old = _Old(text).load() if text else {}
        found: dict[str, Any] = self._old.get(OLD_KINDS.get(kind), {})
        return found

    def _held_before(self, kind: str, place: uuid.UUID | None) -> str:
        return _as_text(self._before(kind).get(str(place), ""))


class _Old(SessionStore):
    def get_session_cookie_age(self) -> int:
        return AGE


def _as_text(secrets: str | list[str]) -> str:
    return secrets if isinstance(secrets, str) else ":".join(secrets)


def _name(kind: str, place: uuid.UUID | None) -> str:
    return f"{kind}-{place.hex[:12]}" if place else kind


def device_of(request: HttpRequest) -> Device:
    """What the browser of this request holds; read once."""
    known: Any = request
    if not hasattr(known, "device"):
        known.device = Device(request.COOKIES)
    return known.device  # type: ignore[no-any-return]


class RememberDevice:
    """Gives the cookies back when a place came or went."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; a page that could not be made changes nothing."""
        response = self.get_response(request)
        device: Device | None = getattr(request, "device", None)
        if device is None:
            return response
        patch_vary_headers(response, ("Cookie",))
        if response.status_code != 500:
            device.write(response)
        return response
