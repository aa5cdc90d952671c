"""The road: every stop and suitcase is there, words are safe, and the same road is the same picture."""

from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as some

from koffer.drawing.palette import PRINT
from koffer.drawing.road import Case, RoadPlace, Stone, road

SVG = "{http://www.w3.org/2000/svg}"
words = some.text(max_size=70)
cases = some.builds(Case, words, some.sampled_from(["", "a1"]))
stops = some.builds(
    RoadPlace,
    some.integers(0, 99).map(str),
    words,
    some.text(max_size=40),
    some.lists(cases, max_size=40).map(tuple),
    some.lists(some.builds(Stone, some.booleans(), some.booleans()), max_size=30).map(tuple),
)


def drawn(road_, shape="wide", **more):
    """The picture, parsed."""
    return ElementTree.fromstring(
        road(road_, destination="De huiskamer", sentence="The road", ident="r", shape=shape, **more)
    )


def stop(name="Wijktafels", cases=(), stones=(), ident="1"):
    """A stop."""
    return RoadPlace(ident, name, "voorjaar 2027", tuple(cases), tuple(stones))


def said(picture):
    """All words in it."""
    return [text.text for text in picture.iter(f"{SVG}text")]


@pytest.mark.parametrize("shape", ["wide", "tall"])
@given(some.lists(stops, min_size=1, max_size=13))
def test_any_road_is_a_picture(shape, many):
    picture = drawn(many, shape)
    assert len([one for one in picture.iter() if "data-stop" in one.attrib]) == len(many)
    assert picture.get("role") == "img" and picture.get("aria-label") == "The road"
    left, top, width, height = (float(number) for number in picture.get("viewBox").split())
    for text in picture.iter(f"{SVG}text"):
        assert left <= float(text.get("x")) <= left + width and top <= float(text.get("y")) <= top + height


@pytest.mark.parametrize("shape", ["wide", "tall"])
@pytest.mark.parametrize("count", [1, 5, 13])
def test_all_suitcases_stand_inside_the_picture(shape, count):
    many = [stop(cases=[Case("Jeugd", "a1")] * 40, ident=str(number)) for number in range(count)]
    picture = drawn(many, shape)
    assert all(float(one.get("y")) > 0 for one in picture.iter(f"{SVG}text"))


@pytest.mark.parametrize("shape", ["wide", "tall"])
def test_what_does_not_fit_is_told_as_a_number(shape):
    many = [stop(cases=[Case(f"T{n}") for n in range(100)])]
    picture = drawn(many, shape)
    shown = [text for text in said(picture) if text.startswith("T")]
    assert f"+{100 - len(shown)}" in said(picture)
    assert 30 < len(shown) < 100


def places(picture):
    """Of each stop: its area, and the bodies of its suitcases, as (left, top, right, bottom)."""
    box = lambda rect: (  # noqa: E731
        *(x := [float(rect.get("x")), float(rect.get("y"))]),
        x[0] + float(rect.get("width")),
        x[1] + float(rect.get("height")),
    )
    for one in picture.iter(f"{SVG}g"):
        if "data-stop" in one.attrib:
            cases = [case for case in one if case.find(f"{SVG}title") is not None]
            yield box(one.find(f"{SVG}rect")), [box(case.find(f"{SVG}rect")) for case in cases]


counts = some.lists(some.integers(0, 60), min_size=1, max_size=13)


@pytest.mark.parametrize("shape", ["wide", "tall"])
@given(counts)
def test_suitcases_stand_at_their_stop_and_cover_no_other(shape, teams):
    many = [stop(cases=[Case(f"T{n}") for n in range(count)], ident=str(place)) for place, count in enumerate(teams)]
    picture = drawn(many, shape)
    for (left, top, right, bottom), cases in places(picture):
        assert all(left <= x and top <= y and z <= right and w <= bottom for x, y, z, w in cases)
        for place, (x, y, z, w) in enumerate(cases):
            assert all(z <= a or c <= x or w <= b or d <= y for a, b, c, d in cases[:place])
    areas = [area for area, _cases in places(picture)]
    assert all(a[2] <= b[0] + 0.2 or a[3] <= b[1] + 0.2 for a, b in pairwise(areas))
    hidden = sum(int(text[1:]) for text in said(picture) if text.startswith("+"))
    assert sum(text.startswith("T") for text in said(picture)) + hidden == sum(teams)


@given(some.integers(1, 13), some.lists(some.integers(0, 12), max_size=24))
def test_of_two_dozen_teams_none_is_a_number(number, where):
    """Wherever they stand, and on the longest road."""
    many = [[Case(f"T{n}") for n, place in enumerate(where) if place % number == one] for one in range(number)]
    picture = drawn([stop(cases=cases, ident=str(place)) for place, cases in enumerate(many)])
    assert sum(text.startswith("T") for text in said(picture)) == len(where)


def test_a_road_without_a_crowd_has_places_of_one_width():
    many = [stop(cases=[Case("Jeugd")] * 3 * (number == 4), ident=str(number)) for number in range(13)]
    widths = [area[2] - area[0] for area, _cases in places(drawn(many))]
    assert max(widths) - min(widths) < 0.1


def test_the_sun_stands_inside_an_empty_road():
    (sun,) = [
        path.get("d")
        for path in drawn([stop()]).iter(f"{SVG}path")
        if "0 0 1" in path.get("d") and "Z" in path.get("d")
    ]
    y, radius = float(sun.split()[1].split("a")[0]), float(sun.split("a")[1].split()[0])
    assert y - radius >= 0


def test_only_what_may_be_moved_can_be_dragged():
    picture = drawn([stop(cases=[Case("Jeugd", "a1"), Case("Balie")])])
    assert [one.get("data-case") for one in picture.iter(f"{SVG}g") if one.get("class") == "movable"] == ["a1"]


def test_steps_turn_when_they_are_done():
    """Not by colour alone: a tick stands in it."""
    ticks = lambda stones: road(  # noqa: E731
        [stop(stones=stones)], destination="x", sentence="s", ident="r", shape="wide"
    ).count("l3.2 3.4l6 -7")
    assert ticks([Stone(True, False), Stone(False, False)]) == 0
    assert ticks([Stone(True, True), Stone(False, True), Stone(False, False)]) == 2


def test_words_are_only_words():
    picture = drawn([stop(name="<script>&", cases=[Case('"><svg onload=x>', 'a"1')])])
    assert not list(picture.iter(f"{SVG}script")) and "<script>&" in said(picture)


def test_for_print_no_colour_of_a_page():
    shown = road([stop(cases=[Case("Jeugd")])], destination="x", sentence="s", ident="r", shape="wide", palette=PRINT)
    assert "var(" not in shown
