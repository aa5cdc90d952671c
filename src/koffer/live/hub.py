"""The hub: rooms, audiences and their subscribers.

A room is something that changes; an audience is a group of subscribers of a room who may see the same.
Messages carry whole state, never deltas, so a subscriber needs only the newest: older ones are dropped.
"""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

from koffer.live import metrics
from koffer.live.subscriber import State, Subscriber

logger = logging.getLogger("koffer.live")

WAIT = 0.1  # seconds that a changed room waits for more changes, so that sixty hand-ins are a few messages
AGAIN = 2.0  # seconds until a room that could not be rendered is tried again
HEARTBEAT = 20.0  # seconds; keeps proxies from closing a silent stream
BREATH = 200  # subscribers that get a heartbeat before others have a turn

Message = tuple[State, bytes]
# (room, audiences) -> the state for each; None means that this audience may see nothing any more
Renderer = Callable[[str, Collection[str]], Mapping[str, "State | None"]]
# rooms -> the version of each in the database; a room that is gone is missing
Versions = Callable[[Collection[str]], Mapping[str, int]]


@dataclass
class _Room:
    subscribers: dict[str, set[Subscriber]] = field(default_factory=lambda: defaultdict(set))
    newest: dict[str, Message] = field(default_factory=dict)
    coming: dict[str, "asyncio.Task[Mapping[str, Message | None]]"] = field(default_factory=dict)
    begun: int = 0  # renderings so far
    drawn_by: dict[str, int] = field(default_factory=dict)  # which of them gave the newest of each audience
    flush: "asyncio.Task[None] | None" = None
    stale: bool = False

    @property
    def version(self) -> int:
        return max((state.version for state, _ in self.newest.values()), default=-1)


class Hub:
    """Delivers the present state of rooms to their audiences. All but `announce` run in the event loop."""

    def __init__(self) -> None:
        self._rooms: dict[str, _Room] = {}
        self._loop: asyncio.AbstractEventLoop | None = None
        self._render: Renderer | None = None
        self._versions: Versions | None = None
        self._tell_others: Callable[[str], None] = lambda room: None
        self.stopping = False

    def register(self, render: Renderer, versions: Versions | None = None) -> None:
        """Set the functions that render the audiences of a room, and that ask for the versions of rooms."""
        self._render, self._versions = render, versions

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
        if place.stale:
            metrics.COALESCED.inc()
        place.stale = True
        if place.flush is None:
            place.flush = asyncio.ensure_future(self._flush(room, place))

    async def catch_up(self) -> None:
        """Compare with the database, and deliver what this process did not hear of."""
        if self._versions is None or not self._rooms:
            return
        shown = {name: room.version for name, room in self._rooms.items()}
        there = await asyncio.to_thread(self._versions, list(shown))
        for name, version in shown.items():
            if there.get(name) != version:
                self.changed(name)

    async def subscribe(self, room: str, audience: str) -> Subscriber | None:
        """A new subscriber that has the present state waiting; None when the audience may see nothing."""
        place = self._rooms.setdefault(room, _Room())
        subscriber = Subscriber()
        place.subscribers[audience].add(subscriber)
        try:
            newest = None if place.flush else place.newest.get(audience)
            newest = newest or await self._first(room, place, audience)
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
        place.subscribers[audience].discard(subscriber)
        if not place.subscribers[audience]:
            del place.subscribers[audience]
            for kept in (place.newest, place.drawn_by, place.coming):
                kept.pop(audience, None)
        if not place.subscribers and place.flush is None:
            del self._rooms[room]
        metrics.ROOMS.set(len(self._rooms))

    def _announced(self, room: str) -> None:
        metrics.ANNOUNCED.inc()
        self.changed(room)
        self._tell_others(room)

    async def _first(self, room: str, place: _Room, audience: str) -> Message | None:
        # Five hundred phones that come back at once are one rendering.
        task = place.coming.get(audience)
        if task is None:
            task = place.coming[audience] = asyncio.ensure_future(self._renew(room, place, [audience]))
            task.add_done_callback(lambda done: place.coming.get(audience) is done and place.coming.pop(audience))
        return (await asyncio.shield(task))[audience]

    async def _flush(self, room: str, place: _Room) -> None:
        try:
            while place.stale:
                await asyncio.sleep(WAIT)
                place.stale = False
                if not await self._deliver(room, place):
                    place.stale = True
                    await asyncio.sleep(AGAIN)
        finally:
            place.flush = None
            if not place.subscribers:
                self._rooms.pop(room, None)

    async def _deliver(self, room: str, place: _Room) -> bool:
        """Whether every audience could be rendered; one that could not must not silence the others."""
        audiences = list(place.subscribers)
        try:
            await self._renew(room, place, audiences)
        except Exception:
            return all([await self._deliver_one(room, place, audience) for audience in audiences])
        for audience in audiences:
            self._offer(place, audience)
        return True

    async def _deliver_one(self, room: str, place: _Room, audience: str) -> bool:
        try:
            await self._renew(room, place, [audience])
        except Exception:
            logger.exception("an audience could not be rendered")
            return False
        self._offer(place, audience)
        return True

    def _offer(self, place: _Room, audience: str) -> None:
        newest = place.newest.get(audience)
        subscribers = place.subscribers.get(audience, set())
        for subscriber in subscribers:
            if newest is None:
                subscriber.close()
            else:
                subscriber.offer(*newest)
        metrics.DELIVERED.inc(len(subscribers))

    async def _renew(self, room: str, place: _Room, audiences: Collection[str]) -> Mapping[str, Message | None]:
        """Render, and keep for who comes next: not what a rendering that began later overtook, nor for nobody.

        Nobody renews what is kept for an audience that left meanwhile: it would be old for who comes back.
        """
        if self._render is None:
            raise RuntimeError("no renderer is registered with the hub")
        place.begun += 1
        mine = place.begun
        states = await asyncio.to_thread(self._render, room, audiences)
        for audience in audiences:
            if audience not in place.subscribers or mine < place.drawn_by.get(audience, 0):
                continue
            place.drawn_by[audience] = mine
            if (state := states[audience]) is None:
                place.newest.pop(audience, None)
            else:
                place.newest[audience] = state, state.as_event()
        return {audience: place.newest.get(audience) for audience in audiences}

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
