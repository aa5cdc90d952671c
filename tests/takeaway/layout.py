"""A paper as somebody sees it: each word with its place on the page, by poppler's `pdftotext`."""

import re
import shutil
import subprocess
from dataclasses import dataclass
from html import unescape

import pytest

WORD = re.compile(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>')


@dataclass(frozen=True)
class Word:
    """A word and its box in points, from the top left corner of the page."""

    left: float
    top: float
    right: float
    bottom: float
    text: str

    def meets(self, other: "Word") -> bool:
        """Whether the two stand on each other; a box is a little higher than its letters."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across > 1 and down > 0.35 * min(self.bottom - self.top, other.bottom - other.top)


def pages_of(pdf: bytes) -> list[list[Word]]:
    """The words of each page; not emoji, whose boxes are much larger than what is drawn."""
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext is not here")
    made = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=pdf, stdout=subprocess.PIPE, check=True)
    return [
        [
            Word(*map(float, found[:4]), unescape(found[4]))
            for found in WORD.findall(page)
            if re.search(r"[\w?]", unescape(found[4]))
        ]
        for page in made.stdout.decode(errors="replace").split("<page ")[1:]
    ]


def said(page: list[Word]) -> str:
    """All words of a page."""
    return " ".join(word.text for word in page)
