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
JOINED["web/css/koffer.css"] = ("web/css/koffer.css", "web/css/talk.css")


class Files(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Joins the modules of a page, then names and compresses all files."""

    def post_process(self, paths: Any, dry_run: bool = False, **options: Any) -> Iterator[Any]:
        """What `collectstatic` calls when all files are in their place."""
        for name, parts in {} if dry_run else JOINED.items():
            # From their sources: what lies in the folder may be joined already, by an earlier start.
            texts = [Path(str(finders.find(part))).read_text() for part in parts]
            self.delete(name)
            small = _style if name.endswith(".css") else _without_modules
            self._save(name, ContentFile("\n".join(map(small, texts)).encode()))
            paths[name] = (self, name)
        yield from super().post_process(paths, dry_run, **options)


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
