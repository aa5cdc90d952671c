"""A paper seat: made by the facilitator, typed by the person or by whom the person says, until the opening.

Who types sees the points while typing; once in, nobody sees them again. In an anonymous workshop a slip has
no name.
"""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from koffer.method.mode import Mode
from koffer.method.points import InvalidSheet, settle
from koffer.workshop.access import get_key, get_seat_of
from koffer.workshop.console.people import people_page
from koffer.workshop.forms import NameForm
from koffer.workshop.models import FacilitatorKey, Seat
from koffer.workshop.models.kinds import PAPER
from koffer.workshop.refusals import NeedsConfirming, Refused
from koffer.workshop.steps.filling.sheet import explain, read_points, sheet_page, typed_texts


@require_POST
def add(request: HttpRequest, workshop: uuid.UUID) -> HttpResponse:
    """Make a paper seat and go to its sheet."""
    key = get_key(request, workshop)
    anonymous = key.workshop.mode == Mode.ANONYMOUS
    if anonymous and key.workshop.opened:
        raise Refused(_("The team suitcase is open; nothing can be added."))
    form = NameForm({"name": _("Slip") if anonymous else request.POST.get("name", "")})
    if not form.is_valid():
        return people_page(request, key, form, status=422)
    seat, _token = Seat.take(key.workshop, form.cleaned_data["name"], kind=PAPER)
    return redirect("paper-sheet", workshop=workshop, seat=seat.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: HttpRequest, workshop: uuid.UUID, seat: uuid.UUID) -> HttpResponse:
    """Type a paper sheet. The page covers itself when it is left alone, and never shows what is in."""
    key = get_key(request, workshop)
    paper = get_seat_of(key, seat, kind=PAPER)
    if request.method != "POST":
        return _page(request, key, paper)
    categories = key.workshop.categories()
    points, errors = read_points(request.POST, categories)
    typed = {"points": points, "typed": typed_texts(request.POST, categories)}
    if any(errors):
        return _page(request, key, paper, 422, message=_("Not every number can be read."), errors=errors, **typed)
    try:
        paper.hand_in(settle(points), uuid.uuid4().hex, confirmed=request.POST.get("confirmed") == "yes")
    except InvalidSheet as problem:
        return _page(request, key, paper, 422, message=explain(problem, points), **typed)
    except NeedsConfirming as refused:
        return _page(request, key, paper, 409, message=refused.reason, confirm=True, **typed)
    return redirect("people", workshop=workshop)


def _page(request: HttpRequest, key: FacilitatorKey, paper: Seat, status: int = 200, **sheet: Any) -> HttpResponse:
    categories = key.workshop.categories()
    points = sheet.get("points") or [None] * len(categories)
    context = {
        "workshop": key.workshop,
        "seat": paper,
        "sheet": sheet_page(categories, points, sheet.get("typed"), sheet.get("errors", ())),
        "message": sheet.get("message", ""),
        "confirm": sheet.get("confirm", False),
        "again": not key.workshop.opened and (request.method == "POST" or "again" in request.GET),
    }
    return render(request, "workshop/paper.html", context, status=status)


@require_POST
def back(request: HttpRequest, workshop: uuid.UUID, seat: uuid.UUID) -> HttpResponse:
    """Take a paper sheet out."""
    get_seat_of(get_key(request, workshop), seat, kind=PAPER).take_back()
    return redirect("paper-sheet", workshop=workshop, seat=seat)
