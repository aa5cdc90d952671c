"""Rooms full of open streams, and hand-ins that every screen in the room must show."""

import asyncio
import itertools
import random
import time
from dataclasses import dataclass, field

from tests.bench.load import Listener, Visitor, evenly, sheet
from tests.bench.rooms import Room
from tests.bench.servers import Server

AT_ONCE = 100  # streams that are opened together
SETTLE = 1.0  # seconds until nothing of the opening is left


@dataclass
class Delivery:
    """What was measured: seconds from a press until a screen has it, messages, and the server's processor time."""

    waits: list[float] = field(default_factory=list)
    messages: int = 0
    cpu: float = 0.0
    idle: float = 0.0
    memory: float = 0.0

    def share(self, percent: float) -> float:
        """The wait, in ms, that so many percent stay under."""
        return sorted(self.waits)[int(len(self.waits) * percent / 100)] * 1000

    @property
    def cost(self) -> float:
        """Microseconds of processor time for one delivered message, without what an idle server uses."""
        return (self.cpu - self.idle) / self.messages * 1e6


class Crowd:
    """All listeners of some rooms; knows when each version was asked for."""

    def __init__(self, server: Server, rooms: list[Room], seats: int) -> None:
        self._server, self._rooms, self._seats = server, rooms, seats
        self._asked: list[dict[int, float]] = [{} for _ in rooms]
        self._versions = [0] * len(rooms)
        self.found = Delivery()

    async def sit_down(self, others: bool = True) -> None:
        """Open a stream for every member, and with `others` for the projector and the console of each room."""
        before = self._server.memory
        paths = [
            (number, path)
            for number, room in enumerate(self._rooms)
            for path in [room.streams[0]] * self._seats + (room.streams[1:] if others else [])
        ]
        listeners: list[Listener] = []
        for at in range(0, len(paths), AT_ONCE):
            some = [self._listen(number, path) for number, path in paths[at : at + AT_ONCE]]
            listeners += await asyncio.gather(*some)
        await asyncio.sleep(SETTLE)
        self.found.memory = (self._server.memory - before) / len(paths)
        self._versions = [0] * len(self._rooms)
        for (number, _), listener in zip(paths, listeners, strict=True):
            self._versions[number] = listener.version
        self._listeners = listeners

    async def _listen(self, number: int, path: str) -> Listener:
        asked = self._asked[number]

        def heard(listener: Listener, version: int, now: float) -> None:
            self.found.messages += 1
            for one in range(listener.version + 1, version + 1):
                if one in asked:
                    self.found.waits.append(now - asked[one])

        return await Listener.open(self._server.port, path, heard)

    async def idle(self, seconds: float) -> None:
        """Note what the server uses in `seconds` without any change; scaled by `measure` to its own time."""
        before = self._server.cpu
        await asyncio.sleep(seconds)
        self._idle_share = (self._server.cpu - before) / seconds

    async def measure(self, hand_ins: int, per_second: float) -> Delivery:
        """Members of all rooms hand in, evenly, and everybody's screen shows it."""
        places = itertools.cycle(range(len(self._rooms)))
        members = [(next(places), n // len(self._rooms) % self._seats) for n in range(hand_ins)]
        visitors = asyncio.LifoQueue[Visitor]()
        for _ in range(64):
            visitors.put_nowait(await Visitor.open(self._server.port))
        start = random.randrange(10**6)

        async def hand_in(number: int, member: int, press: int) -> None:
            visitor = await visitors.get()
            self._versions[number] += 1
            # Of two in one room at the same time, the later version stands for both: never too short.
            self._asked[number][self._versions[number]] = time.perf_counter()
            request = sheet(self._rooms[number], member, press)
            try:
                status = await visitor.ask(request)
            except ConnectionError:  # the server hangs up on who was silent for long; a browser asks again
                visitor = await Visitor.open(self._server.port)
                status = await visitor.ask(request)
            assert status == 204, f"answered {status}"
            visitors.put_nowait(visitor)

        self.found.waits, self.found.messages = [], 0
        before, began = self._server.cpu, time.perf_counter()
        deeds = [(lambda n=n, m=m, p=p: hand_in(n, m, start + p)) for p, (n, m) in enumerate(members)]
        await evenly(deeds, per_second)
        await self._all_have_it()
        self.found.cpu = self._server.cpu - before
        self.found.idle = self._idle_share * (time.perf_counter() - began)
        return self.found

    async def _all_have_it(self) -> None:
        places = [n for n, room in enumerate(self._rooms) for _ in range(len(self._listeners) // len(self._rooms))]
        deadline = time.perf_counter() + 30
        while any(listener.version < self._versions[n] for n, listener in zip(places, self._listeners, strict=True)):
            assert time.perf_counter() < deadline, "a screen does not have the newest state"
            await asyncio.sleep(0.05)

    def go_home(self) -> None:
        """Close all streams."""
        for listener in self._listeners:
            listener.transport.close()
