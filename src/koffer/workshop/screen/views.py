"""The projector page: what everybody in the room may see."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from koffer.workshop.access import get_screen, key_or_none, screen_key
from koffer.workshop.room import drawn
from koffer.workshop.room.audience import Audience


@require_safe
def page(request: HttpRequest, workshop: uuid.UUID, key: str) -> HttpResponse:
    """The projector page of a workshop; its address opens nothing else. A facilitator is led to the newest address."""
    held = key_or_none(request, workshop)
    if held and key != (newest := screen_key(held.workshop)):
        return redirect("screen", workshop=workshop, key=newest)
    here = get_screen(workshop, key)
    return drawn.page(request, here, Audience.of_screen(request, here))
