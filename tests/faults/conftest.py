"""Servers that a test can kill, with rooms full of members."""

import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pytest

from tests.bench.rooms import Room, furnish
from tests.browser.house import House

SOON = 5.0  # seconds in which everybody is current, and a server that was told to stop is gone


class KilledHouse(House):
    """A house that can be killed, and told to stop."""

    def kill(self) -> None:
        """Kill -9."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()

    def tell_to_stop(self) -> float:
        """SIGTERM; the seconds until the process has ended."""
        assert self._process is not None
        began = time.monotonic()
        self._process.send_signal(signal.SIGTERM)
        self._process.wait(30)
        return time.monotonic() - began


class Furnished(Protocol):
    """Makes running processes of one Koffer, each on a port of its own, and rooms with so many seats."""

    def __call__(
        self, rooms: int, seats: int, *, processes: int = 1, **surroundings: str
    ) -> tuple[list[KilledHouse], list[Room]]: ...


@pytest.fixture
def furnished(tmp_path: Path) -> Iterator[Furnished]:
    """Servers that are gone after the test; `surroundings` are variables such as DATABASE_URL."""
    houses: list[KilledHouse] = []

    def make(
        rooms: int, seats: int, *, processes: int = 1, **surroundings: str
    ) -> tuple[list[KilledHouse], list[Room]]:
        made = furnish(tmp_path / "data", rooms, seats, **surroundings)
        for _ in range(processes):
            house = KilledHouse(tmp_path, **surroundings)
            houses.append(house)
            house.start()
        return houses, made

    yield make
    for house in houses:
        house.stop()
