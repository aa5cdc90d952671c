"""Who is shown: the three modes of a workshop, and what each allows (`rules.md` sections 2 to 4)."""

from enum import StrEnum

SHOW_FROM = 5
MEAN_OPEN_FROM = 2

_BAND = 5


class Mode(StrEnum):
    """From the least to the most strict, in this order."""

    OPEN = "open"
    DISCREET = "discreet"
    ANONYMOUS = "anonymous"


_STRICTNESS = {mode: place for place, mode in enumerate(Mode)}


def stricter(a: Mode, b: Mode) -> bool:
    """Whether `a` is stricter than `b`; a mode is not stricter than itself."""
    return _STRICTNESS[a] > _STRICTNESS[b]


def strictest(*modes: Mode) -> Mode:
    """The strictest of one or more modes. Raises ValueError for none."""
    return max(modes, key=_STRICTNESS.__getitem__)


def shows_dots(mode: Mode, sheets: int) -> bool:
    """Whether dots may be shown with so many sheets (open, from one) or people (otherwise, from five)."""
    return sheets >= (1 if mode is Mode.OPEN else SHOW_FROM)


def shows_mean(mode: Mode, sheets: int) -> bool:
    """Whether mean and proposal may be shown with so many sheets (open, from two) or people (otherwise, from five)."""
    return sheets >= (MEAN_OPEN_FROM if mode is Mode.OPEN else SHOW_FROM)


def least_sheets_to_open(mode: Mode) -> int:
    """How many sheets must be in before the opening (M6): anonymous of five people, otherwise one."""
    return SHOW_FROM if mode is Mode.ANONYMOUS else 1


def band(mode: Mode) -> int | None:
    """The width in points of the bands in which dots are shown; None where they are shown exactly."""
    return _BAND if mode is Mode.ANONYMOUS else None


def late_allowed(mode: Mode) -> bool:
    """Whether a sheet may be handed in after the opening, until the first decision."""
    return mode is not Mode.ANONYMOUS


def late_needs_confirming(mode: Mode) -> bool:
    """Whether who hands in late must first have read that the sheet can be recognised."""
    return mode is Mode.DISCREET
