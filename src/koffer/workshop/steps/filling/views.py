"""Keeping a draft, handing in, taking back, and the own suitcase as a picture."""

import json
import re
import uuid
from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from koffer.drawing.palette import PRINT
from koffer.live import metrics
from koffer.method.points import InvalidSheet, settle
from koffer.workshop.access import get_seat
from koffer.workshop.models import Seat
from koffer.workshop.models.step import FILLING
from koffer.workshop.refusals import NeedsConfirming, OldPage, Refused
from koffer.workshop.seat.views import seat_page
from koffer.workshop.step import Returned, Text, TypedSheet
from koffer.workshop.steps.filling.sheet import explain, lenient, own_picture, read_points, typed_texts

LONGEST_DRAFT = 2048  # bytes


@require_http_methods(["PUT"])
def draft(request: HttpRequest, workshop: uuid.UUID) -> HttpResponse:
    """Keep the draft: JSON {"points": ["9", "", …], "number": n}. 409 with the newer one, 422 when unreadable."""
    seat = get_seat(request, workshop)
    try:
        points, number = read_draft(request, len(seat.workshop.categories()))
    except ValueError:
        return JsonResponse({"message": _("This cannot be read as a sheet.")}, status=422)
    try:
        return JsonResponse({"number": seat.keep_draft(points, number)})
    except Refused as refused:
        return JsonResponse({"message": str(refused.reason)}, status=409)


def read_draft(request: HttpRequest, count: int) -> tuple[list[int | None], int]:
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


@require_POST
def sheet(request: HttpRequest, workshop: uuid.UUID) -> HttpResponse:
    """Hand the sheet in. What is wrong is said next to the row, and what was typed stays."""
    seat = get_seat(request, workshop)
    categories = seat.workshop.categories()
    points, errors = read_points(request.POST, categories)
    typed = TypedSheet(points, typed_texts(request.POST, categories), errors)

    def back(message: Text, status: int, *, confirm: bool = False) -> HttpResponse:
        sheet = replace(typed, message=message, confirm=confirm)
        return seat_page(request, seat, Returned(FILLING, sheet=sheet), status=status)

    if any(errors):
        return back(_("Not every number can be read."), 422)
    try:
        with metrics.HAND_IN.time():
            hand_in(request, seat, points)
    except InvalidSheet as problem:
        return back(explain(problem, points), 422)
    except NeedsConfirming as refused:
        return back(refused.reason, 409, confirm=True)
    except OldPage as refused:
        return back(refused.reason, 409)
    return redirect("seat", workshop=workshop)


def hand_in(request: HttpRequest, seat: Seat, points: list[int | None]) -> None:
    """Hand in `points` as the form of `request` says: which press, of which page. Raises as the verb does."""
    seat.hand_in(
        settle(points),
        press_key_of(request),
        number=number_of_draft(request),
        confirmed=request.POST.get("confirmed") == "yes",
    )


def press_key_of(request: HttpRequest) -> str:
    """The key that the page made for this press; a fresh one when it is not of that form."""
    key = request.POST.get("press_key", "")
    return key if re.fullmatch(r"[A-Za-z0-9_-]{1,40}", key) else uuid.uuid4().hex


def number_of_draft(request: HttpRequest) -> int | None:
    """The number of the draft that the page had seen; None when it says none."""
    text = request.POST.get("number", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


@require_POST
def change(request: HttpRequest, workshop: uuid.UUID) -> HttpResponse:
    """Change the sheet that is in, which stays in until another one is; or leave it as it was."""
    seat = get_seat(request, workshop)
    if request.POST.get("wanted") == "no":
        seat.leave_as_it_was()
    else:
        seat.begin_to_change()
    return redirect("seat", workshop=workshop)


@require_POST
def back(request: HttpRequest, workshop: uuid.UUID) -> HttpResponse:
    """Take the sheet out, until the opening."""
    get_seat(request, workshop).take_back()
    return redirect("seat", workshop=workshop)


@require_safe
def picture(request: HttpRequest, workshop: uuid.UUID) -> HttpResponse:
    """The own suitcase as an SVG file to keep."""
    seat: Seat = get_seat(request, workshop)
    points = seat.held.points()
    if points is None:
        raise Http404
    drawn = own_picture(seat.workshop.destination, seat.workshop.categories(), points, palette=PRINT)
    response = HttpResponse(drawn.svg, content_type="image/svg+xml")
    response.headers["Content-Disposition"] = 'attachment; filename="koffer.svg"'
    return response
