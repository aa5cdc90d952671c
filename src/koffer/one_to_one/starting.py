"""Beginning a one-to-one, inviting the other, and coming in."""

import uuid
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from koffer.bounds import STARTS
from koffer.one_to_one.access import for_side, remember_side, side_or_none, token_of, turn
from koffer.one_to_one.forms import BeginForm, OrganisationStartForm, OtherNameForm, TextsForm
from koffer.one_to_one.models import OneToOne, Side
from koffer.one_to_one.page import filling_page
from koffer.organisation.access import get_membership
from koffer.organisation.models import Destination
from koffer.web.limits import spend
from koffer.workshop.device import INVITATION, device_of
from koffer.workshop.forms import NameForm
from koffer.workshop.place import check_place


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """By either of the two, without an organisation."""
    first = {"role": request.GET.get("as")} if request.GET.get("as") in ("employee", "manager") else {}
    return _start(request, BeginForm(request.POST or None, initial=first), days={})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def start_within(request: HttpRequest, organisation: uuid.UUID) -> HttpResponse:
    """With the destination, the sheets and the term of an organisation. It keeps no trace of that."""
    me = get_membership(request, organisation)
    current = Destination.in_force(me.organisation)
    initial = {"destination": current.text, "frame": current.frame} if current else {}
    form = OrganisationStartForm(me.organisation, request.POST or None, initial=initial)
    return _start(request, form, days={"days_kept": me.organisation.days_kept})


def _start(request: HttpRequest, form: BeginForm, days: dict[str, Any]) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        spend(request, STARTS)
        chosen = form.cleaned_data
        one = OneToOne.create(
            destination=chosen["destination"],
            frame=chosen["frame"],
            work=chosen["work"],
            design=chosen.get("design"),
            **days,
        )
        _side, token = Side.begin(one, chosen["role"], chosen["name"])
        remember_side(request, one, token)
        return redirect("one-to-one", one_to_one=one.pk)
    return render(request, "one_to_one/start.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
@for_side
def invite(request: HttpRequest, side: Side) -> HttpResponse:
    """Make a link for the other. This browser remembers it, to show it until somebody takes the place."""
    device_of(request).keep(INVITATION, side.one_to_one_id, side.invite())
    return redirect("one-to-one", one_to_one=side.one_to_one_id)


@require_POST
@for_side
def beside(request: HttpRequest, side: Side) -> HttpResponse:
    """The other sits at this device as well."""
    form = OtherNameForm(request.POST)
    if not form.is_valid():
        return filling_page(request, side, status=422, other_form=form)
    one = side.one_to_one
    mine = token_of(request, one.pk)
    others = side.seat_beside(form.cleaned_data["other"])
    one.refresh_from_db()
    remember_side(request, one, others)
    remember_side(request, one, mine)
    return redirect("one-to-one", one_to_one=one.pk)


@require_POST
@for_side
def let_go(request: HttpRequest, side: Side) -> HttpResponse:
    """The employee lets the other go before the opening; on a device of two this browser forgets the other too."""
    mine = token_of(request, side.one_to_one_id)
    side.let_go()
    side.one_to_one.refresh_from_db()
    remember_side(request, side.one_to_one, mine)
    return redirect("one-to-one", one_to_one=side.one_to_one_id)


@require_POST
@for_side
def texts(request: HttpRequest, side: Side) -> HttpResponse:
    """Correct the destination, the role or the frame."""
    form = TextsForm(request.POST, auto_id="texts_%s")
    if not form.is_valid():
        return filling_page(request, side, status=422, texts=form)
    side.edit(**form.cleaned_data)
    return redirect("one-to-one", one_to_one=side.one_to_one_id)


@require_POST
@for_side
def give_turn(request: HttpRequest, side: Side) -> HttpResponse:
    """Give the device to the other."""
    turn(request, side.one_to_one)
    return redirect("one-to-one", one_to_one=side.one_to_one_id)


@require_http_methods(["GET", "HEAD", "POST"])
def come_in(request: HttpRequest, token: str) -> HttpResponse:
    """By the own link (again, on any device), or by an invitation, which asks for a name first."""
    if side := Side.found(token):
        here = side_or_none(request, side.one_to_one_id)
        check_place(request, token_of(request, side.one_to_one_id))
        if here and here.pk != side.pk and request.method != "POST":
            return render(request, "one_to_one/coming_in.html", {"side": side, "here": here})
        remember_side(request, side.one_to_one, token)
        return redirect("one-to-one", one_to_one=side.one_to_one_id)
    place = Side.invited(token)
    if place is None:
        raise Http404
    one = place.one_to_one
    if here := side_or_none(request, one.pk):
        return render(request, "one_to_one/own_invitation.html", {"side": here, "one": one, "address": request.path})
    form = NameForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        remember_side(request, one, place.accept(form.cleaned_data["name"]))
        return redirect("one-to-one", one_to_one=one.pk)
    by = one.sides.filter(role=place.other_role).first()
    context = {"form": form, "one": one, "place": place, "by": by}
    return render(request, "one_to_one/invitation.html", context, status=422 if form.errors else 200)
