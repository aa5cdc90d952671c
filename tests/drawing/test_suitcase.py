"""The open suitcase: honest areas, words that stay inside, safe and standalone SVG."""

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from koffer.drawing import lettering
from koffer.drawing.layout import Load, arrange
from koffer.drawing.medium import MEASURES, Medium
from koffer.drawing.palette import PRINT
from koffer.drawing.shell import GUTTER, Shell
from koffer.drawing.suitcase import Compartment, Picture, Words, open_suitcase

NAMES = [
    "Kansen zien",
    "Creativiteit",
    "Koers houden",
    "Lef en initiatief",
    "Verbinden en netwerken",
    "Samenwerken",
    "Luisteren naar de omgeving",
    "Doorzetten",
    "Omgaan met onzekerheid",
    "Leren van ervaring",
    "Extra duurzaam denken",
    "Ruimte voor experimenten",
    "Veertien",
    "Meertaligheid",
]
TEAM = (5, 10, 3, 7, 14, 16, 18, 12, 2, 8)
DESTINATION = "In 2028 is onze bibliotheek de huiskamer van de stad"
MEDIA: tuple[Medium, ...] = ("phone", "screen", "print")
HOSTILE = (
    "<script>alert(1)</script>",
    "\"quotes\" & 'apostrophes' ]]>",
    "👩🏽‍🚒 emoji 🧳🧳🧳",
    "مرحبا بالعالم \u202e rtl",
    "Hottentottententententoonstellingsbezoekersgroepsaccommodatie",
    "null \x00 and \x0b and \ud800 and \ufffe",
    "   ",
)
SVG = "{http://www.w3.org/2000/svg}"


def packed(points, names=NAMES):
    return [Compartment(i, names[i % len(names)], p, f"{p:g}".replace(".", ",")) for i, p in enumerate(points)]


def drawn(compartments, medium: Medium = "screen", **changes) -> Picture:
    words = Words("Reisdoel", "Dit staat vast", "punten over", "5")
    given_words = {"destination": DESTINATION, "frame": (), "sentence": "De koffer", "ident": "k1"} | changes
    return open_suitcase(compartments, medium=medium, words=words, **given_words)


@st.composite
def sheets(draw):
    """Between 2 and 14 scores that together spend at most 100 points."""
    scores = draw(st.lists(st.integers(0, 40), min_size=2, max_size=14))
    total = sum(scores)
    return [score * 100 // total if total > 100 else score for score in scores]


def arranged(points, medium: Medium):
    measures = MEASURES[medium]
    loads = [Load(p, NAMES[i], f"{p:g}") for i, p in enumerate(sorted(points, reverse=True)) if p > 0]
    area = Shell(measures).packing
    return arrange(loads, 100 - sum(points), area, measures), loads, area, measures


@pytest.mark.parametrize("medium", MEDIA)
@settings(max_examples=40, deadline=None)
@given(points=sheets())
def test_areas_are_points(medium, points):
    made, loads, area, measures = arranged(points, medium)
    gutter = GUTTER * measures.u
    for load, plan in zip(loads, made.plans, strict=True):
        if min(plan.box.w, plan.box.h) > 0:
            share = (plan.box.w + gutter) * (plan.box.h + gutter) / (area.w * area.h)
            assert share == pytest.approx(load.points / 100, rel=1e-6)


@pytest.mark.parametrize("medium", MEDIA)
@settings(max_examples=40, deadline=None)
@given(points=sheets())
def test_compartments_lie_apart_inside_the_lining(medium, points):
    made, _, _, measures = arranged(points, medium)
    tray = Shell(measures).tray_lining
    boxes = [plan.box for plan in made.plans] + ([made.left] if made.left else [])
    for box in boxes:
        assert box.x >= tray.x and box.right <= tray.right
        assert box.y >= tray.y and box.bottom <= tray.bottom
    for index, one in enumerate(boxes):
        for other in boxes[index + 1 :]:
            apart_x = one.right <= other.x + 1e-6 or other.right <= one.x + 1e-6
            apart_y = one.bottom <= other.y + 1e-6 or other.bottom <= one.y + 1e-6
            assert apart_x or apart_y


@pytest.mark.parametrize("medium", MEDIA)
@settings(max_examples=40, deadline=None)
@given(points=sheets())
def test_words_stay_inside_their_compartment(medium, points):
    made, loads, _, measures = arranged(points, medium)
    for load, plan in zip(loads, made.plans, strict=True):
        if plan.name:
            assert plan.name.size >= measures.smallest
            assert " ".join(plan.name.lines) == load.name
            assert plan.name_at[1] + plan.name.height - plan.name.size * 0.8 <= plan.box.bottom
            for line in plan.name.lines:
                assert plan.name_at[0] + lettering.width(line, plan.name.size) <= plan.box.right
        if plan.number:
            wide = lettering.width(load.shown, plan.number)
            left = plan.number_at[0] - (wide / 2 if plan.centred else 0)
            assert left >= plan.box.x and left + wide <= plan.box.right
            assert plan.box.y <= plan.number_at[1] - plan.number * 0.7
            assert plan.number_at[1] <= plan.box.bottom


@pytest.mark.parametrize("medium", MEDIA)
@pytest.mark.parametrize("count", range(2, 15))
def test_every_number_of_categories(medium, count):
    picture = drawn(packed([100 // count] * count), medium)
    groups = ElementTree.fromstring(picture.svg).findall(f".//{SVG}g[@class='kc']")
    assert len(groups) == count


@pytest.mark.parametrize("medium", MEDIA)
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_words_are_only_words(medium, name):
    picture = drawn(packed([60, 2, 1], [name]), medium, destination=name * 4, frame=[name] * 7, sentence=name)
    tree = ElementTree.fromstring(picture.svg)
    assert {element.tag.removeprefix(SVG) for element in tree.iter()} <= {
        *("svg", "defs", "pattern", "g", "path", "rect", "circle", "text")
    }


@pytest.mark.parametrize("medium", MEDIA)
def test_nothing_a_strict_policy_refuses(medium):
    picture = drawn(packed(TEAM), medium, frame=["Geen extra uren", "Iedereen welkom"])
    assert "style" not in picture.svg
    assert "href" not in picture.svg
    assert ' width="' not in picture.svg.split(">", 1)[0]


def test_all_ids_start_with_ident():
    svg = drawn(packed(TEAM), ident="team7").svg
    ids = re.findall(r' id="([^"]*)"', svg)
    assert ids and all(value.startswith("team7") for value in ids)
    assert len(ids) == len(set(ids))
    assert {value[1:] for value in re.findall(r"url\((#[^)]*)\)", svg)} <= set(ids)


def test_the_same_points_give_the_same_picture():
    assert drawn(packed(TEAM)) == drawn(packed(TEAM))
    assert drawn(list(reversed(packed(TEAM)))).svg == drawn(packed(TEAM)).svg


def test_print_has_fixed_colours():
    assert "var(" not in drawn(packed(TEAM), "print", palette=PRINT).svg


def test_no_points_stay_home_and_small_ones_are_told_beside():
    picture = drawn(packed([97, 1, 0]), "phone")
    assert [c.position for c in picture.stays_home] == [2]
    assert [c.position for c in picture.beside] == [1]


def test_on_a_screen_slips_tell_every_name():
    picture = drawn(packed([87, *[1] * 13]))
    said = " ".join(text.text or "" for text in ElementTree.fromstring(picture.svg).iter(f"{SVG}text"))
    assert picture.beside == ()
    for name in NAMES:
        assert name.split()[-1] in said


@pytest.mark.parametrize("medium", MEDIA)
def test_an_empty_case_is_all_lining(medium):
    picture = drawn([], medium)
    assert "punten" in picture.svg
    assert 'class="kc"' not in picture.svg


@pytest.mark.parametrize("medium", MEDIA)
def test_a_full_case_has_no_room_left(medium):
    points = [100 / 7] * 7
    assert "punten over" not in drawn(packed(points), medium).svg


def test_the_handle_is_inside_the_picture():
    x, y = drawn(packed(TEAM)).handle
    assert 0.5 < x < 0.6 and 0.9 < y < 1
