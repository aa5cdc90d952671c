"""Yellow cards above a spread that point at scores (look.md; picture 05)."""

from collections.abc import Sequence
from dataclasses import dataclass

from koffer.drawing import lettering, svg
from koffer.drawing.palette import INK, Palette
from koffer.drawing.svg import num


@dataclass(frozen=True)
class Callout:
    """A card above a score: `points` large, with a `caption` under it, which may be empty."""

    score: int
    points: str
    caption: str


@dataclass(frozen=True)
class Pointer:
    """A card and the point at which it points."""

    callout: Callout
    x: float
    y: float


@dataclass
class _Card:
    """A card being placed: its words, its left side and width."""

    target: Pointer
    points: str
    caption: str
    left: float
    wide: float


def draw_callouts(
    targets: Sequence[Pointer], width: float, roof: float, size: float, line: float, palette: Palette
) -> tuple[str, float]:
    """The cards side by side above `roof`, from left to right, and the height at which they begin.

    `size` is that of the letters, `line` the width of the outline, `width` that of the picture.
    """
    cards = [_card(target, width, size, line) for target in sorted(targets, key=lambda target: target.x)]
    for one, other in zip(cards[-2::-1], cards[:0:-1], strict=True):
        over = one.left + one.wide + size * 0.6 - other.left
        if over > 0:  # the left one gives way as far as it can, the right one the rest
            give = min(over, one.left - line)
            one.left -= give
            other.left += over - give
    high = size * (2.9 if any(card.caption for card in cards) else 1.8)
    top = roof - high - size * 1.2
    drawn = "".join(_draw(card, top, high, size, line, palette) for card in cards)
    return (f'<g class="kd" fill="{INK}">{drawn}</g>' if drawn else ""), top - line


def _card(target: Pointer, width: float, size: float, line: float) -> _Card:
    points, caption = svg.clean(target.callout.points), svg.clean(target.callout.caption)
    wide = max(lettering.width(points, size * 1.25), lettering.width(caption, size)) + size * 1.3
    return _Card(target, points, caption, max(line, min(target.x - wide / 2, width - wide - line)), wide)


def _draw(card: _Card, top: float, high: float, size: float, line: float, palette: Palette) -> str:
    bottom, x = top + high, card.target.x
    foot = max(card.left + size, min(x, card.left + card.wide - size))
    tip = max(card.target.y, bottom + size * 0.4)
    tail = f"M{num(foot - size * 0.4)} {num(bottom)}L{num(x)} {num(tip)}L{num(foot + size * 0.4)} {num(bottom)}"
    seam = f"M{num(foot - size * 0.36)} {num(bottom)}h{num(size * 0.72)}"
    middle = card.left + card.wide / 2
    words = svg.text(middle, top + size * 1.3, size * 1.25, card.points, text_anchor="middle")
    if card.caption:
        words += svg.text(middle, top + size * 2.4, size, card.caption, text_anchor="middle")
    outline: dict[str, object] = {"stroke": INK, "stroke_width": line, "stroke_linejoin": "round"}
    return (
        svg.rect(card.left, top, card.wide, high, size * 0.4, palette.signal, **outline)
        + svg.path(tail, fill=palette.signal, **outline)
        + svg.path(seam, stroke=palette.signal, stroke_width=line * 1.8)
        + words
    )
