"""Slips under the case for compartments too small for their name (look.md, "The suitcase", 7c)."""

from collections.abc import Sequence
from dataclasses import dataclass

from koffer.drawing import fabrics, lettering, svg
from koffer.drawing.lettering import Fitted
from koffer.drawing.medium import Measures
from koffer.drawing.palette import INK, Palette
from koffer.drawing.shell import BELOW, STRAPS
from koffer.drawing.treemap import Rectangle

HEIGHT, GAP, EDGE = 4.3, 0.9, 0.2


@dataclass(frozen=True)
class Note:
    """What one slip tells, and the compartment it belongs to."""

    position: int
    name: str
    shown: str
    box: Rectangle


@dataclass(frozen=True)
class Slip:
    """A note with its place and its fitted words."""

    note: Note
    box: Rectangle
    name: Fitted


@dataclass
class Shelf:
    """A stretch of free room slips are put on from the left."""

    left: float
    right: float
    top: float


def place(notes: Sequence[Note], measures: Measures) -> tuple[Slip, ...]:
    """Find room for every note: beside the straps first, then on full rows below the handle."""
    u = measures.u
    shelves = _shelves_under_rim(measures)
    slips = []
    for note in sorted(notes, key=lambda note: (note.box.x + note.box.w / 2, note.position)):
        name, wide = _measured(note, measures)
        middle = note.box.x + note.box.w / 2
        free = [shelf for shelf in shelves if shelf.right - shelf.left >= wide]
        if not free:
            top = measures.height + (BELOW + 0.9) * u
            if shelves[-1].top >= top:
                top = shelves[-1].top + (HEIGHT + GAP) * u
            shelves.append(Shelf(0, measures.width, top))
            free = [shelves[-1]]
        shelf = min(free, key=lambda shelf: (shelf.top, _distance(shelf, middle)))
        x = shelf.left
        if shelf.top < measures.height + BELOW * u:
            x = max(x, min(middle - wide / 2, shelf.right - wide))
        slips.append(Slip(note, Rectangle(x, shelf.top, wide, HEIGHT * u), name))
        shelf.left = x + wide + GAP * u
    return tuple(slips)


def _shelves_under_rim(measures: Measures) -> list[Shelf]:
    """The four gaps between corner, strap, handle, strap and corner."""
    u, w = measures.u, measures.width
    first, last = (w * share for share in STRAPS)
    edges = (
        (0, first - 3.2 * u),
        (first + 3.2 * u, w / 2 - 9 * u),
        (w / 2 + 9 * u, last - 3.2 * u),
        (last + 3.2 * u, w),
    )
    return [Shelf(left, right, measures.height + 1.4 * u) for left, right in edges]


def _distance(shelf: Shelf, middle: float) -> float:
    return max(shelf.left - middle, middle - shelf.right, 0)


def _measured(note: Note, measures: Measures) -> tuple[Fitted, float]:
    """Words of a slip on at most two lines, and how wide the slip must be."""
    u, size = measures.u, max(1.6 * measures.u, measures.smallest)
    fixed = (4.9 + 0.9) * u + lettering.width(note.shown, 2.6 * u) + 0.9 * u
    room, height = 17 * u - fixed, 2.1 * size
    found = lettering.fit(note.name, room, height, (size, measures.smallest))
    if not found:
        room = 24 * u - fixed
        found = lettering.fit_or_shorten(note.name, room, height, (size, measures.smallest))
    else:
        found = lettering.balance(note.name, found, room)
    widest = max((lettering.width(line, found.size) for line in found.lines), default=0)
    return found, fixed + widest


def draw_slip(slip: Slip, measures: Measures, ident: str, palette: Palette) -> str:
    """Fabric tile with icon, name, number; a thread when its compartment lies right above it."""
    u, box, note = measures.u, slip.box, slip.note
    tile, middle = box.h - 1.2 * u, box.y + box.h / 2
    radius, weave = 0.6 * u, f"url(#{fabrics.weave_id(note.position, ident)})"
    edge = {"stroke": INK, "stroke_width": EDGE * u}
    shown = _thread(slip, measures, palette)
    shown += svg.rect(box.x, box.y, box.w, box.h, u, palette.tag, **edge)
    left, top = box.x + 0.6 * u, box.y + 0.6 * u
    shown += svg.rect(left, top, tile, tile, radius, fabrics.fill(note.position, palette))
    shown += svg.rect(left, top, tile, tile, radius, weave, stroke=INK, stroke_width=0.12 * u)
    shown += fabrics.icon(note.position, left + tile * 0.18, top + tile * 0.18, tile * 0.64)
    for index, line in enumerate(slip.name.lines):
        y = middle - slip.name.height / 2 + slip.name.size * (0.83 + index * lettering.LEADING)
        shown += svg.text(box.x + 4.6 * u, y, slip.name.size, line, fill=INK)
    more = {"fill": INK, "text_anchor": "end", "class": "kn"}
    return shown + svg.text(box.right - 0.9 * u, middle + 0.93 * u, 2.6 * u, note.shown, **more)


def _thread(slip: Slip, measures: Measures, palette: Palette) -> str:
    u, box = measures.u, slip.note.box
    x = box.x + box.w / 2
    reaches = box.bottom > measures.height - 4 * u and slip.box.y < measures.height + 2 * u
    if not reaches or not slip.box.x + u < x < slip.box.right - u:
        return ""
    y = box.bottom - 0.1 * u
    line = svg.path(f"M{svg.num(x)} {svg.num(y)}V{svg.num(slip.box.y)}", stroke=palette.page_ink, stroke_width=0.3 * u)
    return line + svg.circle(x, y, 0.45 * u, fill=palette.page_ink)
