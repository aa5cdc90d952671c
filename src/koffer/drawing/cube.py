"""One compartment: what fits in its box, and how that is drawn (look.md, "The suitcase", 6 and 7)."""

from dataclasses import dataclass, replace

from koffer.drawing import fabrics, lettering, svg
from koffer.drawing.lettering import Fitted
from koffer.drawing.medium import Measures
from koffer.drawing.palette import INK, Palette
from koffer.drawing.treemap import Rectangle

CAP = 0.8
"""Room above the baseline, in em."""
DESCENT = 0.12
"""Room under the last line of a name, so no descender touches the number."""
COMFORT = 1.75
"""A stacked name this large, in units, is not given up for a larger one beside its number."""


@dataclass(frozen=True)
class CubePlan:
    """Where name, number and icon go in one box; a name of None has to be told elsewhere."""

    box: Rectangle
    pad: float
    name: Fitted | None = None
    name_at: tuple[float, float] = (0, 0)
    number: float = 0.0
    number_at: tuple[float, float] = (0, 0)
    icon: float = 0.0
    icon_at: tuple[float, float] = (0, 0)
    centred: bool = False


def plan(name: str, shown: str, box: Rectangle, measures: Measures) -> CubePlan:
    """The first arrangement that fits: stacked, side by side, or without the name."""
    pad = (1.75 if min(box.w, box.h) >= 8.5 * measures.u else 0.95) * measures.u
    empty = CubePlan(box, pad)
    stacked = _stacked(name, shown, empty, measures)
    if stacked and stacked.name and stacked.name.size >= COMFORT * measures.u:
        return stacked
    beside = _beside(name, shown, empty, measures)
    if stacked and beside and stacked.name and beside.name and stacked.name.size >= beside.name.size:
        return stacked
    return beside or stacked or _wordless(shown, empty, measures)


def _stacked(name: str, shown: str, empty: CubePlan, measures: Measures) -> CubePlan | None:
    """Name at the top left, number at the bottom left, icon at the bottom right."""
    box, pad, u = empty.box, empty.pad, measures.u
    wide, high = box.w - 2 * pad, box.h - 2 * pad
    generous = min(max(box.h * 0.36, 2.6 * u), box.w * 0.44, 11.5 * u, widest(shown, wide))
    second: CubePlan | None = None
    for size in measures.name_sizes:
        found = lettering.fit(name, wide, high, (size,))
        number = min(generous, (high - found.height - DESCENT * size) / CAP) if found else 0.0
        if found and number >= max(size * 1.2, measures.smallest):
            base = box.bottom - pad
            placed = replace(
                empty,
                name=found,
                name_at=(box.x + pad, box.y + pad + size * CAP),
                number=number,
                number_at=(box.x + pad - number * 0.03, base),
            )
            if not _lonely(found):
                return _with_icon(placed, shown, base, measures)
            second = second or _with_icon(placed, shown, base, measures)
    return second


def _lonely(name: Fitted) -> bool:
    """Whether a little word stands on a line of its own."""
    return len(name.lines) > 2 and min(len(line) for line in name.lines) <= 3


def _with_icon(placed: CubePlan, shown: str, base: float, measures: Measures) -> CubePlan:
    size, box = min(placed.number * 0.62, 5 * measures.u), placed.box
    used = lettering.width(shown, placed.number) + size + 2.5 * placed.pad
    if size < 1.6 * measures.u or used >= box.w:
        return placed
    return replace(placed, icon=size, icon_at=(box.right - placed.pad - size * 1.12, base - size * 1.12))


def _beside(name: str, shown: str, empty: CubePlan, measures: Measures) -> CubePlan | None:
    """For a low, wide box: number at the left and the name right of it, on one height."""
    box, u = empty.box, measures.u
    pad = min(empty.pad, 1.3 * u)
    number = min(box.h * 0.62, 4.4 * u, box.h - pad)
    left = pad + lettering.width(shown, number) + 0.8 * u
    if number < measures.smallest or box.w < 1.3 * box.h:
        return None
    sizes = [size for size in measures.name_sizes if size <= number]
    found = lettering.fit(name, box.w - left - pad, box.h - 1.2 * u, sizes)
    if not found:
        return None
    middle = box.y + box.h / 2
    return replace(
        empty,
        name=found,
        name_at=(box.x + left, middle - found.height / 2 + found.size * 0.83),
        number=number,
        number_at=(box.x + pad, middle + number * 0.36),
    )


def _wordless(shown: str, empty: CubePlan, measures: Measures) -> CubePlan:
    """Too small for the name: icon with number, then number alone, then only the fabric."""
    least = measures.smallest * 0.95
    options = (_icon_above(shown, empty, measures), _icon_left(shown, empty, measures))
    best = max(options, key=lambda option: min(option.icon, option.number))
    if best.number >= least and best.icon >= least * 0.9:
        return best
    box = empty.box
    number = min(box.h * 0.72, widest(shown, box.w * 0.84), 4.4 * measures.u)
    if number < least:
        return empty
    at = (box.x + box.w / 2, box.y + box.h / 2 + number * 0.36)
    return replace(empty, number=number, number_at=at, centred=True)


def _icon_above(shown: str, empty: CubePlan, measures: Measures) -> CubePlan:
    box, middle = empty.box, empty.box.x + empty.box.w / 2
    number = min(box.h * 0.36, widest(shown, box.w * 0.84), 4.4 * measures.u)
    size = min(box.w * 0.62, box.h * 0.38, 4.6 * measures.u)
    top = box.y + (box.h - size - number * 0.9) / 2
    at, icon_at = (middle, top + size + number * 0.9), (middle - size / 2, top)
    return replace(empty, number=number, number_at=at, icon=size, icon_at=icon_at, centred=True)


def _icon_left(shown: str, empty: CubePlan, measures: Measures) -> CubePlan:
    box = empty.box
    number = min(box.h * 0.66, box.w * 0.84 / (lettering.width(shown, 1) + 1.25), 3.6 * measures.u)
    wide = lettering.width(shown, number)
    left = box.x + (box.w - wide - number * 1.25) / 2
    at = (left + number * 1.25 + wide / 2, box.y + box.h / 2 + number * 0.36)
    icon_at = (left, box.y + (box.h - number) / 2)
    return replace(empty, number=number, number_at=at, icon=number, icon_at=icon_at, centred=True)


def widest(shown: str, room: float) -> float:
    """The largest size at which a number stays within the room."""
    return max(room, 0) / max(lettering.width(shown, 1), 0.01)


def draw(position: int, shown: str, made: CubePlan, measures: Measures, ident: str, palette: Palette) -> str:
    """The fabric, its stitch line, and what the plan says: one group, so a page can let it drop in."""
    ink, plain = fabrics.fabric(position).ink, fabrics.fill(position, palette)
    parts = [_cloth(position, made.box, measures, ident, palette)]
    if made.name:
        for index, line in enumerate(made.name.lines):
            y = made.name_at[1] + index * made.name.size * lettering.LEADING
            halo = svg.num(made.name.size * 0.22)
            parts.append(svg.text(made.name_at[0], y, made.name.size, line, stroke_width=halo))
    if made.icon:
        x, y = made.icon_at
        if not made.centred:
            half = made.icon / 2
            parts.append(svg.circle(x + half, y + half, half * 1.64, fill=plain))
        parts.append(fabrics.icon(position, x, y, made.icon))
    if made.number:
        more: dict[str, object] = {"class": "kn", "stroke_width": svg.num(made.number * 0.13)}
        if made.centred:
            more["text_anchor"] = "middle"
        x, y = made.number_at
        parts.append(svg.text(x, y, made.number, shown, **more))
    return f'<g class="kc" fill="{ink}" stroke="{plain}">{"".join(parts)}</g>'


def _cloth(position: int, box: Rectangle, measures: Measures, ident: str, palette: Palette) -> str:
    """Plain fill, weave with outline, and the stitch line where there is room for it."""
    u = measures.u
    radius = min(1.5 * u, box.w * 0.16, box.h * 0.16)
    edge = {"stroke": INK, "stroke_opacity": 0.5, "stroke_width": 0.14 * u}
    weave = f"url(#{fabrics.weave_id(position, ident)})"
    shown = svg.rect(box.x, box.y, box.w, box.h, radius, fabrics.fill(position, palette))
    shown += svg.rect(box.x, box.y, box.w, box.h, radius, weave, **edge)
    if min(box.w, box.h) < 8.5 * u:
        return shown
    inner, corner = box.inset(0.62 * u), max(radius - 0.62 * u, 1)
    stitch = {"stroke": fabrics.fabric(position).ink, "stroke_opacity": 0.55, "stroke_width": 0.16 * u}
    dash = f"{svg.num(0.9 * u)} {svg.num(0.4 * u)}"
    return shown + svg.rect(inner.x, inner.y, inner.w, inner.h, corner, "none", stroke_dasharray=dash, **stitch)
