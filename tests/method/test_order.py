"""Put in order (M5), against the vectors of the design."""

import itertools
import json
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koffer.method.order import points_for_order, proposal
from koffer.method.points import check_sheet, ranks

VECTORS = json.loads(Path(__file__).with_name("vectors.json").read_text(encoding="utf-8"))["order_first"]


@pytest.mark.parametrize("n", range(2, 15))
def test_proposal(n):
    points = proposal(n)
    assert list(points) == VECTORS[str(n)]
    assert sum(points) == 100
    assert all(a > b for a, b in itertools.pairwise(points))
    check_sheet(points, n)
    assert all(abs(p - Fraction(100 * (2 * (n - i) + 1), n * n)) < 1 for i, p in enumerate(points, start=1))


@pytest.mark.parametrize("n", [-1, 0, 1, 15, 100])
def test_no_proposal_for_a_sheet_that_cannot_be(n):
    with pytest.raises(ValueError):
        proposal(n)


def test_points_stay_with_the_places():
    assert points_for_order([2, 0, 1]) == (33, 11, 56)


@given(st.integers(2, 14).flatmap(lambda n: st.permutations(range(n))))
def test_the_rank_of_a_category_is_its_place(order):
    points = points_for_order(order)
    assert ranks(points) == tuple(order.index(category) + 1 for category in range(len(order)))


@pytest.mark.parametrize("order", [[], [0], [0, 0], [1, 2], [0, 1, 3], [-1, 0], range(15)])
def test_an_order_names_every_category_once(order):
    with pytest.raises(ValueError):
        points_for_order(order)
