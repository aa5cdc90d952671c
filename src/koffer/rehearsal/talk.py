"""The conversation of a rehearsal: one category after the other, offers, stories, a provisional score."""

import asyncio
import html
import random
import re
from collections.abc import Sequence

from koffer.rehearsal import checks
from koffer.rehearsal.people import Form, Member, form_fields, pressed
from koffer.rehearsal.room import Room
from koffer.rehearsal.truth import CONSOLE, PHONE, SCREEN
from koffer.rehearsal.turns import cards_wrong, turn_wrong

PROPOSED = 5  # categories that are talked about
TELLERS = 8  # who write a story down, at the most
LONG = 10_000  # characters of a story, the most that is allowed
MIXED = "<b>Quote</b> & “ספר” كتاب 👩🏽‍🚀🧳 日本 "
NOW_ONLY, NOTED = "Story-9998", "Story-9999"


class TalkPlayed:
    """The acts from the opened suitcase to the last category of the plan."""

    def __init__(self, room: Room, chance: random.Random) -> None:
        self.room, self.truth, self._chance = room, room.truth, chance
        in_order = self.truth.in_order()
        self._plan = [*in_order[:2], in_order[-1]]
        self._place = 0

    async def play(self) -> int:
        """Play them all; returns the place (from 0) of the category whose stories were told."""
        visited: list[int] = []
        while (target := self._forward()).startswith("conversation/") and len(visited) < len(self.truth.ids):
            self.room.doing = f"talking about {target}"
            await self.room.show(target)
            self._place = int(target.partition("/")[2]) - 1
            visited.append(self._place)
            await self._cards()
            self._screens()
            if len(visited) == 1:
                await self._offers()
                await self._stories()
                await self._note()
                await self.room.reload()
        if visited != self._plan:
            self.room.fail(f"the categories on the table are {visited} instead of {self._plan}")
        return visited[0]

    def _forward(self) -> str:
        """Where the button of the console leads."""
        found = re.search(r'id="go-on" name="step" value="([^"]+)"', self.room.shown(CONSOLE))
        return found[1] if found else ""

    def _screens(self) -> None:
        for viewer, page in self.room.pages():
            self.room.failures += turn_wrong(viewer, page, self.truth, self._place)

    async def _cards(self) -> None:
        """Let everybody fetch the own card, as their pages do."""
        cards: dict[str, str] = {}

        async def _fetch(member: Member) -> None:
            cards[member.name] = await member.own()

        await self.room.each([*self.room.members, self.room.observer], _fetch)
        begins = checks.names_in("".join(checks.BEGINS.findall(self.room.shown(SCREEN))))
        self.room.failures += cards_wrong(cards, begins, self.truth, self._place)

    # Offers

    async def _offers(self) -> None:
        """Three offer, two of whom say which points are theirs; one of these takes it back."""
        self.room.doing = "offering to tell"
        people = self.room.members[:3]
        if self.truth.privacy == "anonymous":
            await self.room.noting(self._offer(people[0], "yes", expect=409))
            return
        category = self.truth.ids[self._place]
        self.truth.offers |= {(category, member.name) for member in people}
        self.truth.telling |= {(category, member.name) for member in people[1:]}
        await self.room.each(people, lambda member: self._offer(member, "yes"))
        await self._offered(people)
        if len(people) == 3:
            await self._offer(people[2], "no")
            await self._offered(people[:2])
            self.truth.telling.discard((category, people[2].name))
            self.truth.offers.discard((category, people[2].name))
            self._screens()

    async def _offer(self, member: Member, wanted: str, expect: int = 302) -> None:
        form: Form = {"wanted": wanted} | ({"may_tell": "yes"} if member.number else {})
        await member.send(f"{member.seat}conversation/{self._place + 1}/offer", form, expect)

    async def _offered(self, people: Sequence[Member]) -> None:
        """Wait until the console shows who offers, and everybody whose points may be told."""
        names = {member.name for member in people}
        offers, named = checks.OFFERS, self.truth.named(self._place)
        if self.truth.privacy == "discreet":
            named = {(name, points) for name, points in named if name in names}
        await self.room.settled(
            "who offers to tell", lambda shown: checks.names_in("".join(offers.findall(shown.html))) == names, [CONSOLE]
        )
        await self.room.settled("the names at the dots", lambda shown: checks.named_in(shown.html) == named)

    # Stories

    async def _stories(self) -> None:
        """Some write a story down: a very long one, one with a name, one for now only, one pressed twice."""
        self.room.doing = "telling stories"
        members = self.room.members[:: max(1, len(self.room.members) // TELLERS)]
        told = [(member, f"Story-{member.number:04d} {MIXED}", "us") for member in members]
        told[0] = (members[0], (told[0][1] + MIXED * LONG)[: LONG - 1] + ".", "us")
        told.append((members[-1], f"{NOW_ONLY} {MIXED}", "now"))
        texts = [text.strip() for _member, text, _keep in told]
        marks = checks.said_in("".join(texts))
        secret = self.truth.privacy == "anonymous"
        self.truth.stories = marks
        self.truth.tellers |= {member.name for member in members[1:2]}
        attempts = [self._tell(member, text, keep) for member, text, keep in told]
        await asyncio.gather(*(self.room.noting(attempt) for attempt in attempts))
        if secret:
            await self._open_stories()
        await self.room.settled("the stories", lambda shown: checks.all_said(shown.html, marks))
        named: set[str] = set()
        for viewer, page in self.room.pages():
            words, shown = html.unescape(page), page.count('class="story ') + checks.left_out(page)
            # What is too large for a message is cut, and says so (rules.md, section 7).
            lacking = 0 if "…</p>" in page else sum(text not in words for text in texts)
            if lacking or shown != len(told):
                self.room.fail(f"{viewer} shows {shown} stories of {len(told)}, {lacking} not as they were told")
            named |= checks.names_in("".join(checks.TELLER.findall(page)))
        if named != (set() if secret else self.truth.tellers):
            self.room.fail(f"{len(named)} names of tellers stand with the stories")

    async def _tell(self, member: Member, text: str, keep: str) -> None:
        form: Form = {"text": text, "side": "other", "keep": keep, **pressed()}
        form = {**form, "named": "yes"} if member.name in self.truth.tellers else form
        for _press in range(2 if keep == "now" else 1):
            await member.send(f"{member.seat}conversation/{self._place + 1}/stories", form)

    async def _open_stories(self) -> None:
        """Nobody sees the stories until the facilitator shows them, all at once."""
        await self.room.caught_up()
        for viewer, page in self.room.pages():
            if checks.said_in(page):
                self.room.fail(f"{viewer} shows stories that wait")
        own = (await self.room.facilitator.get(f"{self.room.console}/own")).text
        if "stories/opening" not in own or checks.said_in(own):
            self.room.fail("the console does not offer to show the stories that wait, or shows them")
        await self.room.facilitator.send(f"{self.room.console}/conversation/{self._place + 1}/stories/opening", {})

    # The facilitator

    async def _note(self) -> None:
        """The facilitator notes a story and a score for now, and leaves other categories for the talk than proposed."""
        self.room.doing = "noting"
        proposed = re.findall(r'id="stop-(\d+)" class="(\w*)"', self.room.shown(CONSOLE))
        in_order = [self.truth.ids[place] for place in self.truth.in_order()]
        if proposed != [(category, _mark(place)) for place, category in enumerate(in_order)]:
            self.room.fail("the console does not propose the categories that vary most, in their order")
        plan: Form = {"category": [self.truth.ids[place] for place in self._plan], "minutes": "15"}
        await self.room.facilitator.send(f"{self.room.console}/conversation/plan", plan)
        address = f"{self.room.console}/conversation/{self._place + 1}"
        note: Form = {"text": f"{NOTED} {MIXED}", "side": "high", "keep": "others"}
        await self.room.facilitator.send(f"{address}/stories", note)
        own = (await self.room.facilitator.get(f"{self.room.console}/own")).text
        score = self._chance.randint(0, 100)
        seen = form_fields(own).get("number", "")
        await self.room.facilitator.send(f"{address}/score", {"points": str(score), "number": seen})
        await self.room.settled("the noted story", lambda shown: NOTED in shown.html)
        await self.room.settled(
            "the score for now", lambda shown: f"Team score for now: {score}<" in shown.html, [PHONE, SCREEN]
        )


def _mark(place: int) -> str:
    """How a category stands in the plan while the first one is on the table."""
    return "now" if place == 0 else "" if place < PROPOSED else "rest"
