"""What comes after the closing: a step that is done, a place beside the road, a presentation, and a second filling.

Nothing of it waits for a day: a review is held whenever the team does, so that months later is a moment later here.
What does wait for its day (sheets that are erased, mails, deleting) cannot be played against a running server: whoever
could tell it another day could have everything erased. `tests/journey/test_months.py` injects the days of half a year.
"""

import asyncio
import html
import random
import re
import uuid

from koffer.config.rehearsal import sheets
from koffer.config.rehearsal.ending import SMALL
from koffer.config.rehearsal.people import Member, Person, Wrong, form_fields, found
from koffer.config.rehearsal.room import Room

RESULT, QUESTION, WRITTEN = "Three readers said yes", "How did you begin?", "We greet everybody at the door"
VISITORS = 2  # teams that come to look
SLIDES = ("destination", "score", "strength", "label", "questions")
KIND = re.compile(r'class="slide slide-(\w+)"')


class Journey:
    """Played by the facilitator of a room whose suitcase is closed, and by people who have a link only."""

    def __init__(self, room: Room, chance: random.Random, again: int) -> None:
        self.room, self._chance, self._again = room, chance, again
        self.team = ""  # the team's private link

    async def play(self) -> None:
        """Play it all."""
        await self._a_step()
        await self._the_road()
        await self._present()
        await self._look_again()
        await self._fill_again()

    def _somebody(self, kind: str) -> Person:
        return Person(self.room.url, self.room.transport, kind)

    async def _page(self, path: str) -> str:
        return (await self.room.facilitator.get(f"{self.room.console}/{path}")).text

    async def _do(self, path: str, form: dict[str, str | list[str]] | None = None) -> str:
        return (await self.room.facilitator.post(f"{self.room.console}/{path}", form or {})).text

    def _expect(self, there: bool, what: str) -> None:
        if not there:
            self.room.fail(what)

    async def _a_step(self) -> None:
        """Somebody with the team's link says that a small step is done."""
        self.room.doing = "doing a step"
        own = await self._page("own")
        self.team = html.unescape(found(r'href="(/t/[^"]+)"', own, "the link of the team")[1])
        visitor = self._somebody("somebody of the team")
        page = (await visitor.get(self.team)).text
        address = found(r'action="(/t/[^"]+/small)"', page, "a small step")[1]
        page = (await visitor.post(html.unescape(address), {"state": "done", "result": RESULT})).text
        self._expect(SMALL in page and RESULT in page, "a step that was done does not show its result")

    async def _the_road(self) -> None:
        self.room.doing = "placing the suitcase"
        page = await self._do("road/stops", {"name": "Spring", "period": "", "aim": ""})
        stop = found(r'<option value="(\d+)"[^>]*>Spring', page, "a stop on the road")[1]
        page = await self._do("road/place", {"stop": stop, "number": "0"})
        self._expect("data-case" in page, "the suitcase does not stand beside the road")
        seen = (await self._somebody("somebody of the team").get(self.team)).text
        self._expect("Spring" in seen, "the team does not see the road")

    async def _present(self) -> None:
        """Every visitor follows every slide, and asks; what was not released is on none of them."""
        self.room.doing = "presenting"
        shown = ["strengths", "label", "score"]
        await self.room.facilitator.send(
            f"{self.room.console}/sharing", {"release": [f"{item} teams" for item in shown]}
        )
        page = await self._do("presentations", {"name": "Team day", "parts": shown, "minutes": "10", "notes": ""})
        turn = "presentations/" + found(r"/console/presentations/([0-9a-f-]{36})", page, "a presentation")[1]
        page = await self._do(f"{turn}/begin")
        link = html.unescape(found(r"//[^/\"]+(/e/[^\"<]+)", page, "the link for visitors")[1])
        visitors = [self._somebody("a visitor") for _ in range(VISITORS)]
        kinds = []
        for number in range(40):
            pages = [(await visitor.get(link)).text for visitor in visitors]
            kind = found(KIND.pattern, pages[0], "a slide")[1]
            kinds.append(kind)
            self._expect(all(f"slide-{kind}" in page for page in pages), "visitors see another slide")
            self._expect("learn it" not in "".join(pages), "a gap that was not released is on a slide")
            if kind == "questions":
                break
            await self._do(f"{turn}/slide", {"slide": str(number + 1)})
        self._expect(tuple(dict.fromkeys(kinds)) == SLIDES, f"the walk has other slides: {kinds}")
        ask = found(r'action="(/e/[^"]+/reactions)"', (await visitors[1].get(link)).text, "the form to ask")[1]
        question = {"kind": "question", "text": QUESTION, "press_key": str(uuid.uuid4())}
        await visitors[1].post(html.unescape(ask), question)
        self._expect(QUESTION in await self._page(turn), "the presenting team does not see a question")
        self._expect(QUESTION in (await visitors[0].get(f"{link}/screen")).text, "the screen shows no question")
        await self._do(f"{turn}/finish")
        await self._do(f"{turn}/ending")
        await visitors[0].get(link, expect=404)

    async def _look_again(self) -> None:
        """In silence, then together: nobody reads a word before it is shown."""
        self.room.doing = "looking again"
        page = await self._do("review/hold")
        self._expect(RESULT in page, "the review does not begin with what was done")
        self.review = html.unescape(found(r"//[^/\"]+(/r/[^\"<]+)", page, "the link for the phones")[1])
        phones = [self._somebody("a phone at the review") for _ in range(3)]

        async def write(phone: Person, number: int) -> None:
            await phone.get(self.review)
            answers = {"well": f"{WRITTEN} {number}", "development": "yes", "press_key": str(uuid.uuid4())}
            await phone.post(f"{self.review}/{number}", answers)

        await asyncio.gather(*(write(phone, number) for number, phone in enumerate(phones)))
        for path in (self.review, f"{self.review}/screen"):
            self._expect(
                WRITTEN not in (await phones[0].get(path)).text, "words at a review are read before their time"
            )
        await self._do("review/together")
        for path in (self.review, f"{self.review}/screen"):
            self._expect(
                (await phones[0].get(path)).text.count(WRITTEN) == len(phones), "words at a review are missing"
            )

    async def _fill_again(self) -> None:
        """The team fills its sheets again, decides, closes; then and now stand beside each other."""
        self.room.doing = "filling the sheet again"
        first, facilitator = self.room.console, self.room.facilitator
        answer = await facilitator.post(f"{first}/review/filling", {})
        second = answer.url.path
        code = "".join(found(r'code-shown">(\w+) (\w+)', answer.text, "a code on the second console").groups())
        members = [
            Member(self.room.url, self.room.transport, "a member, again", number) for number in range(self._again)
        ]
        for member in members:
            await member.join(code)
        await facilitator.send(f"{second}/start", {})
        for member in members:
            await member.open_sheet()
            await member.hand_in(sheets.valid_sheet(self._chance, len(member.boxes)))
        await facilitator.send(f"{second}/opening", {})
        await facilitator.send(f"{second}/shown", {"step": "score"})
        fields = form_fields((await facilitator.get(f"{second}/own")).text)
        names = [name for name in fields if re.fullmatch(r"c\d+", name)]
        if not names:
            raise Wrong("there is no score to decide on")
        score = sheets.valid_sheet(self._chance, len(names))
        await facilitator.send(f"{second}/decision", fields | dict(zip(names, map(str, score), strict=True)))
        await facilitator.send(f"{second}/closing", {"after": "6"})
        await facilitator.send(f"{first}/review/finish", {"after": "6"})
        page = (await self._somebody("somebody of the team").get(f"{self.team}/history")).text
        self._expect('id="slope"' in page, "then and now do not stand beside each other")
        self._expect(RESULT in page, "the successes of the year are not told")
        self._expect(not any(member.name in page for member in members), "a name stands in the history")
