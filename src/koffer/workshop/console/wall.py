"""What stands on the wall is the facilitator's to take off it, and to put back (rules.md, section 1, rule 14)."""

import uuid
from collections.abc import Iterable
from itertools import chain

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from koffer.workshop.access import get_key
from koffer.workshop.models import Finding, Sentence, Story, Workshop
from koffer.workshop.models.hiding import Hideable


def _texts(workshop: Workshop) -> list[QuerySet[Hideable]]:
    return [kind.everything.filter(workshop=workshop) for kind in (Story, Sentence, Finding)]


def taken_off(workshop: Workshop) -> list[Hideable]:
    """All texts that the facilitator can put back."""
    return list(chain.from_iterable(kind.filter(hidden=True).order_by("pk") for kind in _texts(workshop)))


def hide_or_show(request: HttpRequest, workshop: Workshop, texts: Iterable[QuerySet[Hideable]]) -> None:
    """Take the text whose id is sent as `off` off every screen, phone and paper, or put the one sent as `back` back.

    Raises Http404 where it is none of these texts.
    """
    off = request.POST.get("off")
    try:
        key = uuid.UUID(off or request.POST.get("back", ""))
    except ValueError:
        raise Http404 from None
    with workshop.changing():
        if not any(kind.filter(pk=key).update(hidden=bool(off)) for kind in texts):
            raise Http404


@require_POST
def wall(request: HttpRequest, workshop: uuid.UUID) -> HttpResponse:
    """Take a story, sentence, word or finding off the wall, or put it back."""
    here = get_key(request, workshop).workshop
    hide_or_show(request, here, _texts(here))
    return redirect("console", workshop=workshop)
