"""The streams: `GET /live/<token>` as a small ASGI application, one coroutine per open page."""

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from koffer.live.hub import Hub, Subscriber

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
# token -> (room, audience), or None for a token that opens nothing
Authorise = Callable[[str], tuple[str, str] | None]

HEARTBEAT = 20.0  # seconds; keeps proxies from closing a silent stream
HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
]


class Streams:
    """ASGI application that streams the room and audience that a signed token names."""

    def __init__(self, hub: Hub, authorise: Authorise) -> None:
        self._hub = hub
        self._authorise = authorise

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request: 405 for another method, 404 for an unknown token, else the stream."""
        if scope["method"] != "GET":
            return await _refuse(send, 405)
        place = self._authorise(scope["path"].rpartition("/")[2])
        subscriber = await self._hub.subscribe(*place) if place else None
        if place is None or subscriber is None:
            return await _refuse(send, 404)
        watch = asyncio.ensure_future(_close_on_disconnect(receive, subscriber))
        try:
            await _stream(send, subscriber)
        finally:
            watch.cancel()
            self._hub.leave(*place, subscriber)


async def _stream(send: Send, subscriber: Subscriber) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
    while not subscriber.closed:
        message = await subscriber.next(HEARTBEAT)
        await send({"type": "http.response.body", "body": message or b": still here\n\n", "more_body": True})
    await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _close_on_disconnect(receive: Receive, subscriber: Subscriber) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    subscriber.close()


async def _refuse(send: Send, status: int) -> None:
    await send({"type": "http.response.start", "status": status, "headers": [(b"content-length", b"0")]})
    await send({"type": "http.response.body", "body": b""})
