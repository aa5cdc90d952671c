"""Squarified treemap: boxes whose areas are exactly proportional to their values (Bruls et al., 2000)."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Rectangle:
    """A rectangle: left, top, width, height."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.w

    @property
    def bottom(self) -> float:
        """The bottom edge."""
        return self.y + self.h

    def inset(self, by: float) -> "Rectangle":
        """The box with `by` taken off every side, never less than nothing."""
        dx, dy = min(by, self.w / 2), min(by, self.h / 2)
        return Rectangle(self.x + dx, self.y + dy, self.w - 2 * dx, self.h - 2 * dy)

    def flipped(self) -> "Rectangle":
        """The box with the two axes exchanged."""
        return Rectangle(self.y, self.x, self.h, self.w)


def squarify(values: Sequence[float], area: Rectangle) -> list[Rectangle]:
    """One box per value (all above zero), in the same order, together filling `area`."""
    scale = area.w * area.h / sum(values) if values else 0.0
    rest, boxes, free = [value * scale for value in values], [], area
    while rest:
        count = _best_row(rest, min(free.w, free.h))
        row, rest = rest[:count], rest[count:]
        placed, free = _place(row, free)
        boxes += placed
    return boxes


def stretched(values: Sequence[float], area: Rectangle, ratio: float) -> list[Rectangle]:
    """As `squarify`, but aiming at boxes `ratio` times as wide as high: names need width."""
    squeezed = squarify(values, Rectangle(0, 0, area.w / ratio, area.h))
    return [Rectangle(area.x + box.x * ratio, area.y + box.y, box.w * ratio, box.h) for box in squeezed]


def _best_row(areas: Sequence[float], side: float) -> int:
    """How many of the next areas make the row with the least elongated worst box."""
    best, count = float("inf"), 0
    for number in range(1, len(areas) + 1):
        row = areas[:number]
        total = sum(row)
        worst = max(side * side * max(row) / total**2, total**2 / (side * side * min(row)))
        if worst > best:
            break
        best, count = worst, number
    return count


def _place(row: Sequence[float], free: Rectangle) -> tuple[list[Rectangle], Rectangle]:
    """Lay a row along the short side of the free room; also returns what is left."""
    if free.w < free.h:
        boxes, left = _place(row, free.flipped())
        return [box.flipped() for box in boxes], left.flipped()
    thick = sum(row) / free.h
    boxes, y = [], free.y
    for area in row:
        boxes.append(Rectangle(free.x, y, thick, area / thick))
        y += area / thick
    return boxes, Rectangle(free.x + thick, free.y, free.w - thick, free.h)
