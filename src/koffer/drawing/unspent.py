"""Points that were not spent: bare lining in a dashed cloth frame (look.md, "The suitcase", 8)."""

from koffer.drawing import cube, lettering, svg
from koffer.drawing.lettering import Fitted
from koffer.drawing.medium import Measures
from koffer.drawing.palette import Palette
from koffer.drawing.treemap import Rectangle


def draw_unspent(box: Rectangle, shown: str, caption: str, measures: Measures, palette: Palette) -> str:
    """The frame, with number and caption, or the number alone, or nothing, as far as they fit."""
    u, least = measures.u, measures.smallest
    big = min(box.h * 0.42, cube.widest(shown, box.w - 1.6 * u), 9 * u)
    sizes = [step * u for step in (2.8, 2.4, 2.1, 1.8, 1.6) if step * u > least]
    found = lettering.fit(caption, box.w - 2.2 * u, box.h - big - 1.2 * u, [*sizes, least])
    if found and big >= least:
        words = _number_and_caption(box, shown, big, found)
    else:
        big = min(box.h * 0.6, cube.widest(shown, box.w * 0.8), 4.4 * u)
        words = _number(box, box.y + box.h / 2 + big * 0.36, shown, big) if big >= least * 0.9 else ""
    return f'{_frame(box, u, palette)}<g fill="{palette.lining_ink}" text-anchor="middle">{words}</g>'


def _frame(box: Rectangle, u: float, palette: Palette) -> str:
    dash = f"{svg.num(0.9 * u)} {svg.num(0.8 * u)}"
    edge = {"stroke": palette.leather_deep, "stroke_width": 0.26 * u, "stroke_dasharray": dash}
    radius = min(1.2 * u, box.w / 2, box.h / 2)
    cloth = svg.rect(box.x, box.y, box.w, box.h, radius, palette.lining, opacity=0.72)
    return cloth + svg.rect(box.x, box.y, box.w, box.h, radius, "none", **edge)


def _number(box: Rectangle, base: float, shown: str, size: float) -> str:
    return svg.text(box.x + box.w / 2, base, size, shown, **{"class": "kn"})


def _number_and_caption(box: Rectangle, shown: str, big: float, caption: Fitted) -> str:
    top = box.y + (box.h - big * 0.8 - caption.height) / 2
    words = _number(box, top + big * 0.74, shown, big)
    for index, line in enumerate(caption.lines):
        y = top + big * 0.84 + caption.size * (0.85 + index * lettering.LEADING)
        words += svg.text(box.x + box.w / 2, y, caption.size, line)
    return words
