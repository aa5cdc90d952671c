"""What this browser holds: the secrets of its seats and keys, in a signed cookie. Nothing of it is stored here.

Apart from the session of somebody who signed in (a row in the database that can be ended): a member has no such
session, and a member's page never looks for one.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

COOKIE = "koffer"
AGE = 60 * 60 * 24 * 400  # seconds


class Device(SessionStore):
    """The signed contents of the cookie: a mapping of "seats" and "keys", each workshop to secret."""

    def get_session_cookie_age(self) -> int:
        """How many seconds the cookie is believed."""
        return AGE


def device_of(request: HttpRequest) -> Device:
    """What the browser of this request holds; read once."""
    known: Any = request
    if not hasattr(known, "device"):
        known.device = Device(request.COOKIES.get(COOKIE))
    return known.device  # type: ignore[no-any-return]


class RememberDevice:
    """Gives the cookie back when a seat or a key came or went."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; a page that could not be made changes nothing."""
        response = self.get_response(request)
        device: Device | None = getattr(request, "device", None)
        if device is None:
            return response
        patch_vary_headers(response, ("Cookie",))
        if device.modified and response.status_code != 500:
            device.save()
            response.set_cookie(
                COOKIE,
                device.session_key or "",
                max_age=AGE,
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite="Lax",
            )
        return response
