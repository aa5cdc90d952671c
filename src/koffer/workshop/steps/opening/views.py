"""Opening the team suitcase: who is missing, what it will show, and the act itself."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from koffer.method.mode import Mode, least_sheets_to_open
from koffer.workshop.access import get_key
from koffer.workshop.models import Opening
from koffer.workshop.people import People


@require_http_methods(["GET", "HEAD", "POST"])
def opening(request: HttpRequest, workshop: uuid.UUID) -> HttpResponse:
    """Look before it happens (GET), open (POST). Opening twice is one opening."""
    key = get_key(request, workshop)
    here = key.workshop
    if request.method == "POST":
        Opening.open(here, by=key)
        return redirect("console", workshop=workshop)
    if here.opened:
        return redirect("console", workshop=workshop)
    least = least_sheets_to_open(Mode(here.mode))
    there = People(here, "facilitator")
    context = {"workshop": here, "people": there, "least": least, "enough": there.handed_in >= least}
    return render(request, "workshop/opening.html", context)
