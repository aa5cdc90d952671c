"""Small helpers to write SVG: short numbers, escaped words, shapes with presentation attributes."""

import unicodedata
from xml.sax.saxutils import escape, quoteattr


def num(value: float) -> str:
    """A coordinate with at most one decimal."""
    text = f"{value:.1f}"
    return text[:-2] if text.endswith(".0") else text


def fine(value: float) -> str:
    """A stroke width or scale with at most two decimals."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return text.removeprefix("0") or "0"


def clean(text: str) -> str:
    """People's words without characters that XML forbids, with single spaces."""
    kept = (" " if unicodedata.category(c) in {"Cc", "Cs"} or c in "\ufffe\uffff" else c for c in text)
    return " ".join("".join(kept).split())


def words(text: str) -> str:
    """People's words, cleaned and escaped for use between tags."""
    return escape(clean(text))


def attributes(values: dict[str, object]) -> str:
    """Keyword arguments as attributes: `stroke_width=2.0` becomes `stroke-width="2"`."""
    parts = []
    for key, value in values.items():
        shown = fine(value) if isinstance(value, float) else str(value)
        parts.append(f" {key.replace('_', '-')}={quoteattr(shown)}")
    return "".join(parts)


def rect(x: float, y: float, w: float, h: float, r: float, fill: str, **more: object) -> str:
    """A rectangle with rounded corners."""
    place = f'x="{num(x)}" y="{num(y)}" width="{num(w)}" height="{num(h)}" rx="{num(r)}"'
    return f'<rect {place} fill="{fill}"{attributes(more)}/>'


def path(d: str, **more: object) -> str:
    """A path; without `fill` the caller gets an unfilled line."""
    return f'<path d="{d}"{attributes({"fill": "none"} | more)}/>'


def circle(x: float, y: float, r: float, **more: object) -> str:
    """A circle."""
    return f'<circle cx="{num(x)}" cy="{num(y)}" r="{fine(r)}"{attributes(more)}/>'


def text(x: float, y: float, size: float, shown: str, **more: object) -> str:
    """One line of escaped text, in the font of the group it stands in."""
    place = f'x="{num(x)}" y="{num(y)}" font-size="{num(size)}"'
    return f"<text {place}{attributes(more)}>{words(shown)}</text>"


def slab(x: float, y: float, w: float, h: float, top: float, bottom: float) -> str:
    """Path data of a box whose two top corners and two bottom corners have their own radius."""
    t, b = num(top), num(bottom)
    return (
        f"M{num(x + top)} {num(y)}h{num(w - 2 * top)}a{t} {t} 0 0 1 {t} {t}v{num(h - top - bottom)}"
        f"a{b} {b} 0 0 1 -{b} {b}h{num(2 * bottom - w)}a{b} {b} 0 0 1 -{b} -{b}v{num(top + bottom - h)}"
        f"a{t} {t} 0 0 1 {t} -{t}Z"
    )


def picture(box: tuple[float, float, float, float], sentence: str, ident: str, body: str) -> str:
    """The outer element: no width or height, so CSS sizes it, and one sentence for who cannot see it."""
    view = " ".join(num(value) for value in box)
    label = quoteattr(clean(sentence))
    head = f'id={quoteattr(ident)} viewBox="{view}" role="img" aria-label={label}'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {head}>{body}</svg>'
