"""Who is asked in the talk about the variation (M7)."""

from collections import Counter

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from koffer.method.talk import MOST_ASKED, PROPOSED, Extremes, asked, extremes

PEOPLE = "gbdafce"  # in the order of their seats


def talk(numbers):
    """One category on the table: a digit per person, in order; a dash has no sheet."""
    return {person: int(number) for person, number in zip(PEOPLE, numbers, strict=False) if number != "-"}


# Few different numbers, so that the extremes are often shared and often nobody's.
TALK = st.text("-0123", max_size=len(PEOPLE)).map(talk)
TALKS = st.lists(TALK, max_size=6)
GONE = st.frozensets(st.sampled_from(PEOPLE), max_size=4)


def test_what_fits_in_ninety_minutes():
    assert (PROPOSED, MOST_ASKED) == (5, 2)


@pytest.mark.parametrize(
    ("points", "high", "low"),
    [
        ({"a": 30, "b": 5, "c": 12}, ("a",), ("b",)),
        ({"a": 30, "b": 5, "c": 30, "d": 5, "e": 6}, ("a", "c"), ("b", "d")),
        ({"c": 9, "b": 9, "a": 0}, ("c", "b"), ("a",)),
        ({"a": 7, "b": 7, "c": 7}, (), ()),
        ({"a": 0, "b": 0}, (), ()),
        ({"a": 7}, (), ()),
        ({}, (), ()),
    ],
)
def test_extremes(points, high, low):
    assert extremes(points) == Extremes(high=high, low=low)


@settings(deadline=None, max_examples=40)
@given(TALK)
def test_an_extreme_is_somebody_whom_nobody_passes(points):
    ends = extremes(points)
    varied = len(set(points.values())) > 1
    assert ends.high == tuple(p for p in points if varied and not any(q > points[p] for q in points.values()))
    assert ends.low == tuple(p for p in points if varied and not any(q < points[p] for q in points.values()))
    assert not set(ends.high) & set(ends.low)


def test_whoever_was_asked_least_comes_first():
    points = {"a": 9, "b": 9, "c": 9, "d": 1}
    assert asked([points] * 4) == [
        Extremes(("a", "b"), ("d",)),
        Extremes(("c", "a"), ("d",)),
        Extremes(("b", "c"), ("d",)),
        Extremes(("a", "b"), ("d",)),  # all twice: the order of the sheets
    ]


def test_both_sides_count():
    assert asked([{"a": 9, "b": 1}, {"a": 1, "b": 1, "c": 1, "d": 9}]) == [
        Extremes(("a",), ("b",)),
        Extremes(("d",), ("c", "a")),
    ]


def test_nobody_stands_in_for_who_has_gone():
    assert asked([{"a": 9, "b": 5, "c": 1}], gone=["a"]) == [Extremes((), ("c",))]
    assert asked([{"a": 9, "b": 9, "d": 9, "c": 1}], gone={"a", "c"}) == [Extremes(("b", "d"), ())]


def test_nothing_to_talk_about():
    assert asked([]) == []
    assert asked([{}, {"a": 4}, {"a": 4, "b": 4}]) == [Extremes()] * 3


@settings(deadline=None, max_examples=40)
@given(TALKS, GONE)
@example([{"a": 1, "b": 1, "c": 1, "d": 0}] * 5, frozenset())
@example([{"a": 1, "b": 1, "c": 1, "d": 1, "e": 0}] * 5, frozenset("a"))
def test_asking_is_fair(talks, gone):
    times = Counter()
    for points, chosen in zip(talks, asked(talks, gone), strict=True):
        ends = extremes(points)
        before = dict(times)
        for side, candidates in ((chosen.high, ends.high), (chosen.low, ends.low)):
            here = [person for person in candidates if person not in gone]
            others = set(here) - set(side)
            assert set(side) <= set(here)
            assert len(set(side)) == len(side) == min(len(here), 2)
            assert all(before.get(one, 0) <= before.get(other, 0) for one in side for other in others)
            # Of those asked equally often it is the first of the sheets who is asked, and who is asked first.
            place = {person: (before.get(person, 0), here.index(person)) for person in here}
            assert [place[person] for person in side] == sorted(place.values())[:2]
            times.update(side)


@settings(deadline=None, max_examples=40)
@given(TALKS, TALKS, GONE)
def test_a_later_talk_changes_no_earlier_one(talks, later, gone):
    first = asked(talks, gone)
    assert asked([*talks, *later], gone)[: len(talks)] == first
    assert asked([dict(points) for points in talks], list(gone)) == first


@settings(deadline=None, max_examples=40)
@given(TALKS, GONE)
def test_who_has_gone_is_never_asked(talks, gone):
    assert not {person for chosen in asked(talks, gone) for person in chosen.high + chosen.low} & gone
