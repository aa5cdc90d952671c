"""The spread: one dot per sheet, stacked, on the scale, without a trace of order."""

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from koffer.drawing.spread import spread

SVG = "{http://www.w3.org/2000/svg}"


OPTIONS = {"top": 25, "mean": 7.0, "mean_caption": "gemiddeld 7", "sentence": "s", "ident": "p"}


def circles(dots, **changes):
    """Middle and radius of each dot: a circle, or one of a dotted line."""
    tree = ElementTree.fromstring(spread(dots, **OPTIONS | changes))
    found = [c.attrib for c in tree.iter(f"{SVG}circle")]
    drawn = [(float(c["cx"]), float(c["cy"]), float(c["r"])) for c in found]
    for line in (path.attrib for path in tree.iter(f"{SVG}path") if "stroke-dasharray" in path.attrib):
        step, radius = float(line["stroke-dasharray"].split()[1]), float(line["stroke-width"]) / 2
        for x, y, way, long in re.findall(r"M([\d.]+) ([\d.]+)([vh])(-?[\d.]+)", line["d"]):
            for number in range(int(abs(float(long)) / step) + 1):
                far = number * step
                drawn.append((float(x) + far * (way == "h"), float(y) - far * (way == "v"), radius))
    return drawn


@pytest.mark.parametrize("compact", [True, False])
@pytest.mark.parametrize("band", [None, 5])
@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 100), max_size=200))
def test_a_circle_for_every_sheet_inside_the_picture(compact, band, dots):
    found = circles(dots, compact=compact, band=band)
    wide, high = (120, 30) if compact else (1000, 300)
    assert len(found) == len(dots)
    assert all(r <= x <= wide - r and y - r >= 0 and y + r <= high for x, y, r in found)


def test_equal_scores_stack():
    found = circles([4, 4, 4, 9])
    assert len({x for x, _, _ in found}) == 2
    assert len({y for x, y, _ in found if x == found[0][0]}) == 3


def test_a_thousand_sheets_fit():
    found = circles([5] * 900 + [20] * 100)
    assert len(found) == 1000
    assert len({(round(x, 2), round(y, 2)) for x, y, _ in found}) == 1000
    assert min(y - r for _, y, r in found) >= 0


def test_a_list_of_a_thousand_sheets_is_a_small_message():
    """Ten categories of it stand in one message (rules.md, section 7)."""
    dots = [5 + number * number % 37 for number in range(1000)]
    assert len(circles(dots, compact=True)) == 1000
    assert len(spread(dots, compact=True, **OPTIONS)) < 3000


def test_order_leaves_no_trace():
    options = {"top": 25, "mean": None, "mean_caption": "", "sentence": "s", "ident": "p"}
    assert spread([3, 9, 1], **options) == spread([9, 1, 3], **options)


def test_bands_hide_the_exact_score():
    assert circles([5, 6, 12], band=5) == circles([9, 8, 14], band=5)


def test_caption_is_escaped_and_stays_away_without_a_mean():
    options = {"top": 25, "mean_caption": "<b>", "sentence": '"', "ident": "p"}
    assert "&lt;b&gt;" in spread([1], mean=1.0, **options)
    assert "&lt;b&gt;" not in spread([1], mean=None, **options)


def test_no_sheets_is_an_empty_scale():
    assert circles([], mean=None) == []
