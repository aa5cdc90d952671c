"""The open suitcase: points in, one picture out (look.md, "The suitcase as a function")."""

from collections.abc import Sequence
from dataclasses import dataclass

from koffer.drawing import cube, fabrics, lid, shell, slips, svg, unspent
from koffer.drawing.layout import Arrangement, Load, arrange
from koffer.drawing.medium import MEASURES, Measures, Medium
from koffer.drawing.palette import PAGE, Palette
from koffer.drawing.shell import Shell
from koffer.drawing.slips import Note, Slip
from koffer.drawing.treemap import Rectangle

FULL = 100.0
NOTHING = 0.05
"""Less room than this is rounding of a mean, not unspent points."""


@dataclass(frozen=True)
class Compartment:
    """One category: 0-based position on the sheet, name, points, and the points as written."""

    position: int
    name: str
    points: float
    shown: str


@dataclass(frozen=True)
class Words:
    """The fixed words of the picture, ready to show; `left_shown` is the number of unspent points."""

    destination: str
    frame: str
    left_over: str
    left_shown: str


@dataclass(frozen=True)
class Picture:
    """The drawing, and what it does not tell in words.

    `beside`: packed, but name not in the picture (never on a screen: slips carry those names).
    `stays_home`: without points. `handle`: where a string can be tied, as shares of width and height.
    """

    svg: str
    beside: tuple[Compartment, ...]
    stays_home: tuple[Compartment, ...]
    handle: tuple[float, float]


def open_suitcase(
    compartments: Sequence[Compartment],
    *,
    medium: Medium,
    destination: str,
    frame: Sequence[str] = (),
    words: Words,
    sentence: str,
    ident: str,
    palette: Palette = PAGE,
) -> Picture:
    """Draw the open case. Areas are exactly proportional to points; what is not spent is lining.

    `sentence` describes the picture for who cannot see it; `ident` must be unique on the page.
    """
    measures = MEASURES[medium]
    case = Shell(measures)
    packed = sorted((c for c in compartments if c.points > 0), key=lambda c: (-c.points, c.position))
    loads = [Load(c.points, svg.clean(c.name), svg.clean(c.shown)) for c in packed]
    left = FULL - sum(load.points for load in loads)
    made = arrange(loads, left if left >= NOTHING else 0, case.packing, measures)
    nameless = tuple(c for c, plan in zip(packed, made.plans, strict=True) if plan.name is None)
    notes = slips.place(_notes(packed, loads, made), measures) if measures.slips else ()
    parts = (
        f"<defs>{_patterns(packed, measures, ident, palette)}</defs>",
        shell.draw_shell(case, ident, palette),
        f'<g class="kd" {fabrics.ROUND}>',
        _lid(case, svg.clean(destination), [svg.clean(line) for line in frame], words, palette),
        _compartments(packed, loads, made, measures, ident, palette),
        _unspent(made.left, words, measures, palette) if made.left else "",
        "".join(slips.draw_slip(slip, measures, ident, palette) for slip in notes),
        "</g>",
    )
    view = _view(measures, notes)
    return Picture(
        svg.picture((view.x, view.y, view.w, view.h), sentence, ident, "".join(parts)),
        () if measures.slips else nameless,
        tuple(c for c in compartments if c.points <= 0),
        ((case.handle[0] - view.x) / view.w, (case.handle[1] - view.y) / view.h),
    )


def _notes(packed: Sequence[Compartment], loads: Sequence[Load], made: Arrangement) -> list[Note]:
    together = zip(packed, loads, made.plans, strict=True)
    return [Note(c.position, load.name, load.shown, plan.box) for c, load, plan in together if not plan.name]


def _patterns(packed: Sequence[Compartment], measures: Measures, ident: str, palette: Palette) -> str:
    weaves = (fabrics.weave(c.position, measures.u / 11, ident) for c in packed)
    return shell.stripes(ident, measures, palette) + "".join(weaves)


def _view(measures: Measures, notes: Sequence[Slip]) -> Rectangle:
    u = measures.u
    bottom = max([measures.height + shell.BELOW * u, *(slip.box.bottom + 0.2 * u for slip in notes)])
    top = -(shell.ABOVE + 0.1) * u
    return Rectangle(-0.2 * u, top, measures.width + 0.4 * u, bottom - top)


def _lid(case: Shell, destination: str, frame: Sequence[str], words: Words, palette: Palette) -> str:
    measures, room = case.measures, case.lid_lining
    u = measures.u
    if not measures.pocket:
        inner = Rectangle(room.x + 3 * u, room.y + 0.6 * u, room.w - 6 * u, room.h - 1.2 * u)
        return lid.draw_destination(destination, "", inner, measures, palette, centred=True)
    share = 0.5 if any(frame) else 1.0
    inner = Rectangle(room.x + 4 * u, room.y + 0.8 * u, room.w * share - 5.5 * u, room.h - 1.6 * u)
    pocket = Rectangle(room.x + room.w * 0.51, room.y, room.w * 0.47, room.h)
    caption = svg.clean(words.destination)
    return lid.draw_destination(destination, caption, inner, measures, palette, centred=False) + lid.draw_frame(
        frame, svg.clean(words.frame), pocket, measures, palette
    )


def _compartments(
    packed: Sequence[Compartment],
    loads: Sequence[Load],
    made: Arrangement,
    measures: Measures,
    ident: str,
    palette: Palette,
) -> str:
    drawn = "".join(
        cube.draw(c.position, load.shown, plan, measures, ident, palette)
        for c, load, plan in zip(packed, loads, made.plans, strict=True)
    )
    return f'<g paint-order="stroke">{drawn}</g>'


def _unspent(box: Rectangle, words: Words, measures: Measures, palette: Palette) -> str:
    number, caption = svg.clean(words.left_shown), svg.clean(words.left_over)
    return unspent.draw_unspent(box, number, caption, measures, palette)
