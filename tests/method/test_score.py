"""The valid score nearest to sheets or a draft (M8), against every valid score there is."""

from functools import cache
from itertools import combinations, pairwise, permutations
from random import Random
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from koffer.method.points import check_sheet
from koffer.method.score import make_it_fit, nearest_score, undecided

# The vectors of the design; the right answers come from brute force.
SHEETS = [
    ([[60, 40], [40, 60]], [50, 49]),
    ([[10, 3], [11, 4]], [11, 4]),
    ([[0, 9, 5], [0, 10, 6], [30, 11, 7]], [10, 11, 6]),
    ([[41, 31, 19, 9], [40, 30, 20, 10]], [41, 31, 19, 9]),
    (
        [
            [19, 17, 15, 13, 11, 9, 7, 5, 3, 1],
            [1, 40, 0, 12, 20, 10, 7, 5, 3, 2],
            [30, 25, 20, 10, 5, 4, 3, 2, 1, 0],
            [5, 6, 7, 8, 9, 10, 11, 12, 13, 14],
            [12, 2, 22, 0, 16, 14, 18, 4, 1, 8],
        ],
        [14, 18, 13, 8, 12, 10, 9, 6, 4, 5],
    ),
    ([[40, 0, 17, 3, 9]], [40, 0, 17, 3, 9]),
]
DRAFTS = [([30, 30, 20, 12, 12], [30, 29, 20, 11, 10])]


def teams(n, total, most_sheets=6):
    """Sheets that need not be valid; small numbers are common, so that equal sums and equal medians are too."""
    number = st.integers(0, 12) | st.integers(0, total)
    return st.lists(st.lists(number, min_size=n, max_size=n), min_size=1, max_size=most_sheets)


def order_of(sheets):
    """The categories by sum falling, median falling, position."""

    def twice_the_median(values):
        values = sorted(values)
        return values[(len(values) - 1) // 2] + values[len(values) // 2]

    columns = list(zip(*sheets, strict=True))
    return sorted(range(len(columns)), key=lambda c: (-sum(columns[c]), -twice_the_median(columns[c]), c))


@cache
def every_valid_score(n, total):
    """All valid scores of n categories, in any order, one per column."""
    rising = np.array([found for found in combinations(range(total + 1), n) if sum(found) <= total]).T
    return np.concatenate([rising[list(places)] for places in permutations(range(n))], axis=1)


def by_brute_force(sheets, total):
    """The answer, out of every valid score in any order; that it can be given in order is the exchange argument."""
    scores, order = every_valid_score(len(sheets[0]), total), order_of(sheets)
    cost = sum((len(sheets) * row - sum(given)) ** 2 for row, *given in zip(scores, *sheets, strict=True))
    nearest = scores[order][:, cost == cost.min()].T.tolist()
    most = max(found for found in nearest if found == sorted(found, reverse=True))
    return back_on_the_sheet(most, order)


def by_the_book(sheets):
    """The dynamic programme exactly as the design writes it down."""
    order, m = order_of(sheets), len(sheets)
    n, sums = len(order), [sum(sheet[c] for sheet in sheets) for c in order]
    values = np.arange(101)
    never = np.full(101, 2**40)
    g = [np.zeros((102, 101), int)]
    for i in range(n - 1, -1, -1):
        costs = [(m * v - sums[i]) ** 2 + np.where(v <= values, g[0][v][values - v], 2**40) for v in range(101)]
        g.insert(0, np.minimum.accumulate([never, *costs]))
    found, limit, left = [], 101, 100
    for i in range(n):
        optimum = g[i][limit][left]
        fits = (v for v in range(min(limit - 1, left), -1, -1))
        limit = next(v for v in fits if (m * v - sums[i]) ** 2 + g[i + 1][v][left - v] == optimum)
        found.append(limit)
        left -= limit
    return back_on_the_sheet(found, order)


def back_on_the_sheet(falling, order):
    return tuple(number for _, number in sorted(zip(order, falling, strict=True)))


@pytest.mark.parametrize(("sheets", "result"), SHEETS)
def test_vectors(sheets, result):
    assert list(nearest_score(sheets)) == result


@pytest.mark.parametrize(("draft", "result"), DRAFTS)
def test_vectors_of_a_draft(draft, result):
    assert list(make_it_fit(draft)) == result


@settings(deadline=None, max_examples=40)
@given(teams(2, 100))
@example([[100, 100]])
@example([[0, 0], [0, 0]])
@example([[50, 50]])
@example([[0, 100], [100, 0]])
def test_two_categories_against_every_valid_score(sheets):
    assert nearest_score(sheets) == by_brute_force(sheets, 100)


@settings(deadline=None, max_examples=40)
@given(teams(3, 100))
@example([[100, 100, 100]])
@example([[0, 0, 0]])
@example([[33, 33, 33], [34, 34, 34]])
@example([[0, 9, 5], [0, 10, 6], [30, 11, 7]])
def test_three_categories_against_every_valid_score(sheets):
    assert nearest_score(sheets) == by_brute_force(sheets, 100)


@settings(deadline=None, max_examples=40)
@given(
    st.sampled_from([(3, 12), (4, 6), (4, 24), (5, 16)]).flatmap(lambda size: st.tuples(st.just(size), teams(*size)))
)
def test_more_categories_with_fewer_points_to_give(drawn):
    # All valid scores of four categories and a hundred points are too many: the hundred is what becomes smaller.
    (_, total), sheets = drawn
    with patch("koffer.method.score.TOTAL", total):
        assert nearest_score(sheets) == by_brute_force(sheets, total)


@settings(deadline=None, max_examples=25)
@given(st.integers(4, 14).flatmap(lambda n: teams(n, 100)))
@example([[100] * 14])
@example([[0] * 14])
@example([[100, *[0] * 13]])
@example(SHEETS[4][0] * 8)
@example([*[[30, 30, 7, 5, 0]] * 19, *[[0, 29, 7, 6, 30]] * 21])
def test_many_categories_against_the_programme_of_the_design(sheets):
    assert nearest_score(sheets) == by_the_book(sheets)


@pytest.mark.parametrize("n", range(2, 15))
@pytest.mark.parametrize("most", [3, 20, 100])
def test_always_valid(n, most):
    chance = Random(f"{n} {most}")
    for m in (1, 2, 5, 40):
        sheets = [[chance.randint(0, most) for _ in range(n)] for _ in range(m)]
        score = nearest_score(sheets)
        check_sheet(score, n)
        assert [score[c] for c in order_of(sheets)] == sorted(score, reverse=True)


def test_the_order_of_the_sheets_tells_nothing():
    sheets, result = SHEETS[4]
    assert {nearest_score(sheets[first:] + sheets[:first]) for first in range(5)} == {tuple(result)}


@pytest.mark.parametrize(
    ("sheets", "score"),
    [
        ([[10, 10, 10]], (11, 10, 9)),  # all equal: position
        ([[8, 30, 9], [9, 0, 9], [13, 0, 12]], (11, 9, 10)),  # sums all 30: medians 9, 0, 9
        ([[0, 10], [9, 10], [10, 10], [21, 10]], (10, 11)),  # sums 40: medians 9½ and 10
        ([[1, 2], [2, 2]], (1, 2)),  # 1½ and 2: both 1 and 2 are near to the first, but 2 is taken
        ([[1, 0], [2, 0]], (2, 0)),  # 1½ and 0: of 1 and 2 the larger one
    ],
)
def test_order_and_ties(sheets, score):
    assert nearest_score(sheets) == by_brute_force(sheets, 100) == score


@settings(deadline=None, max_examples=30)
@given(
    st.integers(2, 14).flatmap(lambda n: st.permutations(range(n))),
    st.lists(st.tuples(st.integers(0, 13), st.integers(0, 100)), max_size=20),
)
@example([0, 1], [(1, 100)])
@example([1, 0], [(0, 100)])
@example(range(14), [])
def test_a_valid_draft_stays_as_it_is(points, changes):
    points = list(points)
    for place, number in changes:
        changed = [number if i == place else other for i, other in enumerate(points)]
        if len(set(changed)) == len(points) and sum(changed) <= 100:
            points = changed
    assert make_it_fit(points) == tuple(points)
    assert make_it_fit([number or None for number in points]) == tuple(points)


@settings(deadline=None, max_examples=30)
@given(st.integers(2, 14).flatmap(lambda n: st.lists(st.none() | st.integers(0, 100), min_size=n, max_size=n)))
@example([None] * 14)
@example([100] * 14)
def test_a_draft_comes_to_fit(points):
    fitting = make_it_fit(points)
    check_sheet(fitting, len(points))
    assert fitting == nearest_score([[number or 0 for number in points]])
    assert make_it_fit(fitting) == fitting


@settings(deadline=None, max_examples=50)
@given(st.integers(2, 6).flatmap(lambda n: teams(n, 40)))
@example([[7, 7]])
@example([[7, 8]])
@example([[7, 8], [8, 9]])
@example([[7, 8], [8, 8]])
def test_undecided_is_who_has_a_near_neighbour(sheets):
    sums = [sum(column) for column in zip(*sheets, strict=True)]
    ladder = sorted(sums)
    gaps = [upper - lower for lower, upper in pairwise(ladder)]
    marked = set()
    for place, gap in enumerate(gaps):
        if gap < len(sheets):
            marked |= {ladder[place], ladder[place + 1]}
    assert undecided(sheets) == tuple(one in marked for one in sums)


def test_undecided_ends_at_the_number_of_sheets():
    assert undecided([[10, 8, 30], [10, 10, 31], [10, 10, 32]]) == (True, True, False)  # 30 and 28, of three
    assert undecided([[10, 7, 30], [10, 10, 31], [10, 10, 32]]) == (False, False, False)  # 30 and 27
    assert undecided([[10, 10, 9]]) == (True, True, False)
    assert undecided([]) == ()


@pytest.mark.parametrize("sheets", [[], [[]], [[], []], [[1, 2, 3], [1, 2]], [[1, 2], []]])
def test_no_proposal_from_nothing_or_uneven_sheets(sheets):
    with pytest.raises(ValueError):
        nearest_score(sheets)


def test_no_draft_no_score():
    with pytest.raises(ValueError):
        make_it_fit([])


def test_uneven_sheets_decide_nothing():
    with pytest.raises(ValueError):
        undecided([[1, 2, 3], [1, 2]])
