"""The presenting team's facilitator: prepares the turn, leads the slides, goes into what visitors ask."""

import uuid
from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from koffer.journey.access import event_token
from koffer.journey.models import Reaction, Turn
from koffer.journey.presentation.forms import PrepareForm, ToldExampleForm, TurnPlanForm
from koffer.journey.presentation.slides import reactions, show_story, shown
from koffer.web.address import public_url
from koffer.web.qr import qr_svg
from koffer.workshop.access import get_key
from koffer.workshop.forms import number_seen, press_ident


@require_http_methods(["GET", "HEAD", "POST"])
def prepare(request: HttpRequest, workshop: uuid.UUID) -> HttpResponse:
    """The team's presentations (GET); prepare one (POST)."""
    here = get_key(request, workshop).workshop
    form = PrepareForm(here, request.POST or None)
    press = press_ident(request)
    if request.method == "POST" and form.is_valid():
        Turn.prepare(here, press, form.cleaned_data["event"], form.cleaned_data["name"], form.plan)
        return redirect("presentations", workshop=workshop)
    mine = Turn.objects.filter(workshop=here).select_related("event").order_by("-event__made_at")
    turns = [turn for turn in mine if turn.event.lives]
    context = {"workshop": here, "form": form, "turns": turns, "press_key": press}
    return render(request, "journey/presentations.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest, workshop: uuid.UUID, turn: uuid.UUID) -> HttpResponse:
    """What was prepared for a turn (GET); prepare it otherwise (POST)."""
    found = _turn(request, workshop, turn)
    now = {"parts": found.parts, "notes": found.notes, "minutes": found.minutes}
    now |= {"gap": found.gap_id} if found.gap_id else {}
    form = TurnPlanForm(found.workshop, request.POST or None, initial=now)
    if request.method == "POST" and form.is_valid():
        found.change(form.plan)
        return redirect("presentation", workshop=workshop, turn=turn)
    context = {"workshop": found.workshop, "turn": found, "form": form}
    return render(request, "journey/plan.html", context, status=422 if form.errors else 200)


def _turn(request: HttpRequest, workshop: uuid.UUID, turn: uuid.UUID) -> Turn:
    """An own turn in an event that is not over; 404 for any other."""
    here = get_key(request, workshop).workshop
    found = Turn.objects.select_related("event").filter(workshop=here, pk=turn).first()
    if found is None or not found.event.lives:
        raise Http404
    found.workshop = here
    return found


@require_safe
def lead(request: HttpRequest, workshop: uuid.UUID, turn: uuid.UUID) -> HttpResponse:
    """The slide that is shown, the notes, and what visitors ask."""
    return _lead(request, _turn(request, workshop, turn))


def _lead(request: HttpRequest, turn: Turn, form: ToldExampleForm | None = None) -> HttpResponse:
    number, made = shown(turn)
    token = event_token(turn.event)
    address = public_url(request, reverse("event", args=[token]))
    context: dict[str, Any] = {
        "workshop": turn.workshop,
        "turn": turn,
        "event": turn.event,
        "order": turn.event.order(),
        "host": turn.event.host,
        "token": token,
        "address": address,
        "qr": qr_svg(address, _("QR code for the phones")),
        "began": turn.workshop.local(turn.began_at).time() if turn.began_at else None,
        "number": number,
        "slide": made[number],
        "count": len(made),
        "form": form or ToldExampleForm(turn.workshop),
        "press_key": press_ident(request),
        **reactions(turn),
    }
    return render(request, "journey/presentation.html", context, status=422 if form else 200)


@require_POST
def begin(request: HttpRequest, workshop: uuid.UUID, turn: uuid.UUID) -> HttpResponse:
    """It is this team's turn."""
    found = _turn(request, workshop, turn)
    found.begin()
    return redirect("presentation", workshop=workshop, turn=turn)


@require_POST
def slide(request: HttpRequest, workshop: uuid.UUID, turn: uuid.UUID) -> HttpResponse:
    """Show the slide that the button names."""
    found = _turn(request, workshop, turn)
    _now, made = shown(found)
    wanted = number_seen(request, "slide")
    if wanted >= len(made):
        raise Http404
    found.show(wanted)
    return redirect("presentation", workshop=workshop, turn=turn)


@require_POST
def finish(request: HttpRequest, workshop: uuid.UUID, turn: uuid.UUID) -> HttpResponse:
    """This team is done."""
    _turn(request, workshop, turn).finish()
    return redirect("presentations", workshop=workshop)


@require_POST
def order(request: HttpRequest, workshop: uuid.UUID, turn: uuid.UUID, of: uuid.UUID) -> HttpResponse:
    """Let a team of the same event come earlier or later; the own team leaves, or its host takes one out."""
    mine = _turn(request, workshop, turn)
    event = mine.event
    moved = event.order().filter(pk=of).first()
    if moved is None:
        raise Http404
    if request.POST.get("to") == "out":
        moved.take_out(by=mine)
    else:
        event.shift(moved, earlier=request.POST.get("to") == "earlier")
    if of == turn and request.POST.get("to") == "out":
        return redirect("presentations", workshop=workshop)
    return redirect(reverse("presentation", args=[workshop, turn]) + "#order")


@require_POST
def end(request: HttpRequest, workshop: uuid.UUID, turn: uuid.UUID) -> HttpResponse:
    """The event is over for everybody, if this team is its host."""
    found = _turn(request, workshop, turn)
    found.event.end(by=found)
    return redirect("presentations", workshop=workshop)


@require_POST
def example(request: HttpRequest, workshop: uuid.UUID, turn: uuid.UUID) -> HttpResponse:
    """Add an example on the spot."""
    found = _turn(request, workshop, turn)
    form = ToldExampleForm(found.workshop, request.POST)
    if not form.is_valid():
        return _lead(request, found, form)
    with transaction.atomic():  # nobody gets the slides with the example before it is the one that is shown
        told = found.tell(press_ident(request), form.cleaned_data["category"], form.cleaned_data["text"])
        if told:
            show_story(found, told)
    return redirect("presentation", workshop=workshop, turn=turn)


@require_POST
def answered(request: HttpRequest, workshop: uuid.UUID, turn: uuid.UUID, reaction: uuid.UUID) -> HttpResponse:
    """The team went into a question, or has yet to: pressed by mistake."""
    found = Reaction.objects.filter(turn=_turn(request, workshop, turn), pk=reaction).first()
    if found is None:
        raise Http404
    found.answer(request.POST.get("answered") != "no")
    return redirect("presentation", workshop=workshop, turn=turn)
