"""Three processes of one Koffer on PostgreSQL, with Redis for their notices, and without it for a while."""

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from tests.bench.load import Listener, Visitor, sheet
from tests.bench.rooms import Room
from tests.browser.house import House
from tests.faults.conftest import SOON, Furnished, KilledHouse
from tests.prepared import PREPARE, prepare
from tests.served import Redis

pytestmark = [pytest.mark.postgres, pytest.mark.redis]

STREAMS = 300


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[Redis]:
    """A Redis that only this test uses."""
    server = Redis(tmp_path)
    yield server
    server.stop()


@pytest.fixture
def processes(
    database: str, redis: Redis, furnished: Furnished
) -> Callable[[int], tuple[list[KilledHouse], list[Room]]]:
    """Makes three running processes of one Koffer, each on a port of its own, and rooms."""
    surroundings = {"DATABASE_URL": database, "REDIS_URL": redis.url, "KOFFER_SECRET_KEY": "the same for all"}
    return lambda rooms: furnished(rooms, STREAMS // rooms, processes=3, **surroundings)


def redis_of(house: House) -> str:
    """What the process says of Redis."""
    return str(httpx.get(f"{house.address}/readyz", verify=False).json()["redis"])


async def until(what: Callable[[], bool], seconds: float = SOON) -> None:
    """Wait until `what` holds."""
    deadline = time.monotonic() + seconds
    while not await asyncio.to_thread(what):
        assert time.monotonic() < deadline, "it did not come true in time"
        await asyncio.sleep(0.05)


async def listening(houses: list[House], rooms: list[Room]) -> list[tuple[int, Listener]]:
    """Streams spread over the processes, of each room at each; each with the number of its room."""
    places = [(n % len(rooms), houses[n // len(rooms) % len(houses)]) for n in range(STREAMS)]
    heard = [Listener.open(house.port, rooms[room].streams[0], lambda *_: None) for room, house in places]
    return [(room, one) for (room, _), one in zip(places, await asyncio.gather(*heard), strict=True)]


async def hand_in(house: House, room: Room, member: int) -> None:
    """One member hands in at one process."""
    visitor = await Visitor.open(house.port)
    assert await visitor.ask(sheet(room, member, member)) == 204
    visitor.close()


def test_everybody_hears_while_redis_is_there_away_and_back(processes, redis):
    """A change in one process is on the screens of all; without Redis within two seconds and a little."""
    houses, rooms = processes(3)

    async def change_is_everywhere(member: int) -> float:
        listeners = await listening(houses, rooms)
        before = [one.version for _, one in listeners]
        began = time.monotonic()
        for number, room in enumerate(rooms):
            await hand_in(houses[number], room, member)
        await until(lambda: all(one.version > v for v, (_, one) in zip(before, listeners, strict=True)))
        for _, one in listeners:
            one.transport.close()
        return time.monotonic() - began

    async def play() -> None:
        await until(lambda: all(redis_of(house) == "up" for house in houses))
        assert await change_is_everywhere(0) < SOON
        redis.stop()
        await until(lambda: all(redis_of(house) == "away" for house in houses))
        assert await change_is_everywhere(1) < SOON
        redis.start()
        await until(lambda: all(redis_of(house) == "up" for house in houses), 10)
        assert await change_is_everywhere(2) < SOON

    asyncio.run(play())


def test_one_of_three_processes_is_killed(processes):
    """Its streams come back to the others, and everybody is current within five seconds."""
    houses, rooms = processes(3)

    async def play() -> None:
        listeners = await listening(houses, rooms)
        at_first = [number // len(rooms) % 3 == 0 for number in range(STREAMS)]
        lost = [room for (room, _), gone in zip(listeners, at_first, strict=True) if gone]
        stay = [pair for pair, gone in zip(listeners, at_first, strict=True) if not gone]
        before = {room: max(one.version for r, one in listeners if r == room) for room in range(len(rooms))}
        houses[0].kill()
        began = time.monotonic()
        for room in rooms:
            await hand_in(houses[1], room, 5)
        back = [
            (room, await Listener.open(houses[1 + n % 2].port, rooms[room].streams[0], lambda *_: None))
            for n, room in enumerate(lost)
        ]
        await until(lambda: all(one.version > before[room] for room, one in stay + back))
        assert time.monotonic() - began < SOON

    asyncio.run(play())


def test_machines_that_start_together_on_an_empty_database(empty_database, tmp_path):
    """Each finds the tables there, or makes them alone."""
    for number in range(3):
        prepare(tmp_path / str(number), database=False)
    surroundings = os.environ | {"DATABASE_URL": empty_database, "DJANGO_SETTINGS_MODULE": "koffer.config.settings"}
    started = [
        subprocess.Popen(
            [sys.executable, "-c", PREPARE],
            env=surroundings | {"KOFFER_DATA": str(tmp_path / str(number))},
            stderr=subprocess.PIPE,
            text=True,
        )
        for number in range(3)
    ]
    told = [process.communicate(timeout=120)[1] for process in started]
    assert [process.returncode for process in started] == [0, 0, 0], told
