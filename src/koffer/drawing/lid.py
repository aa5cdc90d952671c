"""What the lid carries: the destination, and the frame as tickets in a pocket (look.md, "The idea")."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from koffer.drawing import lettering, svg
from koffer.drawing.lettering import Fitted
from koffer.drawing.medium import Measures
from koffer.drawing.palette import INK, Palette
from koffer.drawing.svg import num
from koffer.drawing.treemap import Rectangle

MOST_TICKETS = 6
TICKET_FILLS = ("#FFFFFF", "#FFF1C4", "#FFFFFF")
TICKET_TURNS = (-2.0, 1.5, -1.0)
PAPER_EDGE = 2.0


def draw_destination(
    text: str, caption: str, room: Rectangle, measures: Measures, palette: Palette, *, centred: bool
) -> str:
    """The destination in the largest type that fits, with its caption where there is height for it."""
    if not text:
        return ""
    u = measures.u
    small = max(1.9 * u, measures.smallest)
    above = small * 1.35 if caption and room.h > 8 * u else 0.0
    steps = (3.4, 3.1, 2.8, 2.5, 2.2, 1.95, 1.75, 1.6)
    sizes = [step * u for step in steps if step * u > measures.smallest] + [measures.smallest]
    found = lettering.fit_or_shorten(text, room.w, room.h - above, sizes)
    found = lettering.balance(text, found, room.w) if "…" not in found.lines[-1] else found
    top = room.y + (room.h - above - found.height) / 2
    x = room.x + room.w / 2 if centred else room.x
    anchor = {"text_anchor": "middle"} if centred else {}
    shown = _lines(found, x, top + above, anchor)
    if above:
        shown += svg.text(x, top + small * 0.8, small, caption, fill=palette.lining_ink, **anchor)
    return shown


def _lines(found: Fitted, x: float, top: float, anchor: dict[str, str]) -> str:
    shown = ""
    for index, line in enumerate(found.lines):
        y = top + found.size * (0.8 + index * lettering.LEADING)
        shown += svg.text(x, y, found.size, line, fill=INK, **anchor)
    return shown


@dataclass(frozen=True)
class Pocket:
    """A cloth pocket at the right of the lid, with one or two rows of tickets behind its edge."""

    room: Rectangle
    rows: int
    unit: float

    @property
    def edge(self) -> float:
        """Height of the upper edge of the pocket."""
        return self.room.bottom - (5.6 if self.rows == 1 else 3.6) * self.unit

    @property
    def row_height(self) -> float:
        """How much of every ticket sticks out."""
        return (self.edge - self.room.y - 0.9 * self.unit) / self.rows


def draw_frame(lines: Sequence[str], caption: str, room: Rectangle, measures: Measures, palette: Palette) -> str:
    """The fixed conditions as tickets; those that do not fit end in an ellipsis."""
    kept = [line for line in lines if line]
    if len(kept) > MOST_TICKETS:
        kept = [*kept[: MOST_TICKETS - 1], "…"]
    if not kept:
        return ""
    rows = 1 if len(kept) <= 3 else 2
    pocket = Pocket(room, rows, measures.u)
    per_row = ceil(len(kept) / rows)
    tickets = "".join(_row(kept[row * per_row : (row + 1) * per_row], row, pocket, measures) for row in range(rows))
    return tickets + _cloth(pocket, caption, measures, palette)


def _row(lines: Sequence[str], row: int, pocket: Pocket, measures: Measures) -> str:
    u, room = measures.u, pocket.room
    inside, gap = room.w - 2.4 * u, 0.5 * u
    wide = min((inside - gap * (len(lines) - 1)) / len(lines), 30 * u)
    start = room.x + (room.w - wide * len(lines) - gap * (len(lines) - 1)) / 2
    top = room.y + 0.5 * u + row * pocket.row_height
    shown = ""
    for index, line in enumerate(lines):
        box = Rectangle(start + index * (wide + gap), top, wide, room.bottom - top - 0.4 * u)
        shown += _ticket(line, box, (index + row) % 3, pocket.row_height, measures)
    return shown


def _ticket(line: str, box: Rectangle, kind: int, visible: float, measures: Measures) -> str:
    u = measures.u
    sizes = [step * u for step in (1.9, 1.75, 1.6)] + [measures.smallest]
    found = lettering.fit_or_shorten(line, box.w - 1.6 * u, visible - 0.7 * u, sizes)
    if "…" not in found.lines[-1]:
        found = lettering.balance(line, found, box.w - 1.6 * u)
    middle = box.x + box.w / 2
    top = box.y + (visible - found.height) / 2
    paper = svg.rect(box.x, box.y, box.w, box.h, 0.8 * u, TICKET_FILLS[kind], stroke=INK, stroke_width=PAPER_EDGE)
    for index, words in enumerate(found.lines):
        y = top + found.size * (0.85 + index * lettering.LEADING)
        paper += svg.text(middle, y, found.size, words, fill=INK, text_anchor="middle")
    turn = TICKET_TURNS[kind] * min(1, 12 * u / box.w)
    return f'<g transform="rotate({num(turn)} {num(middle)} {num(box.y + visible)})">{paper}</g>'


def _cloth(pocket: Pocket, caption: str, measures: Measures, palette: Palette) -> str:
    u, room, top = measures.u, pocket.room, pocket.edge
    half = num(room.w / 2)
    bow = f"q{half} {num(1.4 * u)} {num(room.w)} 0"
    cloth = f"M{num(room.x)} {num(top)}{bow}V{num(room.bottom)}H{num(room.x)}Z"
    seam = f"M{num(room.x)} {num(top + 0.8 * u)}{bow}"
    edge = {"stroke": palette.leather_deep, "stroke_width": 0.2 * u}
    size = max(1.6 * u, measures.smallest)
    words = lettering.shorten(caption, room.w - 2 * u, size)
    return (
        svg.path(cloth, **(edge | {"fill": palette.lining_stripe}))
        + svg.path(seam, stroke_dasharray=f"{num(0.7 * u)} {num(0.5 * u)}", **edge)
        + svg.text(
            room.x + room.w / 2,
            room.bottom - 0.65 * u,
            size,
            words,
            fill=palette.lining_ink,
            text_anchor="middle",
        )
    )
