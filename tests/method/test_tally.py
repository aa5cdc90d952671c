"""The sheets together (M6, M7), against the naive way."""

import json
from fractions import Fraction
from itertools import combinations
from pathlib import Path
from statistics import pvariance

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import friedmanchisquare

from koffer.method.tally import agreement, is_close, mean, spread, variation_order

VECTORS = json.loads(Path(__file__).with_name("vectors.json").read_text(encoding="utf-8"))["vectors"]


def teams(least=1):
    """Some sheets of one design; the numbers are small, so that categories often vary equally."""
    return st.integers(2, 6).flatmap(
        lambda n: st.lists(
            st.lists(st.integers(0, n + 2), min_size=n, max_size=n, unique=True), min_size=least, max_size=6
        )
    )


def team_of(m, least_categories=2):
    """m sheets of one design, some of them the same: of many sheets, too, categories then often vary equally."""
    return st.integers(least_categories, 8).flatmap(
        lambda n: st.lists(
            st.lists(st.integers(0, n + 2), min_size=n, max_size=n, unique=True), min_size=1, max_size=4
        ).flatmap(lambda some: st.lists(st.sampled_from(some), min_size=m, max_size=m))
    )


@given(teams())
def test_mean_and_spread(sheets):
    for category in range(len(sheets[0])):
        values = [sheet[category] for sheet in sheets]
        assert mean(sheets, category) * len(sheets) == sum(values)
        assert spread(sheets, category) == tuple(sorted(values))


def test_mean_is_exact():
    assert mean([[1, 0], [0, 1], [0, 2]], 0) == Fraction(1, 3)
    with pytest.raises(ValueError):
        mean([], 0)


@given(teams())
def test_variation_order(sheets):
    def comes_before(a, b):
        """Whether a goes before b: range, then squared distances between all pairs, then position."""
        varies = []
        for category in (a, b):
            distances = [abs(x[category] - y[category]) for x, y in combinations(sheets, 2)]
            varies.append((max(distances, default=0), sum(d * d for d in distances)))
        return varies[0] > varies[1] or (varies[0] == varies[1] and a < b)

    order = variation_order(sheets)
    assert sorted(order) == list(range(len(sheets[0])))
    assert all(comes_before(a, b) for a, b in combinations(order, 2))


@pytest.mark.parametrize("m", [1, 2, 5, 40])
@settings(deadline=None, max_examples=25)
@given(st.data())
def test_variation_order_of_small_and_large_teams(m, data):
    # m·Σx² less (Σx)² is m² times the variance, here as the standard library has it, in exact fractions.
    sheets = data.draw(team_of(m))
    columns = [[Fraction(sheet[c]) for sheet in sheets] for c in range(len(sheets[0]))]
    varies = [(max(column) - min(column), pvariance(column)) for column in columns]
    order = variation_order(sheets)
    assert list(order) == sorted(range(len(columns)), key=lambda c: (-varies[c][0], -varies[c][1], c))
    if m == 1:
        assert order == tuple(range(len(columns)))


def test_range_goes_before_variance():
    # Two tens and two zeros vary more, but one eleven lies further out.
    assert variation_order([[3, 10, 0], [3, 10, 0], [3, 0, 0], [3, 0, 11]]) == (2, 1, 0)


def test_variation_order_of_the_vectors():
    checked = [v for v in VECTORS if "variation_order" in v]
    assert checked
    for vector in checked:  # the vectors count categories from one
        assert [c + 1 for c in variation_order(vector["sheets"])] == vector["variation_order"]


def test_sheets_of_one_team_have_one_length():
    for function in (variation_order, agreement):
        with pytest.raises(ValueError):
            function([[1, 2, 3], [1, 2]])


@given(teams(least=2))
def test_agreement_follows_from_the_mean_rank_correlation(sheets):
    # Kendall: W = (1 + (m - 1) * r) / m, r the mean of Spearman's rank correlation over all pairs of sheets.
    m, n = len(sheets), len(sheets[0])
    ranked = [[sum(other >= p for other in sheet) for p in sheet] for sheet in sheets]
    rhos = [
        1 - Fraction(6 * sum((x - y) ** 2 for x, y in zip(a, b, strict=True)), n**3 - n)
        for a, b in combinations(ranked, 2)
    ]
    w = agreement(sheets)
    assert w == (1 + (m - 1) * sum(rhos) / len(rhos)) / m
    assert 0 <= w <= 1
    assert is_close(sheets) is (w >= Fraction(7, 10))


@pytest.mark.parametrize("m", [2, 5, 40])
@settings(deadline=None, max_examples=25)
@given(st.data())
def test_agreement_follows_from_the_test_of_friedman(m, data):
    # W = χ² / (m(n-1)); scipy ranks by itself and takes three categories or more.
    sheets = data.draw(team_of(m, least_categories=3))
    n = len(sheets[0])
    chi_square = friedmanchisquare(*zip(*sheets, strict=True)).statistic
    assert float(agreement(sheets)) == pytest.approx(chi_square / (m * (n - 1)), abs=1e-9)


def test_one_sheet_agrees_with_nobody():
    for function in (agreement, is_close):
        with pytest.raises(ValueError):
            function([[50, 30, 20]])


def test_agreement_at_its_ends():
    assert agreement([[50, 30, 20], [9, 8, 7]]) == 1
    assert agreement([[3, 2, 1], [1, 2, 3]]) == 0
    assert is_close([[50, 30, 20], [9, 8, 7]])
    assert not is_close([[3, 2, 1], [1, 2, 3]])


def test_close_begins_at_seven_tenths():
    # Two sheets of four: W = (1 + rho) / 2, and rho = 0.4 when the squared differences of rank add up to 6.
    sheets = [[4, 3, 2, 1], [3, 2, 4, 1]]
    assert agreement(sheets) == Fraction(7, 10)
    assert is_close(sheets)


@pytest.mark.parametrize("sheets", [[], [[1, 2]], [[1], [1]], [[], []]])
def test_no_agreement_without_something_to_compare(sheets):
    with pytest.raises(ValueError):
        agreement(sheets)


def test_equal_points_share_the_mean_of_their_ranks():
    """Kendall's W with ties (1948, chapter 6): sheets that are all equal inside agree; ties alone do not lower it."""
    assert agreement([[5, 5, 5], [10, 10, 10]]) == 1
    assert agreement([[10, 5, 5], [20, 15, 15]]) == 1
    assert agreement([[10, 5, 5], [5, 5, 10]]) == Fraction(1, 4)
