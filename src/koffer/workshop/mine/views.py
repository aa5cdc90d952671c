"""The page "what is mine", its file, and the two that ask before something goes for good."""

import uuid

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_safe

from koffer.workshop.access import forget_seat, get_seat
from koffer.workshop.mine.kept import CAN_BE_WITHDRAWN, kept_of
from koffer.workshop.models import Seat


@require_safe
def page(request: HttpRequest, workshop: uuid.UUID) -> HttpResponse:
    """What is kept about this person and until when, and what this person can do with it."""
    return _show(request, get_seat(request, workshop, outside=True), "page")


@require_safe
def take_along(request: HttpRequest, workshop: uuid.UUID) -> HttpResponse:
    """The same as a file to keep."""
    seat = get_seat(request, workshop, outside=True)
    answer = JsonResponse(kept_of(seat), json_dumps_params={"indent": 1, "ensure_ascii": False})
    name = f"{slugify(f'{seat.workshop.team} {seat.name}') or 'koffer'}.json"
    answer.headers["Content-Disposition"] = content_disposition_header(True, name) or ""
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
def withdrawal(request: HttpRequest, workshop: uuid.UUID) -> HttpResponse:
    """Ask first (GET), then withdraw the own sheet (POST). Again: nothing more happens."""
    seat = get_seat(request, workshop, outside=True)
    if request.method == "POST":
        seat.withdraw()
        return redirect("mine", workshop=workshop)
    return _show(request, seat, "withdrawal")


@require_http_methods(["GET", "HEAD", "POST"])
def erasure(request: HttpRequest, workshop: uuid.UUID) -> HttpResponse:
    """Ask first (GET), then erase this person (POST); this browser forgets the seat too."""
    seat = get_seat(request, workshop, outside=True)
    if request.method == "POST":
        seat.erase()
        forget_seat(request, seat.workshop)
        return redirect("erased")
    return _show(request, seat, "erasure")


@require_safe
def erased(request: HttpRequest) -> HttpResponse:
    """It is done. The same page for everybody: nothing tells who was here."""
    return render(request, "workshop/mine/erased.html")


def _show(request: HttpRequest, seat: Seat, name: str) -> HttpResponse:
    kept = kept_of(seat)
    can_withdraw = kept["sheet"] in CAN_BE_WITHDRAWN
    context = {"workshop": seat.workshop, "seat": seat, "kept": kept, "can_withdraw": can_withdraw}
    return render(request, f"workshop/mine/{name}.html", context)
