"""The hub: rooms, audiences, the newest state for everybody and nothing older."""

import asyncio
import threading

import pytest

from koffer.live import hub as module
from koffer.live.hub import Hub
from koffer.live.subscriber import State

PATIENCE = 5.0


@pytest.fixture(autouse=True)
def _hasty(monkeypatch):
    monkeypatch.setattr(module, "WAIT", 0.01)
    monkeypatch.setattr(module, "AGAIN", 0.01)


class House:
    """Rooms whose state is a number that the test sets; counts how often they are rendered."""

    def __init__(self):
        self.version = 1
        self.renders = 0
        self.hub = Hub()
        self.hub.register(self.render)

    def render(self, wanted):
        return {room: {audience: self.see(room, audience) for audience in some} for room, some in wanted.items()}

    def see(self, room, audience):
        self.renders += 1
        return State(self.version, f"{room} {audience} {self.version}")

    def change(self):
        self.version += 1
        self.hub.announce("room")


def nothing(wanted):
    """What somebody sees who may see nothing any more."""
    return {room: dict.fromkeys(audiences) for room, audiences in wanted.items()}


def play(scene, house=None):
    """Run a scene with a house whose hub listens."""
    house = house or House()

    async def run():
        house.hub.start()
        await asyncio.wait_for(scene(house), 30)

    asyncio.run(run())


async def settled(hub):
    """Wait until nothing is being delivered."""
    await asyncio.wait_for(_no_round(hub), PATIENCE)


async def _no_round(hub):
    await asyncio.sleep(0)  # what was announced comes first
    while hub._rounds:
        await asyncio.wait([hub._rounds])


async def heard(subscriber):
    """The text of the next message."""
    message = await asyncio.wait_for(subscriber.next(), PATIENCE)
    return message.decode().split("data: ")[1].strip() if message else None


def silent(subscriber):
    """Whether nothing waits for this subscriber."""
    return subscriber._newest is None


def test_who_comes_late_has_the_present_state_at_once():
    async def scene(house):
        first = await house.hub.subscribe("room", "member")
        assert await heard(first) == "room member 1"
        house.change()
        assert await heard(first) == "room member 2"
        await settled(house.hub)
        late = await house.hub.subscribe("room", "member")
        assert await heard(late) == "room member 2"
        assert house.renders == 2

    play(scene)


def test_many_changes_are_few_messages():
    async def scene(house):
        subscriber = await house.hub.subscribe("room", "member")
        await heard(subscriber)
        for _ in range(60):
            house.change()
        assert await heard(subscriber) == "room member 61"
        await settled(house.hub)
        assert house.renders <= 3

    play(scene)


def test_an_audience_is_rendered_once_for_all_of_it():
    async def scene(house):
        members = [await house.hub.subscribe("room", "member") for _ in range(40)]
        screen = await house.hub.subscribe("room", "screen")
        house.change()
        await settled(house.hub)
        assert {await heard(member) for member in members} == {"room member 2"}
        assert await heard(screen) == "room screen 2"
        assert house.renders == 4

    play(scene)


def test_a_slow_subscriber_gets_only_the_newest():
    async def scene(house):
        slow = await house.hub.subscribe("room", "member")
        for _ in range(3):
            house.change()
            await settled(house.hub)
        assert await heard(slow) == "room member 4"
        assert silent(slow)

    play(scene)


def test_other_rooms_hear_nothing():
    async def scene(house):
        other = await house.hub.subscribe("another", "member")
        await heard(other)
        mine = await house.hub.subscribe("room", "member")
        await heard(mine)
        house.change()
        assert await heard(mine) == "room member 2"
        assert silent(other)

    play(scene)


def test_an_announcement_from_another_thread_arrives():
    async def scene(house):
        subscriber = await house.hub.subscribe("room", "member")
        await heard(subscriber)
        await asyncio.to_thread(house.change)
        assert await heard(subscriber) == "room member 2"

    play(scene)


def test_an_announcement_before_the_start_tells_nobody():
    House().change()


def test_an_audience_that_may_see_nothing_more_is_closed():
    async def scene(house):
        subscriber = await house.hub.subscribe("room", "key")
        screen = await house.hub.subscribe("room", "screen")
        await heard(subscriber)
        await heard(screen)
        house.hub.register(lambda wanted: {"room": house.render(wanted)["room"] | {"key": None}})
        house.change()
        assert await heard(subscriber) is None
        assert subscriber.closed
        assert await heard(screen) == "room screen 2"
        assert not screen.closed

    play(scene)


def test_an_audience_that_may_see_nothing_gets_no_stream():
    async def scene(house):
        house.hub.register(nothing)
        assert await house.hub.subscribe("room", "key") is None
        assert not house.hub._rooms

    play(scene)


def test_who_lost_its_right_gets_no_old_state_while_another_stream_is_still_closing():
    async def scene(house):
        closing = await house.hub.subscribe("room", "key")
        house.hub.register(nothing)
        house.change()
        await settled(house.hub)
        assert closing.closed
        assert await house.hub.subscribe("room", "key") is None

    play(scene)


def test_a_room_without_subscribers_is_forgotten():
    async def scene(house):
        one, two = [await house.hub.subscribe("room", "member") for _ in range(2)]
        house.hub.leave("room", "member", one)
        assert house.hub._rooms
        house.change()
        await asyncio.sleep(0)
        house.hub.leave("room", "member", two)
        house.hub.leave("room", "member", two)
        await settled(house.hub)
        assert not house.hub._rooms

    play(scene)


def test_a_change_while_it_is_rendered_is_not_lost():
    async def scene(house):
        subscriber = await house.hub.subscribe("room", "member")
        await heard(subscriber)
        busy, go_on = threading.Event(), threading.Event()

        def slow(wanted):
            state = house.render(wanted)
            if not busy.is_set():
                busy.set()
                go_on.wait(PATIENCE)
            return state

        house.hub.register(slow)
        house.change()
        await asyncio.to_thread(busy.wait, PATIENCE)
        house.change()
        await asyncio.sleep(0)
        go_on.set()
        await settled(house.hub)
        assert await heard(subscriber) == "room member 3"

    play(scene)


class Held:
    """A renderer that, for one version, waits until the test lets it go on."""

    def __init__(self, house, version):
        self.house, self.version = house, version
        self.busy, self.go_on = threading.Event(), threading.Event()
        house.hub.register(self)

    def __call__(self, wanted):
        state = self.house.render(wanted)
        if self.house.version == self.version and not self.busy.is_set():
            self.busy.set()
            self.go_on.wait(PATIENCE)
        return state

    async def until_busy(self):
        assert await asyncio.to_thread(self.busy.wait, PATIENCE)


def test_a_slow_first_rendering_does_not_take_the_place_of_a_newer_one():
    async def scene(house):
        held = Held(house, version=1)
        coming = asyncio.ensure_future(house.hub.subscribe("room", "member"))
        await held.until_busy()
        house.change()
        await settled(house.hub)
        held.go_on.set()
        assert await heard(await coming) == "room member 2"
        assert await heard(await house.hub.subscribe("room", "member")) == "room member 2"

    play(scene)


def test_who_leaves_while_the_room_is_rendered_finds_nothing_old_on_return():
    async def scene(house):
        await house.hub.subscribe("room", "member")
        console = await house.hub.subscribe("room", "facilitator")
        held = Held(house, version=2)
        house.change()
        await held.until_busy()
        house.hub.leave("room", "facilitator", console)
        held.go_on.set()
        await settled(house.hub)
        house.change()
        await settled(house.hub)
        assert await heard(await house.hub.subscribe("room", "facilitator")) == "room facilitator 3"

    play(scene)


def test_who_returns_does_not_wait_for_a_rendering_from_before_leaving():
    async def scene(house):
        await house.hub.subscribe("room", "member")
        held = Held(house, version=1)
        gone = asyncio.ensure_future(house.hub.subscribe("room", "facilitator"))
        await held.until_busy()
        gone.cancel()
        await asyncio.wait([gone])
        house.change()
        await settled(house.hub)
        coming = asyncio.ensure_future(house.hub.subscribe("room", "facilitator"))
        await asyncio.sleep(0)
        held.go_on.set()
        assert await heard(await coming) == "room facilitator 2"
        assert await heard(await house.hub.subscribe("room", "facilitator")) == "room facilitator 2"

    play(scene)


class Trouble:
    """A renderer that fails for one audience, a given number of times."""

    def __init__(self, house, audience="member", times=1):
        self.house, self.audience, self.times = house, audience, times

    def __call__(self, wanted):
        if any(self.audience in audiences for audiences in wanted.values()) and self.times:
            self.times -= 1
            raise OSError("the database is away")
        return self.house.render(wanted)


def test_a_failed_rendering_does_not_silence_the_room():
    async def scene(house):
        subscriber = await house.hub.subscribe("room", "member")
        await heard(subscriber)
        house.hub.register(Trouble(house, times=5))
        house.change()
        assert await heard(subscriber) == "room member 2"  # tried again, without another change

    play(scene)


def test_a_failed_rendering_leaves_no_old_state_for_who_comes_late():
    async def scene(house):
        await house.hub.subscribe("room", "member")
        house.hub.register(Trouble(house))
        house.change()
        await settled(house.hub)
        late = await house.hub.subscribe("room", "member")
        assert await heard(late) == "room member 2"

    play(scene)


def test_a_failed_rendering_does_not_keep_the_news_from_other_audiences():
    async def scene(house):
        await house.hub.subscribe("room", "member")
        screen = await house.hub.subscribe("room", "screen")
        await heard(screen)
        house.hub.register(Trouble(house))
        house.change()
        await settled(house.hub)
        assert await heard(screen) == "room screen 2"

    play(scene)


def test_a_room_that_cannot_be_rendered_does_not_silence_the_others():
    async def scene(house):
        rooms = [f"room {number}" for number in range(3 * module.TOGETHER)]
        streams = [await house.hub.subscribe(room, "member") for room in rooms]
        for stream in streams:
            await heard(stream)

        def broken(wanted):
            if "room 1" in wanted:
                raise ValueError("a room of which something is wrong")
            return house.render(wanted)

        house.hub.register(broken)
        house.version += 1
        for room in rooms:
            house.hub.announce(room)
        news = await asyncio.gather(*(heard(stream) for stream in streams[:1] + streams[2:]))
        assert {text.rpartition(" ")[2] for text in news} == {"2"}
        assert silent(streams[1])
        house.hub.register(house.render)
        assert await heard(streams[1]) == "room 1 member 2"  # tried again

    play(scene)


def test_rooms_that_change_together_are_rendered_together():
    async def scene(house):
        rooms = [f"room {number}" for number in range(20)]
        streams = [await house.hub.subscribe(room, "member") for room in rooms]
        for stream in streams:
            await heard(stream)
        asked = []
        house.hub.register(lambda wanted: asked.append(len(wanted)) or house.render(wanted))
        house.version += 1
        for room in rooms:
            house.hub.announce(room)
        await asyncio.gather(*(heard(stream) for stream in streams))
        assert asked == [20]

    play(scene)


def test_a_failed_first_rendering_leaves_nobody_behind():
    async def scene(house):
        house.hub.register(Trouble(house))
        with pytest.raises(OSError):
            await house.hub.subscribe("room", "member")
        assert not house.hub._rooms

    play(scene)


def test_a_hub_without_a_renderer_says_so():
    async def scene():
        with pytest.raises(RuntimeError):
            await Hub().subscribe("room", "member")

    asyncio.run(scene())


def test_those_who_come_at_once_are_one_rendering():
    async def scene(house):
        coming = [house.hub.subscribe("room", "member") for _ in range(500)]
        assert {await heard(one) for one in await asyncio.gather(*coming)} == {"room member 1"}
        assert house.renders == 1

    play(scene)


def test_who_comes_while_the_room_changes_is_never_sent_away():
    async def scene(house):
        hub = house.hub
        first = await hub.subscribe("room", "phones")
        for _ in range(100):
            coming = [asyncio.ensure_future(hub.subscribe("room", "phones")) for _ in range(3)]
            house.change()
            came = await asyncio.gather(*coming)
            assert None not in came
            for subscriber in came:
                hub.leave("room", "phones", subscriber)
        hub.leave("room", "phones", first)

    play(scene)


def test_a_change_that_nobody_told_is_found_in_the_database():
    async def scene(house):
        house.hub.register(house.render, lambda rooms: dict.fromkeys(rooms, house.version))
        subscriber = await house.hub.subscribe("room", "member")
        await heard(subscriber)
        await house.hub.catch_up()
        assert silent(subscriber) and house.renders == 1
        house.version = 7
        await house.hub.catch_up()
        assert await heard(subscriber) == "room member 7"

    play(scene)


def test_a_room_that_is_gone_from_the_database_is_closed():
    async def scene(house):
        subscriber = await house.hub.subscribe("room", "member")
        await heard(subscriber)
        house.hub.register(nothing, lambda rooms: {})
        await house.hub.catch_up()
        assert await heard(subscriber) is None

    play(scene)


def test_a_stop_asks_everybody_to_come_back_soon():
    async def scene(house):
        subscribers = [await house.hub.subscribe(room, "member") for room in ("room", "other", "other")]
        house.hub.stop()
        await asyncio.sleep(0)
        for subscriber in subscribers:
            assert (await subscriber.next()).startswith(b"event: soon\n")
            assert await subscriber.next() is None
        assert house.hub.stopping

    play(scene)
