"""Opening the team suitcase: who is missing, what it will show, and the act itself."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from koffer.method.mode import Mode, least_sheets_to_open
from koffer.workshop.access import get_key
from koffer.workshop.models.known import before_opening
from koffer.workshop.people import People


@require_http_methods(["GET", "HEAD", "POST"])
def opening(request: HttpRequest, workshop: uuid.UUID) -> HttpResponse:
    """Look before it happens (GET), open (POST). Opening twice is one opening."""
    key = get_key(request, workshop)
    here = key.workshop
    if request.method == "POST":
        here.open(by=key)
        return redirect("console", workshop=workshop)
    if here.opened:
        return redirect("console", workshop=workshop)
    mode = Mode(here.mode)
    least, waiting = least_sheets_to_open(mode), before_opening(here)
    context = {
        "workshop": here,
        "people": People(here, "facilitator"),
        "least": least,
        "filled": waiting.people,
        "complete": waiting.complete,
        "enough": waiting.counting(mode) >= least,
    }
    return render(request, "workshop/opening.html", context)
