"""The load: many visitors in one process, with as little of their own work as possible."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from urllib.parse import urlencode

from koffer.method.order import proposal
from tests.bench.rooms import CSRF, Room

PATIENCE = 60  # seconds


class Visitor(asyncio.Protocol):
    """One connection that is kept, for one request after the other."""

    def __init__(self) -> None:
        self._transport: asyncio.Transport | None = None
        self._answer: asyncio.Future[int] | None = None
        self._seen = b""
        self.closed = False

    @classmethod
    async def open(cls, port: int) -> "Visitor":
        """A visitor who is connected."""
        return (await asyncio.get_running_loop().create_connection(cls, "127.0.0.1", port))[1]

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the transport."""
        self._transport = transport  # type: ignore[assignment]

    async def ask(self, request: bytes) -> int:
        """Send a request; the status of the whole answer. Raises `ConnectionError` when the server hung up."""
        assert self._transport is not None
        if self.closed:
            raise ConnectionError("the server closed the connection")
        self._answer = asyncio.get_running_loop().create_future()
        self._transport.write(request)
        return await self._answer

    def data_received(self, data: bytes) -> None:
        """Read until the answer is whole."""
        self._seen += data
        head, _, body = self._seen.partition(b"\r\n\r\n")
        lower = head.lower()
        length = int(lower.partition(b"content-length:")[2].partition(b"\r\n")[0] or 0)
        chunked = b"transfer-encoding: chunked" in lower
        if (chunked and body.endswith(b"0\r\n\r\n")) or (not chunked and len(body) >= length):
            status, self._seen = int(head[9:12]), b""
            assert self._answer is not None
            self._answer.set_result(status)

    def connection_lost(self, error: Exception | None) -> None:
        """Fail what waits."""
        self.closed = True
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(ConnectionError("the server closed the connection"))

    def close(self) -> None:
        """Hang up."""
        if self._transport is not None:
            self._transport.close()


class Listener(asyncio.Protocol):
    """One open stream: notes when how many sheets were in, according to the screen (`version`)."""

    def __init__(self, request: bytes, heard: Callable[[int, float], None]) -> None:
        self._request, self._heard = request, heard
        self._tail, self.asked_back = b"", False
        self.version = -1
        self.ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    @classmethod
    async def open(cls, port: int, path: str, heard: Callable[["Listener", int, float], None]) -> "Listener":
        """A listener that has the present state."""
        loop = asyncio.get_running_loop()
        listener = cls(f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode(), lambda v, t: heard(listener, v, t))
        listener.transport, _ = await loop.create_connection(lambda: listener, "127.0.0.1", port)
        await asyncio.wait_for(listener.ready, PATIENCE)
        return listener

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask for the stream."""
        transport.write(self._request)  # type: ignore[attr-defined]

    def data_received(self, data: bytes) -> None:
        """Note the newest number of sheets in what came."""
        text = self._tail + data
        self.asked_back = self.asked_back or b"event: soon" in text
        at = text.rfind(b' data-in="')
        self._tail = text[-24:]
        if at < 0 or (end := text.find(b'"', at + 10)) < 0:
            return
        version = int(text[at + 10 : end])
        if version <= self.version:
            return
        now = time.perf_counter()
        self._heard(version, now)
        self.version = version
        if not self.ready.done():
            self.ready.set_result(None)


def get(path: str, cookie: str) -> bytes:
    """A request for a page."""
    return f"GET {path} HTTP/1.1\r\nHost: x\r\nCookie: {cookie}\r\nAccept-Encoding: gzip\r\n\r\n".encode()


def sheet(room: Room, member: int, press: int, accept: str = "application/json") -> bytes:
    """A request that hands in a sheet, as the page's script sends it."""
    points = dict(zip(room.names, proposal(len(room.names)), strict=True))
    body = urlencode(points | {"press_key": f"press-{press}", "csrfmiddlewaretoken": CSRF})
    return (
        f"POST {room.path}sheet HTTP/1.1\r\nHost: x\r\nAccept: {accept}\r\nCookie: {room.cookies[member]}\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n{body}"
    ).encode()


async def closed_loop(port: int, requests: Sequence[bytes], visitors: int, expected: int) -> float:
    """Requests a second when `visitors` send them one after the other."""
    ready = [await Visitor.open(port) for _ in range(visitors)]
    waiting = iter(requests)

    async def visit(visitor: Visitor) -> None:
        for request in waiting:
            status = await visitor.ask(request)
            assert status == expected, f"answered {status}"

    began = time.perf_counter()
    await asyncio.gather(*(visit(visitor) for visitor in ready))
    seconds = time.perf_counter() - began
    for visitor in ready:
        visitor.close()
    return len(requests) / seconds


async def evenly(deeds: Sequence[Callable[[], Awaitable[object]]], per_second: float) -> None:
    """Start the deeds at this pace, whatever they take."""
    began = time.perf_counter()
    running = []
    for number, deed in enumerate(deeds):
        await asyncio.sleep(max(0.0, began + number / per_second - time.perf_counter()))
        running.append(asyncio.ensure_future(deed()))
    await asyncio.gather(*running)
