"""Nobody stops the others: bodies that do not come, heads without end, streams by the hundred (T23, T24, T25).

At a running server, by whoever can reach it. shared/cases/trust.md.
"""

import asyncio
import re
import sqlite3
import time
import uuid
from pathlib import Path

import httpx
import pytest

from koffer.bounds import BODY_SECONDS, CODES, HEAD_SECONDS, MESSAGE_BYTES, STREAMS_OF_ONE
from tests.attacks.server import Cast, browser
from tests.bench.rooms import CSRF
from tests.browser.house import House

PATIENCE = 60
MOST_MEMORY = 250_000  # kB


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """A server of its own."""
    house = House(tmp_path_factory.mktemp("stuck"))
    house.start()
    yield house
    house.stop()


def memory(house) -> int:
    """What the server holds, in kB (VmRSS)."""
    return int(re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{house.pid}/status").read_text())[1])


async def connect(house, text: bytes = b""):
    """A connection that has sent `text`."""
    reader, writer = await asyncio.open_connection("127.0.0.1", house.port)
    writer.write(text)
    return reader, writer


def head(path: str, *lines: str, method: str = "POST") -> bytes:
    """The head of a request."""
    return "\r\n".join([f"{method} {path} HTTP/1.1", "Host: x", *lines, "", ""]).encode()


async def ended(reader) -> bytes:
    """What the server said before it hung up."""
    try:
        return await asyncio.wait_for(reader.read(), PATIENCE)
    except ConnectionError:
        return b""


async def asked(house, client, paths, times=20):
    """The slowest answer, in seconds, of so many to each path; each is right."""
    slowest = 0.0
    for _ in range(times):
        for path in paths:
            began = time.perf_counter()
            answer = await client.get(path)
            assert answer.status_code == 200, path
            slowest = max(slowest, time.perf_counter() - began)
    return slowest


def test_t23_whoever_sends_nothing_whole_stops_nobody(house, capsys):
    cast = Cast(house, "open")
    anna = cast.join("Anna")
    cast.do("start")
    stream = re.search(r'hx-sse:connect="([^"]+)"', anna.page())[1]
    before = memory(house)
    form = ["Content-Type: application/x-www-form-urlencoded", "Content-Length: 50"]

    async def drip(writer):
        try:
            while True:
                writer.write(b"a")
                await writer.drain()
                await asyncio.sleep(1)  # the attack: a byte a second
        except (ConnectionError, asyncio.CancelledError):
            pass

    async def long_head():
        _reader, writer = await connect(house, b"GET / HTTP/1.1\r\nHost: x\r\n")
        try:
            for number in range(1250):  # 64 kB each, 80 MB together
                writer.write(b"X-%d: " % number + b"a" * 64_000 + b"\r\n")
                await writer.drain()
        except ConnectionError:
            return
        raise AssertionError("all of the head was read")

    async def scene():
        silent = [await connect(house, head("/join", *form)) for _ in range(200)]
        slow = [await connect(house, head("/join", *form)) for _ in range(50)]
        idle = [await connect(house) for _ in range(500)]
        streams = [await connect(house, head(stream, method="GET")) for _ in range(500)]
        drips = [asyncio.ensure_future(drip(writer)) for _reader, writer in slow]
        await long_head()
        async with httpx.AsyncClient(base_url=house.address, cookies=anna.client.cookies, timeout=PATIENCE) as client:
            slowest = await asked(house, client, ["/livez", anna.path])
        held = memory(house)
        told = [await asyncio.wait_for(reader.readline(), PATIENCE) for reader, _writer in streams]
        answers = await asyncio.gather(*(ended(reader) for reader, _writer in [*silent, *slow, *idle]))
        for task in drips:
            task.cancel()
        for _reader, writer in [*silent, *slow, *idle, *streams]:
            writer.close()
        return slowest, held, told, answers

    began = time.monotonic()
    slowest, held, told, answers = asyncio.run(scene())
    with capsys.disabled():
        print(f"\nstuck: slowest {slowest * 1000:.0f} ms, memory {before} -> {held} -> {memory(house)} kB")
    assert slowest < 1
    assert held < MOST_MEMORY
    assert sum(b" 200 " in line for line in told) == STREAMS_OF_ONE and sum(b" 429 " in line for line in told) == 492
    assert all(answer.startswith(b"HTTP/1.1 408 ") for answer in answers)
    assert time.monotonic() - began < BODY_SECONDS + HEAD_SECONDS + PATIENCE
    assert anna.client.get(anna.path).status_code == 200


def test_t23_a_body_that_is_too_large_is_not_read_and_said(house):
    async def scene():
        reader, writer = await connect(house, head("/join", "Content-Length: 80000000", "Accept-Language: en"))
        answer = await ended(reader)
        writer.close()
        return answer

    answer = asyncio.run(scene())
    assert answer.startswith((b"HTTP/1.1 400 ", b"HTTP/1.1 403 ", b"HTTP/1.1 413 ")) and b"connection: close" in answer


def test_t23_a_body_in_pieces_without_end_is_refused(house):
    async def scene():
        reader, writer = await connect(house, head("/join", "Transfer-Encoding: chunked"))
        try:
            for _ in range(200):
                writer.write(b"8000\r\n" + b"a" * 0x8000 + b"\r\n")
                await writer.drain()
        except ConnectionError:
            pass
        answer = await ended(reader)
        writer.close()
        return answer

    answer = asyncio.run(scene())
    assert answer == b"" or answer.startswith(b"HTTP/1.1 413 ")  # whoever is still sending may not hear why


def test_t24_sixty_join_behind_an_address_with_thirty_wrong_codes(house):
    """Typed, scanned, "someone else" and rejoining: after thirty wrong codes from here right ones still open."""
    cast = Cast(house, "open")
    anna = cast.join("Anna")
    code = cast._code
    shown = re.search(r'href="(/j/[^"]+)"', anna.page())[1]
    with browser(house) as wrong:
        for number in range(CODES.burst):
            assert wrong.head(f"/j/ZZ{number:04}").status_code == 404

    async def join(number):
        own = {"cookies": {"csrftoken": CSRF}, "headers": {"X-CSRFToken": CSRF}}
        async with httpx.AsyncClient(base_url=house.address, timeout=PATIENCE, verify=False, **own) as person:
            typed = await person.post("/join", data={"code": code})
            assert typed.status_code == 302, typed.status_code
            answer = await person.post(typed.headers["location"], data={"name": f"Person {number}"})
            assert answer.status_code == 302, answer.status_code

    async def everybody():
        began = time.monotonic()
        await asyncio.gather(*(join(number) for number in range(60)))
        return time.monotonic() - began

    assert asyncio.run(everybody()) < 60
    assert anna.client.get(shown).status_code == 200
    assert anna.client.post(f"{shown}/someone-else").status_code == 302
    assert "61 people are here" in cast.console() or "62 people are here" in cast.console()


def test_a_form_that_waits_for_the_database_holds_no_page(house):
    cast = Cast(house, "open")
    anna = cast.join("Anna")
    path = house.data_folder / "koffer.sqlite3"
    lock = sqlite3.connect(path, isolation_level=None, timeout=10)
    lock.execute("BEGIN IMMEDIATE")

    async def scene():
        cookies = dict(anna.client.cookies)
        headers = {"X-CSRFToken": cookies["csrftoken"]}
        async with httpx.AsyncClient(
            base_url=house.address,
            cookies=cookies,
            headers=headers,
            timeout=PATIENCE,
            limits=httpx.Limits(max_connections=None),
        ) as client:
            forms = [asyncio.ensure_future(client.post(f"{anna.path}wish", data={"wanted": "yes"})) for _ in range(12)]
            try:
                return await asked(house, client, ["/livez", anna.path])
            finally:
                lock.execute("ROLLBACK")
                await asyncio.gather(*forms)

    try:
        assert asyncio.run(scene()) < 1
    finally:
        lock.close()


def test_t26_one_phone_that_uses_up_all_its_budgets_costs_little(house, capsys):
    """Every kind of text until it is refused; no message is over its size, and the memory is back."""
    cast = Cast(house, "open")
    anna, bas = cast.filled(2)
    cast.do("opening")
    streams = [re.search(r'hx-sse:connect="([^"]+)"', page)[1] for page in (anna.page(), cast.console(), cast.screen())]
    halves = {f"{size}-text": "x" * 280 for size in ("large", "small")} | {"large-who": "one", "small-who": "one"}
    halves |= {"large-due": "2027-05-01", "small-due": "2026-12-10"}
    texts = {
        "conversation/1/stories": {"text": "<&" * 900, "side": "other", "keep": "us"},
        "label": halves,
        "sentences/strength": {"text": "<" * 280},
        "sentences/word": {"text": "<" * 30},
        "name": {"name": "<" * 40},
    }

    def all_of_it():
        for page, form in texts.items():
            for _ in range(70):
                answer = anna.client.post(f"{anna.path}{page}", data=form | {"press_key": str(uuid.uuid4())})
                assert answer.status_code in (302, 409, 422), page
        for step in ("conversation/1", "strengths", "label", "sharing"):
            cast.do("shown", step=step)
            for stream in streams:
                told = cast.facilitator.get(stream, headers={"Accept": "text/html"})
                assert told.status_code == 200 and len(told.content) <= MESSAGE_BYTES
        assert bas.page()

    all_of_it()  # what is loaded at the first time stays
    before = memory(house)
    all_of_it()
    with capsys.disabled():
        print(f"\namplifying: memory {before} -> {memory(house)} kB")
    assert memory(house) < before + 20_000
