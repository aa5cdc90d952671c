"""The road to the destination (M12): stops as signs, suitcases beside it, steps as stones. No scores, no ranking."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Literal

from koffer.drawing import lettering, svg
from koffer.drawing.palette import INK, PAGE, Palette
from koffer.drawing.svg import num

Shape = Literal["wide", "tall"]
WIDTH = 1600.0  # of a wide road
# Widths in a wide road: of a suitcase with its name, and the least of a place without one, and of the goal. With these
# all suitcases of two dozen teams have a place on the longest road, wherever they stand.
PITCH, NARROW, GOAL = 96.0, 80.0, 112.0
CALM, MOST_ROWS = 3, 5  # rows of suitcases at a stop of a wide road: at places of one width, and where it is crowded
ACROSS, MOST_TALL = 4, 8  # suitcases in a row of a tall road, and rows; where there are more, they are a number
MOST_STONES = 14


@dataclass(frozen=True)
class Case:
    """A suitcase beside the road. `ident` names it for whoever may move it; "" for others."""

    name: str
    ident: str = ""


@dataclass(frozen=True)
class Stone:
    """A step at a stop: a large one is a milestone, a small one a pebble that turns when it is done."""

    large: bool
    done: bool


@dataclass(frozen=True)
class RoadPlace:
    """A place along the road; the first one is the beginning."""

    ident: str
    name: str
    period: str
    cases: tuple[Case, ...]
    stones: tuple[Stone, ...]


@dataclass(frozen=True)
class _Sizes:
    """In units of the picture: the width of a suitcase, and the sizes that words may have, the largest first."""

    case: float
    names: tuple[float, ...]
    signs: tuple[float, ...]
    small: tuple[float, ...]


# On a wall of 1920 pixels a unit of the wide road is 1.1 pixels: no words under 24 where there is room.
WIDE = _Sizes(case=66, names=(22, 19, 17), signs=(26, 22, 19), small=(22, 19, 17))
TALL = _Sizes(case=50, names=(15, 13), signs=(18, 16), small=(14,))


@dataclass(frozen=True)
class _Measures:
    """What was chosen for one road: the width of a suitcase, the height of a row of them, and the sizes of words."""

    case: float
    row: float
    name: float
    sign: float
    small: float

    @classmethod
    def choose(
        cls, sizes: _Sizes, stops: Sequence[RoadPlace], rooms: Sequence[float], pitches: Sequence[float]
    ) -> "_Measures":
        """All suitcases in one size of words, and all signs; `rooms` of the signs and `pitches` of the suitcases."""
        places = list(zip(stops, rooms, pitches, strict=True))
        names = [(case.name, pitch - 6) for stop, _room, pitch in places for case in stop.cases]
        name = _common(names, sizes.names)
        lines = 1 if all(lettering.width(svg.clean(text), name) <= room for text, room in names) else 2
        sign = _common([(stop.name, room) for stop, room, _pitch in places], sizes.signs)
        return cls(
            case=sizes.case,
            row=sizes.case * 0.7 + lines * name * 1.05 + 18,
            name=name,
            sign=sign,
            small=min(sign, _common([(stop.period, room) for stop, room, _pitch in places], sizes.small)),
        )


def _common(words: Sequence[tuple[str, float]], sizes: Sequence[float]) -> float:
    """The largest size at which each text has room on two lines; the smallest where there is none."""
    for size in sizes:
        if all(lettering.fit(svg.clean(text), room, 2.1 * size, [size]) for text, room in words):
            return size
    return sizes[-1]


def road(
    stops: Sequence[RoadPlace],
    *,
    destination: str,
    sentence: str,
    ident: str,
    shape: Shape,
    palette: Palette = PAGE,
) -> str:
    """The road with 1 to 13 stops; `sentence` describes it for who cannot see it. Wide for walls, tall for phones."""
    draw = _wide if shape == "wide" else _tall
    box, body = draw(stops, destination, palette)
    return svg.picture(box, sentence, ident, f'<g class="kd">{body}</g>')


def _wide(
    stops: Sequence[RoadPlace], destination: str, palette: Palette
) -> tuple[tuple[float, float, float, float], str]:
    columns, rows, widths = _shared_out([len(stop.cases) for stop in stops])
    standing = [max(1, min(across, len(stop.cases))) for across, stop in zip(columns, stops, strict=True)]
    pitches = [_pitch(many, width - 8, WIDE.case) for many, width in zip(standing, widths, strict=False)]
    m = _Measures.choose(WIDE, stops, [width - 12 for width in widths[:-1]], pitches)
    sun = min(widths[-1] * 0.42, 150)
    level = max(44 + rows * m.row, sun + 16)
    edges = [0.0, *accumulate(widths)]
    places = [((a + b) / 2, level + (26 if i % 2 else -10)) for i, (a, b) in enumerate(pairwise(edges))]
    track, inside = [(-40.0, level)], []
    for stop, across, many, pitch, width, (x, y) in zip(
        stops, columns, standing, pitches, widths, places, strict=False
    ):
        half = (many - 1) / 2 * pitch
        track += sorted({(x - half, y), (x + half, y)})  # level under all suitcases that stand there
        sign = _sign(stop, x, y + 44, width - 12, m, palette)
        cases = _cases(stop.cases, x, y - 38, m, (across, rows), width - 8, palette)
        inside.append(_Drawn(cases + sign.drawn, sign.bottom))
    goal = _goal(destination, places[-1][0], places[-1][1] + 44, widths[-1] - 12, WIDE, palette)
    height = max(goal.bottom, *(one.bottom for one in inside)) + 16
    body = _sun(places[-1][0], places[-1][1] - 8, sun, palette) + _track(
        [*track, places[-1], (WIDTH + 40, level)], palette
    )
    for stop, left, width, one in zip(stops, edges, widths, inside, strict=False):
        body += _place(stop, (left, 0, width, height), one.drawn)
    return (0, 0, WIDTH, height), body + goal.drawn


def _shared_out(counts: Sequence[int]) -> tuple[list[int], int, list[float]]:
    """For so many suitcases at each stop: (columns of each, rows, widths of each and of the goal).

    All places are as wide, as long as that shows all; otherwise one with more suitcases is wider, and then there are
    more rows.
    """
    even = WIDTH / (len(counts) + 1)
    columns = [max(1, int(even // PITCH)) for _count in counts]
    rows = max(-(-count // across) for count, across in zip(counts, columns, strict=True))
    if rows <= CALM:
        return columns, rows, [even] * (len(counts) + 1)
    for rows in range(CALM, MOST_ROWS + 1):
        columns = [min(count, 1) for count in counts]
        while (most := max(over := _left_over(counts, columns, rows))) > 0 and sum(_least(columns)) + PITCH <= WIDTH:
            columns[over.index(most)] += 1
        if most <= 0:
            break
    least = _least(columns)
    return columns, rows, [width + (WIDTH - sum(least)) / len(least) for width in least]


def _left_over(counts: Sequence[int], columns: Sequence[int], rows: int) -> list[int]:
    return [count - across * rows for count, across in zip(counts, columns, strict=True)]


def _least(columns: Sequence[int]) -> list[float]:
    return [*(max(NARROW, PITCH * across) for across in columns), GOAL]


def _tall(
    stops: Sequence[RoadPlace], destination: str, palette: Palette
) -> tuple[tuple[float, float, float, float], str]:
    width, y = 390.0, 40.0
    places, drawn = [], ""
    pitches = [_pitch(max(1, min(ACROSS, len(stop.cases))), 290, TALL.case) for stop in stops]
    m = _Measures.choose(TALL, stops, [280] * len(stops), pitches)
    for number, stop in enumerate(stops):
        x = 48 + (16 if number % 2 else -6)
        places.append((x, y + 12))
        sign = _sign(stop, 240, y, 280, m, palette)
        rows = min(MOST_TALL, -(-len(stop.cases) // ACROSS))
        foot = sign.bottom + rows * m.row
        inner = sign.drawn + _cases(stop.cases, 240, foot, m, (ACROSS, rows), 290, palette)
        height = max(foot + 44 - y, 90)
        drawn += _place(stop, (0, y - 24, width, height), inner)
        y += height
    goal = _goal(destination, 240, y + 2, 280, TALL, palette)
    body = _sun(52, y + 34, 44, palette) + _track([(46, -20), *places, (52, y + 26)], palette, upright=True) + drawn
    return (0, 0, width, max(goal.bottom, y + 34) + 16), body + goal.drawn


def _place(stop: RoadPlace, area: tuple[float, float, float, float], inner: str) -> str:
    x, y, w, h = area
    catch = svg.rect(x, y, w, h, 0, "none", pointer_events="all")
    return f"<g{svg.attributes({'data_stop': stop.ident})}>{catch}{inner}</g>"


def _track(points: Sequence[tuple[float, float]], palette: Palette, upright: bool = False) -> str:
    """One line through all points, level at each of them."""
    x, y = points[0]
    d = f"M{num(x)} {num(y)}"
    for a, b in points[1:]:
        if upright:
            d += f"C{num(x)} {num((y + b) / 2)} {num(a)} {num((y + b) / 2)} {num(a)} {num(b)}"
        else:
            d += f"C{num((x + a) / 2)} {num(y)} {num((x + a) / 2)} {num(b)} {num(a)} {num(b)}"
        x, y = a, b
    wide = 20.0 if upright else 30.0
    return (
        svg.path(d, stroke=palette.page_ink, stroke_width=wide + 4, stroke_linecap="round")
        + svg.path(d, stroke=palette.case, stroke_width=wide, stroke_linecap="round")
        + svg.path(d, stroke=palette.stitch, stroke_width=wide / 10, stroke_dasharray="16 14")
    )


def _sun(x: float, y: float, r: float, palette: Palette) -> str:
    half = f"M{num(x - r)} {num(y)}a{num(r)} {num(r)} 0 0 1 {num(2 * r)} 0Z"
    return svg.path(half, fill=palette.signal, stroke=palette.page_ink, stroke_width=2.0)


@dataclass(frozen=True)
class _Drawn:
    """Something with its lowest point."""

    drawn: str
    bottom: float


def _goal(text: str, x: float, y: float, room: float, sizes: _Sizes, palette: Palette) -> _Drawn:
    size = sizes.signs[0]
    return _lines(text, x, y + size, room, size * 5.2, (*sizes.signs, sizes.small[-1]), palette.page_ink)


def _sign(stop: RoadPlace, x: float, y: float, room: float, m: _Measures, palette: Palette) -> _Drawn:
    name = _lines(stop.name, x, y + m.sign, room, m.sign * 2.1, [m.sign], palette.page_ink)
    period = _lines(stop.period, x, name.bottom + m.small, room, m.small * 2.1, [m.small], palette.page_ink_2)
    drawn, y = name.drawn + period.drawn, period.bottom if stop.period else name.bottom
    stones = _stones(stop.stones, x, y + 18, room, palette)
    return _Drawn(drawn + stones.drawn, stones.bottom if stop.stones else y)


def _stones(stones: Sequence[Stone], x: float, y: float, room: float, palette: Palette) -> _Drawn:
    """Large steps are milestones, small ones pebbles; one that is done is filled, and has a tick in it."""
    shown, gap = stones[: min(MOST_STONES, max(1, int(room // 30)))], 30.0
    left = x - gap * (len(shown) - 1) / 2
    drawn = ""
    for number, stone in enumerate(shown):
        at, fill = left + number * gap, palette.page_ink if stone.done else "none"
        line = {"stroke": palette.page_ink, "stroke_width": 2.0}
        if stone.large:
            drawn += svg.path(f"M{num(at - 10)} {num(y + 13)}v-14a10 10 0 0 1 20 0v14Z", fill=fill, **line)
        else:
            drawn += f'<ellipse cx="{num(at)}" cy="{num(y + 5)}" rx="10" ry="7" fill="{fill}"{svg.attributes(line)}/>'
        if stone.done:
            tick = f"M{num(at - 4.5)} {num(y + 5)}l3.2 3.4l6 -7"
            drawn += svg.path(tick, stroke=palette.signal, stroke_width=2.4)
    if len(stones) == len(shown):
        return _Drawn(drawn, y + 18)
    more = f"+{len(stones) - len(shown)}"
    return _Drawn(drawn + svg.text(x, y + 36, 15, more, fill=palette.page_ink, text_anchor="middle"), y + 40)


def _cases(
    cases: Sequence[Case], x: float, bottom: float, m: _Measures, most: tuple[int, int], room: float, palette: Palette
) -> str:
    """At most so many (columns, rows) of suitcases that stand on `bottom`; what does not fit is told as a number."""
    columns, rows = most
    shown = list(cases[: columns * rows])
    if len(cases) > len(shown):
        shown[-1] = Case(f"+{len(cases) - len(shown) + 1}")
    drawn = ""
    for number, case in enumerate(shown):
        row, column = divmod(number, columns)
        across = min(columns, len(shown) - row * columns)
        pitch = _pitch(across, room, m.case)
        at = x + (column - (across - 1) / 2) * pitch
        drawn += _case(case, at, bottom - row * m.row, m, pitch - 6, palette)
    return drawn


def _pitch(across: int, room: float, case: float) -> float:
    return min(room / across, case * 2.6)


def _case(case: Case, x: float, bottom: float, m: _Measures, room: float, palette: Palette) -> str:
    """A small closed suitcase with the team's name under it, on one line or two."""
    w, h = m.case * 0.86, m.case * 0.58
    top, left = bottom - m.row + m.case * 0.12 + 14, x - w / 2
    name = _lines(case.name, x, top + h + m.name, room, m.name * 2.1, [m.name], palette.page_ink)
    handle = f"M{num(x - w * 0.16)} {num(top)}v{num(-h * 0.2)}h{num(w * 0.32)}v{num(h * 0.2)}"
    line = {"stroke": INK, "stroke_width": 2.0}
    drawn = (
        svg.path(handle, stroke=palette.leather, stroke_width=4.0)
        + svg.rect(left, top, w, h, 6, palette.case, **line)
        + "".join(svg.rect(left + w * share - 3, top, 6, h, 0, palette.leather) for share in (0.22, 0.78))
        + svg.circle(x, top + h * 0.55, h * 0.22, fill=palette.signal)
        + name.drawn
    )
    movable = svg.attributes({"class": "movable", "data_case": case.ident}) if case.ident else ""
    return f"<g{movable}><title>{svg.words(case.name)}</title>{drawn}</g>"


def _lines(text: str, x: float, y: float, room: float, height: float, sizes: Sequence[float], fill: str) -> _Drawn:
    """Words in the middle of `x`, the first line on `y`, at the largest of `sizes` that fits; cut where none does."""
    found = lettering.fit_or_shorten(svg.clean(text), room, height, sizes)
    lines = [
        svg.text(x, y + number * found.size * lettering.LEADING, found.size, line, fill=fill, text_anchor="middle")
        for number, line in enumerate(found.lines)
    ]
    return _Drawn("".join(lines), y + (len(lines) - 1) * found.size * lettering.LEADING + found.size * 0.3)
