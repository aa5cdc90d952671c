"""A message of a room stays under a size, whatever people typed (rules.md, section 7)."""

from collections.abc import Callable, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TypeVar

from koffer.bounds import MESSAGE_BYTES

T = TypeVar("T")


@dataclass(frozen=True)
class Measure:
    """At most so many `items` of a list, and so many `signs` of a text."""

    items: int
    signs: int


# The first one cuts nothing that a room types in earnest; each next one is drawn only when a message is too large.
MEASURES = (
    Measure(1500, 10_000),
    Measure(300, 2000),
    Measure(100, 500),
    Measure(40, 250),
    Measure(20, 120),
    Measure(8, 60),
)
_now: ContextVar[Measure] = ContextVar("measure", default=MEASURES[0])


def fitted(draw: Callable[[], str]) -> str:
    """What `draw` gives, with shorter lists and texts until it is at most MESSAGE_BYTES."""
    html = ""
    for measure in MEASURES:
        token = _now.set(measure)
        try:
            html = draw()
        finally:
            _now.reset(token)
        if len(html.encode()) <= MESSAGE_BYTES:
            break
    return html


def few(things: Sequence[T]) -> Sequence[T]:
    """As many of the things as fit now."""
    return things[: _now.get().items]


def left_out(things: Sequence[object]) -> int:
    """How many of the things do not fit now."""
    return max(len(things) - _now.get().items, 0)


def cut(text: str) -> str:
    """As much of the text as fits now."""
    most = _now.get().signs
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
