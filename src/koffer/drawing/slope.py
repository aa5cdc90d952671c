"""Then and now: a line per category through the scores that a team decided (M14). No mean, no total, no other team."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from koffer.drawing import lettering, svg
from koffer.drawing.palette import INK, PAGE, Palette
from koffer.drawing.svg import num

NAMES, STEP, TOP, HEIGHT = 210.0, 104.0, 46.0, 460.0
NUMBER, WORD = 15.0, 15.0
APART = 19.0  # least distance of two names
CIRCLE = 12.0  # radius
_Column = Mapping[int, float]  # the heights of the points that stand above one day


@dataclass(frozen=True)
class SlopeLine:
    """A category with its points at each filling, None where it was not on the sheet; `position` gives its fabric."""

    name: str
    points: tuple[int | None, ...]
    position: int


def slope(
    lines: Sequence[SlopeLine], days: Sequence[str], *, sentence: str, ident: str, palette: Palette = PAGE
) -> str:
    """The lines over 2 to 11 fillings, whose `days` stand above; `sentence` describes it for who cannot see it.

    A line that did not change is drawn thinner; equal is no loss, so nothing is red or green. Points that would cover
    each other are moved apart.
    """
    most = max((n for line in lines for n in line.points if n is not None), default=1) or 1
    width = 60 + STEP * (len(days) - 1) + NAMES
    height = TOP + max(HEIGHT, len(lines) * APART) + 24
    room = height - TOP - 24

    def y(points: int) -> float:
        return TOP + 10 + (room - 20) * (1 - points / most)

    columns = [_column([line.points[number] for line in lines], y) for number in range(len(days))]
    xs = [40 + STEP * number for number in range(len(days))]
    body = "".join(
        svg.text(x, 22, WORD, day, fill=palette.page_ink, text_anchor="middle")
        + svg.path(f"M{num(x)} 34V{num(height - 8)}", stroke=palette.page_ink_2, stroke_width=1.0, stroke_opacity=0.4)
        for x, day in zip(xs, days, strict=True)
    )
    for line in lines:
        body += _line(line, xs, columns, palette)
    body += _names(lines, xs[-1], columns, height, palette)
    return svg.picture((0, 0, width, height), sentence, ident, f'<g class="kd">{body}</g>')


def _column(points: Sequence[int | None], y: Callable[[int], float]) -> _Column:
    order = sorted({one for one in points if one is not None}, reverse=True)
    return dict(zip(order, _apart([y(one) for one in order], 2 * CIRCLE + 1, y(0)), strict=True))


def _apart(wanted: Sequence[float], least: float, lowest: float) -> list[float]:
    """The heights in `wanted`, which go down, moved so that `least` is between them and none is under `lowest`."""
    places: list[float] = []
    for height in wanted:
        places.append(max(height, places[-1] + least if places else 0))
    for number in range(len(places) - 1, -1, -1):
        ceiling = places[number + 1] - least if number + 1 < len(places) else lowest
        places[number] = min(places[number], ceiling)
    return places


def _line(line: SlopeLine, xs: Sequence[float], columns: Sequence[_Column], palette: Palette) -> str:
    known = [(x, n, at[n]) for x, n, at in zip(xs, line.points, columns, strict=True) if n is not None]
    fabric = palette.fabrics[line.position % len(palette.fabrics)]
    drawn = ""
    for place in range(len(xs) - 1):
        a, b = line.points[place], line.points[place + 1]
        if a is not None and b is not None:
            start, end = columns[place][a], columns[place + 1][b]
            d = f"M{num(xs[place])} {num(start)}L{num(xs[place + 1])} {num(end)}"
            drawn += svg.path(d, stroke=palette.page_ink, stroke_width=5.6 if a != b else 4.0)
            drawn += svg.path(d, stroke=fabric, stroke_width=3.6 if a != b else 2.0)
    for x, points, y in known:
        drawn += svg.circle(x, y, CIRCLE, fill="#FFFFFF", stroke=INK, stroke_width=2.0)
        drawn += svg.text(x, y + 5, NUMBER, str(points), fill=INK, text_anchor="middle")
    return drawn


def _names(
    lines: Sequence[SlopeLine], right: float, columns: Sequence[_Column], height: float, palette: Palette
) -> str:
    """The names beside their last points, moved apart where they would cover each other."""
    last = [
        (line, next((at[n] for n, at in zip(line.points[::-1], columns[::-1], strict=True) if n is not None), height))
        for line in lines
    ]
    order = sorted(last, key=lambda pair: pair[1])
    places = _apart([y for _line, y in order], APART, height - 14)
    drawn = ""
    for (line, y), place in zip(order, places, strict=True):
        gone = line.points[-1] is None
        name = lettering.shorten(svg.clean(line.name), NAMES - 40, WORD)
        thread = f"M{num(right + 14)} {num(y)}L{num(right + 26)} {num(place)}"
        drawn += "" if gone else svg.path(thread, stroke=palette.page_ink_2, stroke_width=1.0)
        ink = palette.page_ink_2 if gone else palette.page_ink
        drawn += svg.text(right + 30, place + 5, WORD, name, fill=ink)
    return drawn
