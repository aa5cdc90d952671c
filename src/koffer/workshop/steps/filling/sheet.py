"""The sheet as a page part: rows with points, and which own part a person sees in which state."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from koffer.drawing.fabrics import swatch
from koffer.drawing.medium import Medium
from koffer.drawing.palette import PAGE, Palette
from koffer.drawing.suitcase import Compartment, Picture, open_suitcase
from koffer.method.order import proposal
from koffer.method.points import (
    TOTAL,
    InvalidSheet,
    Judgement,
    NotPoints,
    judge,
    nearest_unused,
    parse_points,
    settle,
)
from koffer.organisation.models import Category
from koffer.workshop.models import Seat
from koffer.workshop.picture import suitcase_words
from koffer.workshop.step import Context, TypedSheet


@dataclass(frozen=True)
class SheetRow:
    """One category on the sheet: what is typed, its rank, and what is the matter with it."""

    category: Category
    value: str
    rank: int | None
    equal_to: str
    lower: int | None
    higher: int | None
    error: str
    swatch: str


@dataclass(frozen=True)
class SheetPage:
    """The sheet as it stands on the page."""

    rows: tuple[SheetRow, ...]
    judgement: Judgement
    places: tuple[int, ...]


def read_points(data: Mapping[str, Any], categories: Sequence[Category]) -> tuple[list[int | None], list[str]]:
    """The typed numbers in the order of the sheet, and a message per row ("" when it can be read)."""
    points: list[int | None] = []
    errors = []
    for category in categories:
        try:
            points.append(parse_points(str(data.get(f"c{category.position}", ""))))
            errors.append("")
        except NotPoints:
            points.append(None)
            errors.append(_("Type a whole number from 0 to 100."))
    return points, errors


def lenient(text: object) -> int | None:
    """What is typed, for a draft: None for what is no number of points."""
    try:
        return parse_points(text) if isinstance(text, str) else None
    except NotPoints:
        return None


def typed_texts(data: Mapping[str, Any], categories: Sequence[Category]) -> list[str]:
    """What was typed in the rows, to stand there again."""
    return [str(data.get(f"c{category.position}", ""))[:12] for category in categories]


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
        lower, higher = nearest_unused(points, i) if equal else (None, None)
        value = typed[i] if typed else ("" if points[i] is None else str(points[i]))
        rows.append(
            SheetRow(
                category=category,
                value=value,
                rank=judgement.ranks[i],
                equal_to=categories[partner[i]].name if equal else "",
                lower=lower,
                higher=higher,
                error=errors[i] if errors else "",
                swatch=swatch(category.position, size=40, ident=f"s{category.position}"),
            )
        )
    return SheetPage(tuple(rows), judgement, proposal(len(categories)))


def page_of(categories: Sequence[Category], stored: Sequence[int | None], typed: TypedSheet | None) -> SheetPage:
    """The sheet with what was typed and refused, or else with what is stored."""
    if typed:
        return sheet_page(categories, typed.points, typed.typed, typed.errors)
    return sheet_page(categories, stored)


def explain(problem: InvalidSheet, points: Sequence[int | None]) -> str:
    """Why a sheet cannot be handed in, and what to do (M3, M4)."""
    if problem.reason == "too_many":
        over = sum(settle(points)) - 100
        words = ngettext(
            "You gave %(over)d point too many. Take it back somewhere.",
            "You gave %(over)d points too many. Take them back somewhere.",
            over,
        )
        return words % {"over": over}
    if points.count(None) > 1 or (None in points and 0 in points):
        return _("An empty category counts as zero, and only one category can have zero. Give the others a number.")
    return _("Two categories have the same number. Make one of them a little more or less.")


def filling(seat: Seat, returned: TypedSheet | None) -> Context:
    """The context of the sheet that a person fills; `returned` is what was typed and refused."""
    categories = seat.workshop.categories()
    draft = seat.held.draft() or []
    stored = draft if len(draft) == len(categories) else [None] * len(categories)
    return {
        "sheet": page_of(categories, stored, returned),
        "number": seat.held.number,
        "sheet_key": secrets.token_urlsafe(16),
        "message": returned.message if returned else "",
        "confirm": returned.confirm if returned else False,
    }


def own_picture(
    destination: str,
    categories: Sequence[Category],
    points: Sequence[int],
    palette: Palette = PAGE,
    medium: Medium = "phone",
    *,
    shown: Sequence[str] = (),
    sentence: str = "",
    ident: str = "own-suitcase",
) -> Picture:
    """The suitcase of one person as a picture; `shown` are the points as they are written, if otherwise."""
    return open_suitcase(
        [
            Compartment(i, category.name, number, shown[i] if shown else str(number))
            for i, (category, number) in enumerate(zip(categories, points, strict=True))
        ],
        medium=medium,
        destination=destination,
        words=suitcase_words(str(TOTAL - sum(points))),
        sentence=sentence or _("Your suitcase"),
        ident=ident,
        palette=palette,
    )
