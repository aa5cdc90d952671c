"""Discarding a workshop, and bringing it back within seven days (rules.md, section 4)."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from koffer.workshop.access import get_discarded, get_key
from koffer.workshop.forms import DiscardForm


@require_http_methods(["GET", "HEAD", "POST"])
def discard(request: HttpRequest, workshop: uuid.UUID) -> HttpResponse:
    """What it means, and the name of the team to type; afterwards the page from which it can be restored."""
    key = get_key(request, workshop)
    form = DiscardForm(key.workshop.team, request.POST or None)
    if request.method == "POST" and form.is_valid():
        key.workshop.discard(by=key.user)
        return redirect("discarding", workshop=workshop)
    context = {
        "workshop": key.workshop,
        "form": form,
        "back": reverse("settings", args=[workshop]),
        "takeaway": reverse("takeaway", args=[workshop]),
    }
    return render(request, "workshop/discarding.html", context, status=422 if form.errors else 200)


@require_POST
def restore(request: HttpRequest, workshop: uuid.UUID) -> HttpResponse:
    """Bring it back, as it was."""
    key = get_discarded(request, workshop)
    key.workshop.restore(by=key.user)
    return redirect("console", workshop=workshop)
