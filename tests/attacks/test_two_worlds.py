"""Two workshops that differ only in what an audience may not know give it the same bytes, sizes and events.

Generated over modes, numbers of sheets, steps and files. A world is played twice from the same start, once with
something secret done otherwise, and everything that an audience can read is compared (rules.md, section 3).
"""

import io
import random
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from koffer.live.subscriber import State, Subscriber
from koffer.method.tally import is_close
from tests.conftest import Person, Play, state_of
from tests.takeaway.conftest import LADDER
from tests.workshop.test_visibility import AUDIENCES, FACILITATOR, listened, without_identity

STEPS = ("lobby", "suitcase", "conversation/1", "conversation/4", "score", "strengths", "gaps", "label", "sharing")
FILES = ("report.pdf", "poster.pdf", "score.csv", "steps.csv", "team.xlsx")
CHANGING = (
    r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|[0-9a-f]{32}",  # random ids
    r'(?:csrfmiddlewaretoken|place)" value="[^"]*|press_key" value="[^"]*|hx-sse:connect="[^"]*',
    r"/screen/[\w-]+|/(?:t|calendar|wall)/[\w:.-]+",  # signed links
    r'data-stage="[^"]*',  # with a digest of all that is compared here
)


def plain(text: str, play: Play) -> str:
    """A page without what is another in each workshop: ids, tokens, moments."""
    return re.sub("|".join(CHANGING), "", without_identity(text, play))


@dataclass
class World:
    """A workshop as it was played, and what each audience read, in order."""

    play: Play
    read: dict[str, list[str]]
    streams: dict[str, Subscriber]
    listens: dict[str, tuple[str, str]]

    def look(self) -> None:
        """What everybody sees now."""
        for audience in AUDIENCES:
            if audience not in self.listens:
                self.listens[audience] = listened(self.play, audience)
            html = plain(state_of(*self.listens[audience]).html, self.play)
            state = State(self.play.workshop.version, html)
            if self.streams[audience].offer(state, state.as_event()):  # an event, with its bytes
                self.read[audience].append(html)

    def facilitator_reads(self, *names: str) -> None:
        """Pages and files that the facilitator fetches."""
        for name in names:
            answer = self.play.facilitator.get(self.play.facilitator.page(name))
            assert answer.status_code == 200, (name, answer.status_code)
            text = unpacked(answer.content) if "takeaway" in name else answer.content.decode()
            self.read[FACILITATOR].append(plain(text, self.play))


def unpacked(content: bytes) -> str:
    """A file as text: its parts, without the moment at which it was made."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            text = "".join(packed.read(name).decode("latin-1") for name in sorted(packed.namelist()))
    else:
        text = content.decode("latin-1")
    moments = r"\(D:[^)]*\)|<xmp:(?:Create|Modify)Date>[^<]*|\d{4}-\d\d-\d\dT[\d:]+Z|<[0-9a-f]{32}>|/ID ?\[[^]]*\]"
    return re.sub(moments + r"|xmpMM:[^<]*<?", "", text)


def play_it(
    make_play: Callable[..., Play], mode: str, sheets: list[list[int]], secretly: Callable[[Play], None]
) -> World:
    """The same workshop from the joining to the decision, in which `secretly` is done before the opening."""
    play = make_play(mode)
    read: dict[str, list[str]] = {audience: [] for audience in AUDIENCES}
    world = World(play, read, {audience: Subscriber() for audience in AUDIENCES}, {})
    people = [play.sit(f"Member{number}") for number in range(len(sheets) + 1)]
    play.start()
    world.look()
    for number, (person, sheet) in enumerate(zip(people, sheets, strict=False)):
        assert person.hand_in(sheet, press=f"press {number}").status_code == 302
    secretly(play)
    world.look()
    world.facilitator_reads("console", "console/people", "console/opening")
    if play.open().status_code != 302:
        return world
    for step in STEPS:
        play.show(step)
        world.look()
        world.facilitator_reads("console/own")  # the page itself is this with the state, as it was looked at
    world.facilitator_reads("console", "console/people", *(f"takeaway/{name}" for name in FILES))
    play.decide(LADDER)
    world.look()
    world.facilitator_reads("takeaway/report.pdf", "takeaway/score.csv")
    return world


def nothing(play: Play) -> None:
    """Nobody does anything in secret."""


# What may be done otherwise without anybody noticing: a deed, and in which modes.


def a_wish(play: Play) -> None:
    """Somebody asks for a workshop without names, where that changes nothing any more."""
    for wanted in ("yes", "no", "yes"):
        play.members[0].post(play.members[0].page("wish"), {"wanted": wanted})


def a_draft(play: Play) -> None:
    """Somebody types, and does not hand in."""
    person = play.members[-1]
    person.client.put(
        person.page("draft"), {"points": ["9", "9"] + [""] * 8, "number": 0}, content_type="application/json"
    )


def many_changes(play: Play) -> None:
    """Somebody hands in again and again, and ends with the same sheet."""
    person = play.members[0]
    sheet = person.sheet
    for number, points in enumerate((sheet[::-1], sheet)):  # type: ignore[index]
        assert person.hand_in(points, press=f"again {number}").status_code == 302


def another_browser(play: Play) -> None:
    """Somebody goes on with another device."""
    person = play.members[0]
    other = Person(person.name, workshop=person.workshop)
    other.get(f"/m/{person.secret}")


DEEDS = (a_wish, a_draft, many_changes, another_browser)
whole = {
    "deadline": None,
    "suppress_health_check": [HealthCheck.function_scoped_fixture],
    "phases": [Phase.explicit, Phase.generate],  # a smaller example would take minutes to find
}


def sheets_of(chance: random.Random, count: int) -> list[list[int]]:
    """So many different sheets."""
    return [chance.sample(LADDER, 10) for _ in range(count)]


@pytest.mark.parametrize("mode", ["discreet", "anonymous"])
@settings(max_examples=2, **whole)
@given(count=st.integers(2, 7), chance=st.randoms(use_true_random=False))
def test_what_one_does_in_secret_changes_nothing_for_the_others(make_play, mode, count, chance):
    sheets = sheets_of(chance, count)
    one = play_it(make_play, mode, sheets, nothing)
    for deed in DEEDS:
        same(one, play_it(make_play, mode, sheets, deed))


@pytest.mark.parametrize("mode", ["discreet", "anonymous"])
@settings(max_examples=3, **whole)
@given(count=st.integers(2, 7), chance=st.randoms(use_true_random=False), order=st.randoms(use_true_random=False))
def test_whose_sheet_is_whose_changes_nothing(make_play, mode, count, chance, order):
    """The same sheets, from other people; for everybody but the one whose own card it is."""
    sheets = sheets_of(chance, count)
    others = list(sheets)
    order.shuffle(others)
    same(*(play_it(make_play, mode, given, nothing) for given in (sheets, others)))


@settings(max_examples=3, **whole)
@given(count=st.integers(2, 6), who=st.integers(0, 6), chance=st.randoms(use_true_random=False))
def test_who_handed_in_changes_nothing_in_an_anonymous_workshop(make_play, count, who, chance):
    sheets = sheets_of(chance, count)
    there = [one for one in range(count + 1) if one != who % (count + 1)][:count]

    def by(people: list[int]) -> Callable[[Play], None]:
        def hand_in(play: Play) -> None:
            for number, sheet in zip(people, sheets, strict=True):
                assert enough(play, count).members[number].hand_in(sheet, press=f"press {number}").status_code == 302

        return hand_in

    first, second = by(list(range(count))), by(there)
    same(*(play_it(make_play, "anonymous", [], deed) for deed in (first, second)))


def enough(play: Play, count: int) -> Play:
    """As many people as are needed for so many sheets and one without."""
    while len(play.members) < count + 1:
        play.join(f"Member{len(play.members)}")
    return play


@settings(max_examples=4, **whole)
@given(chance=st.randoms(use_true_random=False), count=st.integers(5, 7))
def test_what_lies_within_the_bands_changes_nothing_in_an_anonymous_workshop(make_play, chance, count):
    """Two points for one category move towards each other, each within its band: the means stay the same."""
    sheets = [[20, 15, 12, 11, 10, 9, 8, 7, 6, 1], [1, 5, 7, 8, 9, 10, 11, 12, 15, 20], *sheets_of(chance, count - 2)]
    others = [list(sheet) for sheet in sheets]
    others[0][2], others[1][2] = 13, 6
    same(*(play_it(make_play, "anonymous", given, nothing) for given in (sheets, others)))


@settings(max_examples=3, **whole)
@given(count=st.integers(2, 4), chance=st.randoms(use_true_random=False))
def test_below_five_people_nothing_but_one_bit_tells_sheets_apart(make_play, count, chance):
    sheets, others = sheets_of(chance, count), sheets_of(chance, count)
    while is_close(sheets) != is_close(others):
        others = sheets_of(chance, count)
    same(*(play_it(make_play, "discreet", given, nothing) for given in (sheets, others)))


def same(one: World, other: World) -> None:
    """Each audience read the same, byte for byte, and as often."""
    for audience in AUDIENCES:
        assert len(one.read[audience]) == len(other.read[audience]) >= 2, audience
        for place, (mine, theirs) in enumerate(zip(one.read[audience], other.read[audience], strict=True)):
            assert mine == theirs, (audience, place, around(mine, theirs))


def around(one: str, other: str) -> str:
    """Where two texts begin to differ."""
    at = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return f"{one[max(at - 60, 0) : at + 60]!r} / {other[max(at - 60, 0) : at + 60]!r}"


def test_the_comparison_finds_what_the_facilitator_may_know(make_play):
    """In a discreet workshop the facilitator sees who handed in: the worlds differ there, and nowhere else."""
    worlds = []
    for first in (0, 1):

        def hand_in(play: Play, first: int = first) -> None:
            for person, sheet in zip(enough(play, 2).members[first:], (LADDER, LADDER[::-1]), strict=False):
                person.hand_in(sheet)

        worlds.append(play_it(make_play, "discreet", [], hand_in))
    one, other = worlds
    assert {audience for audience in AUDIENCES if one.read[audience] != other.read[audience]} == {FACILITATOR}
