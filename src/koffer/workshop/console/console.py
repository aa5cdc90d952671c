"""The console: what to say, who is there, what is next. It can stand on the wall: no points, no secrets."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from koffer.web.address import only_here
from koffer.workshop.access import get_key, screen_key
from koffer.workshop.room import FACILITATOR, Audience, page_context


@require_safe
def page(request: HttpRequest, workshop: uuid.UUID) -> HttpResponse:
    """The facilitator's page."""
    key = get_key(request, workshop)
    context = page_context(key.workshop, Audience.of(request, FACILITATOR, key)) | {
        "screen_key": screen_key(workshop),
        "only_here": only_here(request),
    }
    return render(request, "workshop/console.html", context)


@require_POST
def shown(request: HttpRequest, workshop: uuid.UUID) -> HttpResponse:
    """Show the named step on every screen."""
    get_key(request, workshop).workshop.show(request.POST.get("step", ""))
    return redirect("console", workshop=workshop)


@require_POST
def start(request: HttpRequest, workshop: uuid.UUID) -> HttpResponse:
    """Start filling."""
    key = get_key(request, workshop)
    key.workshop.start_filling(by=key)
    return redirect("console", workshop=workshop)


@require_POST
def restart(request: HttpRequest, workshop: uuid.UUID) -> HttpResponse:
    """Back to preparing, while no sheet is in."""
    get_key(request, workshop).workshop.restart()
    return redirect("console", workshop=workshop)
