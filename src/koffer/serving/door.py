"""The door in front of Django: a sheet that a script sends is stored here, many in one commit.

What can simply be stored is answered with 204. Whatever cannot, a refusal or a request that this door does not know,
goes on to the ordinary view, which says why: there is one verb and one place that explains.
"""

import re
import uuid
from collections.abc import MutableMapping
from io import BytesIO
from typing import Any

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.core.handlers.asgi import ASGIRequest
from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware

from koffer.live import metrics
from koffer.live.stream import Receive, Scope, Send
from koffer.method.points import InvalidSheet, settle
from koffer.serving.group import group
from koffer.sheets.refusals import Refused
from koffer.sheets.typed import read_points
from koffer.workshop.access import seat_or_none
from koffer.workshop.device import SEAT, device_of
from koffer.workshop.place import check_place
from koffer.workshop.refusals import OtherPlace
from koffer.workshop.steps.filling.views import hand_in

SHEET = re.compile(r"/w/([0-9a-f-]{36})/sheet")
FORM = b"application/x-www-form-urlencoded"
LONGEST = 8192  # bytes of a form with a sheet
STORED = [(b"cache-control", b"no-store")]

_csrf = CsrfViewMiddleware(lambda request: HttpResponse())


class Door:
    """ASGI application: takes sheets, and lets everything else through to `onward`; bodies come whole."""

    def __init__(self, onward: Any) -> None:
        self._onward = onward

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 204 for a sheet that is stored; otherwise what `onward` answers."""
        if not (match := _sent_by_script(scope)):
            await self._onward(scope, receive, send)
            return
        whole = await receive()
        body = whole["body"]
        with metrics.HAND_IN.time():
            stored = len(body) <= LONGEST and await _stored(scope, body, match[1])
        if not stored:
            await self._onward(scope, _again(whole), send)
            return
        await send({"type": "http.response.start", "status": 204, "headers": STORED})
        await send({"type": "http.response.body", "body": b""})


def _sent_by_script(scope: Scope) -> re.Match[str] | None:
    if scope["method"] != "POST":
        return None
    headers = dict(scope["headers"])
    if headers.get(b"accept") != b"application/json" or headers.get(b"content-type", b"").split(b";")[0] != FORM:
        return None
    return SHEET.fullmatch(scope["path"])


async def _stored(scope: Scope, body: bytes, workshop: str) -> bool:
    try:
        key = uuid.UUID(workshop)
        return await group.do(workshop, lambda: _hand_in(ASGIRequest(scope, BytesIO(body)), key))
    except (ValueError, DatabaseError, InterfaceError):
        return False  # the ordinary way meets the same trouble, and says so


def _hand_in(request: HttpRequest, workshop: uuid.UUID) -> bool:
    """Whether the sheet is in; False for whatever the ordinary view has to judge."""
    try:
        request.get_host()
        _csrf.process_request(request)
        if _csrf.process_view(request, HttpResponse, (), {}) is not None:
            return False
        check_place(request, device_of(request).held(SEAT, workshop))
        seat = seat_or_none(request, workshop)
        if seat is None:
            return False
        points, errors = read_points(request.POST, seat.workshop.categories())
        if any(errors):
            return False
        hand_in(request, seat, settle(points))
    except (SuspiciousOperation, BadRequest, InvalidSheet, OtherPlace, Refused):
        return False
    return True


def _again(message: MutableMapping[str, Any]) -> Receive:
    """A `receive` that gives what was read already."""

    async def once_more() -> MutableMapping[str, Any]:
        return message

    return once_more
