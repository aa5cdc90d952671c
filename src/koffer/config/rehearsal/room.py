"""The room of a rehearsal: everybody's streams, waiting until all show the same, and what is measured."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import TypeVar

import httpx

from koffer.config.rehearsal import checks
from koffer.config.rehearsal.people import AT_ONCE, Person, Wrong, found
from koffer.config.rehearsal.streams import Shown, Stream, Watch

SAMPLES = 50  # hand-ins whose way to the screens is measured
SETTLE = 15.0  # seconds for every screen to show what happened
Somebody = TypeVar("Somebody", bound=Person)


class Room:
    """All open pages. `failures` gathers what went wrong, `delays` the ms from hand-in to every screen."""

    def __init__(self, url: str, privacy: str) -> None:
        self.url, self.privacy = url, privacy
        self.failures: list[str] = []
        self.delays: list[float] = []
        self.streams: dict[Person, Stream] = {}
        self._watch = Watch(self._inspect)

    def fail(self, text: str) -> None:
        """Note what went wrong."""
        self.failures.append(text)

    def _inspect(self, viewer: str, shown: Shown) -> None:
        self.failures += checks.secrets_in(viewer, shown, self.privacy)

    async def listen(self, person: Person, viewer: str, page: str) -> None:
        """Open the stream that a page names."""
        stream = self.streams[person] = Stream(viewer, self._watch)
        await stream.open(self.url, found(r'"(/live/[^"]+)"', page, f"a live stream on the page of {viewer}")[1])

    async def leave(self) -> None:
        """Close every stream."""
        await asyncio.gather(*(stream.close() for stream in self.streams.values()))

    def pages(self) -> set[tuple[str, str]]:
        """The different pages (viewer, HTML) that are shown now."""
        return {(stream.viewer, stream.shown.html) for stream in self.streams.values() if stream.shown}

    async def settled(self, what: str, shows: Callable[[Shown], bool]) -> None:
        """Wait until every stream shows something; note which do not."""
        late: Sequence[Stream] = list(self.streams.values())
        end = asyncio.get_running_loop().time() + SETTLE
        while late and asyncio.get_running_loop().time() < end:
            late = [stream for stream in late if not (stream.shown and shows(stream.shown))]
            if late and all(stream.ended for stream in late):
                break
            await asyncio.sleep(0.02 if late else 0)
        for stream in late:
            self.fail(
                f"{stream.viewer} does not show {what}" + (f": its stream {stream.ended}" if stream.ended else "")
            )

    async def each(
        self, people: Iterable[Somebody], act: Callable[[Somebody], Awaitable[object]], at_once: int = AT_ONCE
    ) -> None:
        """Let everybody do something, so many at the same moment; what goes wrong for one is noted."""
        turn = asyncio.Semaphore(at_once)

        async def _one(person: Somebody) -> None:
            async with turn:
                await self.noting(act(person))

        await asyncio.gather(*(_one(person) for person in people))

    async def noting(self, attempt: Awaitable[object]) -> None:
        """Await something and note its failure; only a server that is gone ends the rehearsal."""
        try:
            await attempt
        except Wrong as wrong:
            self.fail(str(wrong))
        except httpx.ConnectError:
            raise
        except httpx.HTTPError as error:
            self.fail(f"a request failed: {type(error).__name__}")

    def measure(self, sent: Sequence[tuple[float, int]]) -> None:
        """Set `delays` from (moment of sending, number of sheets that a screen with this one shows)."""
        step = max(1, -(-len(sent) // SAMPLES))
        for began, number in sent[::step]:
            arrived = [
                next((at for at, count in stream.seen if count >= number), None) for stream in self.streams.values()
            ]
            if None not in arrived:
                self.delays.append(1000 * (max(at for at in arrived if at) - began))

    def percentile(self, percent: int) -> float | None:
        """The delay in ms within which so many percent of the measured hand-ins stayed."""
        ordered = sorted(self.delays)
        return round(ordered[-(-len(ordered) * percent // 100) - 1], 1) if ordered else None
