"""The ten fabrics: fill, ink, weave and icon by position on the sheet (look.md, "Ten fabrics")."""

from dataclasses import dataclass
from functools import lru_cache

from koffer.drawing import svg
from koffer.drawing.palette import INK, PAGE, Palette

WHITE = "#FFFFFF"
ROUND = 'stroke-linejoin="round" stroke-linecap="round"'


@dataclass(frozen=True)
class Fabric:
    """How one category looks. `weave` and `icon` hold bare SVG shapes in their own small square."""

    light_ink: bool
    tile: tuple[int, int]
    weave: str
    icon: str
    strength: float = 0.0
    solid: bool = False

    @property
    def ink(self) -> str:
        """Colour of words and icon on this fabric."""
        return WHITE if self.light_ink else INK

    @property
    def opacity(self) -> float:
        """How strong the weave shows: weak enough to read over."""
        return self.strength or (0.2 if self.light_ink else 0.13)


_EYE = '<path d="M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12Z"/><circle cx="12" cy="12" r="3"/>'
_BULB = '<path d="M9 17.5c0-2.6-3-3.8-3-7.5a6 6 0 0 1 12 0c0 3.7-3 4.9-3 7.5ZM9.5 21h5"/>'
_COMPASS = '<circle cx="12" cy="12" r="9.3"/><path d="m15.8 8.2-2.3 5.3-5.3 2.3 2.3-5.3Z"/>'
_BOLT = '<path d="M13.5 2.5 5 13.5h6l-1 8 8.5-11.5h-6Z"/>'
_NODES = (
    '<circle cx="12" cy="5" r="2.7"/><circle cx="5" cy="18" r="2.7"/><circle cx="19" cy="18" r="2.7"/>'
    '<path d="M10.8 7.5 6.3 15.6M13.2 7.5l4.5 8.1M7.8 18h8.4"/>'
)
_RINGS = '<circle cx="8.8" cy="12" r="6.3"/><circle cx="15.2" cy="12" r="6.3"/>'
_EAR = (
    '<path d="M5 11a7 7 0 0 1 14 0c0 4-3.6 4.6-4.2 7.2-.5 2.2-1.9 3.3-3.6 3.3-2 0-3.2-1.4-3.2-3.3'
    'M9 11a3 3 0 1 1 4.6 2.5c-1 .7-1.3 1.3-1.3 2.2"/>'
)
_MOUNTAIN = '<path d="M2.5 19.5 9.5 7l4 7 2.3-3.5 5.7 9ZM9.5 7V2.5l4 1.5-4 1.6"/>'
_UMBRELLA = '<path d="M2.5 12.5a9.5 9.5 0 0 1 19 0ZM12 12.5v6.2a2.3 2.3 0 0 0 4.6 0M12 3V1.8"/>'
_LOOP = '<path d="M19.5 8.5A8.5 8.5 0 1 0 20.5 13M20.5 3v5.7h-5.7"/>'

_SUNS = (
    '<path d="M14 3v6M14 19v6M3 14h6M19 14h6M6.2 6.2l4.2 4.2M17.6 17.6l4.2 4.2M21.8 6.2l-4.2 4.2M10.4 17.6l-4.2 4.2"/>'
)
_DOTS = '<circle cx="5.5" cy="5.5" r="2.7"/><circle cx="16.5" cy="16.5" r="2.7"/>'
_STRIPE = '<path d="M-2 18 18-2M-2 2 2-2M14 18l4-4"/>'
_ZIGZAG = '<path d="M-1 13 6 5l6 8 6-8 7 8"/>'
_CHECK = '<path d="M0 10h20M10 0v20"/>'
_SCALES = '<path d="M0 14a14 14 0 0 1 28 0M-14 7a14 14 0 0 0 0-14M7 14a7 7 0 0 1 14 0"/>'
_WAVES = '<path d="M0 6c5.3-6 10.7-6 16 0s10.7 6 16 0"/>'
_PEAKS = '<path d="M11 4 18 16H4Z"/>'
_RAIN = '<path d="M6 2 3 9M15 13l-3 7"/>'
_PLUSSES = '<path d="M11 6.5v9M6.5 11h9"/>'

FABRICS = (
    Fabric(False, (28, 28), _SUNS, _EYE),
    Fabric(False, (22, 22), _DOTS, _BULB, solid=True),
    Fabric(True, (16, 16), _STRIPE, _COMPASS, strength=0.22),
    Fabric(True, (24, 18), _ZIGZAG, _BOLT),
    Fabric(True, (20, 20), _CHECK, _NODES),
    Fabric(True, (28, 14), _SCALES, _RINGS),
    Fabric(False, (32, 12), _WAVES, _EAR),
    Fabric(True, (22, 20), _PEAKS, _MOUNTAIN, strength=0.22, solid=True),
    Fabric(False, (18, 22), _RAIN, _UMBRELLA),
    Fabric(False, (22, 22), _PLUSSES, _LOOP),
)


def fabric(position: int) -> Fabric:
    """The fabric of a category by its 0-based position on the sheet; 10 and on repeat."""
    return FABRICS[position % len(FABRICS)]


def fill(position: int, palette: Palette) -> str:
    """The plain colour of a fabric in this palette."""
    return palette.fabrics[position % len(FABRICS)]


def weave(position: int, scale: float, ident: str) -> str:
    """The pattern of a fabric, to be used as `fill="url(#…)"` with the id `weave_id` gives."""
    cloth = fabric(position)
    turn = " rotate(90)" if position >= len(FABRICS) else ""
    wide, high = cloth.tile
    ink = {"fill": cloth.ink, "fill_opacity": cloth.opacity}
    line = {"fill": "none", "stroke": cloth.ink, "stroke_opacity": cloth.opacity, "stroke_width": "2.2"}
    shape = svg.attributes(ink if cloth.solid else line | {"stroke_linecap": "round"})
    return (
        f'<pattern id="{weave_id(position, ident)}" width="{wide}" height="{high}" '
        f'patternUnits="userSpaceOnUse" patternTransform="scale({svg.fine(scale)}){turn}">'
        f"<g{shape}>{cloth.weave}</g></pattern>"
    )


def weave_id(position: int, ident: str) -> str:
    """Id of the pattern of one position inside one picture."""
    return f"{ident}-w{position}"


def icon(position: int, x: float, y: float, size: float) -> str:
    """The sign of a category in a square; from the eleventh on its number.

    The group around it is to have the display font and round line ends and joins.
    """
    cloth = fabric(position)
    if position >= len(FABRICS):
        return _numbered(position, x + size / 2, y + size / 2, size)
    return (
        f'<g transform="translate({svg.num(x)} {svg.num(y)}) scale({svg.fine(size / 24)})" fill="none" '
        f'stroke="{cloth.ink}" stroke-width="2.1">'
        f"{cloth.icon}</g>"
    )


def _numbered(position: int, x: float, y: float, size: float) -> str:
    """The number on the sheet in a ring, so nobody takes it for points."""
    ink = fabric(position).ink
    ring = svg.circle(x, y, size * 0.46, fill="none", stroke=ink, stroke_width=size * 0.08)
    number = svg.text(x, y + size * 0.19, size * 0.52, str(position + 1), fill=ink, stroke="none", text_anchor="middle")
    return ring + number


@lru_cache(maxsize=256)
def swatch(position: int, *, size: int = 40, ident: str, palette: Palette = PAGE) -> str:
    """A small fabric tile with icon and stitch line, for beside a written name.

    Decorative: hidden from screen readers. `ident` must be unique on the page.
    """
    cloth, plain = fabric(position), fill(position, palette)
    stitch = {"stroke": cloth.ink, "stroke_opacity": 0.6, "stroke_width": 1.3, "stroke_dasharray": "3.5 2.5"}
    body = (
        f"<defs>{weave(position, 1, ident)}</defs>"
        + svg.rect(0, 0, 40, 40, 9, plain)
        + svg.rect(0, 0, 40, 40, 9, f"url(#{weave_id(position, ident)})")
        + svg.rect(3, 3, 34, 34, 7, "none", **stitch)
        + svg.circle(20, 20, 12.5, fill=plain)
        + f'<g class="kd" {ROUND}>{icon(position, 10, 10, 20)}</g>'
    )
    return f'<svg viewBox="0 0 40 40" width="{size}" height="{size}" aria-hidden="true">{body}</svg>'


def cloth(position: int, ident: str) -> str:
    """A piece of the fabric as wide and high as there is room; decorative."""
    pattern = f"<defs>{weave(position, 1, ident)}</defs>"
    woven = f'<rect width="100%" height="100%" fill="url(#{weave_id(position, ident)})"/>'
    return f'<svg class="weave" aria-hidden="true">{pattern}{woven}</svg>'
