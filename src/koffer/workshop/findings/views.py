"""Strengths, gaps and the last word: sent from the phones, merged and picked by the facilitator."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from koffer.sheets.findings import GAP, MOST_PICKED, STRENGTH
from koffer.sheets.refusals import OldPage
from koffer.workshop.access import get_key, get_seat
from koffer.workshop.console.console import console_page
from koffer.workshop.findings.forms import FindingForm, SentenceForm
from koffer.workshop.findings.parts import EDITED
from koffer.workshop.forms import earlier_presses, number_seen, press_ident
from koffer.workshop.models import FacilitatorKey, Finding
from koffer.workshop.models.coming import open_waiting
from koffer.workshop.models.findings import WORD
from koffer.workshop.seat.views import seat_page
from koffer.workshop.step import Returned

ASKED_AT = {STRENGTH: "strengths", GAP: "gaps", WORD: "sharing"}  # the step of each kind


@require_POST
def sentence(request: HttpRequest, workshop: uuid.UUID, kind: str) -> HttpResponse:
    """Send one sentence (strength, gap) or one word."""
    seat = get_seat(request, workshop)
    if kind not in ASKED_AT:
        raise Http404
    form = SentenceForm(kind, request.POST)
    if not form.is_valid():
        return seat_page(request, seat, Returned(ASKED_AT[kind], form), status=422)
    seat.send(kind, press_ident(request), form.cleaned_data["text"], earlier=earlier_presses(request))
    return redirect("seat", workshop=workshop)


@require_POST
def opening(request: HttpRequest, workshop: uuid.UUID, kind: str) -> HttpResponse:
    """Anonymous: show all sentences, or words, that wait, in one go."""
    here = get_key(request, workshop).workshop
    if kind not in ASKED_AT:
        raise Http404
    open_waiting(here, kind=kind)
    return redirect("console", workshop=workshop)


@require_POST
def pick(request: HttpRequest, workshop: uuid.UUID, kind: str) -> HttpResponse:
    """The team picks: the ticked sentences become one strength or gap."""
    key = get_key(request, workshop)
    if kind not in MOST_PICKED:
        raise Http404
    known = {str(pk): pk for pk in key.workshop.sentences.filter(kind=kind).values_list("pk", flat=True)}
    merged = [known[text] for text in request.POST.getlist("sentence") if text in known]
    form = FindingForm(request.POST, auto_id="pick_%s")
    if not form.is_valid():
        return console_page(request, key, Returned(ASKED_AT[kind], form, "pick", about=set(merged)), status=422)
    key.workshop.pick(press_ident(request), kind, merged, earlier=earlier_presses(request), **form.texts(kind))
    return redirect("console", workshop=workshop)


@require_POST
def edit(request: HttpRequest, workshop: uuid.UUID, finding: uuid.UUID) -> HttpResponse:
    """Change what was picked; what somebody else changed just before is shown beside what was typed."""
    key = get_key(request, workshop)
    found = _found(key, finding)
    form = FindingForm(request.POST, auto_id=f"f{finding}_%s")
    if not form.is_valid():
        return console_page(request, key, Returned(ASKED_AT[found.kind], form, EDITED, about=found.pk), status=422)
    try:
        found.edit(number_seen(request), **form.texts(found.kind))
    except OldPage as refused:
        form.add_error("text", str(refused.reason))
        return console_page(request, key, Returned(ASKED_AT[found.kind], form, EDITED, about=found.pk), status=409)
    return redirect("console", workshop=workshop)


@require_POST
def put_back(request: HttpRequest, workshop: uuid.UUID, finding: uuid.UUID) -> HttpResponse:
    """Not this one after all: its sentences wait again."""
    _found(get_key(request, workshop), finding).put_back()
    return redirect("console", workshop=workshop)


def _found(key: FacilitatorKey, finding: uuid.UUID) -> Finding:
    found: Finding | None = Finding.everything.filter(workshop=key.workshop, pk=finding).first()
    if found is None:
        raise Http404
    found.workshop = key.workshop
    return found
