"""One open stream, and the state that it carries."""

import asyncio
from dataclasses import dataclass

BEAT = b": still here\n\n"
SOON = b"event: soon\ndata:\n\n"  # the browser comes back with a jitter of its own


@dataclass(frozen=True)
class State:
    """What an audience sees now: the room's `version` and the page part as `html`.

    `doors` is another number whenever somebody may have left the room.
    """

    version: int
    html: str
    doors: int = 0

    def as_event(self) -> bytes:
        """The state as a server-sent event (WHATWG HTML, 9.2.5).

        Without an id: the version also counts changes that this audience may not know of.
        """
        data = "".join(f"data: {line}\n" for line in self.html.splitlines()) or "data:\n"
        return f"{data}\n".encode()


class Subscriber:
    """One open stream: holds at most one message that waits to be sent. `who` listens; "" for anybody."""

    __slots__ = ("_last", "_newest", "_version", "_waiter", "closed", "who")

    def __init__(self, who: str = "") -> None:
        self.who = who
        self._last: bytes | None = None  # the state that was sent
        self._newest: bytes | None = None
        self._version = -1
        self._waiter: asyncio.Future[None] | None = None
        self.closed = False

    def offer(self, state: State, message: bytes) -> bool:
        """Put `message`, the bytes of `state`, in the place of what still waits; whether there is something to send.

        Never an older one, and never the same once more: that something happened is itself a message.
        """
        if state.version < self._version:
            return False
        self._version = state.version
        if message == self._last:
            if self._newest != SOON:
                self._newest = None  # what changed meanwhile has changed back
            return False
        self._newest = message
        self._wake()
        return True

    def beat(self) -> None:
        """Say that the stream is still there, when nothing else waits."""
        if self._newest is None:
            self._newest = BEAT
            self._wake()

    def say_goodbye(self) -> None:
        """Ask to come back soon, and end: the whole state comes with the next stream."""
        self._newest = SOON
        self.close()

    def close(self) -> None:
        """End the stream after what still waits."""
        self.closed = True
        self._wake()

    async def next(self) -> bytes | None:
        """The newest message; None when the stream is closed and nothing waits."""
        while self._newest is None and not self.closed:
            self._waiter = asyncio.get_running_loop().create_future()
            await self._waiter
        message, self._newest = self._newest, None
        if message not in (None, BEAT, SOON):
            self._last = message
        return message

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)
