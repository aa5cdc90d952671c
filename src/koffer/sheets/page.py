"""The sheet as a part of a page: rows with points, their ranks, and what is the matter with them."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from koffer.drawing.fabrics import swatch
from koffer.method.order import proposal
from koffer.method.points import Judgement, judge
from koffer.organisation.models import Category
from koffer.sheets.typed import TypedSheet


@dataclass(frozen=True)
class SheetRow:
    """One category on the sheet: what is typed, its rank, and what is the matter with it."""

    category: Category
    value: str
    rank: int | None
    equal_to: str
    error: str
    swatch: str


@dataclass(frozen=True)
class SheetPage:
    """The sheet as it stands on the page."""

    rows: tuple[SheetRow, ...]
    judgement: Judgement
    places: tuple[int, ...]


def sheet_page(
    categories: Sequence[Category],
    points: Sequence[int | None],
    typed: Sequence[str] | None = None,
    errors: Sequence[str] = (),
) -> SheetPage:
    """The rows of the sheet for `points`; `typed` keeps what could not be read."""
    judgement = judge(points)
    partner = {i: next(j for j in group if j != i) for group in judgement.equal_groups for i in group}
    rows = []
    for i, category in enumerate(categories):
        equal = i in partner and partner[i] < i
        value = typed[i] if typed else ("" if points[i] is None else str(points[i]))
        rows.append(
            SheetRow(
                category=category,
                value=value,
                rank=judgement.ranks[i],
                equal_to=categories[partner[i]].name if equal else "",
                error=errors[i] if errors else "",
                swatch=swatch(category.position, size=40, ident=f"s{category.position}"),
            )
        )
    return SheetPage(tuple(rows), judgement, proposal(len(categories)))


def sheet_of(categories: Sequence[Category], stored: Sequence[int | None], typed: TypedSheet | None) -> SheetPage:
    """The sheet with what was typed and refused, or else with what is stored."""
    if typed:
        return sheet_page(categories, typed.points, typed.typed, typed.errors)
    return sheet_page(categories, stored)


def to_fill(
    categories: Sequence[Category], draft: Sequence[int | None] | None, number: int, returned: TypedSheet | None
) -> dict[str, Any]:
    """What the templates of an own sheet need: its rows, which draft (`number`) they are, and what was refused."""
    stored = draft if draft and len(draft) == len(categories) else [None] * len(categories)
    return {
        "sheet": sheet_of(categories, stored, returned),
        "number": number,
        "sheet_key": secrets.token_urlsafe(16),
        "message": returned.message if returned else "",
        "confirm": returned.confirm if returned else False,
    }
