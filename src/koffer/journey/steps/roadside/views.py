"""Putting the suitcase beside the road, from the console."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from koffer.journey.road.forms import NotThere, move
from koffer.sheets.refusals import OldPage
from koffer.workshop.access import get_key
from koffer.workshop.console.console import console_page
from koffer.workshop.step import Returned


@require_POST
def put(request: HttpRequest, workshop: uuid.UUID) -> HttpResponse:
    """Place or move the suitcase; why that could not be is said next to the form."""
    key = get_key(request, workshop)
    try:
        move(request, key.workshop)
    except (NotThere, OldPage) as refused:
        return console_page(request, key, Returned("roadside", about=refused.reason), status=refused.status)
    return redirect("console", workshop=workshop)
