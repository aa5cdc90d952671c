"""The rest of a rehearsal: the team score, strengths and gaps, the label, sharing, and the closed suitcase."""

import asyncio
import html
import json
import random
import re
from collections.abc import Sequence
from datetime import date, timedelta

from koffer.rehearsal import checks, sheets
from koffer.rehearsal.people import Form, Member, form_fields
from koffer.rehearsal.room import Room
from koffer.rehearsal.streams import Shown
from koffer.rehearsal.talk import NOTED, NOW_ONLY
from koffer.rehearsal.truth import CONSOLE, PHONE, SCREEN

LARGE, SMALL, HALF = "We open a workshop for makers", "We ask one reader what is missing", "We learn to pitch"
DECIDED = re.compile(r"The team agreed on|This is what the team decided")


class EndingPlayed:
    """The acts from the team score to the closing page; `place` is the category whose stories were told."""

    def __init__(self, room: Room, chance: random.Random, place: int) -> None:
        self.room, self.truth, self._chance, self._place = room, room.truth, chance, place

    async def play(self) -> None:
        """Play them all."""
        await self._score()
        await self._decide()
        await self._find("strength", "strengths", {"example": "Last week, at the desk"}, "Last week, at the desk")
        await self._find("gap", "gaps", {"remedy": "learn"}, "learn it")
        await self._label()
        await self._share()
        await self._close()

    # The score

    async def _score(self) -> None:
        """A score with two equal numbers cannot be decided; it is made to fit, and everybody nods."""
        room = self.room
        room.doing = "agreeing on a score"
        await room.show("score")
        if not self.truth.points_shown:
            await room.noting(room.facilitator.send(f"{room.console}/score/proposal", {}, expect=409))
        draft = sheets.two_equal(sheets.valid_sheet(self._chance, len(self.truth.ids)))
        fields = await self._own_fields()
        numbers = [int(fields[f"n{category}"]) for category in self.truth.ids]
        await room.facilitator.put(f"{room.console}/score", {"points": [str(n) for n in draft], "numbers": numbers})
        await room.settled("the provisional score", lambda shown: self._scores(shown.html) == draft)
        await room.noting(self._decide_on(draft, expect=422))
        await room.facilitator.send(f"{room.console}/score/fit", {}, expect=200)
        await room.settled("a score that fits", lambda shown: _valid(self._scores(shown.html)))
        await room.each(room.members, self._nod)
        agree = sum(_agrees(member) for member in room.members)
        others = len(room.members) - agree
        nods = re.compile(rf"\b{agree} agrees?\b" + (f" · {others} not yet" if others else ""))
        await room.settled(f"{agree} who agree", lambda shown: bool(nods.search(shown.html)))

    async def _nod(self, member: Member) -> None:
        await member.send(f"{member.seat}nod", {"nod": "agree" if _agrees(member) else "not_yet"})

    async def _decide(self) -> None:
        """Decide what stands there; from then on no sheet is added, and the suitcase has these numbers."""
        room = self.room
        room.doing = "deciding"
        points = [number or 0 for number in self._scores(room.shown(CONSOLE))]
        await room.noting(self._decide_on(points))
        self.truth.decided = points
        await room.settled("the decided score", lambda shown: bool(DECIDED.search(shown.html)))
        await room.noting(self._hand_in_late())
        await room.show("suitcase")
        for viewer, page in room.pages():
            room.failures += checks.opened_wrong(viewer, page, self.truth)

    async def _decide_on(self, points: Sequence[int | None], expect: int = 200) -> None:
        typed = {f"c{category}": str(number) for category, number in zip(self.truth.ids, points, strict=True)}
        form = await self._own_fields() | typed
        page = (await self.room.facilitator.post(f"{self.room.console}/decision", form, expect)).text
        if expect == 422 and {name: form_fields(page).get(name) for name in typed} != typed:
            self.room.fail("the facilitator loses what was typed in a refused score")

    async def _hand_in_late(self) -> None:
        late = await self.room.newcomer()
        if '<form id="sheet"' in await late.own():
            self.room.fail("somebody who comes after the decision still gets a sheet")
        sheet: Form = {f"c{category}": str(place) for place, category in enumerate(self.truth.ids)}
        await late.send(f"{late.seat}sheet", {**sheet, "confirmed": "yes"}, expect=409)

    async def _own_fields(self) -> dict[str, str]:
        return form_fields(await self._own())

    async def _own(self) -> str:
        return (await self.room.facilitator.get(f"{self.room.console}/own")).text

    def _scores(self, page: str) -> list[int | None]:
        """The provisional score on a screen, in the order of the sheet."""
        if found := re.search(r'data-scores="([^"]*)"', page):
            return list(json.loads(html.unescape(found[1]))["points"])
        lines = dict(re.findall(r'<li id="line-(\d+)".*?<b>(\d+)</b></li>', page))
        return [int(lines[category]) if category in lines else None for category in self.truth.ids]

    # Strengths and gaps

    async def _find(self, kind: str, step: str, more: Form, proof: str) -> None:
        """Everybody sends a sentence; the facilitator picks two of them as one."""
        room = self.room
        room.doing = f"naming {step}"
        await asyncio.gather(room.show(step), self._send(kind))
        ticks = re.findall(r'name="sentence" value="([^"]+)"[^>]*> <span dir="auto">([^<]*)</span>', await self._own())
        if len(ticks) != len(room.members):
            room.fail(f"the console offers {len(ticks)} sentences of {len(room.members)}")
        picked, merged = f"Together: {kind} of us all", checks.said_in(" ".join(text for _id, text in ticks[:2]))
        form: Form = {"text": picked, "sentence": [ident for ident, _text in ticks[:2]], **more}
        await room.facilitator.send(f"{room.console}/findings/{kind}", form)
        await room.settled(
            f"what was picked in the step {step}",
            lambda shown: picked in shown.html and proof in shown.html and not merged & checks.said_in(shown.html),
        )

    async def _send(self, kind: str) -> None:
        """Everybody sends one sentence of this kind, or one word."""
        marks = {member: f"{kind.title()}-{member.number:04d}" for member in self.room.members}
        await self.room.each(
            marks, lambda member: member.send(f"{member.seat}sentences/{kind}", {"text": marks[member]})
        )
        everything = set(marks.values())
        if self.truth.privacy == "anonymous":
            await self.room.caught_up()
            if any(checks.said_in(page) & everything for _viewer, page in self.room.pages()):
                self.room.fail(f"a {kind} is shown that waits")
            await self.room.facilitator.send(f"{self.room.console}/sentences/{kind}/opening", {})
        await self.room.settled(f"every {kind}", lambda shown: checks.all_said(shown.html, everything))

    # The label

    async def _label(self) -> None:
        """A whole pair, a half one, and a name at the small step of the whole one."""
        room = self.room
        room.doing = "making the label"
        first, last = room.members[0], room.members[-1]
        await room.facilitator.send(f"{room.console}/shown", {"step": "label"})
        await first.send(f"{first.seat}label", _pair(LARGE, SMALL))
        await last.send(f"{last.seat}label", _pair(HALF, ""))
        await room.settled("the pair", lambda shown: LARGE in shown.html and SMALL in shown.html)
        await room.settled("the half pair", lambda shown: HALF in shown.html, [PHONE, CONSOLE])
        await room.settled("that a half is missing", lambda shown: "1 pair still misses a half" in shown.html, [SCREEN])
        for viewer, page in room.pages():
            if HALF in page.partition('<ul class="halves">')[0]:
                room.fail(f"{viewer} shows a half pair on the label")
        pair = re.search(r'id="pair-([^"]+)"', room.shown(PHONE))
        self.truth.on_label = {last.name}
        await last.send(f"{last.seat}label/{pair[1] if pair else '-'}/small/name", {"wanted": "yes"})
        await room.settled("a name on the label", lambda shown: last.name in "".join(checks.WHO.findall(shown.html)))

    # The end

    async def _share(self) -> None:
        room = self.room
        room.doing = "sharing"
        for path in ("decision", "score/fit", "findings/gap", "label", "sharing", "closing"):
            await room.noting(room.members[0].send(f"{room.console}/{path}", {}, expect=403))
        await asyncio.gather(room.show("sharing"), self._send("word"))
        # Not to other teams: these would get our steps as an example.
        releases = ["strengths organisation", "label organisation"]
        await room.facilitator.send(f"{room.console}/sharing", {"release": releases})
        shared = "may be seen by: our organisation"
        await room.settled("what is shared", lambda shown: shown.html.count(shared) == 2, [PHONE, SCREEN])
        if HALF not in room.shown(CONSOLE):
            room.fail("the console does not say which pair misses a half")

    async def _close(self) -> None:
        """Close the suitcase: nothing can be added, and stories for now only are gone."""
        room = self.room
        room.doing = "closing"
        self.truth.stories = (self.truth.stories | {NOTED}) - {NOW_ONLY}
        await room.facilitator.send(f"{room.console}/closing", {"after": "3"})
        await room.settled("the closed suitcase", _closed)
        await self._refused()
        await room.facilitator.send(f"{room.console}/shown", {"step": f"conversation/{self._place + 1}"})
        kept = self.truth.stories
        await room.settled(
            "the stories that are kept",
            lambda shown: checks.all_said(shown.html, kept) and checks.said_in(shown.html) <= kept,
        )
        await room.facilitator.send(f"{room.console}/shown", {"step": "closed"})
        await room.settled("the closed suitcase", _closed)
        for viewer, page in room.pages():
            self._end_page(viewer, page)
        room.doing = "reloading every page"
        await room.reload()

    def _end_page(self, viewer: str, page: str) -> None:
        words = {f"Word-{member.number:04d}" for member in self.room.members}
        on_label = [LARGE, SMALL, *self.truth.on_label]
        if (
            not checks.all_said(page, words)
            or checks.said_in(page) - words
            or HALF in page
            or not all(text in page for text in on_label)
        ):
            self.room.fail(f"{viewer} does not show the label and the words at the end")
        if "We look at this suitcase again on" not in page or "The sheets are erased on" not in page:
            self.room.fail(f"{viewer} does not say what happens after the end")

    async def _refused(self) -> None:
        """Nothing can be added any more, and what was typed is shown again."""
        talk = f"conversation/{self._place + 1}"
        late = {"text": "Too late", "side": "other", "keep": "us"}
        forms: dict[str, Form] = {f"sentences/{kind}": late for kind in ("strength", "gap", "word")}
        forms |= {f"{talk}/stories": late, f"{talk}/offer": {"wanted": "yes"}}
        forms |= {"label": _pair("Too late", ""), "nod": {"nod": "agree"}, "name": {"name": "Somebody"}}
        for path, form in forms.items():
            await self.room.noting(self._too_late(path, form))
        await self.room.noting(self._decide_on(self.truth.decided, expect=409))

    async def _too_late(self, path: str, form: Form) -> None:
        member = self.room.members[0]
        answer = await member.post(f"{member.seat}{path}", form, expect=409)
        if "Too late" in form.values() and '<p dir="auto">Too late' not in answer.text:
            self.room.fail(f"{member.kind} loses what was typed for {path} after the end")


def _agrees(member: Member) -> bool:
    return member.number % 10 != 3


def _valid(points: Sequence[int | None]) -> bool:
    known = [number for number in points if number is not None]
    return len(set(known)) == len(points) and sum(known) <= sheets.TOTAL


def _closed(shown: Shown) -> bool:
    return shown.stage.startswith("closed") and 'id="label"' in shown.html


def _pair(large: str, small: str) -> Form:
    """Both halves as they are sent; one without a text is not there yet."""
    due = (date.today() + timedelta(days=10)).isoformat()
    return {
        f"{size}-{field}": value
        for size, text in (("large", large), ("small", small))
        for field, value in (("text", text), ("who", "everyone"), ("due", due))
    }
