"""Live streams, a connection each, read as cheaply as possible: a thousand of them fit one process."""

import asyncio
import re
import ssl
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

OPENING = 20.0  # seconds to get the first state


@dataclass(frozen=True)
class Shown:
    """One state as a stream showed it. Numbers are None where the screen does not say them."""

    html: str
    stage: str
    here: int | None
    handed_in: int | None


def read_event(event: bytes) -> Shown | None:
    """The state in a server-sent event; None for a comment."""
    lines = event.decode().split("\n")
    html = "\n".join(line[6:] for line in lines if line.startswith("data: "))
    if not html:
        return None
    return Shown(
        html=html,
        stage=_text(re.search(r'data-stage="([^"]*)"', html)),
        here=_number(re.search(r"(\d+) (?:person is|people are) here", html)),
        handed_in=_number(re.search(r"(\d+)(?:</b>)? of \d+ handed in", html)),
    )


def _text(match: re.Match[str] | None) -> str:
    return match.group(1) if match else ""


def _number(match: re.Match[str] | None) -> int | None:
    return int(match.group(1)) if match else None


class Watch:
    """Reads events once for all streams that show the same, and lets `inspect` see each different one."""

    def __init__(self, inspect: Callable[[str, Shown], None]) -> None:
        self._inspect = inspect
        self._read: dict[tuple[str, bytes], Shown | None] = {}

    def read(self, viewer: str, event: bytes) -> Shown | None:
        """The state in the event that `viewer` got."""
        key = (viewer, event)
        if key not in self._read:
            if len(self._read) > 32:
                self._read.clear()
            shown = self._read[key] = read_event(event)
            if shown:
                self._inspect(viewer, shown)
        return self._read[key]


class Stream:
    """One open stream. `seen` holds when how many sheets were shown as handed in."""

    def __init__(self, viewer: str, watch: Watch) -> None:
        self.viewer = viewer
        self.shown: Shown | None = None
        self.seen: list[tuple[float, int]] = []
        self.ended = ""
        self._watch = watch
        self._first = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    async def open(self, url: str, path: str) -> None:
        """Connect and wait for the first state, which must come at once."""
        self._task = asyncio.create_task(self._follow(url, path))
        with suppress(TimeoutError):
            await asyncio.wait_for(self._first.wait(), OPENING)
        if not self.shown:
            self.ended = self.ended or "shows nothing"

    async def close(self) -> None:
        """Let go of the connection."""
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _follow(self, url: str, path: str) -> None:
        try:
            reader, writer = await _connect(url, path)
            try:
                await self._listen(reader)
            finally:
                writer.close()
            self.ended = self.ended or "was closed by the server"
        except (OSError, ValueError, asyncio.IncompleteReadError) as error:
            self.ended = f"broke: {type(error).__name__} {error}"
        self._first.set()

    async def _listen(self, reader: asyncio.StreamReader) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        if b" 200 " not in head.split(b"\r\n")[0]:
            self.ended = f"answered {head.split()[1].decode()}"
            return
        chunked = b"transfer-encoding: chunked" in head
        rest = b""
        while piece := await _piece(reader, chunked):
            *events, rest = (rest + piece).split(b"\n\n")
            for event in events:
                self._take(event)

    def _take(self, event: bytes) -> None:
        shown = self._watch.read(self.viewer, event)
        if shown is None:
            return
        self.shown = shown
        if shown.handed_in is not None:
            self.seen.append((time.perf_counter(), shown.handed_in))
        self._first.set()


async def _connect(url: str, path: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    parts = urlsplit(url)
    secure = parts.scheme == "https"
    context = ssl.create_default_context() if secure else None
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port or (443 if secure else 80), ssl=context)
    head = f"GET {path} HTTP/1.1\r\nHost: {parts.netloc}\r\nAccept: text/event-stream\r\n\r\n"
    writer.write(head.encode())
    return reader, writer


async def _piece(reader: asyncio.StreamReader, chunked: bool) -> bytes:
    """The next bytes of the body; none at its end."""
    if not chunked:
        return await reader.read(65536)
    size = int((await reader.readline()).split(b";")[0] or b"0", 16)
    return (await reader.readexactly(size + 2))[:-2] if size else b""
