"""The own seat: the page of a member, and what only that person may change."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from koffer.web.address import public_url
from koffer.web.qr import qr_svg
from koffer.workshop.access import forget_seat, get_seat
from koffer.workshop.forms import NameForm
from koffer.workshop.models import Seat
from koffer.workshop.room import drawn
from koffer.workshop.room.audience import PARTICIPANT, Audience
from koffer.workshop.room.card import own_part
from koffer.workshop.step import Returned


@require_safe
def page(request: HttpRequest, workshop: uuid.UUID) -> HttpResponse:
    """A member's page: what the room shares, streamed, around what is the person's own."""
    return seat_page(request, get_seat(request, workshop))


def seat_page(request: HttpRequest, seat: Seat, returned: Returned | None = None, *, status: int = 200) -> HttpResponse:
    """The member's page, with what was `returned` to this person in the own part."""
    if seat.left_at:  # no room, and no stream that would be refused
        return render(request, "workshop/left.html", {"workshop": seat.workshop, "seat": seat}, status=status)
    own = render_own(request, seat, returned)
    audience = Audience.of(request, PARTICIPANT)
    return drawn.page(request, seat.workshop, audience, own=own, seat=seat, status=status)


def render_own(request: HttpRequest, seat: Seat, returned: Returned | None = None) -> str:
    """What only this person sees, for the present state of the workshop."""
    if seat.untouched and not returned:
        return drawn.empty_sheet(request, seat)
    template, context = own_part(seat, returned)
    return render_to_string(template, context, request)


@require_safe
def own(request: HttpRequest, workshop: uuid.UUID) -> HttpResponse:
    """The person's own part alone: fetched when the stream says that the stage changed."""
    seat = get_seat(request, workshop)
    return HttpResponse(status=410) if seat.left_at else HttpResponse(render_own(request, seat))


@require_safe
def link(request: HttpRequest, workshop: uuid.UUID) -> HttpResponse:
    """The personal link and its QR, for another device."""
    seat = get_seat(request, workshop)
    address = public_url(request, reverse("personal-link", args=[seat.secret]))
    context = {"seat": seat, "address": address, "qr": qr_svg(address, _("QR code of your personal link"))}
    return render(request, "workshop/link.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def name(request: HttpRequest, workshop: uuid.UUID) -> HttpResponse:
    """Correct the own name."""
    seat = get_seat(request, workshop)
    form = NameForm(request.POST or None, initial={"name": seat.name})
    if request.method == "POST" and form.is_valid():
        seat.rename(form.cleaned_data["name"])
        return redirect("seat", workshop=workshop)
    return render(request, "workshop/name.html", {"seat": seat, "form": form}, status=422 if form.errors else 200)


@require_POST
def looking_on(request: HttpRequest, workshop: uuid.UUID) -> HttpResponse:
    """Look on instead of filling, or the other way round."""
    get_seat(request, workshop).look_on(request.POST.get("wanted") == "yes")
    return redirect("seat", workshop=workshop)


@require_POST
def wish(request: HttpRequest, workshop: uuid.UUID) -> HttpResponse:
    """Ask, unseen, for a workshop without names, or take that back."""
    get_seat(request, workshop).wish_without_names(request.POST.get("wanted") == "yes")
    return redirect("seat", workshop=workshop)


@require_POST
def leaving(request: HttpRequest, workshop: uuid.UUID) -> HttpResponse:
    """Leave the workshop on this device; the personal link leads back."""
    seat = get_seat(request, workshop)
    seat.leave()
    forget_seat(request, seat.workshop)
    return redirect("home")
