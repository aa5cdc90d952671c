"""The closed cases and the fabric tiles."""

import re
from xml.etree import ElementTree

import pytest

from koffer.drawing.closed import closed_again, closed_once, closed_suitcase
from koffer.drawing.fabrics import swatch


@pytest.mark.parametrize("look", ["collection", "connection"])
@pytest.mark.parametrize("word", ["Collectie", "<b>&", "Een veel te lang woord voor op een sticker", ""])
def test_closed_cases_are_standalone(look, word):
    svg = closed_suitcase(look=look, word=word, sentence="Dicht", ident="c")
    tree = ElementTree.fromstring(svg)
    assert tree.attrib["role"] == "img"
    assert "style" not in svg and "width" not in tree.attrib


def test_what_is_drawn_once_is_shown_again_as_the_same_picture():
    once = ElementTree.fromstring(closed_once(look="collection", word="Collectie", ident="drawn"))
    again = ElementTree.fromstring(closed_again(sentence="Dicht", ident="c", of="drawn"))
    whole = ElementTree.fromstring(closed_suitcase(look="collection", word="Collectie", sentence="Dicht", ident="c"))
    assert again.attrib == whole.attrib
    assert again[0].attrib["href"] == f"#{once[0].attrib['id']}"
    strip = "{http://www.w3.org/2000/svg}"
    drawn = [part.tag.removeprefix(strip) for part in once[0].iter()][1:]
    assert drawn == [part.tag.removeprefix(strip) for part in whole.iter()][1:]


@pytest.mark.parametrize("position", range(14))
def test_a_swatch_is_decoration_with_its_own_ids(position):
    svg = swatch(position, ident="s")
    tree = ElementTree.fromstring(svg)
    assert tree.attrib["aria-hidden"] == "true"
    assert all(value.startswith("s") for value in re.findall(r' id="([^"]*)"', svg))
    assert (str(position + 1) in "".join(tree.itertext())) == (position >= 10)


def test_the_eleventh_fabric_is_the_first_turned():
    assert "rotate(90)" in swatch(10, ident="s")
    assert "rotate(90)" not in swatch(0, ident="s")
    assert "var(--c1)" in swatch(10, ident="s")
