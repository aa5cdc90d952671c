"""Who is shown, row by row (`rules.md` sections 2 to 4)."""

import pytest

from koffer.method.mode import (
    Mode,
    band,
    late_allowed,
    late_needs_confirming,
    least_sheets_to_open,
    shows_dots,
    shows_mean,
    stricter,
    strictest,
)

OPEN, DISCREET, ANONYMOUS = Mode.OPEN, Mode.DISCREET, Mode.ANONYMOUS


def test_values_are_what_is_stored():
    assert [str(mode) for mode in Mode] == ["open", "discreet", "anonymous"]


@pytest.mark.parametrize(
    ("mode", "dots_from", "mean_from", "to_open", "width", "late", "confirm"),
    [
        (OPEN, 1, 2, 1, None, True, False),
        (DISCREET, 5, 5, 1, None, True, True),
        (ANONYMOUS, 5, 5, 5, 5, False, False),
    ],
)
def test_what_a_mode_allows(mode, dots_from, mean_from, to_open, width, late, confirm):
    assert [shows_dots(mode, n) for n in range(12)] == [n >= dots_from for n in range(12)]
    assert [shows_mean(mode, n) for n in range(12)] == [n >= mean_from for n in range(12)]
    assert least_sheets_to_open(mode) == to_open
    assert band(mode) == width
    assert late_allowed(mode) is late
    assert late_needs_confirming(mode) is confirm


def test_stricter():
    pairs = {(a, b) for a in Mode for b in Mode if stricter(a, b)}
    assert pairs == {(DISCREET, OPEN), (ANONYMOUS, OPEN), (ANONYMOUS, DISCREET)}


@pytest.mark.parametrize(
    ("modes", "expected"),
    [
        ((OPEN,), OPEN),
        ((OPEN, DISCREET, OPEN), DISCREET),
        ((DISCREET, ANONYMOUS), ANONYMOUS),
        ((ANONYMOUS, OPEN, DISCREET), ANONYMOUS),
    ],
)
def test_strictest(modes, expected):
    assert strictest(*modes) is expected


def test_strictest_of_nothing():
    with pytest.raises(ValueError):
        strictest()
