"""The privacy page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from koffer.workshop.privacy.kept import KEPT
from koffer.workshop.privacy.seen import modes


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """What is kept, where and how long; who sees what in which mode; the own rights. For everybody."""
    return render(request, "workshop/privacy.html", {"kept": KEPT, "modes": modes()})
