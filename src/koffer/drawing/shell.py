"""The leather and metal of the open suitcase (look.md, "The suitcase as a function", 2 and 3)."""

from dataclasses import dataclass

from koffer.drawing import svg
from koffer.drawing.medium import Measures
from koffer.drawing.palette import INK, Palette
from koffer.drawing.svg import num
from koffer.drawing.treemap import Rectangle

STRAPS = (0.2, 0.8)
HINGES = (0.12, 0.5, 0.88)
RIM, GAP, ROUND, SQUARE = 1.55, 1.3, 3.4, 0.9
ABOVE, BELOW = 1.1, 6.0


@dataclass(frozen=True)
class Shell:
    """The two halves of a case: everything that does not depend on what is packed."""

    measures: Measures

    @property
    def lid(self) -> Rectangle:
        """The outside of the lid."""
        return Rectangle(0, 0, self.measures.width, self.measures.height * self.measures.lid)

    @property
    def tray(self) -> Rectangle:
        """The outside of the tray."""
        top = self.lid.h + GAP * self.measures.u
        return Rectangle(0, top, self.measures.width, self.measures.height - top)

    @property
    def lid_lining(self) -> Rectangle:
        """The room for words in the lid."""
        return self.lid.inset(RIM * self.measures.u)

    @property
    def tray_lining(self) -> Rectangle:
        """The room that is striped in the tray."""
        return self.tray.inset(RIM * self.measures.u)

    @property
    def packing(self) -> Rectangle:
        """The area the compartments divide, before the gutter between them is taken off."""
        u, box = self.measures.u, self.tray_lining
        pad, drop = (0.9 - GUTTER / 2) * u, 0.35 * u
        return Rectangle(box.x + pad, box.y + pad + drop, box.w - 2 * pad, box.h - 2 * pad - drop)

    @property
    def handle(self) -> tuple[float, float]:
        """Where the string of the label is tied: the right leg of the handle."""
        u = self.measures.u
        return self.measures.width / 2 + 6.2 * u, self.measures.height + 1.2 * u


GUTTER = 0.75


def draw_shell(shell: Shell, ident: str, palette: Palette) -> str:
    """Handle, straps, both halves with lining, hinges, corners and buckles, from back to front."""
    measures = shell.measures
    return (
        _handle(measures, palette)
        + _half(shell.lid, measures, ident, palette, top=True)
        + _hinges(shell, palette)
        + _half(shell.tray, measures, ident, palette, top=False)
        + _shade(shell.tray_lining, measures.u)
        + _corners(measures, palette)
        + "".join(_strap(share, measures, palette) for share in STRAPS)
    )


def stripes(ident: str, measures: Measures, palette: Palette) -> str:
    """The pattern of the lining."""
    u = measures.u
    return (
        f'<pattern id="{ident}-lining" width="{num(2.2 * u)}" height="{num(2.2 * u)}" '
        'patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        f'<rect width="{num(1.1 * u)}" height="{num(2.2 * u)}" fill="{palette.lining_stripe}"/></pattern>'
    )


def _handle(measures: Measures, palette: Palette) -> str:
    u, x, y = measures.u, measures.width / 2, measures.height
    grip = f"M{num(x - 6.5 * u)} {num(y - u)}v{num(2.7 * u)}q0 {num(3 * u)} {num(3 * u)} {num(3 * u)}"
    grip += f"h{num(7 * u)}q{num(3 * u)} 0 {num(3 * u)} {num(-3 * u)}v{num(-2.7 * u)}"
    hold = f"M{num(x - 3.9 * u)} {num(y + 4.7 * u)}h{num(7.8 * u)}"
    plates = "".join(
        svg.rect(x + side * 6.5 * u - 1.7 * u, y - u, 3.4 * u, 2.2 * u, 0.5 * u, palette.brass) for side in (-1, 1)
    )
    return (
        svg.path(grip, stroke=palette.leather_deep, stroke_width=2.3 * u)
        + svg.path(hold, stroke=palette.leather, stroke_width=2.3 * u, stroke_linecap="round")
        + plates
    )


def _half(box: Rectangle, measures: Measures, ident: str, palette: Palette, *, top: bool) -> str:
    """Lid or tray: petrol shell, stitch line in the rim, striped lining."""
    u = measures.u
    dash = {"stroke_dasharray": f"{num(0.8 * u)} {num(0.6 * u)}", "stroke_linecap": "round"}
    stitch = {"stroke": palette.stitch, "stroke_opacity": 0.75, "stroke_width": 0.17 * u}
    inside = _rounded(box.inset(RIM * u), 0.62 * ROUND * u, 0.5 * u, top)
    return (
        svg.path(_rounded(box, ROUND * u, SQUARE * u, top), fill=palette.case)
        + svg.path(_rounded(box.inset(0.62 * u), 0.8 * ROUND * u, 0.6 * u, top), **stitch, **dash)
        + svg.path(inside, fill=palette.lining)
        + svg.path(inside, fill=f"url(#{ident}-lining)", opacity=0.55 if top else 1.0)
    )


def _rounded(box: Rectangle, outer: float, hinge: float, top: bool) -> str:
    first, last = (outer, hinge) if top else (hinge, outer)
    return svg.slab(box.x, box.y, box.w, box.h, first, last)


def _shade(lining: Rectangle, u: float) -> str:
    return svg.rect(lining.x, lining.y, lining.w, 0.7 * u, 0.35 * u, INK, opacity=0.2)


def _hinges(shell: Shell, palette: Palette) -> str:
    u, y = shell.measures.u, shell.lid.h
    parts, rivets = [], []
    for share in HINGES:
        x = shell.measures.width * share
        fold = f"M{num(x - 3 * u)} {num(y + GAP * u / 2)}h{num(6 * u)}"
        parts.append(svg.rect(x - 3 * u, y - 0.75 * u, 6 * u, (GAP + 1.5) * u, 0.6 * u, palette.brass))
        parts.append(svg.path(fold, stroke=palette.brass_deep, stroke_width=0.3 * u))
        rivets += [
            svg.circle(x + side * 1.9 * u, level, 0.28 * u)
            for side in (-1, 1)
            for level in (y - 0.1 * u, y + (GAP + 0.1) * u)
        ]
    return "".join(parts) + f'<g fill="{palette.brass_deep}">{"".join(rivets)}</g>'


def _corners(measures: Measures, palette: Palette) -> str:
    """Leather over the rim of the four outer corners, one drawing mirrored four times."""
    u, w, h = measures.u, measures.width, measures.height
    turns = ("", f"translate({num(w)} 0) scale(-1 1)", f"translate(0 {num(h)}) scale(1 -1)")
    places = (*turns, f"translate({num(w)} {num(h)}) scale(-1 -1)")
    shape = _corner(u)
    leather = "".join(f'<path d="{shape}" transform="{place}"/>' for place in places)
    dots = "".join(
        svg.circle(abs(x - a * u), abs(y - b * u), 0.33 * u)
        for x, y in ((0.0, 0.0), (w, 0.0), (0.0, h), (w, h))
        for a, b in ((0.78, 4.4), (4.4, 0.78), (1.45, 1.45))
    )
    return f'<g fill="{palette.leather}">{leather}</g><g fill="{palette.brass}">{dots}</g>'


def _corner(u: float) -> str:
    size, outer, inner, rim = 5.2 * u, ROUND * u, 0.62 * ROUND * u, RIM * u
    reach = rim + 0.6 * ROUND * u
    return (
        f"M0 {num(size)}V{num(outer)}A{num(outer)} {num(outer)} 0 0 1 {num(outer)} 0H{num(size)}V{num(rim)}"
        f"H{num(reach)}A{num(inner)} {num(inner)} 0 0 0 {num(rim)} {num(reach)}V{num(size)}Z"
    )


def _strap(share: float, measures: Measures, palette: Palette) -> str:
    """One strap over the two rims, with its buckle under the tray."""
    u, h = measures.u, measures.height
    x = measures.width * share - 2 * u
    seam = f"M{num(x + 0.7 * u)} {num(-0.5 * u)}v{num(1.6 * u)}m{num(2.6 * u)} {num(-1.6 * u)}v{num(1.6 * u)}"
    seam += f"M{num(x + 0.7 * u)} {num(h - RIM * u)}v{num(4.6 * u)}"
    seam += f"m{num(2.6 * u)} {num(-4.6 * u)}v{num(4.6 * u)}"
    dash = f"{num(0.5 * u)} {num(0.4 * u)}"
    pin = f"M{num(x + 2 * u)} {num(h + 0.1 * u)}v{num(2.4 * u)}"
    buckle = {"stroke": palette.brass, "stroke_width": 0.62 * u}
    return (
        svg.rect(x, -ABOVE * u, 4 * u, (RIM + 1.3) * u, 0.7 * u, palette.leather)
        + svg.rect(x, h - (RIM + 0.2) * u, 4 * u, 5.4 * u, 0.8 * u, palette.leather)
        + svg.rect(x, h + 2.6 * u, 4 * u, 1.9 * u, 0.8 * u, palette.leather_deep)
        + svg.path(seam, stroke=palette.stitch, stroke_width=0.14 * u, stroke_dasharray=dash)
        + svg.rect(x - 0.55 * u, h + 0.3 * u, 5.1 * u, 2.5 * u, 0.6 * u, "none", **buckle)
        + svg.path(pin, stroke=palette.brass, stroke_width=0.5 * u, stroke_linecap="round")
    )
