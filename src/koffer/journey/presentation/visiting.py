"""Visitors follow the slides on their phones, react and ask; the screen shows the same. No name, no account."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from koffer.bounds import REACTIONS
from koffer.journey.access import get_event
from koffer.journey.models import Event, Reaction
from koffer.journey.presentation.forms import ReactionForm
from koffer.journey.presentation.slides import reactions, shown
from koffer.web.address import public_url
from koffer.web.limits import spend
from koffer.web.qr import qr_svg
from koffer.workshop.forms import press_ident
from koffer.workshop.models import Workshop


def _context(event: Event, token: str) -> dict[str, object]:
    turn = event.now()
    context: dict[str, object] = {
        "event": event,
        "token": token,
        "turn": turn,
        "order": event.order(),
    }
    if turn is None:
        return context
    whole = Workshop.found(turn.workshop_id)
    if whole is None:
        return context | {"turn": None}
    turn.workshop = whole
    number, made = shown(turn)
    return context | {"workshop": whole, "number": number, "slide": made[number], "count": len(made)}


@require_safe
def visit(request: HttpRequest, token: str) -> HttpResponse:
    """What is shown now, with the buttons to react."""
    return _visit(request, token, get_event(token))


def _visit(request: HttpRequest, token: str, event: Event, wrong: ReactionForm | None = None) -> HttpResponse:
    context = _context(event, token)
    here = context.get("workshop")
    form = wrong or (ReactionForm(here) if isinstance(here, Workshop) else None)
    context |= {"form": form, "press_key": uuid.uuid4(), "sent": request.GET.get("sent") == "yes"}
    return render(request, "journey/visit.html", context, status=422 if wrong else 200)


@require_safe
def screen(request: HttpRequest, token: str) -> HttpResponse:
    """The slide, large; on the last one what visitors asked."""
    context = _context(get_event(token), token)
    address = public_url(request, reverse("event", args=[token]))
    context |= {"address": address, "qr": qr_svg(address, _("QR code for the phones"))}
    turn = context["turn"]
    if turn is not None:
        context |= reactions(turn)  # type: ignore[arg-type]
    return render(request, "journey/event_screen.html", context)


@require_POST
def react(request: HttpRequest, token: str, turn: uuid.UUID) -> HttpResponse:
    """React or ask, about the team that presents."""
    event = get_event(token)
    found = event.turns.filter(pk=turn).select_related("workshop").first()
    here = Workshop.found(found.workshop_id) if found else None
    if found is None or here is None:
        raise Http404
    spend(request, REACTIONS)
    form = ReactionForm(here, request.POST)
    if not form.is_valid():
        return _visit(request, token, event, form)
    chosen = form.cleaned_data
    Reaction.send(found, press_ident(request), chosen["kind"], chosen["category"], chosen["text"])
    return redirect(f"{reverse('event', args=[token])}?sent=yes")
