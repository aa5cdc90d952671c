"""Pictures as pure functions: plain values in, one standalone SVG string out (look.md, "The suitcase").

Nothing here knows Django, a database or a person. Every function is deterministic, escapes all
words, uses presentation attributes only (strict CSP) and prefixes every id with `ident`.
"""

from koffer.drawing.closed import closed_suitcase
from koffer.drawing.fabrics import swatch
from koffer.drawing.palette import PAGE, PRINT, Palette
from koffer.drawing.spread import spread
from koffer.drawing.suitcase import Compartment, Picture, Words, open_suitcase

__all__ = [
    "PAGE",
    "PRINT",
    "Compartment",
    "Palette",
    "Picture",
    "Words",
    "closed_suitcase",
    "open_suitcase",
    "spread",
    "swatch",
]
