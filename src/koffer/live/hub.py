"""The hub: rooms, audiences and their subscribers.

A room is something that changes; an audience is a group of subscribers of a room who may see the same.
Messages carry whole state, never deltas, so a subscriber needs only the newest: older ones are dropped.
"""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

logger = logging.getLogger("koffer.live")

WAIT = 0.1  # seconds that a changed room waits for more changes, so that sixty hand-ins are a few messages

Renderer = Callable[[str, str], "State | None"]


@dataclass(frozen=True)
class State:
    """What an audience sees now: the room's `version` and the page part as `html`."""

    version: int
    html: str

    def as_event(self) -> bytes:
        """The state as a server-sent event; its id is the version (WHATWG HTML, 9.2.5)."""
        data = "".join(f"data: {line}\n" for line in self.html.splitlines())
        return f"id: {self.version}\n{data}\n".encode()


class Subscriber:
    """One open stream: holds at most one message that waits to be sent."""

    def __init__(self) -> None:
        self._newest: bytes | None = None
        self._version = -1
        self._news = asyncio.Event()
        self.closed = False

    def offer(self, state: State, message: bytes) -> None:
        """Put `message`, the bytes of `state`, in the place of what still waits; never an older one."""
        if state.version >= self._version:
            self._newest, self._version = message, state.version
            self._news.set()

    def close(self) -> None:
        """End the stream after what still waits."""
        self.closed = True
        self._news.set()

    async def next(self, patience: float) -> bytes | None:
        """The newest message, or None when `patience` seconds brought none (or the stream was closed)."""
        if self._newest is None and not self.closed:
            try:
                await asyncio.wait_for(self._news.wait(), patience)
            except TimeoutError:
                return None
        self._news.clear()
        message, self._newest = self._newest, None
        return message


@dataclass
class _Room:
    subscribers: dict[str, set[Subscriber]] = field(default_factory=lambda: defaultdict(set))
    newest: dict[str, tuple[State, bytes]] = field(default_factory=dict)
    flush: asyncio.Task[None] | None = None
    stale: bool = False


class Hub:
    """Delivers the present state of rooms to their audiences. All but `announce` run in the event loop."""

    def __init__(self) -> None:
        self._rooms: dict[str, _Room] = {}
        self._loop: asyncio.AbstractEventLoop | None = None
        self._render: Renderer | None = None

    def register(self, render: Renderer) -> None:
        """Set the function (room, audience) -> State; None means that this audience may see nothing any more."""
        self._render = render

    def start(self) -> None:
        """Bind to the running event loop; before this, `announce` has nobody to tell."""
        self._loop = asyncio.get_running_loop()

    def announce(self, room: str) -> None:
        """Say that `room` changed; may be called from any thread, after the change is committed."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._changed, room)

    async def subscribe(self, room: str, audience: str) -> Subscriber | None:
        """A new subscriber that has the present state waiting; None when the audience may see nothing."""
        place = self._rooms.setdefault(room, _Room())
        subscriber = Subscriber()
        place.subscribers[audience].add(subscriber)
        try:
            newest = (None if place.flush else place.newest.get(audience)) or await self._renew(room, place, audience)
        except BaseException:
            self.leave(room, audience, subscriber)
            raise
        if newest is None:
            self.leave(room, audience, subscriber)
            return None
        subscriber.offer(*newest)
        return subscriber

    def leave(self, room: str, audience: str, subscriber: Subscriber) -> None:
        """Forget the subscriber; a room without any is forgotten too."""
        place = self._rooms.get(room)
        if place is None:
            return
        place.subscribers[audience].discard(subscriber)
        if not place.subscribers[audience]:
            del place.subscribers[audience]
            place.newest.pop(audience, None)
        if not place.subscribers and place.flush is None:
            del self._rooms[room]

    def _changed(self, room: str) -> None:
        place = self._rooms.get(room)
        if place is None:
            return
        place.stale = True
        if place.flush is None:
            place.flush = asyncio.ensure_future(self._flush(room, place))

    async def _flush(self, room: str, place: _Room) -> None:
        try:
            while place.stale:
                await asyncio.sleep(WAIT)
                place.stale = False
                for audience in list(place.subscribers):
                    await self._deliver(room, place, audience)
        finally:
            place.flush = None
            if not place.subscribers:
                self._rooms.pop(room, None)

    async def _deliver(self, room: str, place: _Room, audience: str) -> None:
        try:
            newest = await self._renew(room, place, audience)
        except Exception:
            # A database that is away must not silence the other audiences; the stack says what it was.
            logger.exception("an audience could not be rendered")
            return
        for subscriber in list(place.subscribers.get(audience, ())):
            if newest is None:
                subscriber.close()
            else:
                subscriber.offer(*newest)

    async def _renew(self, room: str, place: _Room, audience: str) -> tuple[State, bytes] | None:
        """Render, and keep for who comes next, unless a rendering that began later was faster."""
        place.newest.pop(audience, None)
        state = await self._rendered(room, audience)
        if state is None:
            place.newest.pop(audience, None)
            return None
        kept = place.newest.get(audience)
        if kept is None or kept[0].version <= state.version:
            kept = place.newest[audience] = (state, state.as_event())
        return kept

    async def _rendered(self, room: str, audience: str) -> State | None:
        if self._render is None:
            raise RuntimeError("no renderer is registered with the hub")
        return await asyncio.to_thread(self._render, room, audience)


hub = Hub()
