"""The hub: rooms, audiences and their subscribers.

A room is something that changes; an audience is a group of subscribers of a room who may see the same.
Messages carry whole state, never deltas, so a subscriber needs only the newest: older ones are dropped.
"""

import asyncio
import logging
from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import islice

from koffer.bounds import STREAMS_OF_A_ROOM, STREAMS_OF_ONE
from koffer.live import metrics
from koffer.live.room import LiveRoom, Message, States
from koffer.live.subscriber import State, Subscriber

logger = logging.getLogger("koffer.live")

WAIT = 0.1  # seconds that a change waits for more of them, so that sixty hand-ins are a few messages
AGAIN = 2.0  # seconds until a room that could not be rendered is tried again
HEARTBEAT = 4.0  # seconds; a page that hears nothing for longer knows that something holds its stream back
BREATH = 200  # subscribers that get a heartbeat before others have a turn
TOGETHER = 50  # rooms that are rendered in one go
NEARLY = 0.02  # seconds that a room may be early, to go with others

Listeners = Mapping[str, Collection[str]]  # rooms, and the audiences of each
# The states for all audiences of all rooms; None means that an audience may see nothing any more
Renderer = Callable[[Listeners], Mapping[str, States]]
# rooms -> the version of each in the database; a room that is gone is missing
Versions = Callable[[Collection[str]], Mapping[str, int]]
# A room and who listens there -> who of these is in the room now
Staying = Callable[[str, Collection[str]], Collection[str]]


class TooManyStreams(Exception):
    """Whoever asks has as many streams open as one person, or a room, may have."""


def _nothing_registered(wanted: Listeners) -> Mapping[str, States]:
    raise RuntimeError("no renderer is registered with the hub")


class Hub:
    """Delivers the present state of rooms to their audiences. All but `announce` run in the event loop."""

    def __init__(self) -> None:
        self._rooms: dict[str, LiveRoom] = {}
        self._loop: asyncio.AbstractEventLoop | None = None
        self._render: Renderer = _nothing_registered
        self._versions: Versions | None = None
        self._staying: Staying = lambda _room, people: people
        self._tell_others: Callable[[str], None] = lambda room: None
        self._stale: dict[str, float] = {}  # rooms that changed, and when each is due, the first one first
        self._rounds: asyncio.Task[None] | None = None
        self.stopping = False

    def register(self, render: Renderer, versions: Versions | None = None, staying: Staying | None = None) -> None:
        """Set the functions that render the audiences of a room, ask for versions, and say who is in a room."""
        self._render, self._versions = render, versions
        if staying:
            self._staying = staying

    def start(self, tell_others: Callable[[str], None] = lambda room: None) -> "asyncio.Task[None]":
        """Bind to the running event loop; before this, `announce` has nobody to tell. Returns the heartbeat.

        `tell_others` hears of each room that this process changed.
        """
        self._loop, self._tell_others, self.stopping = asyncio.get_running_loop(), tell_others, False
        return asyncio.ensure_future(self._beat())

    def stop(self) -> None:
        """Say to every stream that it can come back soon, and end it; may be called from a signal handler."""
        self.stopping = True
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._close_all)

    def announce(self, room: str) -> None:
        """Say that `room` changed; may be called from any thread, after the change is committed."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._announced, room)

    def changed(self, room: str) -> None:
        """Deliver the present state of `room` to who listens here: it changed, in whichever process."""
        place = self._rooms.get(room)
        if place is None:
            return
        if room in self._stale:
            metrics.COALESCED.inc()
        place.changes += 1
        self._stale.setdefault(room, asyncio.get_running_loop().time() + WAIT)
        if self._rounds is None:
            self._rounds = asyncio.ensure_future(self._go_round())

    async def catch_up(self) -> None:
        """Compare with the database, and deliver what this process did not hear of."""
        if self._versions is None or not self._rooms:
            return
        shown = {name: room.version for name, room in self._rooms.items()}
        there = await asyncio.to_thread(self._versions, list(shown))
        for name, version in shown.items():
            if there.get(name) != version:
                self.changed(name)

    async def subscribe(self, room: str, audience: str, who: str = "") -> Subscriber | None:
        """A new subscriber that has the present state waiting; None when the audience may see nothing.

        None too when `who` ("" for anybody) is not in the room. Raises `TooMany`.
        """
        place = self._rooms.setdefault(room, LiveRoom())
        if (who and place.streams[who] >= STREAMS_OF_ONE) or place.streams.total() >= STREAMS_OF_A_ROOM:
            raise TooManyStreams
        subscriber = Subscriber(who)
        place.subscribers[audience].add(subscriber)
        place.streams[who] += 1
        try:
            newest = await self._present(room, place, audience, who)
        except BaseException:
            self.leave(room, audience, subscriber)
            raise
        if newest is None:
            self.leave(room, audience, subscriber)
            return None
        subscriber.offer(*newest)
        metrics.ROOMS.set(len(self._rooms))
        return subscriber

    def leave(self, room: str, audience: str, subscriber: Subscriber) -> None:
        """Forget the subscriber; a room without any is forgotten too."""
        place = self._rooms.get(room)
        if place is None:
            return
        if subscriber in place.subscribers[audience]:
            place.subscribers[audience].discard(subscriber)
            place.streams[subscriber.who] -= 1
        if not place.subscribers[audience]:
            del place.subscribers[audience]
            for kept in (place.newest, place.drawn_by, place.coming):
                kept.pop(audience, None)
        if not place.subscribers:
            del self._rooms[room]
        metrics.ROOMS.set(len(self._rooms))

    async def newest(self, room: str, audience: str, who: str = "") -> State | None:
        """The present state for a page that asks by itself; None and raises as `subscribe`, but counts as no stream."""
        place = self._rooms.setdefault(room, LiveRoom())
        subscriber = Subscriber()
        place.subscribers[audience].add(subscriber)
        place.streams[""] += 1
        try:
            newest = await self._present(room, place, audience, who)
            return newest[0] if newest else None
        finally:
            self.leave(room, audience, subscriber)

    async def _present(self, room: str, place: LiveRoom, audience: str, who: str) -> Message | None:
        """The present state; None for who is not in the room, and for an audience that may see nothing."""
        if who and who not in place.inside and not await self._is_inside(room, place, who):
            return None
        newest = place.newest.get(audience) if place.current else None
        return newest or await self._first(room, place, audience)

    async def _is_inside(self, room: str, place: LiveRoom, who: str) -> bool:
        doors = place.doors
        inside = who in await asyncio.to_thread(self._staying, room, [who])
        if inside and doors == place.doors:  # somebody may have gone since: asked again with the next stream
            place.inside.add(who)
        return inside

    async def _look_through(self, room: str, place: LiveRoom, states: States) -> bool:
        """Close the streams of who is not in the room any more, when somebody may have gone; whether that is known."""
        doors = max((state.doors for state in states.values() if state), default=place.doors)
        if doors == place.doors:
            return True
        everyone = [one for some in place.subscribers.values() for one in some if one.who]
        try:
            inside = set(await asyncio.to_thread(self._staying, room, {one.who for one in everyone}))
        except Exception:
            logger.exception("nobody could say who is in a room")
            return False
        place.inside, place.doors = inside, doors
        for one in everyone:
            if one.who not in inside:
                one.close()
        return True

    def _announced(self, room: str) -> None:
        metrics.ANNOUNCED.inc()
        self.changed(room)
        self._tell_others(room)

    async def _first(self, room: str, place: LiveRoom, audience: str) -> Message | None:
        # Five hundred phones that come back at once are one rendering.
        task = place.coming.get(audience)
        if task is None:
            task = place.coming[audience] = asyncio.ensure_future(self._draw_first(room, place, audience))
            task.add_done_callback(lambda done: place.coming.get(audience) is done and place.coming.pop(audience))
        return await asyncio.shield(task)

    async def _draw_first(self, room: str, place: LiveRoom, audience: str) -> Message | None:
        place.begun += 1
        mine = place.begun
        states = await asyncio.to_thread(self._render, {room: [audience]})
        place.keep(mine, states[room])
        return place.newest.get(audience)

    async def _go_round(self) -> None:
        """Deliver what changed until nothing is stale, rooms that are due at the same time together."""
        try:
            while self._stale:
                now = asyncio.get_running_loop().time()
                due = [room for room, at in islice(self._stale.items(), TOGETHER) if at <= now + NEARLY]
                if due:
                    for room in due:
                        del self._stale[room]
                    await self._deliver(due)
                else:
                    await asyncio.sleep(next(iter(self._stale.values())) - now)
        finally:
            self._rounds = None

    async def _deliver(self, stale: Sequence[str]) -> None:
        places = {room: self._rooms[room] for room in stale if room in self._rooms}
        for place in places.values():
            place.begun += 1
        begun = {room: (place.begun, place.changes) for room, place in places.items()}
        wanted = {room: list(place.subscribers) for room, place in places.items()}
        drawn = await asyncio.to_thread(self._draw, wanted)
        for room, place in places.items():
            mine, changes = begun[room]
            place.keep(mine, drawn[room])
            looked = await self._look_through(room, place, drawn[room])
            for audience in drawn[room]:
                place.offer(audience)
            if looked and len(drawn[room]) == len(wanted[room]):
                place.shown = changes
            else:
                asyncio.get_running_loop().call_later(AGAIN, self.changed, room)
            await asyncio.sleep(0)  # others have a turn

    def _draw(self, wanted: Listeners) -> Mapping[str, States]:
        """The states as far as they can be rendered: what fails must not silence the others."""
        try:
            return self._render(wanted)
        except Exception:
            if sum(map(len, wanted.values())) < 2:
                logger.exception("an audience could not be rendered")
                return {room: {} for room in wanted}
        return {
            room: {one: state for one in some for state in self._draw({room: [one]})[room].values()}
            for room, some in wanted.items()
        }

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(HEARTBEAT)
            everyone = [one for room in self._rooms.values() for some in room.subscribers.values() for one in some]
            for number, subscriber in enumerate(everyone):
                subscriber.beat()
                if number % BREATH == 0:
                    await asyncio.sleep(0)

    def _close_all(self) -> None:
        for room in self._rooms.values():
            for subscribers in room.subscribers.values():
                for subscriber in subscribers:
                    subscriber.say_goodbye()


hub = Hub()
