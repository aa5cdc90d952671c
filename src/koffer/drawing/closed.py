"""The closed suitcases: Collection, whole and dignified, and Connection (look.md, "Do and don't")."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from koffer.drawing import lettering, svg
from koffer.drawing.palette import INK, PAGE, Palette
from koffer.drawing.svg import num

W, H, U = 378.0, 262.0, 378 / 34
ROUND = 2.6 * U
SEAM = H * 0.3
PAPER = "#FFF6DC"
BOOKS = (
    ("#D41A10", 0.50, 0.13),
    ("#1C2E74", 0.58, 0.10),
    ("#F3C226", 0.44, 0.15),
    ("#10795F", 0.54, 0.11),
    ("#8440B2", 0.48, 0.13),
)
STICKER_W, STICKER_H = W * 0.4, H * 0.4


@dataclass(frozen=True)
class _Look:
    body: str
    corner: str
    seam: str
    strap: str
    handle: str


@lru_cache(maxsize=256)
def closed_suitcase(
    *,
    look: Literal["collection", "connection"],
    word: str,
    sentence: str,
    ident: str,
    palette: Palette = PAGE,
) -> str:
    """A closed case with a sticker that carries `word`; `sentence` describes it."""
    return _picture(sentence, ident, _case(look, word, palette))


@lru_cache(maxsize=16)
def closed_once(*, look: Literal["collection", "connection"], word: str, ident: str) -> str:
    """A closed case that is not seen itself, for `closed_again` on the same page to show as often as it likes."""
    drawn = f'<g id="{ident}">{_case(look, word, PAGE)}</g>'
    return f'<svg class="hidden" aria-hidden="true">{drawn}</svg>'


@lru_cache(maxsize=16)
def closed_again(*, sentence: str, ident: str, of: str) -> str:
    """The case that `closed_once` drew with the ident `of`."""
    return _picture(sentence, ident, f'<use href="#{of}"/>')


def _picture(sentence: str, ident: str, body: str) -> str:
    return svg.picture((-0.2 * U, -5.1 * U, W + 0.4 * U, H + 5.6 * U), sentence, ident, body)


def _case(look: Literal["collection", "connection"], word: str, palette: Palette) -> str:
    looks = {
        "collection": _Look("#A9592A", "#8C4519", "#6E330F", palette.case, palette.case_deep),
        "connection": _Look(palette.case, palette.leather, palette.case_deep, palette.leather, palette.leather_deep),
    }
    sticker = _books() if look == "collection" else _sunrise()
    turned = f"translate({num(W / 2)} {num(H * 0.65)}) rotate(-4)"
    paper = svg.rect(-STICKER_W / 2, -STICKER_H / 2, STICKER_W, STICKER_H, 0.8 * U, PAPER)
    return (
        _handle(looks[look].handle, palette)
        + _body(looks[look], palette)
        + f'<g class="kd" transform="{turned}">{paper}{sticker}{_word(svg.clean(word))}</g>'
    )


def _handle(colour: str, palette: Palette) -> str:
    x = W / 2
    bow = f"M{num(x - 5 * U)} {num(0.6 * U)}v{num(-2 * U)}q0 {num(-2.4 * U)} {num(2.4 * U)} {num(-2.4 * U)}"
    bow += f"h{num(5.2 * U)}q{num(2.4 * U)} 0 {num(2.4 * U)} {num(2.4 * U)}v{num(2 * U)}"
    plates = "".join(
        svg.rect(x + side * 5 * U - 1.4 * U, -0.9 * U, 2.8 * U, 1.6 * U, 0.4 * U, palette.brass) for side in (-1, 1)
    )
    return svg.path(bow, stroke=colour, stroke_width=1.7 * U) + plates


def _body(look: _Look, palette: Palette) -> str:
    dash = f"{num(0.9 * U)} {num(0.7 * U)}"
    stitch = {"stroke": palette.stitch, "stroke_width": 0.2 * U, "stroke_linecap": "round"}
    return (
        svg.rect(0, 0, W, H, ROUND, look.body)
        + svg.rect(0.8 * U, 0.8 * U, W - 1.6 * U, H - 1.6 * U, ROUND * 0.75, "none", stroke_dasharray=dash, **stitch)
        + svg.path(f"M0 {num(SEAM)}H{num(W)}", stroke=look.seam, stroke_width=0.5 * U)
        + "".join(_strap(W * share, look.strap, palette) for share in (0.18, 0.82))
        + _corners(look, palette)
    )


def _strap(x: float, colour: str, palette: Palette) -> str:
    seam = f"M{num(x - 1.05 * U)} {num(0.4 * U)}v{num(H - 0.8 * U)}"
    seam += f"M{num(x + 1.05 * U)} {num(0.4 * U)}v{num(H - 0.8 * U)}"
    dash = f"{num(0.7 * U)} {num(0.5 * U)}"
    pin = f"M{num(x)} {num(SEAM - 1.5 * U)}v{num(2.8 * U)}"
    buckle = {"stroke": palette.brass, "stroke_width": 0.75 * U}
    return (
        svg.rect(x - 1.7 * U, -0.25 * U, 3.4 * U, H + 0.5 * U, 0.5 * U, colour)
        + svg.path(seam, stroke=palette.stitch, stroke_opacity=0.7, stroke_width=0.15 * U, stroke_dasharray=dash)
        + svg.rect(x - 2.3 * U, SEAM - 1.6 * U, 4.6 * U, 3.2 * U, 0.6 * U, "none", **buckle)
        + svg.path(pin, stroke=palette.brass, stroke_width=0.6 * U, stroke_linecap="round")
    )


def _corners(look: _Look, palette: Palette) -> str:
    size, bend = num(3.6 * U), num(ROUND)
    shape = f"M0 {size}V{bend}A{bend} {bend} 0 0 1 {bend} 0H{size}A{size} {size} 0 0 1 0 {size}Z"
    piece = svg.path(shape, fill=look.corner) + svg.circle(1.25 * U, 1.25 * U, 0.34 * U, fill=palette.brass)
    places = ((0, 0, 1, 1), (W, 0, -1, 1), (0, H, 1, -1), (W, H, -1, -1))
    return "".join(
        f'<g transform="translate({num(x)} {num(y)}) scale({sx} {sy})">{piece}</g>' for x, y, sx, sy in places
    )


def _books() -> str:
    """A shelf with five books."""
    x, shown = -STICKER_W * 0.36, ""
    for colour, high, wide in BOOKS:
        thick, tall = STICKER_W * wide, STICKER_H * high
        band = f"M{num(x)} {num(STICKER_H * 0.1 - tall * 0.78)}h{num(thick - 1.2)}"
        shown += svg.rect(x, STICKER_H * 0.1 - tall, thick - 1.2, tall, 1, colour)
        shown += svg.path(band, stroke=PAPER, stroke_width=0.22 * U)
        x += thick
    return shown + _ground()


def _sunrise() -> str:
    """The sun over the road ahead: the poster this product is."""
    y, r = STICKER_H * 0.11, STICKER_H * 0.42
    sun = f"M{num(-r)} {num(y)}a{num(r)} {num(r)} 0 0 1 {num(2 * r)} 0Z"
    road = f"M{num(-0.1 * r)} {num(y - 0.62 * r)}L{num(-0.5 * r)} {num(y)}H{num(0.5 * r)}"
    road += f"L{num(0.1 * r)} {num(y - 0.62 * r)}Z"
    middle = f"M0 {num(y - 0.5 * r)}V{num(y)}"
    return (
        svg.path(sun, fill="#FFCB2E")
        + svg.path(road, fill="#0E4A56")
        + svg.path(middle, stroke=PAPER, stroke_width=0.2 * U, stroke_dasharray="5 4")
        + _ground()
    )


def _ground() -> str:
    line = f"M{num(-STICKER_W * 0.39)} {num(STICKER_H * 0.11)}h{num(STICKER_W * 0.78)}"
    return svg.path(line, stroke=INK, stroke_width=0.3 * U, stroke_linecap="round")


def _word(word: str) -> str:
    room, least = STICKER_W * 0.84, 1.3 * U
    size = max(least, min(2.5 * U, room / max(lettering.width(word, 1), 0.01)))
    shown = lettering.shorten(word, room, size)
    return svg.text(0, STICKER_H * 0.4, size, shown, fill=INK, text_anchor="middle")
