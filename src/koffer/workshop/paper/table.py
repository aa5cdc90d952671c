"""A table of paper sheets that somebody typed elsewhere: a CSV or XLSX file with a header, read without trusting it."""

import csv
import io
import itertools
import lzma
import zipfile
import zlib
from collections.abc import Iterable, Sequence

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from koffer.organisation.models import Category
from koffer.web.names import name_key

MOST_ROWS = 100
MOST_COLUMNS = 40
LAST_ROW = 1000  # of a spreadsheet, with its empty rows
# What a spreadsheet may hold, in bytes and in elements: a small file can pretend to be endless, and styles take long.
SHEET = (1_000_000, 20_000)  # the sheets and their texts, each
OTHER = (200_000, 4_000)  # every other part
UNPACKED = 4_000_000  # bytes of all parts together
LONGEST_CELL = 60  # characters; a name has forty
NAMES = {"naam", "name"}

# What openpyxl raises for a file that is no spreadsheet, or a broken one; it has no error of its own for that.
BROKEN = (
    zipfile.BadZipFile,
    KeyError,
    ValueError,
    IndexError,
    SyntaxError,
    TypeError,
    AttributeError,
    EOFError,
    OSError,
    RuntimeError,  # NotImplementedError and RecursionError among them: a password, another way of packing
    zlib.error,
    lzma.LZMAError,
)

Row = tuple[str, list[str]]


class NotATable(ValueError):
    """The file cannot be used; `reason` says why and what to do, in the language of the page."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def read_table(file: "UploadedFile[bytes]", categories: Sequence[Category]) -> list[Row]:
    """(name, what is typed for each category) of every row that is not empty. Raises `NotATable`."""
    content = bytes(file.read())
    cells = _xlsx(content) if content.startswith(b"PK") else _csv(content)
    rows = [[cell.strip()[:LONGEST_CELL] for cell in row] for row in cells]
    rows = [row for row in rows if any(row)]
    if len(rows) < 2:
        raise NotATable(_("This file has no rows. The first row holds the categories, each row below it is a sheet."))
    if len(rows) > MOST_ROWS + 1:
        raise NotATable(
            _("This file has more than %(most)d sheets. Divide it over several files.") % {"most": MOST_ROWS}
        )
    name, places = _columns(rows[0], categories)
    return [(_cell(row, name), [_cell(row, place) for place in places]) for row in rows[1:]]


def _columns(head: Sequence[str], categories: Sequence[Category]) -> tuple[int | None, list[int]]:
    """Where the name stands, and each category, in the order of the sheet."""
    keys = [name_key(text) for text in head]
    places = []
    for category in categories:
        known = {name_key(category.name_nl), name_key(category.name_en)}
        found = [place for place, key in enumerate(keys) if key in known]
        if len(found) != 1:
            reason = _("The first row holds each category once. This one is missing, or there twice: %(name)s.")
            raise NotATable(reason % {"name": category.name})
        places.append(found[0])
    return next((place for place, key in enumerate(keys) if key in NAMES), None), places


def _cell(row: Sequence[str], place: int | None) -> str:
    return row[place] if place is not None and place < len(row) else ""


def _csv(content: bytes) -> Iterable[list[str]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotATable(_("This file cannot be read. Save it as “CSV UTF-8”, or as XLSX.")) from error
    if "\0" in text:
        raise NotATable(_("This file cannot be read. Save it as “CSV UTF-8”, or as XLSX."))
    head = text.split("\n", 1)[0]
    delimiter = max(";,\t", key=head.count)
    try:
        filled = (row[:MOST_COLUMNS] for row in csv.reader(io.StringIO(text), delimiter=delimiter) if any(row))
        return list(itertools.islice(filled, MOST_ROWS + 2))
    except csv.Error as error:
        raise NotATable(_("This file cannot be read. Save it as “CSV UTF-8”, or as XLSX.")) from error


def _xlsx(content: bytes) -> Iterable[list[str]]:
    import openpyxl  # only who brings a spreadsheet pays for it

    unreadable = _("This spreadsheet cannot be read. Save it as XLSX once more, or as “CSV UTF-8”.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if not _bounded(packed):
                raise NotATable(_("This spreadsheet holds too much. Keep the rows with the sheets alone, at most 100."))
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        found = sheet.iter_rows(max_row=LAST_ROW, max_col=MOST_COLUMNS, values_only=True)
        return [[_text(cell) for cell in row] for row in found]
    except NotATable:
        raise
    except BROKEN as error:
        raise NotATable(unreadable) from error


def _bounded(packed: zipfile.ZipFile) -> bool:
    """Whether each part of a spreadsheet is small enough to be read in a moment."""
    parts = packed.infolist()
    # No part can unpack to more than it says here: the reader stops there.
    if sum(part.file_size for part in parts) > UNPACKED:
        return False
    for part in parts:
        holds_rows = part.filename.startswith("xl/worksheets/") or part.filename == "xl/sharedStrings.xml"
        most_bytes, most_elements = SHEET if holds_rows else OTHER
        if part.file_size > most_bytes:
            return False
        content = packed.read(part).replace(b"\0", b"")  # also in UTF-16
        if content.count(b"<") > most_elements or b"<!DOCTYPE" in content:  # that could say what repeats
            return False
    return True


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return "" if cell is None else str(cell)
