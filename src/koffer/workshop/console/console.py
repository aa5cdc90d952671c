"""The console: what to say, who is there, what is next. It can stand on the wall: no points, no secrets."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST, require_safe

from koffer.workshop.access import get_key
from koffer.workshop.models import FacilitatorKey
from koffer.workshop.room import drawn
from koffer.workshop.room.audience import FACILITATOR, Audience
from koffer.workshop.room.forms import own_forms
from koffer.workshop.step import Returned


@require_safe
def page(request: HttpRequest, workshop: uuid.UUID) -> HttpResponse:
    """The facilitator's page."""
    return console_page(request, get_key(request, workshop))


def console_page(
    request: HttpRequest, key: FacilitatorKey, returned: Returned | None = None, *, status: int = 200
) -> HttpResponse:
    """The facilitator's page, with what was `returned` to this facilitator in the own forms."""
    own = _render_own(request, key, returned)
    return drawn.page(request, key.workshop, Audience.of(request, FACILITATOR, key), own=own, status=status)


def _render_own(request: HttpRequest, key: FacilitatorKey, returned: Returned | None = None) -> str:
    template, context = own_forms(key.workshop, returned)
    return render_to_string(template, context, request) if template else ""


@require_safe
def own(request: HttpRequest, workshop: uuid.UUID) -> HttpResponse:
    """The own forms alone: fetched when the stream says that they changed."""
    return HttpResponse(_render_own(request, get_key(request, workshop)))


@require_POST
def shown(request: HttpRequest, workshop: uuid.UUID) -> HttpResponse:
    """Show the named step on every screen."""
    get_key(request, workshop).workshop.show(request.POST.get("step", ""))
    return redirect("console", workshop=workshop)


@require_POST
def minutes(request: HttpRequest, workshop: uuid.UUID) -> HttpResponse:
    """Two more minutes for what is shown."""
    get_key(request, workshop).workshop.give_time()
    return redirect("console", workshop=workshop)


@require_POST
def start(request: HttpRequest, workshop: uuid.UUID) -> HttpResponse:
    """Start filling."""
    key = get_key(request, workshop)
    key.workshop.begin_filling(by=key)
    return redirect("console", workshop=workshop)


@require_POST
def restart(request: HttpRequest, workshop: uuid.UUID) -> HttpResponse:
    """Back to preparing, while no sheet is in."""
    get_key(request, workshop).workshop.take_back_filling()
    return redirect("console", workshop=workshop)
