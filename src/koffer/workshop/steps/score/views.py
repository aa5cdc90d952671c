"""The team score: numbers that are kept while typing, make it fit, the proposal on request, deciding; and nods."""

import json
import uuid
from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from koffer.sheets.refusals import Refused
from koffer.sheets.typed import lenient, refused_sheet
from koffer.workshop.access import get_key, get_seat
from koffer.workshop.console.console import console_page
from koffer.workshop.forms import number_seen
from koffer.workshop.step import Returned

LONGEST_BODY = 4096  # bytes
NODS = ("", "agree", "not_yet")


@require_http_methods(["PUT"])
def draft(request: HttpRequest, workshop: uuid.UUID) -> HttpResponse:
    """Keep the numbers: JSON {"points": ["9", "", …], "numbers": [n, …]}.

    Answers with all numbers as they are now, and in "late" the places where the other facilitator was first.
    """
    here = get_key(request, workshop).workshop
    try:
        points, seen = _read(request, len(here.categories()))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return JsonResponse({"message": _("This cannot be read as a team score.")}, status=422)
    try:
        scores, late = here.write_scores(points, seen)
    except Refused as refused:
        return JsonResponse({"message": str(refused.reason)}, status=409)
    return JsonResponse({"points": scores.points, "numbers": scores.numbers, "late": late})


def _read(request: HttpRequest, count: int) -> tuple[list[int | None], list[int]]:
    if len(request.body) > LONGEST_BODY:
        raise ValueError
    body = json.loads(request.body)
    seen = body["numbers"]
    if len(body["points"]) != count or len(seen) != count:
        raise ValueError
    if not all(isinstance(number, int) and 0 <= number < 2**31 for number in seen):
        raise ValueError
    return [lenient(text) for text in body["points"]], seen


@require_POST
def decision(request: HttpRequest, workshop: uuid.UUID) -> HttpResponse:
    """Decide, or revise. What is wrong, or what the other facilitator changed, is said; what was typed stays."""
    key = get_key(request, workshop)
    here = key.workshop
    categories = here.categories()

    def decide(points: Sequence[int]) -> None:
        numbers = [number_seen(request, f"n{category.position}") for category in categories]
        sheets = number_seen(request, "sheets") if "sheets" in request.POST else None
        here.decide(points, by=key, seen=number_seen(request, "seen"), numbers=numbers, sheets=sheets)

    if refused := refused_sheet(request, categories, decide):
        return console_page(request, key, Returned("score", sheet=refused), status=refused.status)
    return redirect("console", workshop=workshop)


@require_POST
def fit(request: HttpRequest, workshop: uuid.UUID) -> HttpResponse:
    """Make it fit: the valid score nearest to what stands there, and what became of each number."""
    key = get_key(request, workshop)
    changed = key.workshop.make_scores_fit()
    return console_page(request, key, Returned("score", about=changed))


@require_POST
def proposal(request: HttpRequest, workshop: uuid.UUID) -> HttpResponse:
    """Put the proposal of the sheets where nothing stands yet."""
    get_key(request, workshop).workshop.fill_scores_from_sheets()
    return redirect("console", workshop=workshop)


@require_POST
def nod(request: HttpRequest, workshop: uuid.UUID) -> HttpResponse:
    """Agree with the list, or not yet; others see how many only."""
    said = request.POST.get("nod", "")
    get_seat(request, workshop).say(said if said in NODS else "")
    return redirect("seat", workshop=workshop)
