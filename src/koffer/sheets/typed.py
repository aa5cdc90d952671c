"""A sheet as it is typed: read from forms and from drafts, given to a verb, and sent back with a reason."""

import json
import re
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from koffer.method.points import InvalidSheet, NotPoints, parse_points, settle
from koffer.organisation.models import Category
from koffer.sheets.refusals import NeedsConfirming, OldPage, Refused

Text = str | Promise
LONGEST_DRAFT = 2048  # bytes


@dataclass(frozen=True)
class TypedSheet:
    """A sheet as it was typed and refused: what could be read, what stood there, and what is the matter.

    `confirm`: the person has to read `message` and press again. `status`: of the answer, 422 or 409.
    """

    points: Sequence[int | None]
    typed: Sequence[str]
    errors: Sequence[str] = ()
    message: Text = ""
    confirm: bool = False
    status: int = 422


def refused_sheet(
    request: HttpRequest, categories: Sequence[Category], verb: Callable[[Sequence[int]], None]
) -> TypedSheet | None:
    """Give the points that were typed to `verb`: None when it took them, or else the sheet on its way back.

    Not for a refusal that no other points and no second press would change: that is raised.
    """
    points, errors = read_points(request.POST, categories)
    typed = TypedSheet(points, typed_texts(request.POST, categories), errors)
    if any(errors):
        return replace(typed, message=_("Not every number can be read."))
    try:
        verb(settle(points))
    except InvalidSheet as problem:
        return replace(typed, message=explain(problem, points))
    except NeedsConfirming as refused:
        return replace(typed, message=refused.reason, confirm=True, status=409)
    except OldPage as refused:
        return replace(typed, message=refused.reason, status=409)
    return None


def keep_draft(request: HttpRequest, count: int, verb: Callable[[list[int | None], int], int]) -> JsonResponse:
    """Keep the draft: JSON {"points": ["9", "", …], "number": n}. 409 with the reason, 422 when unreadable."""
    try:
        points, number = _read_draft(request, count)
    except ValueError:
        return JsonResponse({"message": _("This cannot be read as a sheet.")}, status=422)
    try:
        return JsonResponse({"number": verb(points, number)})
    except Refused as refused:
        return JsonResponse({"message": str(refused.reason)}, status=409)


def _read_draft(request: HttpRequest, count: int) -> tuple[list[int | None], int]:
    """(points, number of the draft that the page knew) of a draft for `count` categories.

    What is no number of points is an empty compartment. Raises ValueError when it cannot be read as a sheet.
    """
    if len(request.body) > LONGEST_DRAFT:
        raise ValueError("too long")
    try:
        body = json.loads(request.body)
        texts, number = body["points"], body["number"]
        if len(texts) != count or not isinstance(number, int) or not 0 <= number < 2**31:
            raise ValueError("no sheet")
        return [lenient(text) for text in texts], number
    except (TypeError, KeyError, AttributeError, RecursionError) as problem:
        raise ValueError("no sheet") from problem


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


def press_key_of(request: HttpRequest) -> str:
    """The key that the page made for this press; a fresh one when it is not of that form."""
    key = request.POST.get("press_key", "")
    return key if re.fullmatch(r"[A-Za-z0-9_-]{1,40}", key) else uuid.uuid4().hex


def number_of_draft(request: HttpRequest) -> int | None:
    """The number of the draft that the page had seen; None when it says none."""
    text = request.POST.get("number", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
