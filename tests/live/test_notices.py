"""Notices between processes: a Redis that becomes silent is as good as away."""

import asyncio
import os
import time
from contextlib import suppress
from urllib.parse import urlsplit

import pytest

from koffer.live import notices as module
from koffer.live.hub import Hub
from koffer.live.notices import Notices

pytestmark = pytest.mark.redis


class Line:
    """A line to the real Redis that can fall silent without being closed."""

    def __init__(self, url):
        self._there = urlsplit(url)
        self._speaks = asyncio.Event()
        self._speaks.set()

    async def open(self):
        """Listen; returns the address of this end."""
        self.server = await asyncio.start_server(self._both_ways, "127.0.0.1", 0)
        return f"redis://127.0.0.1:{self.server.sockets[0].getsockname()[1]}/"

    def fall_silent(self):
        self._speaks.clear()

    def speak_again(self):
        self._speaks.set()

    async def _both_ways(self, reader, writer):
        there = await asyncio.open_connection(self._there.hostname, self._there.port or 6379)
        await asyncio.gather(self._pass_on(reader, there[1]), self._pass_on(there[0], writer))

    async def _pass_on(self, reader, writer):
        with suppress(OSError):
            while piece := await reader.read(4096):
                await self._speaks.wait()
                writer.write(piece)
                await writer.drain()
        writer.close()


async def becomes(notices, state):
    """Wait until Redis is in this state."""
    deadline = time.monotonic() + 15
    while notices.state != state:
        assert time.monotonic() < deadline, f"still {notices.state}"
        await asyncio.sleep(0.02)


def test_a_silent_redis_is_noticed(monkeypatch):
    monkeypatch.setattr(module, "POLL", 0.2)
    monkeypatch.setattr(module, "PATIENCE", 0.3)

    async def play():
        line = Line(os.environ.get("KOFFER_TEST_REDIS", "redis://127.0.0.1:6379/"))
        hub = Hub()
        looks = []

        async def look():
            looks.append(time.monotonic())

        hub.catch_up = look
        notices = Notices(hub)
        running = asyncio.ensure_future(notices.run(await line.open(), "koffer-test:silent"))
        await becomes(notices, "up")
        line.fall_silent()
        await becomes(notices, "away")
        seen = len(looks)
        while len(looks) < seen + 2:
            await asyncio.sleep(0.02)
        line.speak_again()
        await becomes(notices, "up")
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running
        line.server.close()

    asyncio.run(asyncio.wait_for(play(), 60))
