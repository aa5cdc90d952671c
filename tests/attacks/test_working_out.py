"""A facilitator who does everything that one can do, in any order, and works out what follows (rules.md, 1.13)."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from koffer.method.known import CountedSheet, Known
from koffer.method.mode import Mode
from koffer.workshop.models import Workshop
from koffer.workshop.models.known import known
from tests.attacks.test_shaping import aside, type_slip
from tests.conftest import Person

ALL = tuple(itertools.permutations((0, 1, 5)))  # what a person may have given: so few that all can be tried
DEEDS = ("hand in", "slip", "slip", "aside", "back", "rename", "take off", "open", "open", "withdraw", "tighten")
OWN = -1  # in the place of a person: the facilitator's own


@dataclass(frozen=True)
class Seen:
    """What was read at one moment, and from whose sheets it was made: (person or points, browser, late) of each.

    The attacker knows that much: nobody is hidden but what stands on the sheets of others.
    """

    mode: Mode
    opened_with: int
    made_from: tuple[tuple[int | tuple[int, ...], str, bool], ...]
    view: tuple[object, ...]

    def fits(self, others: Sequence[tuple[int, ...]]) -> bool:
        """Whether the same would have been read if the others had given these points."""
        sheets = (
            CountedSheet(others[one] if isinstance(one, int) else one, browser, late, typed=not browser)
            for one, browser, late in self.made_from
        )
        ordered = tuple(sorted(sheets, key=lambda sheet: sheet.points))
        found = view(Known(self.mode, ordered, self.opened_with))
        return all(one == other for one, other in zip(found, self.view, strict=True))


def view(seen: Known) -> Iterator[object]:
    """All that the one rule lets anybody read, what is quickly compared first."""
    yield seen.count
    yield [seen.mean(place) for place in range(3)]
    yield [seen.dots(place) for place in range(3)]
    yield seen.close(), seen.agreement(), seen.proposal(), seen.undecided(), seen.variation_order(3)


class Attack:
    """A workshop in which a facilitator does what one can do, and reads what one can read."""

    def __init__(self, play, sheets: Sequence[tuple[int, ...]]) -> None:
        self.play = play
        play.workshop.edit_design([(f"Skill {place}", "") for place in range(3)])
        self.own = Person("Facilitator", client=play.facilitator.client, workshop=play.workshop)
        self.own.post(f"/j/{play.workshop.code}", {"name": "Facilitator"})
        self.others = [play.sit(f"Member{number}") for number in range(len(sheets))]
        play.start()
        for person, sheet in zip(self.others, sheets, strict=True):
            assert person.hand_in(list(sheet), press=f"press of {person.name}").status_code == 302
        self.typed: list[tuple[tuple[int, ...], bool]] = []
        self.mine: tuple[tuple[int, ...], bool] | None = None
        self.aside: set[int] = set()
        self.seen: list[Seen] = []

    def do(self, name: str, number: int) -> None:
        """One deed, and a look; what the state does not allow is refused, and changes nothing."""
        who, points, opened = number % len(self.others), ALL[number % len(ALL)], self.play.workshop.opened
        done = self._try(name, number, who, list(points)).status_code == 302
        if not done:
            return
        if name == "hand in" and not (opened and self.mine):
            self.mine = points, opened
        elif name == "slip":
            self.typed.append((points, opened))
        elif name == "aside":
            self.aside.add(who)
        elif name == "back":
            self.aside.discard(who)
        elif name == "rename":
            self.others[who].name = f"Other{number}"
        elif name == "withdraw":
            self.mine = None
        self._look()

    def _try(self, name: str, number: int, who: int, points: list[int]):
        play, there = self.play, self.others[who]
        if name == "hand in":
            return self.own.hand_in(points, press=f"own {number} {points}", confirmed="yes")
        if name == "slip":
            return type_slip(play, points, f"Slip {len(self.typed)}")
        if name in ("aside", "back"):
            return aside(play, there, "yes" if name == "aside" else "no")
        if name in ("rename", "take off"):
            verb = "rename" if name == "rename" else "showing-out"
            return play.facilitator.post(
                reverse(verb, args=[play.workshop.pk, there.seat.pk]), {"name": f"Other{number}"}
            )
        if name == "withdraw":
            return self.own.post(self.own.page("mine/sheet/withdrawal"))
        return play.do("mode", {"mode": "anonymous"}) if name == "tighten" else play.open()

    def _look(self) -> None:
        workshop = Workshop.found(self.play.workshop.pk)
        if not workshop.opened:
            return
        mode, cut = Mode(workshop.mode), workshop.mode == Mode.ANONYMOUS
        made_from = [(who, f"browser {who}", False) for who in range(len(self.others)) if who not in self.aside]
        made_from += [(self.mine[0], "browser of the facilitator", self.mine[1] and not cut)] if self.mine else []
        made_from += [(points, "", late and not cut) for points, late in self.typed]
        self.seen.append(Seen(mode, workshop.opening.sheet_count, tuple(made_from), tuple(view(known(workshop)))))

    def worked_out(self) -> Iterator[str]:
        """What can be given to one particular other person, by trying everything that they may have given."""
        counted, read = set(range(len(self.others))) - self.aside, unique(self.seen)
        fitting = [
            others
            for others in itertools.product(ALL, repeat=len(self.others))
            if all(seen.fits(others) for seen in read)
        ]
        assert fitting, "the truth fits"
        dots = any(view_has_dots(seen.view) for seen in self.seen)
        for who, place in itertools.product(range(len(self.others)), range(3)):
            if len({others[who][place] for others in fitting}) > 1:
                continue
            same = {one[other][place] for one in fitting for other in counted}
            # Where four or more others are in the picture it may say that everybody gave the same.
            if not (dots and who in counted and len(counted) >= 4 and len(same) == 1):
                yield f"{self.others[who].name} gave {fitting[0][who][place]}"


def unique(moments: Sequence[Seen]) -> list[Seen]:
    """What was read, each once."""
    return [one for place, one in enumerate(moments) if one not in moments[:place]]


def view_has_dots(seen: tuple[object, ...]) -> bool:
    """Whether dots were shown."""
    return bool(seen[2][0])  # type: ignore[index]


@pytest.mark.parametrize("mode", ["discreet", "anonymous"])
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    phases=[Phase.explicit, Phase.generate],  # each example plays a workshop: a smaller one would take minutes to find
)
@given(
    sheets=st.lists(st.sampled_from(ALL), min_size=1, max_size=5),
    deeds=st.lists(st.tuples(st.sampled_from(DEEDS), st.integers(0, 11)), min_size=3, max_size=12),
)
def test_t3_no_number_can_be_given_to_another_person(make_play, mode, sheets, deeds):
    attack = Attack(make_play(mode), sheets)
    for name, number in [*deeds, ("open", 0)]:
        attack.do(name, number)
    assert list(attack.worked_out()) == []


def test_t3_the_property_finds_the_old_rule(make_play, monkeypatch):
    """Were slips people, one colleague's sheet would be known: the test above can fail."""
    monkeypatch.setattr("koffer.method.known.people", len)
    attack = Attack(make_play("discreet"), [(1, 5, 0)])
    for number in range(4):
        attack.do("slip", number)
    attack.do("open", 0)
    assert "Member0 gave 1" in list(attack.worked_out())
