"""What may be known of a team's sheets, by mode, number and reader (rules.md, 1 to 3)."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koffer.method.known import CountedSheet, Known, people
from koffer.method.mode import Mode
from koffer.method.score import nearest_score, undecided

SHEETS = [(9, 4, 1), (8, 3, 0), (1, 7, 12), (6, 5, 2), (11, 10, 13), (2, 9, 3)]


def known(mode, count=6, *, browsers="abcdefgh", **reader):
    """What is known of the first of the sheets; `browsers` says who made each, a capital who typed it."""
    made = (
        CountedSheet(points, one, typed=not one.islower())
        for points, one in zip(SHEETS[:count], browsers, strict=False)
    )
    return Known(mode, tuple(made), **reader)


@pytest.mark.parametrize(
    ("mode", "in_file", "dots_from", "mean_from"),
    [
        (Mode.OPEN, False, 1, 2),
        (Mode.OPEN, True, 5, 5),
        (Mode.DISCREET, False, 5, 5),
        (Mode.ANONYMOUS, False, 5, 5),
        (Mode.ANONYMOUS, True, 5, 5),
    ],
)
def test_from_how_many_on(mode, in_file, dots_from, mean_from):
    for count in range(7):
        seen = known(mode, count, in_file=in_file)
        assert seen.count == count
        assert seen.shows_dots == (count >= dots_from) == bool(seen.dots(0))
        assert seen.shows_mean == (count >= mean_from) == (seen.mean(0) is not None)
        assert (seen.proposal() is not None) == seen.shows_mean == bool(seen.undecided())


@given(st.lists(st.sampled_from("Fabc"), max_size=8))
def test_how_many_people(browsers):
    sheets = [CountedSheet((1, 0), browser, typed=browser == "F") for browser in browsers]
    assert people(sheets) == (len(set(browsers) - {"F"}) or len(browsers))


@pytest.mark.parametrize(
    ("browsers", "enough"),
    [
        ("aaaaaa", False),
        ("abcdFF", False),
        ("abcdeF", True),
        ("FFFFFF", True),
        ("FFFFFG", False),  # who typed the five would know the sixth
    ],
)
def test_five_sheets_are_five_people(browsers, enough):
    assert known(Mode.DISCREET, browsers=browsers).shows_dots == enough


def test_an_anonymous_workshop_shows_bands_and_exact_means():
    seen, exact = known(Mode.ANONYMOUS), known(Mode.DISCREET)
    assert seen.dots(0) == (0, 0, 5, 5, 5, 10) and exact.dots(0) == (1, 2, 6, 8, 9, 11)
    assert seen.mean(0) == exact.mean(0)
    assert seen.proposal() == nearest_score([list(sheet) for sheet in sorted(SHEETS)], beside=seen.rows)
    assert seen.undecided() == undecided(SHEETS)


@given(st.permutations(SHEETS))
def test_the_order_of_the_sheets_tells_nothing(sheets):
    one = Known(Mode.DISCREET, tuple(CountedSheet(points, str(points)) for points in sheets))
    assert one.rows == known(Mode.DISCREET).rows and one.proposal() == known(Mode.DISCREET).proposal()


def test_within_the_bands_nothing_but_means_differs():
    """Each sheet with its points at the start, and at the end, of their bands."""
    low = [tuple(n // 5 * 5 for n in points) for points in SHEETS]
    high = [tuple(n // 5 * 5 + 4 for n in points) for points in SHEETS]
    for one, other in itertools.pairwise((low, SHEETS, high)):
        first, second = (
            Known(Mode.ANONYMOUS, tuple(CountedSheet(points, str(number)) for number, points in enumerate(sheets)))
            for sheets in (one, other)
        )
        assert first.rows == second.rows and first.agreement() == second.agreement()
        assert first.variation_order(3) == second.variation_order(3)


def test_where_nothing_is_shown_the_order_is_that_of_the_sheet():
    assert known(Mode.DISCREET, 4).variation_order(3) == (0, 1, 2)
    assert known(Mode.DISCREET, 4).agreement() is None
    assert known(Mode.OPEN, 1).agreement() is None and known(Mode.OPEN, 1).close() is None


def test_close_or_far_apart():
    assert known(Mode.OPEN, 2).close() is True and known(Mode.OPEN, 3).close() is False
    assert known(Mode.DISCREET, 2).close() is True and known(Mode.DISCREET, 3).close() is False
    assert known(Mode.DISCREET, 6).close() is False


@pytest.mark.parametrize(
    "seen",
    [
        known(Mode.DISCREET, 1),
        known(Mode.DISCREET, 3, browsers="a  "),  # about one person's sheet
        known(Mode.DISCREET, 3, browsers="aaa"),
        known(Mode.DISCREET, 3, opened_with=4),  # one was withdrawn
        known(Mode.ANONYMOUS, 3),  # became so later
    ],
)
def test_where_even_that_is_too_much(seen):
    assert seen.close() is None


def test_a_late_sheet_does_not_change_the_one_bit():
    then = known(Mode.DISCREET, 2, opened_with=2)
    later = Known(Mode.DISCREET, (*then.sheets, CountedSheet((1, 7, 12), "z", late=True)), 2)
    assert later.close() == then.close() is True
