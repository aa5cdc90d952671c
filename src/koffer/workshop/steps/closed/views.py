"""Opening the texts of a closed suitcase again."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from koffer.workshop.access import get_key


@require_POST
def reopening(request: HttpRequest, workshop: uuid.UUID) -> HttpResponse:
    """Open texts and steps again, within two weeks."""
    get_key(request, workshop).workshop.reopen()
    return redirect("console", workshop=workshop)
