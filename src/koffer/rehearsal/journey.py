"""What comes after the closing: a place beside the road, a presentation, a step that is done, months later a review.

Against a running server months later is a moment later: whoever could tell it another day could have everything erased.
A server of the rehearsal's own is started again on every day that matters; then also what waits for its day is played:
sheets that are erased, the question after a fortnight, the mail before the review, and the review that is due.
"""

import asyncio
import html
import random
import re
import uuid
from collections.abc import Awaitable, Callable
from datetime import date, timedelta

from koffer.rehearsal import sheets
from koffer.rehearsal.ending import SMALL
from koffer.rehearsal.own_server import OwnServer
from koffer.rehearsal.people import Member, Person, Wrong, form_fields, found, own_points
from koffer.rehearsal.room import Room

RESULT, QUESTION, WRITTEN = "Three readers said yes", "How did you begin?", "We greet everybody at the door"
VISITORS = ("Team North", "Team South")  # teams that come to look
PHONES = 2  # of each
FORTNIGHT, HALF_YEAR = 15, 183  # days after the closing
AHEAD = 13  # days before the review on which its mail has gone out, whatever the hour is
AGREED, SILENT = "anna@example.org", "silent@example.org"
SOON = 15.0  # seconds in which a server that was started has done what was due
SLIDES = ("destination", "score", "strength", "label", "questions")
KIND = re.compile(r'class="slide slide-(\w+)"')


class Journey:
    """Played by the facilitator of a room whose suitcase is closed, and by people who have a link only.

    `again`: how many fill the second time. With a server of the rehearsal's `own` months go by.
    """

    def __init__(self, room: Room, chance: random.Random, again: int, own: OwnServer | None) -> None:
        self.room, self._chance, self._again, self._own = room, chance, again, own
        self.team = ""  # the team's private link

    async def play(self) -> None:
        """Play it all."""
        page = await self._page("own")
        self.team = html.unescape(found(r'href="(/t/[^"]+)"', page, "the link of the team")[1])
        await self._the_road()
        await self._present()
        if self._own:
            await self._ask_for_mail(self._own)
            await self._a_fortnight_later(self._own)
        await self._a_step()
        if self._own:
            await self._half_a_year_later(self._own)
        await self._look_again()
        await self._fill_again()
        if self._own:
            await self._sheets_are_gone()

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
        visitor = self._somebody("somebody of the team")
        page = (await visitor.get(self.team)).text
        address = found(r'action="(/t/[^"]+/small)"', page, "a small step")[1]
        self._expect(('id="asked"' in page) == bool(self._own), "small steps are not asked about after a fortnight")
        page = (await visitor.post(html.unescape(address), {"state": "done", "result": RESULT})).text
        self._expect('id="asked"' not in page, "a small step is asked about twice")
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
        teams = {name: [self._somebody(f"a visitor of {name}") for _ in range(PHONES)] for name in VISITORS}
        visitors = [visitor for phones in teams.values() for visitor in phones]
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
        for name, phones in teams.items():
            await self._ask(phones, link, f"{QUESTION} {name}")
        led, screen = await self._page(turn), (await visitors[0].get(f"{link}/screen")).text
        for name in teams:
            self._expect(f"{QUESTION} {name}" in led, f"the presenting team does not see the question of {name}")
            self._expect(f"{QUESTION} {name}" in screen, f"the screen does not show the question of {name}")
        self._expect(f"Tell me more: {len(teams)}" in led, "the presenting team does not see how visitors react")
        await self._do(f"{turn}/finish")
        await self._do(f"{turn}/ending")
        await visitors[0].get(link, expect=404)

    async def _ask(self, phones: list[Person], link: str, question: str) -> None:
        """One phone of a team asks, the others want to hear more."""
        for number, phone in enumerate(phones):
            form = found(r'action="(/e/[^"]+/reactions)"', (await phone.get(link)).text, "the form to ask")[1]
            said = {"kind": "more"} if number else {"kind": "question", "text": question}
            await phone.post(html.unescape(form), said | {"press_key": str(uuid.uuid4())})

    async def _ask_for_mail(self, own: OwnServer) -> None:
        """The review is planned; one person agrees to the mail before it, another never answers."""
        self.room.doing = "asking for mail before the review"
        day = date.today() + timedelta(days=HALF_YEAR)
        await self._do("review/postponement", {"after": "day", "day": day.isoformat()})
        somebody = self._somebody("somebody who wants mail")
        for address in (AGREED, SILENT):
            await somebody.get(f"{self.team}/reminder")
            await somebody.post(f"{self.team}/reminder", {"address": address})
        mail = next((text for to, text in own.mails() if to == AGREED), "")
        link = found(r"//[^/\s]+(/\S+)", mail, "a mail that asks whether it is wanted")[1]
        await somebody.get(link)
        await somebody.post(link, {"answer": "yes"})

    async def _a_fortnight_later(self, own: OwnServer) -> None:
        self.room.doing = "a fortnight later"
        if self.room.truth.privacy != "anonymous":
            page = (await self.room.members[0].get(self.room.members[0].seat)).text
            self._expect(own_points(page) == self.room.members[0].points, "an own sheet is gone before its day")
        await self._go_to(own, FORTNIGHT)
        await self._sheets_are_gone()

    async def _sheets_are_gone(self) -> None:
        """What every member's page says of the first filling, and that no points stand on it."""

        async def gone() -> bool:
            pages = [(await member.get(member.seat)).text for member in self.room.members]
            return all("The sheets are erased." in page and not own_points(page) for page in pages)

        self._expect(await _soon(gone), "sheets are not erased after a fortnight")

    async def _half_a_year_later(self, own: OwnServer) -> None:
        """First the mail, then the day itself; the facilitator comes back on another device."""
        link = html.unescape(found(r"//[^/\"]+(/f/[^\"<]+)", await self._page("links"), "a private link")[1])
        self.room.doing = "two weeks before the review"
        before = len(own.mails())
        await self._go_to(own, HALF_YEAR - AHEAD)

        async def mailed() -> bool:
            return len(own.mails()) > before

        self._expect(await _soon(mailed), "nobody gets mail before the review")
        told = own.mails()[before:]
        self._expect([to for to, _text in told] == [AGREED], "others get mail than who agreed to it")
        self._expect(all(self.team in text for _to, text in told), "the mail does not lead to the team's page")
        self.room.doing = "half a year later"
        await self._go_to(own, HALF_YEAR)
        self.room.facilitator = self._somebody("the facilitator, months later")
        await self.room.facilitator.get(link)
        self._expect('id="look-is-due"' in await self._page("own"), "the console does not say that the review is due")

    async def _go_to(self, own: OwnServer, days: int) -> None:
        await asyncio.to_thread(own.begin, days)

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


async def _soon(happened: Callable[[], Awaitable[bool]]) -> bool:
    """Whether it happens while the server does what was due when it started."""
    end = asyncio.get_running_loop().time() + SOON
    while not (there := await happened()) and asyncio.get_running_loop().time() < end:
        await asyncio.sleep(0.1)
    return there
