"""Templates as they are sent: indented for who reads the source, and not for the wire."""

import re

from django.template import Origin
from django.template.loaders import app_directories, filesystem

INDENTED = re.compile(r"\s*\n\s*")
TAG = re.compile(r"<[a-z](?:\{%.*?%\}|\{\{.*?\}\}|[^<>{]|\{(?![%{]))*>", re.DOTALL)
# A line of nothing but tags that show nothing.
ALONE = re.compile(
    r"(?m)^((?:\{% (?:load|extends|if|elif|else|endif|for|empty|endfor|with|endwith|block|endblock|cache|endcache)\b"
    r"(?:(?!%\}).)*%\})+)\n"
)
# What stands on lines of its own anyway, and what has a box of its own: white space at its edges shows nothing.
BLOCKS = (
    "html|head|body|main|header|footer|section|article|aside|nav|div|form|fieldset|legend|p|h[1-6]|ul|ol|li|dl|dt|dd|details"
    "|summary|table|thead|tbody|tr|th|td|figure|meta|link|title|script"
)
AROUND = re.compile(
    rf"(?<=>)\n(?=</?(?:{BLOCKS})\b)|\n(?=(?:{{% end\w+ %}})*</(?:{BLOCKS}|button|a)>)|(</(?:{BLOCKS})>)\n"
)
OPENED = re.compile(rf"<(?:{BLOCKS}|button|a)\b")


def tight(source: str) -> str:
    """A template without its indentation, nor any other white space that a browser would not show."""
    source = TAG.sub(lambda tag: INDENTED.sub(" ", tag[0]).removesuffix(">").removesuffix(" ") + ">", source)
    source = ALONE.sub(r"\1", INDENTED.sub("\n", source))
    source = TAG.sub(lambda tag: f"{tag[0]}\0" if OPENED.match(tag[0]) else tag[0], source).replace("\0\n", "")
    return AROUND.sub(r"\1", source.replace("\0", "")).replace("\n", " ")


class FilesystemLoader(filesystem.Loader):
    """Django's, for pages without indentation."""

    def get_contents(self, origin: Origin) -> str:
        """The source of a page without indentation, that of a mail as it is."""
        source = super().get_contents(origin)
        return tight(source) if str(origin).endswith(".html") else source


class AppLoader(FilesystemLoader, app_directories.Loader):
    """The same for the folders `templates` of the applications."""
