"""Words are measured safely and never run over."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koffer.drawing import lettering


def test_wrap_breaks_at_spaces_only():
    assert lettering.wrap("Lef en initiatief", 60, 10) == ("Lef en", "initiatief")
    assert lettering.wrap("Hottentottententententoonstelling", 60, 10) is None


@pytest.mark.parametrize("text", ["👩🏽‍🚒", "日本語", "Щука", "مرحبا"])
def test_unknown_characters_have_a_safe_width(text):
    assert lettering.width(text, 10) >= 10


def test_polish_and_turkish_are_known():
    assert all(lettering.width(c, 1) < 1 for c in "ąćęłńóśźżĄĆĘŁŃÓŚŹŻçğıİöşüÇĞÖŞÜëïé")


def test_every_digit_counts_as_tabular():
    assert lettering.width("1", 10) == lettering.width("8", 10)


@given(st.text(max_size=220), st.floats(20, 400), st.floats(12, 90))
def test_shortened_words_fit(text, room, height):
    found = lettering.fit_or_shorten(text, room, height, (24, 18, 12))
    assert all(lettering.width(line, found.size) <= room + 1e-6 for line in found.lines)
    assert found.height <= max(height, 12 * lettering.LEADING) + 1e-6


@given(st.text(alphabet="abc def", max_size=80), st.floats(60, 300))
def test_balance_keeps_words_and_lines(text, room):
    fitted = lettering.fit(text, room, 500, (12,))
    if fitted and fitted.lines:
        balanced = lettering.balance(text, fitted, room)
        assert " ".join(balanced.lines) == " ".join(fitted.lines)
        assert len(balanced.lines) <= len(fitted.lines)
