"""Real servers that are killed, stopped and overrun: what was acknowledged is there, once, and everybody is current."""

import asyncio
import os
import random
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.bench.load import Listener, Visitor, sheet
from tests.faults.conftest import SOON

# Each kill waits for a new start; KILLS=50 is the measure, which takes a minute more than every run should.
KILLS, MEMBERS, HAND_INS = int(os.environ.get("KILLS", "6")), 100, 600
STREAMS = 300


def sheets(folder: Path) -> dict[str, str]:
    """Of every member with a sheet: the press that stored it. Fails for a half sheet or two of one member."""
    database = sqlite3.connect(f"file:{folder / 'data' / 'koffer.sqlite3'}?mode=ro", uri=True)
    with database:
        counts = database.execute(
            "SELECT s.seat_id, count(*) FROM workshop_sheet s"
            " JOIN workshop_sheetpoints p ON p.sheet_id = s.id GROUP BY s.id"
        ).fetchall()
        assert all(points == 10 for _, points in counts)
        assert (
            len({seat for seat, _ in counts})
            == len(counts)
            == database.execute("SELECT count(*) FROM workshop_sheet").fetchone()[0]
        )
        found = dict(
            database.execute(
                "SELECT st.name, st.press_key FROM workshop_seat st JOIN workshop_sheet s ON s.seat_id = st.id"
            ).fetchall()
        )
    database.close()
    return found


@pytest.mark.parametrize("many", [50, 200, 500])
def test_a_whole_room_hands_in_within_the_same_second(furnished, tmp_path, many):
    (house,), (room,) = furnished(1, many)

    async def all_at_once() -> list[int]:
        visitors = [await Visitor.open(house.port) for _ in range(many)]
        return await asyncio.gather(*(v.ask(sheet(room, n, n)) for n, v in enumerate(visitors)))

    assert asyncio.run(all_at_once()) == [204] * many
    assert sheets(tmp_path) == {f"M{n}": f"press-{n}" for n in range(many)}


def test_killed_at_any_moment_nothing_acknowledged_is_lost(furnished, tmp_path):
    (house,), (room,) = furnished(1, MEMBERS)
    presses = [(press % MEMBERS, press) for press in range(HAND_INS)]
    acknowledged: dict[int, int] = {}
    counts = {"acknowledged": 0, "kills": 0}

    async def member(mine: list[int], number: int) -> None:
        for press in mine:
            while True:  # as the browser does: the same press until there is an answer
                try:
                    visitor = await Visitor.open(house.port)
                    status = await asyncio.wait_for(visitor.ask(sheet(room, number, press)), 10)
                    visitor.close()
                except (OSError, TimeoutError):
                    await asyncio.sleep(0.05)
                    continue
                assert status in (204, 503), status
                if status == 204:
                    acknowledged[number] = press
                    counts["acknowledged"] += 1
                    break
            await asyncio.sleep(random.uniform(0, 4))

    async def killer() -> None:
        for _ in range(KILLS):
            await asyncio.sleep(random.uniform(0.05, 0.5))
            await asyncio.to_thread(house.kill)
            counts["kills"] += 1
            stored, known = sheets(tmp_path), dict(acknowledged)
            for number, press in known.items():
                assert int(stored[f"M{number}"].removeprefix("press-")) >= press
            await asyncio.to_thread(house.start)

    async def play() -> None:
        members = [member([p for n, p in presses if n == number], number) for number in range(MEMBERS)]
        await asyncio.gather(killer(), *members)

    asyncio.run(play())
    assert counts == {"acknowledged": HAND_INS, "kills": KILLS}
    assert sheets(tmp_path) == {f"M{n}": f"press-{HAND_INS - MEMBERS + n}" for n in range(MEMBERS)}


def test_told_to_stop_with_three_hundred_streams(furnished):
    """Every stream hears that it can come back, the process ends, and the next one makes everybody current."""
    (house,), rooms = furnished(3, STREAMS // 3)
    heard: dict[int, int] = {}

    async def listen() -> list[Listener]:
        paths = [room.streams[0] for room in rooms for _ in range(STREAMS // 3)]
        return await asyncio.gather(*(Listener.open(house.port, path, lambda *_: None) for path in paths))

    async def play() -> None:
        listeners = await listen()
        seconds = await asyncio.to_thread(house.tell_to_stop)
        assert seconds < SOON
        assert all(listener.asked_back for listener in listeners)
        await asyncio.to_thread(house.start)
        began = time.monotonic()
        visitor = await Visitor.open(house.port)
        assert await visitor.ask(sheet(rooms[0], 0, 1)) == 204
        again = await listen()
        newest = max(listener.version for listener in again)
        for number, listener in enumerate(again):
            heard[number] = listener.version
        assert time.monotonic() - began < SOON
        assert all(version == newest for number, version in heard.items() if number < STREAMS // 3)

    asyncio.run(play())


def test_more_than_one_process_with_sqlite_is_refused(tmp_path):
    command = [Path(sys.executable).with_name("koffer"), "serve", "--workers", "2"]
    kept = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    answer = subprocess.run(
        command, env=kept | {"KOFFER_DATA": str(tmp_path)}, capture_output=True, text=True, timeout=60
    )
    assert answer.returncode == 2
    assert "PostgreSQL" in answer.stderr
