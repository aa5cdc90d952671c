"""The cards above a spread: they stay inside, do not touch, and point at their dots."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koffer.drawing import lettering
from koffer.drawing.callouts import Callout, Pointer, draw_callouts
from koffer.drawing.palette import PAGE
from koffer.drawing.spread import spread


def rectangles(drawn):
    """(left, width) of the cards, from left to right."""
    return [(float(x), float(w)) for x, w in re.findall(r'<rect x="([\d.-]+)" y="[\d.-]+" width="([\d.]+)"', drawn)]


@given(st.integers(0, 1000), st.integers(0, 1000))
def test_two_cards_stay_inside_and_apart(one, other):
    low, high = sorted((one, other))
    targets = [
        Pointer(Callout(1, "1 point", "lowest"), low, 200),
        Pointer(Callout(19, "19 points", "highest"), high, 200),
    ]
    drawn, _top = draw_callouts(targets, 1000, 150, 24, 3, PAGE)
    (left, width), (right, other_width) = rectangles(drawn)
    assert left >= 0 and right + other_width <= 1000 + 0.2
    assert left + width < right


def test_words_fit_their_card():
    drawn, _top = draw_callouts([Pointer(Callout(9, "9 punten", "hoogste"), 500, 200)], 1000, 150, 24, 3, PAGE)
    ((_left, width),) = rectangles(drawn)
    assert width > lettering.width("9 punten", 30)


@pytest.mark.parametrize("phone", [False, True])
def test_a_spread_with_cards(phone):
    drawn = spread(
        [1, 4, 4, 19],
        top=20,
        mean=7.0,
        mean_caption="mean 7",
        callouts=[Callout(1, "1 <point>", "lowest"), Callout(19, "19 points", "")],
        sentence="from 1 to 19",
        ident="x",
        phone=phone,
    )
    assert drawn.count("<circle") == 4
    assert "1 &lt;point&gt;" in drawn and "lowest" in drawn
    _x, top, _width, height = map(float, re.search(r'viewBox="([^"]+)"', drawn)[1].split())
    assert top >= 0 and height > 0


def test_without_cards_there_is_none():
    assert "<rect" not in spread([1, 2], top=5, mean=None, mean_caption="", sentence="x", ident="x")
