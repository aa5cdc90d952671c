"""A conversation of two: from the invitation to the confirmed agreement, a review, a second filling, and the deletion.

Both fill a sheet. A stranger, who has the address of every page, asks for them all the time and may never get in.
"""

import html
import random
import re
from datetime import date, timedelta

from koffer.rehearsal import sheets
from koffer.rehearsal.people import Person, Wrong, connections, form_fields, found, name_for, pressed
from koffer.rehearsal.play import Rehearsal

EMPLOYEE, MANAGER = name_for(1), name_for(2)
STORY, STRENGTH, GAP = "She rang the school herself", "Hears what people need", "Time to try something"
LARGE, SMALL, SUPPORT, RESULT = "A programme with the school", "Ring the headmaster", "Two hours a week", "He said yes"
SEEN_LATER = "What I learned this year"
PLACES = ("", "/talk", "/findings", "/steps", "/agreement", "/review", "/mine", "/agreement.pdf", "/own.pdf")


class TwoPlay:
    """Two browsers and a stranger."""

    def __init__(self, plan: Rehearsal) -> None:
        self.plan, self.doing = plan, "beginning"
        self.failures: list[str] = []
        self._chance = random.Random(plan.seed)  # noqa: S311
        self.here = ""

    def fail(self, text: str) -> None:
        """Keep what went wrong."""
        self.failures.append(text)

    async def run(self) -> None:
        """Play it all."""
        async with connections() as transport:
            self.employee, self.manager, self.stranger = (
                Person(self.plan.url, transport, kind) for kind in ("the employee", "the manager", "a stranger")
            )
            await self._begin()
            await self._fill()
            await self._talk()
            await self._agree()
            await self._look_again()
            await self._fill_again()
            await self._delete()

    async def _page(self, who: Person, place: str = "") -> str:
        return (await who.get(f"{self.here}{place}")).text

    async def _do(self, who: Person, place: str, form: dict[str, str] | None = None) -> str:
        text = (await who.post(f"{self.here}/{place}", {**pressed(), **(form or {})})).text
        await self._nobody_else()
        return text

    async def _nobody_else(self) -> None:
        for place in PLACES:
            await self.stranger.get(f"{self.here}{place}", expect=404)

    def _expect(self, there: bool, what: str) -> None:
        if not there:
            self.fail(what)

    async def _begin(self) -> None:
        self.doing = "inviting the other"
        await self.manager.get("/one-to-one")
        start = {"role": "manager", "name": MANAGER, "destination": "The living room of the town", "work": "Youth"}
        self.here = (await self.manager.post("/one-to-one", start)).url.path
        page = await self._do(self.manager, "invitation")
        link = html.unescape(found(r"//[^/\"]+(/one-to-one/as/[\w-]+)", page, "the link for the other")[1])
        page = (await self.employee.get(link)).text
        self._expect("Only the two of you can open this" in page, "the first page does not say who sees what")
        await self.employee.post(link, {"name": EMPLOYEE})
        await self.stranger.get(link, expect=404)  # it works once

    async def _sheet(self, who: Person) -> list[int]:
        page = await self._page(who)
        boxes = [name for name in form_fields(page) if re.fullmatch(r"c\d+", name)]
        if not boxes:
            raise Wrong(f"{who.kind} finds no sheet")
        points = sheets.valid_sheet(self._chance, len(boxes))
        await self._do(who, "sheet", dict(zip(boxes, map(str, points), strict=True)))
        return points

    async def _fill(self) -> None:
        """Neither sees a thing of the other before both pressed."""
        self.doing = "filling and opening"
        mine = await self._sheet(self.employee)
        await self._do(self.employee, "asking", {"wanted": "yes"})
        theirs = await self._sheet(self.manager)
        await self._do(self.manager, "opening", {"wanted": "yes"})
        for who, other in ((self.employee, theirs), (self.manager, mine)):
            page = await self._page(who, "/talk")
            shown = [int(n) for n in re.findall(r'data-points="(\d+)"', page)]
            self._expect(shown != other, f"{who.kind} sees the other's sheet before both opened")
        await self._do(self.employee, "opening", {"wanted": "yes"})
        numbers = {str(n) for n in (*mine, *theirs)}
        for who in (self.employee, self.manager):
            page = await self._page(who, "/talk")
            self._expect(
                set(re.findall(r"</svg><b>(\d+)</b>", page)) == numbers, f"{who.kind} does not see both sheets"
            )

    async def _talk(self) -> None:
        self.doing = "talking"
        page = await self._page(self.employee, "/talk")
        places = re.findall(r'id="c(\d+)"', page)
        await self._do(self.manager, f"talk/{places[0]}/example", {"text": STORY})
        self._expect(STORY in await self._page(self.employee, "/talk"), "an example does not reach the other")
        await self._do(
            self.employee, f"talk/{places[0]}", {"points": "0", "differ": "on", "other": "42", "number": "0"}
        )
        await self._do(self.employee, "findings/strength", {"text": STRENGTH})
        await self._do(self.manager, "findings/gap", {"text": GAP, "remedy": "learn"})
        today = date.today()
        await self._do(
            self.manager,
            "steps/new",
            {
                "large-text": LARGE,
                "large-who": "both",
                "large-due": str(today + timedelta(days=90)),
                "small-text": SMALL,
                "small-who": "employee",
                "small-due": str(today + timedelta(days=7)),
                "support": SUPPORT,
            },
        )

    async def _confirm(self) -> None:
        for who in (self.employee, self.manager):
            page = await self._page(who, "/agreement")
            number = found(r'name="number" value="(\d+)"', page, "what to confirm")[1]
            await self._do(who, "agreement/confirmation", {"number": number})

    async def _agree(self) -> None:
        self.doing = "agreeing"
        await self._do(self.employee, "agreement/fit")
        await self._confirm()
        for who in (self.employee, self.manager):
            page = await self._page(who, "/agreement")
            for told in (STRENGTH, GAP, LARGE, SMALL, SUPPORT, "You both confirmed this", "42"):
                self._expect(told in page, f"{who.kind} does not find in the agreement: {told}")
            paper = await who.get(f"{self.here}/agreement.pdf")
            self._expect(paper.content.startswith(b"%PDF"), f"{who.kind} gets no paper of the agreement")

    async def _look_again(self) -> None:
        """Each writes alone; both see it when both show it; both confirm again."""
        self.doing = "looking again"
        page = await self._page(self.employee, "/agreement")
        small = found(r'action="[^"]+/(steps/[0-9a-f-]{36}/small)"', page, "a small step")[1]
        await self._do(self.employee, small, {"state": "done", "result": RESULT})
        page = await self._do(self.manager, "review/hold")
        self._expect(RESULT in page, "the review does not begin with what was done")
        await self._do(self.employee, "review/0", {"well": SEEN_LATER, "development": "yes"})
        await self._do(self.employee, "review/showing")
        self._expect(SEEN_LATER not in await self._page(self.manager, "/review"), "words are read before their time")
        await self._do(self.manager, "review/showing")
        self._expect(SEEN_LATER in await self._page(self.manager, "/review"), "words at the review are missing")
        await self._confirm()

    async def _fill_again(self) -> None:
        self.doing = "filling again"
        first = self.here
        self.here = (await self.employee.post(f"{first}/again", pressed())).url.path
        await self._sheet(self.employee)
        for who in (self.employee, self.manager):
            await self._do(who, "opening", {"wanted": "yes"})
        await self._confirm()
        page = await self._page(self.manager, "/agreement")
        self._expect('id="slope"' in page, "then and now do not stand beside each other")

    async def _delete(self) -> None:
        """The employee has it deleted: the manager is told, and finds nothing."""
        self.doing = "deleting"
        await self.employee.post(f"{self.here}/deletion", pressed())
        page = (await self.manager.get(self.here, expect=410)).text
        self._expect("This conversation was deleted" in page, "the manager is not told that it was deleted")
        self._expect(EMPLOYEE not in page, "a name is left behind")
        await self._nobody_else()
