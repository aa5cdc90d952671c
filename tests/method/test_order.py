"""Put in order (M5), against the vectors of the design."""

import itertools
import json
from fractions import Fraction
from pathlib import Path

import pytest

from koffer.method.order import proposal
from koffer.method.points import check_sheet

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
