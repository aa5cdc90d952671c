"""From plain values to a PDF or a picture of it, by typst: one template in `typst/` per paper."""

import json
import logging
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from unicodedata import combining, normalize

from koffer.drawing.widths import ADVANCES

if TYPE_CHECKING:
    import typst

logger = logging.getLogger("koffer.takeaway")

HERE = Path(__file__).parent
TEMPLATES, FONTS = HERE / "typst", HERE / "fonts"
PREVIEW_PPI = 60
Into = Literal["pdf", "png"]
JOINERS = dict.fromkeys((0x200D, 0xFE0F))  # zero width joiner, "as an emoji"
DRAWN = {
    sign for signs in ADVANCES.values() for sign in signs if not combining(sign)
}  # by our display font, and so by ours


@cache
def _fonts() -> "typst.Fonts":
    import typst  # the first paper pays for it, not every start: 84 MB

    # Those of the machine too: people write emoji and other scripts, which our two fonts do not draw.
    return typst.Fonts(include_system_fonts=True, include_embedded_fonts=True, font_paths=[str(FONTS)])


def typeset(template: str, values: Mapping[str, Any], *, into: Into = "pdf") -> bytes:
    """The paper `template` filled with `values` (JSON): a PDF/UA-1 file, or a picture of its first page.

    `values` holds "title" and "language". PDF/UA-1 allows no sign without a shape. So where no font of this machine can
    draw one, it becomes a question mark: first in the drawings, and if need be in all words. Before that, signs that
    only join others are taken out of the drawings: a family has no shape there, but its people do.
    """
    import typst

    for tried in (values, _apart(values), _in_drawings(values), _drawable(values)):
        try:
            return _compile(template, tried, into)
        except typst.TypstError as error:
            if tried is values:
                logger.warning("a paper has signs that no font of this machine can draw; see docs/self-hosting.md")
            if not error.message.startswith("PDF/UA-1 error"):
                raise
            refused = error
    raise refused


def _compile(template: str, values: Mapping[str, Any], into: Into) -> bytes:
    import typst

    compiler = typst.Compiler(
        str(TEMPLATES / f"{template}.typ"), root=str(TEMPLATES), font_paths=_fonts(), sys_inputs={"data": _json(values)}
    )
    if into == "png":
        pages: Any = compiler.compile(format="png", ppi=PREVIEW_PPI)
        return bytes(pages[0] if isinstance(pages, list) else pages)
    made: Any = compiler.compile(format="pdf", pdf_standards="ua-1")
    return bytes(made)


def _json(values: Any) -> str:
    return json.dumps(values, ensure_ascii=False)


def _apart(values: Any) -> Any:
    """The same values, with drawings in which nothing joins two signs to one."""
    if isinstance(values, str):
        return values.translate(JOINERS) if values.startswith("<svg") else values
    return _each(_apart, values)


def _in_drawings(values: Any) -> Any:
    """The same values, with drawings in which our own fonts can draw every word."""
    if isinstance(values, str):
        return _drawable(values) if values.startswith("<svg") else values
    return _each(_in_drawings, values)


def _drawable(values: Any) -> Any:
    """The same values with a question mark for what our own fonts do not have."""
    if isinstance(values, str):
        return "".join(sign if sign in DRAWN or sign.isspace() else "?" for sign in normalize("NFC", values))
    return _each(_drawable, values)


def _each(change: Callable[[Any], Any], values: Any) -> Any:
    if isinstance(values, Mapping):
        return {name: change(value) for name, value in values.items()}
    return [change(value) for value in values] if isinstance(values, list) else values
