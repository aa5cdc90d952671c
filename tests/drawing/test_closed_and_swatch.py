"""The closed cases and the fabric tiles."""

import re
from xml.etree import ElementTree

import pytest

from koffer.drawing.closed import closed_suitcase
from koffer.drawing.fabrics import swatch


@pytest.mark.parametrize("look", ["collection", "connection"])
@pytest.mark.parametrize("word", ["Collectie", "<b>&", "Een veel te lang woord voor op een sticker", ""])
def test_closed_cases_are_standalone(look, word):
    svg = closed_suitcase(look=look, word=word, sentence="Dicht", ident="c")
    tree = ElementTree.fromstring(svg)
    assert tree.attrib["role"] == "img"
    assert "style" not in svg and "width" not in tree.attrib


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
