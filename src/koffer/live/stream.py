"""The streams: `GET /live/<token>` as a small ASGI application, one coroutine per open page."""

import asyncio
import hashlib
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from koffer.live import metrics
from koffer.live.hub import Hub, TooManyStreams
from koffer.live.subscriber import State, Subscriber

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
# token -> (room, audience) or (room, audience, who listens), or None for a token that opens nothing
Authorise = Callable[[str], tuple[str, ...] | None]

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
        """Answer one request: 405 for another method, 404 for an unknown token or who is outside, else the stream.

        429 for one stream too many, 503 while the process is stopping, or when the state cannot be had. A page that
        asks by itself (`Accept: text/html`) gets the present state, or 204 when it names it as the one that it has.
        """
        if scope["method"] != "GET":
            return await _refuse(send, 405)
        if self._hub.stopping:
            return await _refuse(send, 503)
        place = self._authorise(scope["path"].rpartition("/")[2])
        headers = dict(scope.get("headers", ()))
        try:
            if place and headers.get(b"accept") == b"text/html":
                return await _once(send, await self._hub.newest(*place), headers.get(b"koffer-seen", b""))
            subscriber = await self._hub.subscribe(*place) if place else None
        except TooManyStreams:
            return await _refuse(send, 429)
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
            self._hub.leave(place[0], place[1], subscriber)


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


async def _once(send: Send, state: State | None, seen: bytes) -> None:
    if state is None:
        return await _refuse(send, 404)
    body = state.html.encode()
    mark = hashlib.sha256(body).hexdigest()[:16].encode()
    if mark == seen:
        body = b""
    headers = [(b"content-type", b"text/html; charset=utf-8"), (b"koffer-seen", mark), *HEADERS[1:]]
    await send({"type": "http.response.start", "status": 200 if body else 204, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def _close_on_disconnect(receive: Receive, subscriber: Subscriber) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    subscriber.close()


async def _refuse(send: Send, status: int) -> None:
    headers = [(b"content-length", b"0")] + [(b"retry-after", b"2")] * (status == 503)
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b""})
