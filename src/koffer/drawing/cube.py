"""One compartment: what fits in its box, and how that is drawn (look.md, "The suitcase", 6 and 7)."""

from dataclasses import dataclass, replace

from koffer.drawing import fabrics, lettering, svg
from koffer.drawing.lettering import Fitted
from koffer.drawing.medium import Measures
from koffer.drawing.palette import INK, Palette
from koffer.drawing.treemap import Box

CAP = 0.8
"""Room above the baseline, in em."""


@dataclass(frozen=True)
class Plan:
    """Where name, number and icon go in one box; a name of None has to be told elsewhere."""

    box: Box
    pad: float
    name: Fitted | None = None
    name_at: tuple[float, float] = (0, 0)
    number: float = 0.0
    number_at: tuple[float, float] = (0, 0)
    icon: float = 0.0
    icon_at: tuple[float, float] = (0, 0)
    centred: bool = False


def plan(name: str, shown: str, box: Box, measures: Measures) -> Plan:
    """The first arrangement that fits: stacked, side by side, or without the name."""
    pad = (1.75 if min(box.w, box.h) >= 8.5 * measures.u else 0.95) * measures.u
    empty = Plan(box, pad)
    stacked = _stacked(name, shown, empty, measures)
    beside = _beside(name, shown, empty, measures)
    found = [option for option in (stacked, beside) if option and option.name]
    if found:
        return max(found, key=lambda option: (option.name.size if option.name else 0, option is stacked))
    return _wordless(shown, empty, measures)


def _stacked(name: str, shown: str, empty: Plan, measures: Measures) -> Plan | None:
    """Name at the top left, number at the bottom left, icon at the bottom right."""
    box, pad, u = empty.box, empty.pad, measures.u
    generous = max(min(box.h * 0.36, box.w * 0.44, 11.5 * u), min(2.6 * u, box.h * 0.5))
    for number in (generous, max(2.6 * u, measures.smallest * 1.25)):
        number = min(number, widest(shown, box.w - 2 * pad))
        if number < measures.smallest:
            return None
        room = box.h - 2 * pad - number * CAP
        found = lettering.fit(name, box.w - 2 * pad, room, measures.name_sizes)
        if found:
            base = box.bottom - pad
            placed = replace(
                empty,
                name=found,
                name_at=(box.x + pad, box.y + pad + found.size * CAP),
                number=number,
                number_at=(box.x + pad - number * 0.03, base),
            )
            return _with_icon(placed, shown, base, measures)
    return None


def _with_icon(placed: Plan, shown: str, base: float, measures: Measures) -> Plan:
    size = min(placed.number * 0.62, 5 * measures.u)
    used = lettering.width(shown, placed.number) + size + 2.5 * placed.pad
    if size < 1.7 * measures.u or used >= placed.box.w:
        return placed
    return replace(
        placed, icon=size, icon_at=(placed.box.right - placed.pad - size * 1.12, base - size * 1.12)
    )


def _beside(name: str, shown: str, empty: Plan, measures: Measures) -> Plan | None:
    """For a low, wide box: number at the left and the name right of it, on one height."""
    box, pad = empty.box, empty.pad
    number = min(box.h * 0.62, 5 * measures.u, box.h - pad)
    left = pad + lettering.width(shown, number) + 0.9 * measures.u
    if number < measures.smallest or box.w < 1.6 * box.h:
        return None
    found = lettering.fit(name, box.w - left - pad, box.h - pad, measures.name_sizes)
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


def _wordless(shown: str, empty: Plan, measures: Measures) -> Plan:
    """Too small for the name: icon with number, then number alone, then only the fabric."""
    box, least = empty.box, measures.smallest * 0.95
    middle = box.x + box.w / 2
    number = min(box.h * 0.34, widest(shown, box.w * 0.84), 4.4 * measures.u)
    if number >= least:
        size = min(box.w * 0.56, box.h * 0.38, 4.6 * measures.u)
        top = box.y + (box.h - size - number * 0.95) / 2
        base = top + size + number * 0.95
        return replace(
            empty,
            number=number,
            number_at=(middle, base),
            icon=size,
            icon_at=(middle - size / 2, top),
            centred=True,
        )
    number = min(box.h * 0.62, 3.6 * measures.u)
    wide = lettering.width(shown, number)
    if number >= least and wide + number * 1.2 < box.w * 0.86:
        left = middle - (wide + number * 1.2) / 2
        top = box.y + (box.h - number) / 2
        at = (left + number * 1.2 + wide / 2, box.y + box.h / 2 + number * 0.36)
        return replace(empty, number=number, number_at=at, icon=number, icon_at=(left, top), centred=True)
    number = min(box.h * 0.72, widest(shown, box.w * 0.84), 4.4 * measures.u)
    if number >= least:
        return replace(
            empty, number=number, number_at=(middle, box.y + box.h / 2 + number * 0.36), centred=True
        )
    return empty


def widest(shown: str, room: float) -> float:
    """The largest size at which a number stays within the room."""
    return max(room, 0) / max(lettering.width(shown, 1), 0.01)


def draw(position: int, shown: str, made: Plan, measures: Measures, ident: str, palette: Palette) -> str:
    """The fabric, its stitch line, and what the plan says."""
    cloth, plain = fabrics.fabric(position), fabrics.fill(position, palette)
    ink = cloth.ink
    halo: dict[str, object] = {"fill": ink, "stroke": plain}
    parts = [_cloth(position, made.box, measures, ident, palette)]
    if made.name:
        for index, line in enumerate(made.name.lines):
            y = made.name_at[1] + index * made.name.size * lettering.LEADING
            more = halo | {"stroke_width": made.name.size * 0.22}
            parts.append(svg.text(made.name_at[0], y, made.name.size, line, **more))
    if made.icon:
        half = made.icon / 2
        x, y = made.icon_at
        if not made.centred:
            parts.append(svg.circle(x + half, y + half, half * 1.64, fill=plain))
        parts.append(fabrics.icon(position, x, y, made.icon))
    if made.number:
        more = halo | {"stroke_width": made.number * 0.13, "class": "kd kn"}
        if made.centred:
            more["text_anchor"] = "middle"
        x, y = made.number_at
        parts.append(svg.text(x, y, made.number, shown, **more))
    return "".join(parts)


def _cloth(position: int, box: Box, measures: Measures, ident: str, palette: Palette) -> str:
    u, ink = measures.u, fabrics.fabric(position).ink
    radius = min(1.5 * u, box.w * 0.16, box.h * 0.16)
    edge = {"stroke": INK, "stroke_opacity": 0.5, "stroke_width": 0.14 * u}
    shown = svg.rect(box.x, box.y, box.w, box.h, radius, fabrics.fill(position, palette))
    shown += svg.rect(
        box.x, box.y, box.w, box.h, radius, f"url(#{fabrics.weave_id(position, ident)})", **edge
    )
    if min(box.w, box.h) < 8.5 * u:
        return shown
    inner = box.inset(0.62 * u)
    stitch = {"stroke": ink, "stroke_opacity": 0.55, "stroke_width": 0.16 * u, "stroke_linecap": "round"}
    dash = f"{svg.num(0.75 * u)} {svg.num(0.55 * u)}"
    corner = max(radius - 0.62 * u, 1)
    return shown + svg.rect(
        inner.x, inner.y, inner.w, inner.h, corner, "none", stroke_dasharray=dash, **stitch
    )
