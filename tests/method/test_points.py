"""Points on one sheet (M3 to M5), judged against an independent reference."""

from itertools import combinations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from koffer.method.points import (
    TOTAL,
    InvalidSheet,
    NotPoints,
    check_sheet,
    equals,
    free_to_give,
    judge,
    parse_points,
    ranks,
    settle,
)

# Small numbers are drawn as often as large ones, so that equal numbers, zeros and tight totals are common.
NUMBERS = st.one_of(st.integers(0, 12), st.integers(0, 100), st.integers(-2, 103))
IN_RANGE = st.one_of(st.integers(0, 12), st.integers(0, 100))
SHEETS = st.lists(st.none() | NUMBERS, max_size=14)
VALID_SHEETS = st.integers(2, 14).flatmap(
    lambda n: st.lists(st.integers(0, n + 2), min_size=n, max_size=n, unique=True).filter(lambda s: sum(s) <= 100)
)
ANY_SHEETS = SHEETS | VALID_SHEETS


def is_valid(points):
    """The reference: M3 and M4 read once more, in the plainest way."""
    seen = []
    for number in points:
        number = 0 if number is None else number
        if number < 0 or number > 100:
            return False
        for other in seen:
            if other == number:
                return False
        seen.append(number)
    return sum(seen) <= 100


def accepted(judgement):
    """Whether nothing is wrong with the sheet, empties as zero."""
    return not (judgement.too_many or judgement.two_empty or judgement.out_of_range or judgement.equal_groups)


@given(ANY_SHEETS)
@example([50, 49, 1, 0])
@example([50, 50])
@example([101, -1])
@example([None, 0])
@example([None, None])
@example([60, 41])
@example([60, 40])
@example(list(range(14)))
def test_judge_agrees_with_the_reference(points):
    assert accepted(judge(points)) is is_valid(points)


@given(ANY_SHEETS)
def test_check_sheet_agrees_with_the_reference(points):
    settled = settle(points)
    if is_valid(points):
        check_sheet(settled, len(points))
    else:
        with pytest.raises(InvalidSheet):
            check_sheet(settled, len(points))


@given(ANY_SHEETS)
def test_judgement_tells_totals_and_what_is_the_matter(points):
    judgement = judge(points)
    given_points = [p for p in points if p is not None]
    assert judgement.total == sum(given_points)
    assert judgement.total + judgement.left == TOTAL
    assert judgement.free == free_to_give(points)
    assert judgement.ranks == ranks(points)
    assert judgement.equal_groups == equals(points)
    assert judgement.too_many is (judgement.total > 100)
    assert judgement.out_of_range is any(p < 0 or p > 100 for p in given_points)
    assert judgement.two_empty is (points.count(None) > 1 or (points.count(None) == 1 and 0 in points))


def test_two_typed_zeros_are_equal_not_empty():
    judgement = judge([0, 0, 5])
    assert judgement.equal_groups == ((0, 1),)
    assert not judgement.two_empty


def test_one_empty_compartment_is_the_zero():
    assert accepted(judge([60, None, 40]))
    assert settle([60, None, 40]) == (60, 0, 40)


@pytest.mark.parametrize(
    ("points", "count", "reason"),
    [
        ([60, 40], 3, "count"),
        ([60, 30, 10], 2, "count"),
        ([101, 101], 2, "out_of_range"),
        ([-1, 50], 2, "out_of_range"),
        ([60, 60], 2, "equal"),
        ([0, 0], 2, "equal"),
        ([60, 41], 2, "too_many"),
    ],
)
def test_check_sheet_says_the_first_reason(points, count, reason):
    with pytest.raises(InvalidSheet) as refused:
        check_sheet(points, count)
    assert refused.value.reason == reason


@given(SHEETS)
def test_ranks_follow_from_the_points(points):
    falling = sorted((p for p in points if p is not None), reverse=True)
    assert ranks(points) == tuple(None if p is None else falling.index(p) + 1 for p in points)


def test_equal_points_share_the_better_rank():
    assert ranks([10, 30, None, 10, 0]) == (2, 1, None, 2, 4)


@given(st.lists(IN_RANGE, max_size=4, unique=True), st.integers(0, 2))
@example([100], 1)
@example([100, 0], 1)
@example([99], 2)
@example([50, 49, 1], 1)
@example([50, 49], 2)
def test_a_sheet_can_be_finished_exactly_while_free_is_not_negative(filled, still_open):
    unused = [number for number in range(101) if number not in filled]
    cheapest = min(sum(chosen) for chosen in combinations(unused, still_open))
    free = free_to_give([*filled, *[None] * still_open])
    assert free == 100 - sum(filled) - cheapest
    assert (free >= 0) is any(is_valid([*filled, *chosen]) for chosen in combinations(unused, still_open))


@pytest.mark.parametrize(
    ("points", "free"),
    [
        ([], 100),
        ([None] * 10, 55),
        ([None] * 14, 9),
        ([0, None, None], 97),
        ([1, None, None], 97),
        ([7, 7, None], 86),
        ([98, None, None, None], -1),
        ([60, 50], -10),
    ],
)
def test_free_to_give(points, free):
    assert free_to_give(points) == free


@given(SHEETS)
def test_equals_holds_every_pair_of_equal_numbers(points):
    groups = equals(points)
    pairs = {pair for group in groups for pair in combinations(group, 2)}
    filled = [i for i, p in enumerate(points) if p is not None]
    assert pairs == {(i, j) for i, j in combinations(filled, 2) if points[i] == points[j]}
    assert list(groups) == sorted(groups)


def test_equals_in_order_of_the_sheet():
    assert equals([5, 3, None, 3, 5, None, 3, 1]) == ((0, 4), (1, 3, 6))


@pytest.mark.parametrize("text", ["", " ", "   ", "\t", "\n", "\u00a0", "\u3000"])
def test_an_empty_compartment(text):
    assert parse_points(text) is None


@given(st.integers(0, 100), st.integers(0, 3), st.integers(0, 3), st.integers(1, 3))
def test_points_are_read(number, before, after, width):
    assert parse_points(" " * before + str(number).zfill(width) + " " * after) == number


REFUSED = [
    *("-1", "-0", "+5", "1.0", "1,5", "5.", "1e2", "0x1", "1_0", "101", "999", "0000", "0100", "1 0"),
    *("٣", "१", "５", "１２", "²", "½", "Ⅷ", "1\u200b", "\ufeff7"),  # digits of other scripts, invisible ones
    *("5\n", "\t5", "5\u00a0", "ten", "NaN", "inf", "None", "😀", "9" * 5000),
]


@pytest.mark.parametrize("text", REFUSED, ids=lambda text: ascii(text[:8]))
def test_everything_else_is_refused(text):
    with pytest.raises(NotPoints):
        parse_points(text)


@given(st.text())
def test_no_text_slips_through(text):
    try:
        number = parse_points(text)
    except NotPoints:
        return
    assert number is None or (0 <= number <= 100 and set(text) <= set("0123456789 "))
