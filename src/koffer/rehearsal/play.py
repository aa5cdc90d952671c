"""The workshop that is played: up to the opened suitcase on every screen here, then the talk and the ending."""

import asyncio
import html
import random
import re
import time
from dataclasses import dataclass

from koffer.rehearsal import checks, sheets
from koffer.rehearsal.ending import EndingPlayed
from koffer.rehearsal.journey import Journey
from koffer.rehearsal.own_server import OwnServer
from koffer.rehearsal.people import Member, Person, Wrong, connections, found
from koffer.rehearsal.room import Room
from koffer.rehearsal.talk import TalkPlayed
from koffer.rehearsal.truth import CONSOLE, PHONE, SCREEN

HANDS = 4  # hand-ins under way at the same moment
DESTINATION = "In 2028 our library is the living room of the town"


@dataclass(frozen=True)
class Rehearsal:
    """What to play, and where; `own` when that server is the rehearsal's."""

    url: str
    members: int
    privacy: str
    seed: int = 1
    journey: bool = False
    own: OwnServer | None = None


class Play(Room):
    """One rehearsal. After `run`: the times, beside what the room gathers."""

    def __init__(self, plan: Rehearsal) -> None:
        super().__init__(plan.url, plan.privacy)
        self.plan = plan
        self.joined_s: float | None = None
        self.handed_in_s: float | None = None
        self._chance = random.Random(plan.seed)  # noqa: S311 (sheets, no secrets)
        self._under_way = 0
        self._sent: list[tuple[float, int]] = []

    async def run(self) -> None:
        """Play it all. Raises `Wrong` and httpx's errors for what makes going on useless."""
        opened = False
        if self.plan.own:
            self.doing = "starting a server"
            await asyncio.to_thread(self.plan.own.begin)
        async with connections() as self.transport:
            try:
                await self._begin()
                await self._join()
                await self._look_around()
                await self._fill()
                await self._afterthoughts()
                await self._refusals()
                if await self._open():
                    told = await TalkPlayed(self, self._chance).play()
                    await EndingPlayed(self, self._chance, told).play()
                    opened = True
            finally:
                await self.leave()
            if opened and self.plan.journey:
                await Journey(self, self._chance, self.plan.members, self.plan.own).play()

    # The acts

    async def _begin(self) -> None:
        self.doing = "starting a workshop"
        self.facilitator = Person(self.plan.url, self.transport, "the facilitator")
        await self.facilitator.get("/start")
        answer = await self.facilitator.post("/start", {"team": "Team Rehearsal", "destination": DESTINATION})
        self.console = answer.url.path
        settings = {"team": "Team Rehearsal", "destination": DESTINATION, "frame": "", "days_kept": "30"}
        self.doing = "choosing who sees what"
        await self.facilitator.get(f"{self.console}/settings")
        await self.facilitator.post(f"{self.console}/settings", settings | {"announced_mode": self.plan.privacy})
        page = (await self.facilitator.get(self.console)).text
        self.code = "".join(found(r'code-shown">(\w+) (\w+)', page, "a code on the console").groups())
        self.screen = html.unescape(found(r'/w/[^"]+/screen/[^"]+', page, "the address of the projector").group())
        self.projector = Person(self.plan.url, self.transport, SCREEN)
        await self.listen(self.facilitator, CONSOLE, page)
        await self.listen(self.projector, SCREEN, (await self.projector.get(self.screen)).text)

    async def _join(self) -> None:
        self.doing = "joining"
        began = time.perf_counter()
        *self.members, self.observer = everybody = [
            Member(
                self.url,
                self.transport,
                "a member" if number < self.plan.members else "the observer",
                number,
            )
            for number in range(self.plan.members + 1)
        ]
        await self.each(everybody, self._sit_down)
        here = sum(bool(person.seat) for person in everybody)
        await self.settled(f"{here} people are here", lambda shown: shown.here == here)
        self.joined_s = round(time.perf_counter() - began, 3)

    async def _look_around(self) -> None:
        self.doing = "showing destination and categories"
        await self.facilitator.post(f"{self.console}/shown", {"step": "destination"})
        await self.settled("the destination", lambda shown: DESTINATION in html.unescape(shown.html))
        await self.facilitator.post(f"{self.console}/shown", {"step": "categories"})
        await self.settled("the categories", lambda shown: bool(_categories(shown.html)))
        lists = {tuple(_categories(page)) for _viewer, page in self.pages()}
        if len(lists) > 1:
            self.fail("the screens do not show the same categories")
        self._categories = max(lists, key=len)

    async def _fill(self) -> None:
        self.doing = "starting to fill"
        await self.facilitator.post(f"{self.console}/start")
        await self.settled("that filling started", lambda shown: shown.stage.startswith("filling"))
        await self._open_too_early(0)
        self.doing = "filling"
        present = [member for member in self.members if member.seat]
        await self.each(present, self._fill_in)
        if not present[0].boxes or len(present[0].boxes) != len(self._categories):
            raise Wrong(f"the categories on the screens are not the {len(present[0].boxes)} of the sheet")
        self.doing = "handing in"
        began = time.perf_counter()
        await self.each(present[:4], self._hand_in, at_once=1)
        if self.plan.privacy == "anonymous":
            await self._open_too_early(min(4, len(present)))
        await self.each(present[4:], self._hand_in, at_once=HANDS)
        await self._all_in()
        self.handed_in_s = round(time.perf_counter() - began, 3)
        self.measure(self._sent)

    async def _afterthoughts(self) -> None:
        self.doing = "pressing twice, and taking back"
        handed_in = [member for member in self.members if member.handed_in]
        if not handed_in:
            raise Wrong("no sheet was handed in")
        await handed_in[0].hand_in(handed_in[0].points)
        await self._all_in()
        last = handed_in[-1]
        before = self.pages()
        await last.take_back()
        await self._all_in()
        await last.hand_in(sheets.valid_sheet(self._chance, len(last.points)))
        await self._all_in()
        for viewer, _page in self.pages() - before:
            self.fail(f"{viewer} shows a difference when only the points of a sheet changed")

    async def _refusals(self) -> None:
        self.doing = "trying what is not allowed"
        seat, console = self.observer.seat or self.members[0].seat, self.console
        stranger = Person(self.plan.url, self.transport, "a stranger")
        inside = [seat, f"{seat}own", f"{seat}link", f"{seat}sheet/picture", console]
        tried = [stranger.get(path, 404) for path in (*inside, f"{console}/people", f"{console}/opening")]
        tried += [stranger.get(f"{seat}screen/wrong", 404), stranger.get("/live/wrong:token", 404)]
        rooms = ("", "/settings", "/people", "/links", "/opening")
        tried += [self.members[0].get(f"{console}{room}", 403) for room in rooms]
        tried += [self.members[0].post(f"{console}/opening", expect=403)]
        for attempt in tried:
            await self.noting(attempt)

    async def _open(self) -> bool:
        """Whether it may be opened; with sheets of fewer than five people an anonymous one may not."""
        self.doing = "opening"
        handed_in = [member for member in self.members if member.handed_in]
        opens = self.plan.privacy != "anonymous" or len(handed_in) >= 5
        if not opens:
            await self._open_too_early(len(handed_in))
        else:
            self.truth.categories, self.truth.ids = self._categories, [box[1:] for box in handed_in[0].boxes]
            self.truth.sheets = {member.name: member.points for member in handed_in}
            await self.facilitator.get(f"{self.console}/opening")
            await self.facilitator.post(f"{self.console}/opening")
            await self.settled("the opened suitcase", lambda shown: shown.stage.startswith("opened"))
            for viewer, page in self.pages():
                self.failures += checks.opened_wrong(viewer, page, self.truth)
        self.doing = "reloading every page"
        await self.reload()
        return opens

    # What one person does

    async def _sit_down(self, member: Member) -> None:
        await self.listen(member, PHONE, await member.join(self.code, look_on=member is self.observer))

    async def _fill_in(self, member: Member) -> None:
        await member.open_sheet()
        member.points = points = sheets.valid_sheet(self._chance, len(member.boxes))
        await member.keep_draft([*points[:-1], points[0]])
        await member.keep_draft(points)
        wrong = {1: sheets.two_equal, 2: sheets.one_too_many}.get(member.number % 10)
        if wrong and len(points) > 2:
            await member.hand_in_wrong(wrong(points))

    async def _hand_in(self, member: Member) -> None:
        self._under_way += 1
        began = time.perf_counter()
        await member.hand_in(member.points)
        # So many sheets at the most were in when the answer came: a screen that shows as many has this one.
        self._sent.append((began, self._under_way))

    # Helpers

    async def _all_in(self) -> None:
        count = sum(member.handed_in for member in self.members)
        await self.settled(f"{count} sheets as handed in", lambda shown: shown.handed_in == count)

    async def _open_too_early(self, sheets_in: int) -> None:
        opening = self.facilitator.post(f"{self.console}/opening", expect=409)
        before = len(self.failures)
        await self.noting(opening)
        if len(self.failures) > before:
            self.fail(f"opening is not refused with {sheets_in} sheets")


def _categories(page: str) -> list[str]:
    return [html.unescape(name) for name in re.findall(r"<div><b>([^<]+)</b><span>", page)]
