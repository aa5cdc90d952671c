"""The spread of one category: a dot per sheet on one scale (look.md; picture 05)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from koffer.drawing import lettering, svg
from koffer.drawing.callouts import Callout, Pointer, draw_callouts
from koffer.drawing.palette import PAGE, Palette

STEPS = (1, 2, 5, 10, 20, 25, 50)


@dataclass(frozen=True)
class Plot:
    """The measures of a strip: size, margins, baseline, and how large a dot may and should be."""

    width: float
    height: float
    margin: float
    base: float
    above: float
    largest: float
    wanted: float
    least: float
    line: float
    letters: float = 20


FULL = Plot(1000, 360, 40, 256, 150, largest=18, wanted=11, least=5, line=3, letters=24)
PHONE = Plot(400, 222, 22, 146, 76, largest=10, wanted=9, least=3.5, line=2, letters=18)
COMPACT = Plot(120, 30, 7, 26, 24, largest=4.5, wanted=4.5, least=2.2, line=1.4)


def spread(
    dots: Sequence[int],
    *,
    top: int,
    mean: float | None,
    mean_caption: str,
    band: int | None = None,
    callouts: Sequence[Callout] = (),
    sentence: str,
    ident: str,
    compact: bool = False,
    phone: bool = False,
    palette: Palette = PAGE,
) -> str:
    """One circle per sheet on a scale from 0 to `top`; equal scores stack, and many sheets shrink.

    The order of `dots` leaves no trace. `band=5` shows only in which band of five a score lies.
    `mean_caption` is written under the mean when there is one; `callouts` stand above their scores; `compact`
    is the strip for lists, `phone` the size with letters for a phone.
    """
    plot = COMPACT if compact else PHONE if phone else FULL
    top = max([top, 1, *dots])
    if band:
        top = top // band * band + band - 1  # the last band gets its full width, like the others
    places = Counter(_centre(score, band) for score in dots)
    room = (plot.width - 2 * plot.margin) * (band or 1) / top
    radius, across = _dot_size(max(places.values(), default=1), room, plot, side_by_side=band is not None)
    parts = [_axis(plot, top, palette, ticks=not compact)]
    parts.append(_dots(places, top, plot, radius, across, palette))
    if mean is not None and not compact:
        parts.append(_mean(_x(min(mean, top), top, plot), svg.clean(mean_caption), plot, palette))
    targets = [
        Pointer(callout, _x(place, top, plot), plot.base - _height(places[place], radius, across) - 3 * plot.line)
        for callout in callouts
        for place in [_centre(callout.score, band)]
    ]
    roof = plot.base - _height(max(places.values(), default=1), radius, across)
    cards, used = draw_callouts(targets, plot.width, roof, plot.letters, plot.line, palette)
    start = min(used, plot.height) if callouts else 0
    return svg.picture((0, start, plot.width, plot.height - start), sentence, ident, "".join([*parts, cards]))


def _height(dots: int, radius: float, across: int) -> float:
    """How high so many equal scores stand."""
    return -(-dots // across) * 2 * radius


def _centre(score: int, band: int | None) -> float:
    """Where a score stands: on itself, or in the middle of its band."""
    if not band:
        return score
    return score // band * band + (band - 1) / 2


def _x(score: float, top: int, plot: Plot) -> float:
    return plot.margin + score / top * (plot.width - 2 * plot.margin)


def _dot_size(highest: int, room: float, plot: Plot, *, side_by_side: bool) -> tuple[float, int]:
    """The largest dot at which the fullest stack fits, and how many such dots lie side by side.

    Equal scores make one stack as long as its dots stay readable; after that, and in bands, rows.
    """
    radius = min(plot.largest, max(room * 0.46, plot.wanted))
    single = min(radius, plot.above / (2 * highest))
    if not side_by_side and single >= plot.least:
        return single, 1
    while radius > 0.3:
        across = max(1, int(room * 0.94 / (2 * radius)))
        if ceil(highest / across) * 2 * radius <= plot.above:
            break
        radius *= 0.96
    return radius, max(1, int(room * 0.94 / (2 * radius)))


def _axis(plot: Plot, top: int, palette: Palette, *, ticks: bool) -> str:
    """The base line, with numbered ticks on the large strip."""
    ends = plot.margin * 0.4
    line = f"M{svg.num(ends)} {svg.num(plot.base)}H{svg.num(plot.width - ends)}"
    axis = {"stroke": palette.page_ink, "stroke_width": plot.line, "stroke_linecap": "round"}
    if not ticks:
        return svg.path(line, **axis)
    step = next((step for step in STEPS if top / step <= 6), 100)
    numbers = ""
    for score in range(0, top + 1, step):
        x = _x(score, top, plot)
        line += f"M{svg.num(x)} {svg.num(plot.base)}v{svg.num(plot.letters * 0.4)}"
        numbers += svg.text(x, plot.base + plot.letters * 1.45, plot.letters, str(score))
    words = f'<g text-anchor="middle" fill="{palette.page_ink_2}">{numbers}</g>'
    return svg.path(line, **axis) + words


def _dots(places: Counter[float], top: int, plot: Plot, radius: float, across: int, palette: Palette) -> str:
    """All dots, from left to right; the lowest and highest are yellow when they differ.

    Dots too small for an outline are plain, in a colour that stands off the page by itself.
    """
    if radius < plot.least:
        radius = round(radius, 2)  # as it is written: the dots of a long line stay where they belong
        stacks = (_plain_stack(_x(place, top, plot), places[place], plot, radius, across) for place in sorted(places))
        lines = "".join(stacks)
        dotted = {"stroke_linecap": "round", "stroke_dasharray": f"0 {svg.fine(2 * radius)}"}
        return svg.path(lines, stroke=palette.link, stroke_width=1.72 * radius, **dotted) if lines else ""
    drawn = {palette.sky: "", palette.signal: ""}
    ends = (min(places, default=0), max(places, default=0))
    for place in sorted(places):
        fill = palette.signal if ends[0] != ends[1] and place in ends else palette.sky
        drawn[fill] += _stack(_x(place, top, plot), places[place], plot, radius, across)
    stroke = f' stroke="{palette.page_ink}" stroke-width="{svg.fine(plot.line)}"'
    groups = (f'<g fill="{fill}"{stroke}>{circles}</g>' for fill, circles in drawn.items() if circles)
    return "".join(groups)


def _middle(x: float, count: int, plot: Plot, radius: float, across: int) -> float:
    """Where a stack stands: above its score, and inside the strip."""
    half = min(across, count) * radius
    return max(half, min(x, plot.width - half))


def _plain_stack(x: float, count: int, plot: Plot, radius: float, across: int) -> str:
    """Equal scores as dotted lines, columns and the row on top that is not full: so a thousand sheets stay small."""
    x = _middle(x, count, plot, radius, across)
    rows, rest = divmod(count, across)
    bottom = plot.base - plot.line / 2 - radius
    line = ""
    for column in range(across if rows else 0):
        at = x + (column - (across - 1) / 2) * 2 * radius
        line += f"M{svg.num(at)} {svg.num(bottom)}v{svg.fine(-_length(rows, radius))}"
    if rest:
        at, top = x - (rest - 1) * radius, bottom - rows * 2 * radius
        line += f"M{svg.num(at)} {svg.num(top)}h{svg.fine(_length(rest, radius))}"
    return line


def _length(dots: int, radius: float) -> float:
    """Of a line with so many dots: a little past the last one, so that no rounding leaves it out."""
    return (dots - 1) * 2 * radius + radius / 5


def _stack(x: float, count: int, plot: Plot, radius: float, across: int) -> str:
    """Equal scores: rows of at most `across` dots, centred above their score."""
    x = _middle(x, count, plot, radius, across)
    circles, size = "", radius - plot.line / 2
    for index in range(count):
        row, column = divmod(index, across)
        in_row = min(across, count - row * across)
        cx = x + (column - (in_row - 1) / 2) * 2 * radius
        cy = plot.base - plot.line / 2 - radius - row * 2 * radius
        circles += f'<circle cx="{svg.num(cx)}" cy="{svg.num(cy)}" r="{svg.fine(size)}"/>'
    return circles


def _mean(x: float, caption: str, plot: Plot, palette: Palette) -> str:
    """A pointer under the line, with its words kept inside the picture."""
    y, size = plot.base + plot.letters * 1.75, plot.letters * 1.2
    half = lettering.width(caption, size) / 2
    middle = max(half, min(x, plot.width - half))
    pointer = f"M{svg.num(x)} {svg.num(y)}l{svg.num(size * 0.4)} {svg.num(size * 0.7)}h{svg.num(-size * 0.8)}Z"
    words = f'<g class="kd">{svg.text(middle, y + size * 1.7, size, caption, text_anchor="middle")}</g>'
    return f'<g fill="{palette.link}">{svg.path(pointer, fill=palette.link)}{words}</g>'
