"""The stream as bytes, and its end."""

import asyncio

import pytest

from koffer.live import hub as module
from koffer.live.hub import Hub
from koffer.live.stream import Streams
from koffer.live.subscriber import BEAT, State, Subscriber

PATIENCE = 5.0


@pytest.mark.parametrize(
    ("html", "data"),
    [
        ("<p>a</p>", b"data: <p>a</p>\n"),
        ("<p>\na\r\n\nb</p>\n", b"data: <p>\ndata: a\ndata: \ndata: b</p>\n"),
        ("data: x\rid: 9", b"data: data: x\ndata: id: 9\n"),
        ("Zoë 👜", "data: Zoë 👜\n".encode()),
        ("", b"data:\n"),
    ],
)
def test_a_state_is_one_event_whatever_its_lines(html, data):
    assert State(7, html).as_event() == data + b"\n"


class Visit:
    """A browser that has the stream `token` of a hub open."""

    def __init__(self, hub, token="room"):
        self.sent = asyncio.Queue()
        self.gone = asyncio.Event()
        streams = Streams(hub, lambda token: (token, "member") if token == "room" else None)
        scope = {"type": "http", "method": "GET", "path": f"/live/{token}"}
        self.task = asyncio.ensure_future(streams(scope, self.receive, self.sent.put))

    async def receive(self):
        await self.gone.wait()
        return {"type": "http.disconnect"}

    async def next(self):
        return await asyncio.wait_for(self.sent.get(), PATIENCE)


def visit(scene, render):
    """Run a scene with a hub whose states `render` gives."""

    async def run():
        hub = Hub()
        hub.register(lambda wanted: {room: {one: render(room, one) for one in some} for room, some in wanted.items()})
        hub.start()
        await asyncio.wait_for(scene(hub), 30)

    asyncio.run(run())


def test_the_present_state_comes_first_and_a_change_follows():
    version = 1

    async def scene(hub):
        nonlocal version
        browser = Visit(hub)
        start = await browser.next()
        assert start["status"] == 200
        headers = dict(start["headers"])
        assert headers[b"content-type"] == b"text/event-stream; charset=utf-8"
        assert headers[b"cache-control"] == b"no-store"
        first = await browser.next()
        assert first == {"type": "http.response.body", "body": b"data: one 1\ndata: two\n\n", "more_body": True}
        version = 2
        hub.announce("room")
        assert (await browser.next())["body"].startswith(b"data: one 2\n")
        browser.gone.set()
        await browser.task

    visit(scene, lambda room, audience: State(version, f"one {version}\ntwo"))


def test_a_browser_that_goes_away_ends_its_stream_and_is_forgotten():
    async def scene(hub):
        browser = Visit(hub)
        await browser.next()
        await browser.next()
        browser.gone.set()
        await asyncio.wait_for(browser.task, PATIENCE)
        assert not hub._rooms

    visit(scene, lambda room, audience: State(1, "x"))


def test_a_browser_that_breaks_off_while_something_is_sent_is_forgotten():
    async def scene(hub):
        async def broken(message):
            raise OSError("gone")

        async def receive():
            await asyncio.Event().wait()

        streams = Streams(hub, lambda token: (token, "member"))
        with pytest.raises(OSError):
            await streams({"type": "http", "method": "GET", "path": "/live/room"}, receive, broken)
        assert not hub._rooms

    visit(scene, lambda room, audience: State(1, "x"))


def test_a_stream_ends_when_its_audience_may_see_nothing_more():
    states = [State(1, "x"), None]

    async def scene(hub):
        browser = Visit(hub)
        await browser.next()
        await browser.next()
        hub.announce("room")
        await asyncio.wait_for(browser.task, PATIENCE)
        ended = [browser.sent.get_nowait() for _ in range(browser.sent.qsize())][-1]
        assert ended == {"type": "http.response.body", "body": b"", "more_body": False}
        assert not hub._rooms

    visit(scene, lambda room, audience: states.pop(0))


def test_a_silent_stream_says_that_it_is_still_there(monkeypatch):
    monkeypatch.setattr(module, "HEARTBEAT", 0.01)

    async def scene(hub):
        browser = Visit(hub)
        await browser.next()
        await browser.next()
        beat = (await browser.next())["body"]
        assert beat.startswith(b":") and beat.endswith(b"\n\n")
        browser.gone.set()
        await browser.task

    visit(scene, lambda room, audience: State(1, "x"))


@pytest.mark.parametrize("token", ["other", ""])
def test_a_token_that_opens_nothing_is_404(token):
    async def scene(hub):
        browser = Visit(hub, token)
        assert (await browser.next())["status"] == 404
        await browser.task
        assert not hub._rooms

    visit(scene, lambda room, audience: State(1, "x"))


def test_a_room_that_is_gone_is_404():
    async def scene(hub):
        browser = Visit(hub)
        assert (await browser.next())["status"] == 404
        await browser.task

    visit(scene, lambda room, audience: None)


def test_what_was_sent_is_not_sent_once_more():
    """Also not when something else came up in between and went before it was sent."""

    async def scene():
        subscriber = Subscriber()
        states = {name: State(number, name) for number, name in enumerate("ab")}
        one, other = (state.as_event() for state in states.values())
        assert subscriber.offer(states["a"], one) and await subscriber.next() == one
        assert not subscriber.offer(State(1, "a"), one)
        assert subscriber.offer(State(2, "b"), other)
        assert not subscriber.offer(State(3, "a"), one)
        subscriber.beat()
        assert await subscriber.next() == BEAT
        assert subscriber.offer(State(4, "b"), other) and await subscriber.next() == other

    asyncio.run(scene())
