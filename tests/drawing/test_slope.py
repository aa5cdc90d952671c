"""Then and now: 2, 3 and 11 fillings, categories that came and went, and names that never cover each other."""

from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as some

from koffer.drawing.palette import PRINT
from koffer.drawing.slope import APART, CIRCLE, SlopeLine, slope

SVG = "{http://www.w3.org/2000/svg}"


def drawn(lines, days, **more):
    """The picture, parsed."""
    return ElementTree.fromstring(slope(lines, days, sentence="Then and now", ident="s", **more))


def numbers(picture):
    """The points that stand in the picture."""
    return sorted(int(text.text) for text in picture.iter(f"{SVG}text") if (text.text or "").isdigit())


@pytest.mark.parametrize("count", [2, 3, 11])
@given(some.data())
def test_any_history_is_a_picture(count, data):
    points = some.lists(some.none() | some.integers(0, 100), min_size=count, max_size=count).map(tuple)
    lines = data.draw(
        some.lists(some.builds(SlopeLine, some.text(max_size=45), points, some.integers(0, 13)), max_size=14)
    )
    picture = drawn(lines, ["Jan. '27"] * count)
    assert len(list(picture.iter(f"{SVG}circle"))) == sum(n is not None for line in lines for n in line.points)
    _left, _top, width, height = (float(number) for number in picture.get("viewBox").split())
    for text in picture.iter(f"{SVG}text"):
        assert 0 <= float(text.get("x")) <= width and 0 <= float(text.get("y")) <= height


def test_a_category_that_was_not_there_has_no_line():
    lines = [SlopeLine("Durven", (20, None, 40), 0), SlopeLine("Luisteren", (30, 31, 32), 1)]
    picture = drawn(lines, ["a", "b", "c"])
    assert numbers(picture) == [20, 30, 31, 32, 40]
    ends = [path.get("d") for path in picture.iter(f"{SVG}path") if "L" in path.get("d")]
    assert not any(d.startswith("M40 ") and "L248 " in d for d in ends)  # never across the gap


@given(some.lists(some.integers(0, 100), min_size=2, max_size=14))
def test_names_stand_apart(points):
    lines = [SlopeLine(f"N{number}x", (1, value), number) for number, value in enumerate(points)]
    places = sorted(float(t.get("y")) for t in drawn(lines, ["a", "b"]).iter(f"{SVG}text") if t.text.startswith("N"))
    assert all(b - a >= APART - 0.2 for a, b in pairwise(places))


@given(some.lists(some.integers(0, 100), min_size=2, max_size=14, unique=True))
def test_no_number_covers_another(points):
    lines = [SlopeLine(f"N{number}x", (value, 100 - value), number) for number, value in enumerate(points)]
    picture = drawn(lines, ["a", "b"])
    for column in ("40", "144"):
        circles = sorted(float(c.get("cy")) for c in picture.iter(f"{SVG}circle") if c.get("cx") == column)
        assert len(circles) == len(points) and all(b - a >= 2 * CIRCLE for a, b in pairwise(circles))
    _left, _top, _width, height = (float(number) for number in picture.get("viewBox").split())
    assert all(CIRCLE < float(c.get("cy")) < height - CIRCLE for c in picture.iter(f"{SVG}circle"))


def test_for_print_no_colour_of_a_page():
    lines = [SlopeLine("Durven", (20, 40), 0)]
    assert "var(" not in slope(lines, ["a", "b"], sentence="s", ident="s", palette=PRINT)
