"""The bare limit: an ASGI function that writes the same rows with grouped commits, and the same fan-out, without us.

POST /sheet reads a form and writes a sheet; GET /live/<room> streams; each POST to a room tells its streams 100 ms
later. No sessions, no rules, no rendering: what is left is the server (uvicorn), SQLite and the sockets.
"""

import asyncio
import os
import queue
import threading
import uuid
from collections import defaultdict
from pathlib import Path
from urllib.parse import parse_qsl

import pysqlite3

STATE = b"data: " + b"x" * 4200 + b"\n\n"  # as long as what a member gets while the sheets are filled
SCHEMA = """
PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;
CREATE TABLE IF NOT EXISTS workshop (id TEXT PRIMARY KEY, version INTEGER);
CREATE TABLE IF NOT EXISTS seat (id TEXT PRIMARY KEY, press_key TEXT, draft_number INTEGER);
CREATE TABLE IF NOT EXISTS draft (seat TEXT PRIMARY KEY, body TEXT);
CREATE TABLE IF NOT EXISTS sheet (id TEXT PRIMARY KEY, workshop TEXT, seat TEXT, late INTEGER, set_aside INTEGER);
CREATE TABLE IF NOT EXISTS points (sheet TEXT, category INTEGER, points INTEGER, PRIMARY KEY (sheet, category),
    UNIQUE (sheet, points), CHECK (points BETWEEN 0 AND 100)) WITHOUT ROWID;
"""
_waiting: "queue.SimpleQueue" = queue.SimpleQueue()
_streams = defaultdict(set)
_versions = defaultdict(int)
_due = set()


def _write():
    database = pysqlite3.connect(Path(os.environ["KOFFER_DATA"]) / "bare.sqlite3", isolation_level=None)
    database.executescript(SCHEMA)
    while True:
        batch = [_waiting.get()]
        while len(batch) < 64 and not _waiting.empty():
            batch.append(_waiting.get())
        database.execute("BEGIN IMMEDIATE")
        for fields, _, _ in batch:
            _store(database, fields)
        database.execute("COMMIT")
        for _, loop, done in batch:
            loop.call_soon_threadsafe(done.set_result, None)


def _store(database, fields):
    sheet = uuid.uuid4().hex
    room, seat = fields.pop("room"), fields.pop("press_key")
    fields.pop("csrfmiddlewaretoken", None)
    database.execute("INSERT INTO workshop VALUES (?, 1) ON CONFLICT (id) DO UPDATE SET version = version + 1", (room,))
    database.execute("INSERT INTO sheet VALUES (?, ?, ?, 0, 0)", (sheet, room, seat))
    rows = [(sheet, int(name[1:]), int(value)) for name, value in fields.items()]
    database.executemany("INSERT INTO points VALUES (?, ?, ?)", rows)
    database.execute("INSERT OR REPLACE INTO seat VALUES (?, ?, 1)", (seat, seat))
    database.execute("DELETE FROM draft WHERE seat = ?", (seat,))


async def application(scope, receive, send):
    """Route one connection."""
    if scope["type"] == "lifespan":
        threading.Thread(target=_write, daemon=True).start()
        await receive()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await send({"type": "lifespan.shutdown.complete"})
    elif scope["method"] == "POST":
        await _sheet(scope, receive, send)
    elif scope["path"].startswith("/live/"):
        await _stream(scope["path"], receive, send)
    else:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"0")]})
        await send({"type": "http.response.body", "body": b""})


async def _sheet(scope, receive, send):
    fields = dict(parse_qsl((await receive())["body"].decode()))
    room = fields["room"] = scope["path"].removesuffix("sheet")
    loop = asyncio.get_running_loop()
    done = loop.create_future()
    _waiting.put((fields, loop, done))
    await done
    if room not in _due and _streams:
        _due.add(room)
        loop.call_later(0.1, _tell, room)
    await send({"type": "http.response.start", "status": 204, "headers": []})
    await send({"type": "http.response.body", "body": b""})
    _versions[room] += 1


def _tell(room):
    _due.discard(room)
    message = b'data: <div data-in="%d">\n' % _versions[room] + STATE
    for stream in _streams[room]:
        stream.put_nowait(message)


async def _stream(path, receive, send):
    room = path.removeprefix("/live").partition("?")[0]
    mine = asyncio.Queue()
    mine.put_nowait(b'data: <div data-in="0">\n' + STATE)
    _streams[room].add(mine)
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/event-stream")]})
    while True:
        await send({"type": "http.response.body", "body": await mine.get(), "more_body": True})
