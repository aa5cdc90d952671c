"""What we share with whom, and closing the suitcase."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from koffer.workshop.access import get_key
from koffer.workshop.console.console import console_page
from koffer.workshop.models.releasing import OFFERED
from koffer.workshop.step import Returned
from koffer.workshop.steps.sharing.forms import ClosingForm


@require_POST
def sharing(request: HttpRequest, workshop: uuid.UUID) -> HttpResponse:
    """What the team shows to whom, item by item; everything else stays in the team."""
    here = get_key(request, workshop).workshop
    known = {f"{item} {to}": (item, to) for item, to in OFFERED}
    here.release({known[text] for text in request.POST.getlist("release") if text in known})
    return redirect("console", workshop=workshop)


@require_POST
def closing(request: HttpRequest, workshop: uuid.UUID) -> HttpResponse:
    """Close the suitcase."""
    key = get_key(request, workshop)
    form = ClosingForm(request.POST, today=key.workshop.today)
    if not form.is_valid():
        return console_page(request, key, Returned("sharing", form, "close"), status=422)
    key.workshop.close(form.cleaned_data["look_on"], by=key)
    return redirect("console", workshop=workshop)
