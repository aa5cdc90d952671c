"""The streams: `GET /live/<token>` as a small ASGI application, one coroutine per open page."""

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from koffer.live import metrics
from koffer.live.hub import Hub
from koffer.live.subscriber import Subscriber

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
# token -> (room, audience), or None for a token that opens nothing
Authorise = Callable[[str], tuple[str, str] | None]

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
        """Answer one request: 405 for another method, 404 for an unknown token, else the stream.

        503 while the process is stopping, or when the state cannot be had.
        """
        if scope["method"] != "GET":
            return await _refuse(send, 405)
        if self._hub.stopping:
            return await _refuse(send, 503)
        place = self._authorise(scope["path"].rpartition("/")[2])
        try:
            subscriber = await self._hub.subscribe(*place) if place else None
        except Exception:
            await _refuse(send, 503)
            raise
        if place is None or subscriber is None:
            return await _refuse(send, 404)
        _forget(scope)
        watch = asyncio.ensure_future(_close_on_disconnect(receive, subscriber))
        try:
            with metrics.STREAMS.track_inprogress():
                await _stream(send, subscriber)
        finally:
            watch.cancel()
            self._hub.leave(*place, subscriber)


def _forget(scope: Scope) -> None:
    """Let go of the request: the server would keep it as long as the stream, some kB for each phone."""
    scope.update(path="", raw_path=b"")
    if isinstance(headers := scope.get("headers"), list):
        headers.clear()


async def _stream(send: Send, subscriber: Subscriber) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
    while (message := await subscriber.next()) is not None:
        await send({"type": "http.response.body", "body": message, "more_body": True})
    await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _close_on_disconnect(receive: Receive, subscriber: Subscriber) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    subscriber.close()


async def _refuse(send: Send, status: int) -> None:
    headers = [(b"content-length", b"0")] + [(b"retry-after", b"2")] * (status == 503)
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b""})
