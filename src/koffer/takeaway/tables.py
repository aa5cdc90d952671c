"""The numbers of the team and its steps as tables, for a spreadsheet (XLSX) or as text (CSV).

No table holds a sheet. What a file shows stays for years and travels, so it shows no more than a discreet workshop
does on the screen: from five people (rules.md, 3, X).
"""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from statistics import median
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from koffer.method.mode import band
from koffer.workshop.models import Decision, Workshop
from koffer.workshop.models.known import known
from koffer.workshop.steps.label.label import LabelStep, label

Cell = str | float | date | None
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # with these a spreadsheet takes text for a formula (OWASP, CSV injection)


@dataclass(frozen=True)
class Table:
    """A name, the words above the columns, and the rows; None is an empty cell."""

    name: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def scores(workshop: Workshop) -> Table:
    """Per category the team score, and mean, median, lowest and highest of the sheets where they may be shown.

    In an anonymous workshop lowest, highest and median are the starts of their bands of five points.
    """
    sheets = known(workshop, in_file=True)
    decision = Decision.newest(workshop)
    decided = decision.as_list() if decision else []
    rows = []
    for place, category in enumerate(workshop.categories()):
        average: Cell = None
        middle: Cell = None
        ends: tuple[Cell, Cell] = (None, None)
        if (mean := sheets.mean(place)) is not None:
            average = _number(mean)
        if column := sheets.dots(place):
            middle, ends = _number(Fraction(median(column))), (column[0], column[-1])
        rows.append((category.name, decided[place] if decided else None, average, middle, *ends))
    head = [_("Category"), _("Team score"), _("Mean"), _("Median"), _("Lowest"), _("Highest")]
    if band(sheets.mode):
        bands = _("(bands of five)")
        head[3:] = [f"{word} {bands}" for word in head[3:]]
    return Table(_("Team score"), tuple(head), tuple(rows))


def steps(workshop: Workshop) -> Table:
    """The steps of all pairs: what, who, when, and how it stands."""
    found = label(workshop)
    kinds = ((found.tied, _("on the label")), (found.halves, _("half a pair")), (found.aside, _("put aside")))
    rows = [
        (number, _size(step), step.text, step.by, step.due, step.stands or state, step.result)
        for number, (tied, state) in enumerate(((tied, state) for some, state in kinds for tied in some), start=1)
        for step in tied.steps
    ]
    head = (_("Pair"), _("Step"), _("What"), _("Who"), _("By"), _("State"), _("Result"))
    return Table(_("Steps"), head, tuple(rows))


def as_xlsx(title: str, tables: Sequence[Table]) -> bytes:
    """A workbook with a sheet for each table. Text stays text, whatever it begins with."""
    import xlsxwriter  # the first workbook pays for it, not every start

    made = io.BytesIO()
    options: dict[str, Any] = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(made, options) as book:
        book.set_properties({"title": title})
        bold, wrapped = (
            book.add_format({"bold": True, "bottom": 1}),
            book.add_format({"text_wrap": True, "valign": "top"}),
        )
        day = book.add_format({"num_format": 14, "valign": "top", "align": "left"})  # as the reader's country writes it
        for table in tables:
            sheet = book.add_worksheet(table.name[:31])
            sheet.freeze_panes(1, 0)
            sheet.write_row(0, 0, table.head, bold)
            for place, row in enumerate(table.rows, start=1):
                for column, cell in enumerate(row):
                    if isinstance(cell, str):
                        sheet.write_string(place, column, cell, wrapped)
                    elif isinstance(cell, date):
                        sheet.write_datetime(place, column, cell, day)
                    elif cell is not None:
                        sheet.write_number(place, column, cell, wrapped)
            for column, _head in enumerate(table.head):
                widest = max((len(str(row[column])) for row in table.rows if row[column] is not None), default=0)
                sheet.set_column(column, column, min(max(12, widest + 2), 60))
    return made.getvalue()


def as_csv(table: Table) -> bytes:
    """The table as UTF-8 text with the marks of the language, so that a spreadsheet opens it with a double click."""
    dutch = get_language() == "nl"
    made = io.StringIO()
    writer = csv.writer(made, delimiter=";" if dutch else ",", lineterminator="\r\n")
    writer.writerow(table.head)
    for row in table.rows:
        writer.writerow([_harmless(cell) if isinstance(cell, str) else _written(cell, dutch) for cell in row])
    return b"\xef\xbb\xbf" + made.getvalue().encode()


def _number(value: Fraction) -> float:
    rounded = round(value, 1)
    return int(rounded) if rounded.denominator == 1 else float(rounded)


def _size(step: LabelStep) -> str:
    return _("Small") if step.size == "small" else _("Large")


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text


def _written(value: float | date | None, dutch: bool) -> str:
    text = "" if value is None else str(value)
    return text.replace(".", ",") if dutch else text
