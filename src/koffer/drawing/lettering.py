"""Measuring and fitting words set in the display font (look.md, "The suitcase", 6 and 7).

Widths come from the font itself (`widths.py`). Nothing is ever hyphenated.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from koffer.drawing.widths import ADVANCES

LEADING = 1.02
UNKNOWN, ASTRAL = 1.15, 1.4
"""Safe widths, in em, of a character the font lacks: another script, or an emoji."""

_EM = {character: width / 1000 for width, group in ADVANCES.items() for character in group}
DIGITS = "0123456789"
FIGURE = max(_EM[digit] for digit in DIGITS)
"""A page may ask for tabular figures, so every digit counts as the widest one."""


@dataclass(frozen=True)
class Fitted:
    """Words broken into lines at one size, known to fit."""

    size: float
    lines: tuple[str, ...]

    @property
    def height(self) -> float:
        """Height of all lines together."""
        return len(self.lines) * self.size * LEADING


def _advance(character: str) -> float:
    if character in DIGITS:
        return FIGURE
    if character in _EM:
        return _EM[character]
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0.0
    return ASTRAL if ord(character) > 0xFFFF else UNKNOWN


@lru_cache(maxsize=4096)
def _em(text: str) -> float:
    return sum(_advance(character) for character in text)


def width(text: str, size: float) -> float:
    """Width of one line of text at a font size; never less than the browser draws."""
    return _em(text) * size


def wrap(text: str, room: float, size: float) -> tuple[str, ...] | None:
    """Break text at spaces into lines no wider than `room`; None when a single word is too wide."""
    lines: list[str] = []
    for word in text.split():
        if width(word, size) > room:
            return None
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer, size) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)


def fit(text: str, room: float, height: float, sizes: Iterable[float]) -> Fitted | None:
    """The first of `sizes` (largest first) at which the text fits the box; None when none does."""
    for size in sizes:
        lines = wrap(text, room, size)
        if lines is not None and len(lines) * size * LEADING <= height:
            return Fitted(size, lines)
    return None


def balance(text: str, fitted: Fitted, room: float) -> Fitted:
    """The same size and number of lines, with lines as equal in width as the words allow."""
    best = fitted
    for share in range(95, 45, -5):
        lines = wrap(text, room * share / 100, fitted.size)
        if lines is None or len(lines) > len(fitted.lines):
            break
        best = Fitted(fitted.size, lines)
    return best


def shorten(text: str, room: float, size: float) -> str:
    """The text, or as much of it as fits in `room` followed by an ellipsis."""
    if width(text, size) <= room:
        return text
    kept = text
    while kept and width(f"{kept}…", size) > room:
        kept = kept[:-1].rstrip()
    return f"{kept}…" if kept else ""


def fit_or_shorten(text: str, room: float, height: float, sizes: Iterable[float]) -> Fitted:
    """Like `fit`, but at the smallest size the text is cut with an ellipsis rather than refused."""
    ordered = sorted(sizes, reverse=True)
    found = fit(text, room, height, ordered)
    if found:
        return found
    size = ordered[-1]
    allowed = max(1, int(height / (size * LEADING)))
    lines: list[str] = []
    rest = text.split()
    while rest and len(lines) < allowed:
        if len(lines) == allowed - 1:
            lines.append(shorten(" ".join(rest), room, size))
            break
        taken = _words_that_fit(rest, room, size)
        lines.append(shorten(" ".join(rest[:taken]), room, size))
        rest = rest[taken:]
    return Fitted(size, tuple(line for line in lines if line))


def _words_that_fit(rest: list[str], room: float, size: float) -> int:
    taken = 1
    while taken < len(rest) and width(" ".join(rest[: taken + 1]), size) <= room:
        taken += 1
    return taken
