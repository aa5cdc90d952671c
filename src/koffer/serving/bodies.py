"""Bodies are read whole in the event loop, within a time and a size, before a thread is asked for.

Whoever sends a head and nothing more holds a connection then, and no thread. The servers below take what came so far
for the whole body when a connection is lost, and half a sheet can be a valid one: such a request is answered by nobody.
"""

import asyncio
from collections.abc import Awaitable, Callable

from koffer.bounds import BODY_BYTES, BODY_RATE, BODY_SECONDS, LARGEST_BODY, SMALL_BODY
from koffer.live.stream import Receive, Scope, Send


class _Refused(Exception):
    """No body: `status` says why."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class Bodies:
    """ASGI application that gives `onward` each request with its body at once, or refuses it.

    Of a body that is too large nothing is read: `onward` gets none, and says so on a page (`web/upload.py`).
    """

    def __init__(self, onward: Callable[[Scope, Receive, Send], Awaitable[None]]) -> None:
        self._onward = onward
        self._held = 0  # bytes of all bodies at this moment

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request: 408 for a body that does not come in time, 503 while too many bytes are held."""
        if scope["method"] in ("GET", "HEAD"):
            await self._onward(scope, receive, send)
            return
        body = bytearray()
        said = _said_length(scope)
        unread = said is not None and said > LARGEST_BODY
        try:
            if not unread:
                await self._read(said or 0, receive, body)
            await self._onward(scope, _at_once(bytes(body), receive), _closing(send) if unread else send)
        except _Refused as refused:
            await _refuse(send, refused.status)
        except OSError:
            return  # it was cut off, and nobody waits for an answer any more
        finally:
            self._held -= len(body)

    async def _read(self, said: int, receive: Receive, body: bytearray) -> None:
        """Read into `body`. Raises `_Refused`, and OSError when the connection is lost within it."""
        try:
            async with asyncio.timeout(BODY_SECONDS + said / BODY_RATE):
                more = True
                while more:
                    message = await receive()
                    if message["type"] == "http.disconnect":
                        raise OSError("the request was cut off")
                    piece = bytes(message.get("body", b""))
                    body += piece
                    self._held += len(piece)
                    if len(body) > LARGEST_BODY:
                        raise _Refused(413)
                    if self._held > BODY_BYTES and len(body) > SMALL_BODY:
                        raise _Refused(503)
                    more = bool(message.get("more_body"))
        except TimeoutError:
            raise _Refused(408) from None


def _said_length(scope: Scope) -> int | None:
    text = dict(scope["headers"]).get(b"content-length", b"")
    return int(text) if text.isdigit() else None


def _at_once(body: bytes, receive: Receive) -> Receive:
    """A `receive` that gives the whole body, and then what comes."""
    ready = [{"type": "http.request", "body": body, "more_body": False}]

    async def piece() -> dict[str, object]:
        return ready.pop() if ready else dict(await receive())

    return piece


def _closing(send: Send) -> Send:
    """A `send` that ends the connection after the answer: what is still on its way is not read."""

    async def closing(message: dict[str, object]) -> None:
        if message["type"] == "http.response.start":
            message = message | {"headers": [*message["headers"], (b"connection", b"close")]}  # type: ignore[misc]
        await send(message)

    return closing  # type: ignore[return-value]


async def _refuse(send: Send, status: int) -> None:
    headers = [(b"content-length", b"0"), (b"connection", b"close")] + [(b"retry-after", b"5")] * (status == 503)
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b""})
