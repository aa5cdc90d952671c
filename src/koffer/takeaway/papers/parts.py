"""What all papers are made of: a head, drawings for print, categories, and what somebody asks for."""

from typing import Any, NamedTuple

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from koffer.drawing.fabrics import swatch
from koffer.drawing.palette import PRINT
from koffer.organisation.models import Category

TEAM = "team"  # the team itself, which sees all of this on its own screens; others see what it released


class Request(NamedTuple):
    """What somebody asks for: for whom the paper is, how large, and the address that its code leads to."""

    audience: str = TEAM
    size: str = "a4"
    address: str = ""


def head(heading: str) -> dict[str, Any]:
    """What every paper begins with: its title, and the language of who asks."""
    return {"title": heading, "heading": heading, "language": (get_language() or "nl")[:2]}


def category_row(category: Category) -> dict[str, str]:
    """A category with its tile of fabric."""
    tile = swatch(category.position, ident=f"s{category.position}", palette=PRINT)
    return {"name": category.name, "swatch": printable(tile)}


def printable(svg: str) -> str:
    """A drawing of ours as the typesetter takes it: with the font of its words, and a colour where a page has one."""
    if not svg:
        return ""
    named = svg.replace("<svg ", '<svg font-family="Koffer Display" font-weight="700" ', 1)
    named = named if "xmlns=" in named else named.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    return named.replace("currentColor", PRINT.page_ink)


def sheet_words() -> dict[str, str]:
    """The words of a blank sheet, for a team as for two."""
    return {
        "destination": _("Destination"),
        "category": _("Category"),
        "points": _("Points"),
        "total": _("Together"),
        "at-most": _("≤ 100"),
        "name": _("Name"),
        "code": _("To type this sheet"),
        "who-sees": _("Who sees your points?"),
        "how": _("This is how it goes"),
    }
