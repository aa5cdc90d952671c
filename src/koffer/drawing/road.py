"""The road to the destination (M12): stops as signs, suitcases beside it, steps as stones. No scores, no ranking."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from koffer.drawing import lettering, svg
from koffer.drawing.palette import INK, PAGE, Palette
from koffer.drawing.svg import num

Shape = Literal["wide", "tall"]
MOST_ROWS = 3  # of suitcases at a stop; the others are a number
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
class Stop:
    """A place along the road; the first one is the beginning."""

    ident: str
    name: str
    period: str
    cases: tuple[Case, ...]
    stones: tuple[Stone, ...]


@dataclass(frozen=True)
class _Measures:
    """Lengths in units of the picture: of a suitcase with its name, and of the words."""

    case: float
    row: float
    name: float
    sign: float
    small: float


WIDE = _Measures(case=66, row=92, name=17, sign=22, small=17)
TALL = _Measures(case=50, row=74, name=13, sign=17, small=14)


def road(
    stops: Sequence[Stop],
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


def _wide(stops: Sequence[Stop], destination: str, palette: Palette) -> tuple[tuple[float, float, float, float], str]:
    width, step = 1600.0, 1600.0 / (len(stops) + 1)
    rows = max((_rows(stop.cases, int(step // 100) or 1) for stop in stops), default=0)
    sun = min(step * 0.42, 150)
    level = max(70 + rows * WIDE.row, sun + 16)
    places = [(step * (0.5 + i), level + (26 if i % 2 else -10)) for i in range(len(stops) + 1)]
    body = _sun(width - step / 2, level - 6, sun, palette) + _track(
        [(-40.0, level), *places, (width + 40, level)], palette
    )
    for stop, (x, y) in zip(stops, places, strict=False):
        inner = _cases(stop.cases, x, y - 38, WIDE, max(1, int(step // 100)), step - 8, palette)
        inner += _sign(stop, x, y + 44, step - 18, WIDE, palette)
        body += _place(stop, (x - step / 2, 0, step, level + 232), inner)
    body += _goal(destination, places[-1][0], level + 78, step - 18, WIDE, palette)
    return (0, 0, width, level + 232), body


def _tall(stops: Sequence[Stop], destination: str, palette: Palette) -> tuple[tuple[float, float, float, float], str]:
    width, y = 390.0, 40.0
    places, drawn = [], ""
    for number, stop in enumerate(stops):
        x = 48 + (16 if number % 2 else -6)
        places.append((x, y + 12))
        inner = _sign(stop, 240, y, 280, TALL, palette)
        rows = _rows(stop.cases, 4)
        if rows:
            inner += _cases(stop.cases, 240, y + 96 + rows * TALL.row, TALL, 4, 290, palette)
        height = 118 + rows * TALL.row
        drawn += _place(stop, (0, y - 24, width, height), inner)
        y += height
    body = _sun(52, y + 34, 44, palette) + _track([(46, -20), *places, (52, y + 26)], palette, upright=True) + drawn
    return (0, 0, width, y + 100), body + _goal(destination, 240, y + 18, 280, TALL, palette)


def _place(stop: Stop, area: tuple[float, float, float, float], inner: str) -> str:
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


def _goal(text: str, x: float, y: float, room: float, m: _Measures, palette: Palette) -> str:
    found = lettering.fit_or_shorten(svg.clean(text), room, m.sign * 5.2, (m.sign, m.small))
    return _lines(found.lines, x, y, found.size, palette.page_ink)


def _sign(stop: Stop, x: float, y: float, room: float, m: _Measures, palette: Palette) -> str:
    found = lettering.fit_or_shorten(svg.clean(stop.name), room, m.sign * 2.4, (m.sign, m.small))
    drawn = _lines(found.lines, x, y + m.sign, found.size, palette.page_ink)
    y += m.sign + len(found.lines) * found.size * 1.12
    if stop.period:
        period = lettering.shorten(svg.clean(stop.period), room, m.small)
        drawn += svg.text(x, y + 2, m.small, period, fill=palette.page_ink_2, text_anchor="middle")
        y += m.small * 1.3
    return drawn + _stones(stop.stones, x, y + 12, room, palette)


def _stones(stones: Sequence[Stone], x: float, y: float, room: float, palette: Palette) -> str:
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
    if len(stones) > len(shown):
        more = f"+{len(stones) - len(shown)}"
        drawn += svg.text(x, y + 36, 15, more, fill=palette.page_ink, text_anchor="middle")
    return drawn


def _rows(cases: Sequence[Case], columns: int) -> int:
    return min(MOST_ROWS, -(-len(cases) // columns))


def _cases(
    cases: Sequence[Case], x: float, bottom: float, m: _Measures, columns: int, room: float, palette: Palette
) -> str:
    """Rows of suitcases that stand on `bottom`; what does not fit is told as a number."""
    most = columns * MOST_ROWS
    shown = list(cases if len(cases) <= most else cases[: most - 1])
    if len(cases) > most:
        shown.append(Case(f"+{len(cases) - most + 1}"))
    drawn = ""
    for number, case in enumerate(shown):
        row, column = divmod(number, columns)
        across = min(columns, len(shown) - row * columns)
        pitch = min(room / across, m.case * 2.6)
        at = x + (column - (across - 1) / 2) * pitch
        drawn += _case(case, at, bottom - row * m.row, m, pitch - 6, palette)
    return drawn


def _case(case: Case, x: float, bottom: float, m: _Measures, room: float, palette: Palette) -> str:
    """A small closed suitcase with the team's name under it."""
    w, h = m.case * 0.86, m.case * 0.58
    top, left = bottom - m.name * 1.4 - h, x - w / 2
    name = lettering.shorten(svg.clean(case.name), room, m.name)
    handle = f"M{num(x - w * 0.16)} {num(top)}v{num(-h * 0.2)}h{num(w * 0.32)}v{num(h * 0.2)}"
    line = {"stroke": INK, "stroke_width": 2.0}
    drawn = (
        svg.path(handle, stroke=palette.leather, stroke_width=4.0)
        + svg.rect(left, top, w, h, 6, palette.case, **line)
        + "".join(svg.rect(left + w * share - 3, top, 6, h, 0, palette.leather) for share in (0.22, 0.78))
        + svg.circle(x, top + h * 0.55, h * 0.22, fill=palette.signal)
        + svg.text(x, bottom - 3, m.name, name, fill=palette.page_ink, text_anchor="middle")
    )
    movable = svg.attributes({"class": "movable", "data_case": case.ident}) if case.ident else ""
    return f"<g{movable}><title>{svg.words(case.name)}</title>{drawn}</g>"


def _lines(lines: Sequence[str], x: float, y: float, size: float, fill: str) -> str:
    return "".join(
        svg.text(x, y + number * size * 1.12, size, line, fill=fill, text_anchor="middle")
        for number, line in enumerate(lines)
    )
