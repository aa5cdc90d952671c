"""The treemap fills its area exactly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koffer.drawing.treemap import Rectangle, squarify, stretched

VALUES = st.lists(st.floats(0.1, 100), min_size=1, max_size=14).map(lambda found: sorted(found, reverse=True))


@given(VALUES, st.sampled_from([0.5, 1.0, 1.75]))
def test_boxes_divide_the_area(values, ratio):
    area = Rectangle(10, 20, 300, 200)
    boxes = stretched(values, area, ratio)
    assert len(boxes) == len(values)
    for value, box in zip(values, boxes, strict=True):
        assert box.w * box.h == pytest.approx(60000 * value / sum(values))
        assert box.x >= 10 - 1e-6 and box.right <= 310 + 1e-6
        assert box.y >= 20 - 1e-6 and box.bottom <= 220 + 1e-6


def test_nothing_gives_nothing():
    assert squarify([], Rectangle(0, 0, 10, 10)) == []
