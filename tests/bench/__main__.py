"""`make bench`: the table of what the product must reach, and the bare limit measured in the same run.

Starts its servers on one core and makes the load on another. Prints a line per figure and writes them to
bench/results.json. `python -m tests.bench WORD …` measures only the lines that hold one of the words.
"""

import asyncio
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import httpx
import uvloop

from tests.bench.crowd import Crowd, Delivery
from tests.bench.library import fill_library
from tests.bench.load import closed_loop, get, sheet
from tests.bench.rooms import CSRF, Room, furnish
from tests.bench.servers import BARE, KOFFER, THERE, Server, serving

PAGES = 4000
VISITORS = 64
SEATS = 25
RESULTS = Path("bench/results.json")
figures: list[dict[str, object]] = []


def note(what: str, value: float, unit: str, reach: float, *, limit: float | None = None, most: bool = False) -> None:
    """Print and keep one line; `most` for what must stay under its reach, `limit` is the bare limit."""
    reached = value <= reach if most else value >= reach
    line = {"what": what, "value": round(value, 2), "unit": unit, "limit": limit and round(limit, 2)}
    figures.append(line | {"reach": reach, "reached": reached})
    bare = f"{value / limit:6.2f} of {limit:.0f}" if limit else ""
    print(
        f"{what:62}{value:10.2f} {unit:5} {'≤' if most else '≥'} {reach:<7g} {'ok' if reached else 'NOT':4}{bare}",
        flush=True,
    )


@contextmanager
def room_for(rooms: int, seats: int) -> Iterator[tuple[Path, list[Room]]]:
    """A data folder with furnished rooms, on the disk (an acknowledged sheet is on it)."""
    with tempfile.TemporaryDirectory(dir=".") as folder:
        yield Path(folder), furnish(Path(folder), rooms, seats)


def start() -> None:
    """Start to first answer, and memory."""
    with room_for(1, 1) as (folder, _), serving(KOFFER, folder) as server:
        note("start to first answer", server.seconds, "s", 1.0, most=True)
        note("memory after start", server.memory / 1000, "MB", 90, most=True)


def pages() -> None:
    """Pages as a browser fetches them, of many people of one team."""
    with room_for(1, SEATS) as (folder, (room,)), serving(KOFFER, folder) as server:
        member = [get(room.path, room.cookies[n % SEATS]) for n in range(PAGES)]
        console = [get(f"{room.path}console", room.console_cookie)] * PAGES
        asyncio.run(closed_loop(server.port, member[:200], 16, 200))
        note("a member's page, with the sheet", asyncio.run(closed_loop(server.port, member, 16, 200)), "1/s", 1000)
        note("a facilitator's page", asyncio.run(closed_loop(server.port, console, 16, 200)), "1/s", 1000)


def hand_ins() -> None:
    """First hand-ins of 3,000 members through the one verb, and the bare limit for the same rows."""
    with room_for(120, SEATS) as (folder, rooms):
        requests = [sheet(room, n, n) for n in range(SEATS) for room in rooms]
        with serving(BARE, folder) as server:
            limit = asyncio.run(closed_loop(server.port, requests, VISITORS, 204))
        with serving(KOFFER, folder) as server:
            value = asyncio.run(closed_loop(server.port, requests, VISITORS, 204))
            note("hand-in of a sheet, 64 connections", value, "1/s", 1000, limit=limit)
            plain = [sheet(room, n, n + 1, "text/html") for n in range(4) for room in rooms]
            value = asyncio.run(closed_loop(server.port, plain, VISITORS, 302))
            note("the same without scripts", value, "1/s", 100, limit=limit)


def report() -> None:
    """The first report of a team of fifteen: the typesetter is loaded with it."""
    with room_for(1, 15) as (folder, (room,)), serving(KOFFER, folder) as server:
        asyncio.run(closed_loop(server.port, [sheet(room, n, n) for n in range(15)], 1, 204))
        headers = {"Cookie": room.console_cookie, "X-CSRFToken": CSRF}
        before = server.memory
        with httpx.Client(base_url=f"http://127.0.0.1:{server.port}{room.path}", headers=headers) as facilitator:
            assert facilitator.post("console/opening").status_code == 302
            began = time.perf_counter()
            answer = facilitator.get("takeaway/report.pdf")
            seconds = time.perf_counter() - began
        assert answer.content.startswith(b"%PDF"), answer.text
        note("report of a team of 15, the first time", seconds, "s", 0.5, most=True)
        print(f"  {(server.memory - before) / 1000:.0f} MB more than before it")


def library() -> None:
    """Every page of two libraries, each with 200 teams, 2,000 workshops and 30,000 sheets: the slowest of five."""
    with tempfile.TemporaryDirectory(dir=".") as folder:
        shelf = fill_library(Path(folder))
        with serving(KOFFER, Path(folder)) as server:
            slowest = 0.0
            with httpx.Client(base_url=f"http://127.0.0.1:{server.port}", headers={"Cookie": shelf.cookie}) as boss:
                for path in shelf.paths:
                    taken = max(_seconds(boss, path) for _ in range(5))
                    slowest = max(slowest, taken)
                    print(f"  {taken * 1000:6.0f} ms  {path.replace(path[3:39], '…') if path[1] == 'o' else path}")
            note("the slowest page of a library", slowest * 1000, "ms", 300, most=True)


def _seconds(client: httpx.Client, path: str) -> float:
    began = time.perf_counter()
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return time.perf_counter() - began


def crowd(command: list[str], rooms: int, seats: int, hand_ins: int, per_second: float, others: bool) -> Delivery:
    """What a crowd in these rooms meets."""
    with room_for(rooms, seats) as (folder, made), serving(command, folder) as server:
        return asyncio.run(_crowd(server, made, seats, hand_ins, per_second, others))


async def _crowd(
    server: Server, rooms: list[Room], seats: int, hand_ins: int, per_second: float, others: bool
) -> Delivery:
    if server.process.args[2].startswith("uvicorn"):
        rooms = [replace(room, streams=[f"/live{room.path}?{n}" for n in range(3)]) for room in rooms]
    crowd = Crowd(server, rooms, seats)
    await crowd.sit_down(others)
    await crowd.idle(3)
    found = await crowd.measure(hand_ins, per_second)
    crowd.go_home()
    return found


def note_wait(where: str, ours: Delivery, bare: Delivery, reach: float) -> None:
    """The line for what 99% of the screens wait for, in ms."""
    what = f"{where}: hand-in to everyone's screen, 99%"
    note(what, ours.share(99), "ms", reach, limit=bare.share(99), most=True)


def one_room() -> None:
    """A thousand people, a projector and a console in one room."""
    ours = crowd(KOFFER, 1, 1000, 200, 100, others=True)
    bare = crowd(BARE, 1, 1000, 200, 100, others=True)
    note_wait("one room of 1,000", ours, bare, 200)
    note("one room of 1,000: processor time for 200 hand-ins", ours.cpu, "s", 1.0, limit=bare.cpu, most=True)


def many_rooms() -> None:
    """Ten thousand people in 400 rooms, each with a projector and a console, a hand-in every 30 s each; growth."""
    costs = {}
    for people in (100, 1_000, 10_000):
        rooms = people // SEATS
        seconds = 30 if people < 10_000 else 20
        found = crowd(KOFFER, rooms, SEATS, people * seconds // 30, people / 30, others=True)
        costs[people] = found.cost
        print(
            f"  {people} people: {found.cost:.0f} µs for a message, {found.messages} messages, "
            f"p50 {found.share(50):.0f} ms, p99 {found.share(99):.0f} ms, "
            f"{found.cpu / seconds * 100:.0f}% of the core",
            flush=True,
        )
    bare = crowd(BARE, 400, SEATS, 10_000 * 20 // 30, 10_000 / 30, others=True)
    note_wait("400 rooms of 25", found, bare, 500)
    note("memory for a connected participant", found.memory, "kB", 15, limit=bare.memory, most=True)
    note("processor time for a message at 10,000 against 100", costs[10_000] / costs[100], "×", 1.2, most=True)
    note("processor time for a message at 10,000", costs[10_000], "µs", 100, limit=bare.cost, most=True)


LINES: list[Callable[[], None]] = [start, pages, hand_ins, report, library, one_room, many_rooms]


def main() -> None:
    """Measure, print, write."""
    os.sched_setaffinity(0, THERE)
    uvloop.install()
    asked = sys.argv[1:]
    for line in LINES:
        if not asked or any(word in line.__name__ for word in asked):
            line()
    if not asked:
        RESULTS.parent.mkdir(exist_ok=True)
        RESULTS.write_text(json.dumps(figures, indent=1) + "\n")
    short = [figure["what"] for figure in figures if not figure["reached"]]
    print(f"{len(figures)} lines; not reached: {', '.join(map(str, short)) or 'none'}")


if __name__ == "__main__":
    main()
