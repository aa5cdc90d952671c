"""Keeping a draft, handing in, taking back, and the own suitcase as a picture."""

import uuid
from collections.abc import Sequence
from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from koffer.drawing.palette import PRINT
from koffer.live import metrics
from koffer.sheets.typed import keep_draft, number_of_draft, press_key_of, refused_sheet
from koffer.workshop.access import get_seat
from koffer.workshop.models import Seat
from koffer.workshop.models.step import FILLING
from koffer.workshop.picture import own_picture
from koffer.workshop.seat.views import seat_page
from koffer.workshop.step import Returned


@require_http_methods(["PUT"])
def draft(request: HttpRequest, workshop: uuid.UUID) -> HttpResponse:
    """Keep the draft, as `keep_draft` reads it."""
    seat = get_seat(request, workshop)
    return keep_draft(request, len(seat.workshop.categories()), seat.keep_draft)


@require_POST
def sheet(request: HttpRequest, workshop: uuid.UUID) -> HttpResponse:
    """Hand the sheet in. What is wrong is said next to the row, and what was typed stays."""
    seat = get_seat(request, workshop)
    if refused := refused_sheet(request, seat.workshop.categories(), partial(hand_in, request, seat)):
        return seat_page(request, seat, Returned(FILLING, sheet=refused), status=refused.status)
    return redirect("seat", workshop=workshop)


def hand_in(request: HttpRequest, seat: Seat, points: Sequence[int]) -> None:
    """Hand in `points` as the form of `request` says: which press, of which page. Raises as the verb does."""
    confirmed = request.POST.get("confirmed") == "yes"
    with metrics.HAND_IN.time():
        seat.hand_in(points, press_key_of(request), number=number_of_draft(request), confirmed=confirmed)


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
