"""QR codes as SVG."""

from functools import lru_cache

import segno


@lru_cache(maxsize=256)
def qr_svg(address: str, sentence: str) -> str:
    """A QR code of `address` that takes the colour of the text around it; `sentence` is its description."""
    code = segno.make(address, error="m", micro=False)
    width, height = code.symbol_size(border=0)
    path = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(code.matrix) for x, dark in enumerate(row) if dark)
    return (
        f'<svg class="qr" viewBox="-2 -2 {width + 4} {height + 4}" role="img" aria-label="{sentence}" '
        f'shape-rendering="crispEdges"><path d="{path}" fill="currentColor"/></svg>'
    )
