"""Choosing where every compartment lies (look.md, "The suitcase as a function", 4 and 5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from koffer.drawing import cube
from koffer.drawing.cube import CubePlan
from koffer.drawing.medium import Measures
from koffer.drawing.shell import GUTTER
from koffer.drawing.treemap import Rectangle, stretched

RATIOS = (1.0, 1.2, 1.45, 1.75, 2.1)
"""Widths against heights to try: wider boxes hold longer names."""


@dataclass(frozen=True)
class Load:
    """What asks for room: a share of the points, with the words that should fit in it."""

    points: float
    name: str
    shown: str


@dataclass(frozen=True)
class Arrangement:
    """A plan per load, in the order of the loads, and the box of the room that is left."""

    plans: tuple[CubePlan, ...]
    left: Rectangle | None


def arrange(loads: Sequence[Load], left: float, area: Rectangle, measures: Measures) -> Arrangement:
    """Try the possible layouts and take the one that shows most names in the largest type.

    `loads` fall in points; `left` is what was not spent. The same points give the same picture.
    """
    if not loads:
        return Arrangement((), area.inset(GUTTER * measures.u / 2))
    options = []
    for place, turned, ratio in product(_places(loads, left), (False, True), RATIOS):
        boxes = _boxes(loads, left, place, area, turned, ratio)
        options.append(_planned(loads, boxes, place, measures, has_left=left > 0))
    return min(options, key=lambda made: _score(made, measures))


def _places(loads: Sequence[Load], left: float) -> list[int]:
    """Where the unspent room may stand in the row: last, or at its own size when it is small."""
    last = len(loads)
    if not 0 < left <= loads[0].points / 2:
        return [last]
    return sorted({last, sum(load.points >= left for load in loads)}, reverse=True)


def _boxes(
    loads: Sequence[Load], left: float, place: int, area: Rectangle, turned: bool, ratio: float
) -> list[Rectangle]:
    values = [load.points for load in loads]
    if left > 0:
        values.insert(place, left)
    if turned:
        return [box.flipped() for box in stretched(values, area.flipped(), 1 / ratio)]
    return stretched(values, area, ratio)


def _planned(
    loads: Sequence[Load], boxes: list[Rectangle], place: int, measures: Measures, *, has_left: bool
) -> Arrangement:
    inner = [box.inset(GUTTER * measures.u / 2) for box in boxes]
    left = inner.pop(place) if has_left else None
    plans = (cube.plan(load.name, load.shown, box, measures) for load, box in zip(loads, inner, strict=True))
    return Arrangement(tuple(plans), left)


def _score(made: Arrangement, measures: Measures) -> tuple[float, ...]:
    """Lower is better: names missing, then numbers missing, then small type and long thin boxes.

    A unit of type weighs as much as a worst box that is half a time more elongated.
    """
    nameless = sum(plan.name is None for plan in made.plans)
    numberless = sum(plan.number == 0 for plan in made.plans)
    smallest = min((plan.name.size for plan in made.plans if plan.name), default=0.0)
    boxes = [plan.box for plan in made.plans] + ([made.left] if made.left else [])
    thin = [_thinness(box) for box in boxes]
    return nameless, numberless, 2 * max(thin) + sum(thin) / len(thin) - smallest / measures.u


def _thinness(box: Rectangle) -> float:
    short, long = sorted((box.w, box.h))
    return long / max(short, 0.1)
