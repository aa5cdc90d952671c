"""A sheet as a file, so that libraries can exchange them: JSON with a version."""

import json
from typing import Annotated, Literal

import msgspec
from django.utils.translation import gettext as _
from msgspec import Meta, Struct

from koffer.organisation.models.design import LONGEST, CategoryTexts, Design
from koffer.web.names import tidy

FORMAT, VERSION = "koffer-sheet", 1
MOST_BYTES = 200_000

Name = Annotated[str, Meta(min_length=1, max_length=LONGEST["name"])]
Step = Annotated[str, Meta(max_length=LONGEST["small"])]
Sentence = Annotated[str, Meta(max_length=LONGEST["description"])]


class NotADesign(Exception):
    """The file is no sheet of ours; `reason` says what and where."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class CategoryInFile(Struct, forbid_unknown_fields=True):
    """A category, in both languages."""

    name_nl: Name
    name_en: Name
    description_nl: Sentence
    description_en: Sentence
    small_nl: Step
    small_en: Step
    large_nl: Step
    large_en: Step


class DesignInFile(Struct, forbid_unknown_fields=True):
    """The file."""

    format: Literal["koffer-sheet"]
    version: Literal[1]
    name: Annotated[str, Meta(min_length=1, max_length=60)]
    languages: Literal["nl en", "nl", "en"]
    categories: Annotated[list[CategoryInFile], Meta(max_length=40)]
    for_two: bool = False


def as_file(design: Design) -> bytes:
    """The sheet as UTF-8 JSON."""
    content = {
        "format": FORMAT,
        "version": VERSION,
        "name": design.name,
        "languages": design.languages,
        "categories": [vars(row) for row in design.rows()],
    } | ({"for_two": True} if design.for_two else {})
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def read_file(content: bytes) -> tuple[str, str, list[CategoryTexts], bool]:
    """(name, languages, rows, whether it is for two) of a file.

    Raises `NotADesign`; whether the sheet can be filled is judged later (M4).
    """
    if len(content) > MOST_BYTES:
        raise NotADesign(_("This file is too large for a sheet."))
    try:
        found = msgspec.json.decode(content, type=DesignInFile)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as problem:
        raise NotADesign(_wrong_at(str(problem).rpartition(" - at ")[2].strip("`"))) from None
    rows = [
        CategoryTexts(**{key: _tidy(getattr(category, key), *_limits(key)) for key in category.__struct_fields__})
        for category in found.categories
    ]
    return _tidy(found.name, 1, 60), found.languages, rows, found.for_two


def _wrong_at(place: str) -> str:
    # What msgspec says is English; the place that it ends with is not.
    if not place.startswith("$."):
        return _("This is not the file of a sheet.")
    return _("This is not the file of a sheet that can be used. Something is wrong at: %(place)s") % {
        "place": place[2:]
    }


def _limits(key: str) -> tuple[int, int]:
    text = key.rpartition("_")[0]
    return int(text == "name"), LONGEST[text]


def _tidy(text: str, least: int, most: int) -> str:
    # Normalised as what is typed is; that can make a text shorter, or longer.
    text = tidy(text)
    if not least <= len(text) <= most:
        raise NotADesign(_("A name in this file is empty, or a text is too long."))
    return text
