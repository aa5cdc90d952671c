"""The label: pairs from the phones and the console. They are the team's: everybody in the room may mend them."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from koffer.sheets.pairs import Size
from koffer.sheets.refusals import OldPage
from koffer.workshop.access import get_either, get_key, get_seat
from koffer.workshop.console.console import console_page
from koffer.workshop.forms import earlier_presses, number_seen, press_ident
from koffer.workshop.models import FacilitatorKey, Pair, Workshop
from koffer.workshop.models.step import LABEL
from koffer.workshop.seat.views import seat_page
from koffer.workshop.step import Returned
from koffer.workshop.steps.label.forms import PairForm


@require_POST
def add(request: HttpRequest, workshop: uuid.UUID) -> HttpResponse:
    """A new pair from a phone."""
    seat = get_seat(request, workshop)
    form = PairForm(request.POST)
    if not form.is_valid():
        return seat_page(request, seat, Returned(LABEL, form), status=422)
    seat.workshop.keep_pair(press_ident(request), form.as_halves(), seen=0, earlier=earlier_presses(request))
    return redirect("seat", workshop=workshop)


@require_POST
def note(request: HttpRequest, workshop: uuid.UUID) -> HttpResponse:
    """A new pair, typed by the facilitator."""
    key = get_key(request, workshop)
    form = PairForm(request.POST)
    if not form.is_valid():
        return console_page(request, key, Returned(LABEL, form, "pair"), status=422)
    key.workshop.keep_pair(press_ident(request), form.as_halves(), seen=0, earlier=earlier_presses(request))
    return redirect("console", workshop=workshop)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, workshop: uuid.UUID, pair: uuid.UUID) -> HttpResponse:
    """Mend a pair, or add the half that is missing: by anybody in the room."""
    by = get_either(request, workshop)
    here, key = by.workshop, isinstance(by, FacilitatorKey)
    found = _found(here, pair)
    form, status = PairForm(request.POST or None, found), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                here.keep_pair(found.pk, form.as_halves(), number_seen(request))
                return redirect("console" if key else "seat", workshop=workshop)
            except OldPage as refused:
                form.error, status = str(refused.reason), 409
                found.refresh_from_db()
    context = {
        "workshop": here,
        "pair": found,
        "form": form,
        "now": found.halves(),
        "back": "console" if key else "seat",
    }
    return render(request, "workshop/pair.html", context, status=status)


@require_POST
def name(request: HttpRequest, workshop: uuid.UUID, pair: uuid.UUID, size: str) -> HttpResponse:
    """Put the own name at a step, or take it off."""
    seat = get_seat(request, workshop)
    found = _found(seat.workshop, pair)
    step = found.actions.filter(size=size).first() if size in Size.values else None
    if step is None:
        raise Http404
    step.put_name(seat, request.POST.get("wanted") == "yes")
    return redirect("seat", workshop=workshop)


@require_POST
def aside(request: HttpRequest, workshop: uuid.UUID, pair: uuid.UUID) -> HttpResponse:
    """Take a pair off the label, or put it back."""
    _found(get_key(request, workshop).workshop, pair).put_aside(request.POST.get("aside") == "yes")
    return redirect("console", workshop=workshop)


def _found(workshop: Workshop, pair: uuid.UUID) -> Pair:
    found = workshop.pairs.filter(pk=pair).first()
    if found is None:
        raise Http404
    found.workshop = workshop
    return found
