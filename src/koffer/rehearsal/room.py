"""The room of a rehearsal: everybody's streams, waiting until all show the same, and what is measured."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Iterable, Sequence
from functools import cache, partial
from typing import TypeVar

import httpx

from koffer.rehearsal import checks
from koffer.rehearsal.people import AT_ONCE, Member, Person, Wrong, found, own_points
from koffer.rehearsal.streams import Shown, Stream, Watch
from koffer.rehearsal.truth import CONSOLE, PHONE, SCREEN, Truth

LOOKS, LOOK_AGAIN = 40, 0.25  # times, and seconds between them, until a page and its stream say the same
SAMPLES = 50  # hand-ins whose way to the screens is measured
SETTLE = 15.0  # seconds for every screen to show what happened
Somebody = TypeVar("Somebody", bound=Person)


class Room:
    """All open pages. `failures` gathers what went wrong, `delays` the ms from hand-in to every screen.

    `console` and `screen` are addresses, `doing` is what is played now.
    """

    transport: httpx.AsyncHTTPTransport
    facilitator: Person
    projector: Person
    observer: Member
    members: Sequence[Member] = ()
    code = console = screen = ""
    doing = "starting a workshop"

    def __init__(self, url: str, privacy: str) -> None:
        self.url, self.truth = url, Truth(privacy)
        self.failures: list[str] = []
        self.delays: list[float] = []
        self.streams: dict[Person, Stream] = {}
        self._watch = Watch(self._inspect)

    def fail(self, text: str) -> None:
        """Note what went wrong."""
        self.failures.append(text)

    def _inspect(self, viewer: str, shown: Shown) -> None:
        self.failures += checks.secrets_in(viewer, shown, self.truth)

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

    async def settled(
        self, what: str, shows: Callable[[Shown], bool], viewers: Collection[str] = (PHONE, SCREEN, CONSOLE)
    ) -> None:
        """Wait until every stream (of these viewers) shows something; note which do not."""
        late: Sequence[Stream] = [stream for stream in self.streams.values() if stream.viewer in viewers]
        shows = cache(shows)  # most streams show the same
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

    async def show(self, target: str) -> None:
        """Let the facilitator show a step, or a category of the conversation ("conversation/3")."""
        step, _slash, place = target.partition("/")
        category = self.truth.ids[int(place) - 1] if place else None
        await self.facilitator.send(f"{self.console}/shown", {"step": target})

        def _there(shown: Shown) -> bool:
            now = checks.where(shown.stage)
            return now[0] == step and category in (None, now[1])

        await self.settled(f"the step {step}", _there)

    async def caught_up(self) -> None:
        """Wait until the streams of the console and the projector show what their pages show when opened now."""
        for viewer, address in ((CONSOLE, self.console), (SCREEN, self.screen)):
            page = (await self.facilitator.get(address)).text
            await self.settled("the newest state", partial(checks.same_room, page), (viewer,))

    def shown(self, viewer: str) -> str:
        """What the first stream of `viewer` shows now."""
        return next((s.shown.html for s in self.streams.values() if s.viewer == viewer and s.shown), "")

    async def newcomer(self) -> Member:
        """Somebody who joins without a stream."""
        newcomer = Member(self.url, self.transport, "a newcomer", len(self.members) + 1)
        await newcomer.join(self.code)
        return newcomer

    async def reload(self) -> None:
        """Open every page anew: it must show what its stream shows, and the person's own points where they belong."""
        await self.caught_up()
        await self.each(self.streams, self._reload)

    async def _reload(self, person: Person) -> None:
        stream = self.streams[person]
        member = person if isinstance(person, Member) else None
        address = member.seat if member else {CONSOLE: self.console}.get(stream.viewer, self.screen)
        # Another process may hear a moment later of what this page shows, and a thousand pages at once take seconds.
        for _ in range(LOOKS):
            page = (await person.get(address)).text
            if same := bool(stream.shown and checks.same_room(page, stream.shown)):
                break
            await asyncio.sleep(LOOK_AGAIN)
        if not (same and stream.shown):
            where = checks.difference(page, stream.shown) if stream.shown else "nothing came"
            return self.fail(f"the page of {stream.viewer} reloaded differs from its stream: {where}")
        if checks.names_in(page) - checks.names_in(stream.shown.html) - {member.name if member else ""}:
            self.fail(f"the page of {stream.viewer} shows another's name")
        step = checks.where(stream.shown.stage)[0]
        cut = self.truth.privacy == "anonymous" and step != "filling"
        shows = member and member.handed_in and step in ("filling", "suitcase", "closed") and not cut
        own = member.points if member and shows else []
        if own_points(page) != own:
            self.fail(f"the page of {stream.viewer} shows {'other' if own else 'own'} points than it may")

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
