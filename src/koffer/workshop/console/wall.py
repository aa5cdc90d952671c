"""What stands on the wall is the facilitator's to take off it, and to put back (rules.md, section 1, rule 14)."""

import uuid
from collections.abc import Iterable

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from koffer.workshop.access import get_key
from koffer.workshop.models import Workshop
from koffer.workshop.models.hiding import Hideable
from koffer.workshop.room.texts import texts


def hide_or_show(request: HttpRequest, workshop: Workshop, kinds: Iterable[QuerySet[Hideable]]) -> None:
    """Take the text whose id is sent as `off` off every screen, phone and paper, or put the one sent as `back` back.

    Raises Http404 where it is none of these texts.
    """
    off = request.POST.get("off")
    try:
        key = uuid.UUID(off or request.POST.get("back", ""))
    except ValueError:
        raise Http404 from None
    with workshop.changing():
        if not any(kind.filter(pk=key).update(hidden=bool(off)) for kind in kinds):
            raise Http404


@require_POST
def wall(request: HttpRequest, workshop: uuid.UUID) -> HttpResponse:
    """Take a story, sentence, word or finding off the wall, or put it back."""
    here = get_key(request, workshop).workshop
    hide_or_show(request, here, texts(here))
    return redirect("console", workshop=workshop)
