"""Static files: compressed, named by their content, cached for ever."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

# Files that a phone needs together, joined in this order so that it asks once. Each stays a file of its own
# for whoever reads it; their names at the top level must differ.
PARTS = {
    "stack": ("points", "stack"),
    "sheet": ("points", "order", "store", "press", "draft", "sheet"),
    "member": (
        *("strap", "store", "press", "outbox", "own", "moment", "room"),
        *("points", "order", "draft", "sheet", "member"),
    ),
    "room": ("strap", "store", "press", "outbox", "own", "moment", "room"),
}
JOINED = {f"web/js/{page}.js": tuple(f"web/js/{part}.js" for part in parts) for page, parts in PARTS.items()}

CSS = Path(__file__).parent / "static/web/css"
# The styles of a page arrive as one file, whose parts are a component each. Steps and rooms add their own behind them.
STYLES = {
    page: [CSS / f"{part}.css" for part in parts.split()]
    for page, parts in {
        "koffer": "tokens letters base page button card field code promise list tag connection collection scene"
        " categories sheet row hand_in own line spreads few waiting strap",
        "console": "console rail script",
        "screen": "screen beside",
        "journey": "",
    }.items()
}


def add_styles(page: str, *files: Path) -> None:
    """Join `files` behind the styles of `page` ("koffer": of every page), in this order; one may be missing."""
    STYLES[page] += (file for file in files if file.exists())


class Files(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Joins the styles and the modules of a page, then names and compresses all files."""

    def post_process(self, paths: Any, dry_run: bool = False, **options: Any) -> Iterator[Any]:
        """What `collectstatic` calls when all files are in their place."""
        # From their sources: what lies in the folder may be joined already, by an earlier start.
        joined = {f"web/css/{page}.css": styles([file.read_text() for file in files]) for page, files in STYLES.items()}
        for name, parts in JOINED.items():
            texts = (Path(str(finders.find(part))).read_text() for part in parts)
            joined[name] = "\n".join(map(_without_modules, texts))
        for name, text in {} if dry_run else joined.items():
            self.delete(name)
            self._save(name, ContentFile(text.encode()))
            paths[name] = (self, name)
        yield from super().post_process(paths, dry_run, **options)


def styles(texts: list[str]) -> str:
    """Components, each in one layer, as one file, with nothing for readers; neighbours in a layer share its braces."""
    whole = layer = ""
    for text in map(_style, texts):
        begins = f"@layer {layer}{{"
        whole = whole[:-1] + text.removeprefix(begins) if layer and text.startswith(begins) else whole + text
        layer = found[1] if (found := re.match(r"@layer (\w+){", text)) else ""
    return whole


def _style(text: str) -> str:
    # No remark and no space that a browser does not need; none of ours stands inside quotation marks.
    text = re.sub(r"\s+", " ", re.sub(r"/\*[\s\S]*?\*/", "", text))
    text = re.sub(r" ?([{};,]) ?|(?<=:) ", r"\1", text).replace(";}", "}").strip()
    return re.sub(r"(?<=[:,( -])0(?=\.\d)", "", text)


def _without_modules(text: str) -> str:
    # Phones need no remarks and no indentation; each remark of ours begins a line, or ends one after a sign.
    text = re.sub(r"(?m)^\s*/\*[\s\S]*?\*/$|^import .*;$|^export (?=async|class|const|function)|^ +", "", text)
    text = re.sub(r"(?m)(?<=[;,{}]) // .*$|^// .*\n", "", text)
    # A line that goes on in the next one.
    text = re.sub(r"\n(?=\.\w)", "", re.sub(r"\n(?=(?:[?:]|&&|\|\|) )|(?<= =>)\n|(?<= =)\n", " ", text))
    # Nor the spaces around signs, nor the ends of lines after which nothing can end: in a text of ours such signs
    # stand in selectors only, which mean the same without.
    text = re.sub(r" (=>|[=!]==|&&|\|\||\?\?=?|\+=|[=?:]) ", r"\1", text).replace(", ", ",")
    text = re.sub(r",\n(?=[\])}])", "\n", re.sub(r"(?<![\w$])\((\w+)\)=>", r"\1=>", text))
    return re.sub(r"(?<=[;{,(\[])\n|\n(?=\n)", "", text)
