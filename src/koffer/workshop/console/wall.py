"""What stands on the wall is the facilitator's to take off it, and to put back (rules.md, section 1, rule 14)."""

import uuid
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from koffer.workshop.access import get_key
from koffer.workshop.models import Finding, Sentence, Story, Workshop
from koffer.workshop.models.hiding import Hideable

KINDS: dict[str, type[Hideable]] = {"story": Story, "sentence": Sentence, "finding": Finding}


@dataclass(frozen=True)
class TakenOff:
    """A text that was taken off the wall."""

    kind: str
    key: uuid.UUID
    text: str


def taken_off(workshop: Workshop) -> list[TakenOff]:
    """All texts that the facilitator can put back."""
    return [
        TakenOff(kind, key, text)
        for kind, model in KINDS.items()
        for key, text in model.everything.filter(workshop=workshop, hidden=True)
        .order_by("pk")
        .values_list("pk", "text")
    ]


@require_POST
def wall(request: HttpRequest, workshop: uuid.UUID, kind: str, text: uuid.UUID) -> HttpResponse:
    """Take a story, sentence, word or finding off every screen, phone and paper, or put it back."""
    here = get_key(request, workshop).workshop
    model = KINDS.get(kind)
    if model is None or not model.everything.filter(pk=text, workshop=here).exists():
        raise Http404
    with here.changing():
        model.everything.filter(pk=text, workshop=here).update(hidden=request.POST.get("hidden") == "yes")
    return redirect("console", workshop=workshop)
