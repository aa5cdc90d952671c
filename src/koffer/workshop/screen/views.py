"""The projector page: what everybody in the room may see."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from koffer.workshop.access import get_screen
from koffer.workshop.room import SCREEN, Audience, page_context


@require_safe
def page(request: HttpRequest, workshop: uuid.UUID, key: str) -> HttpResponse:
    """The projector page of a workshop; its address opens nothing else."""
    here = get_screen(workshop, key)
    return render(request, "workshop/screen.html", page_context(here, Audience.of(request, SCREEN)))
