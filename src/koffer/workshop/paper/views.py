"""A paper seat: made by the facilitator, typed by the person or by whom the person says, until the opening.

Who types sees the points while typing; once in, nobody sees them again. In an anonymous workshop a slip has
no name.
"""

import uuid
from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from koffer.method.mode import Mode
from koffer.sheets.page import to_fill
from koffer.sheets.refusals import Refused
from koffer.sheets.typed import TypedSheet, refused_sheet
from koffer.workshop.access import get_key, get_seat_of
from koffer.workshop.console.people import people_page
from koffer.workshop.forms import NameForm
from koffer.workshop.models import FacilitatorKey, Seat
from koffer.workshop.models.kinds import PAPER


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
    confirmed = request.POST.get("confirmed") == "yes"

    def hand_in(points: Sequence[int]) -> None:
        paper.hand_in(points, uuid.uuid4().hex, confirmed=confirmed)

    if refused := refused_sheet(request, key.workshop.categories(), hand_in):
        return _page(request, key, paper, refused)
    return redirect("people", workshop=workshop)


def _page(request: HttpRequest, key: FacilitatorKey, paper: Seat, refused: TypedSheet | None = None) -> HttpResponse:
    context = to_fill(key.workshop.categories(), None, 0, refused) | {
        "workshop": key.workshop,
        "seat": paper,
        "again": not key.workshop.opened and (request.method == "POST" or "again" in request.GET),
    }
    return render(request, "workshop/paper.html", context, status=refused.status if refused else 200)


@require_POST
def back(request: HttpRequest, workshop: uuid.UUID, seat: uuid.UUID) -> HttpResponse:
    """Take a paper sheet out."""
    get_seat_of(get_key(request, workshop), seat, kind=PAPER).take_back()
    return redirect("paper-sheet", workshop=workshop, seat=seat)
