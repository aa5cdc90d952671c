"""What is one's own: the link, the name, withdrawing, deleting."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from koffer.one_to_one.access import for_side, forget, side_or_none, token_of
from koffer.one_to_one.models import Side
from koffer.web.address import public_url
from koffer.web.qr import qr_svg
from koffer.workshop.forms import NameForm


@require_http_methods(["GET", "HEAD", "POST"])
@for_side
def mine(request: HttpRequest, side: Side) -> HttpResponse:
    """What is one's own here, the own link, and the ways out; POST corrects the own name."""
    form = NameForm(request.POST if request.method == "POST" else None, initial={"name": side.name})
    if request.method == "POST" and form.is_valid():
        side.rename(form.cleaned_data["name"])
        return redirect("one-to-one-mine", one_to_one=side.one_to_one_id)
    one = side.one_to_one
    context = {"side": side, "one": one, "form": form, "ended": one.ended_by()}
    if not one.one_device or one.opened:  # on a device of two the link would open the other's sheet elsewhere
        address = public_url(request, reverse("one-to-one-as", args=[token_of(request, one.pk)]))
        context |= {"address": address, "qr": qr_svg(address, _("QR code of your own link"))}
    return render(request, "one_to_one/mine.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@for_side
def withdrawal(request: HttpRequest, side: Side) -> HttpResponse:
    """Ask first (GET), then withdraw (POST): closed for both."""
    if request.method == "POST":
        side.withdraw()
        return redirect("one-to-one", one_to_one=side.one_to_one_id)
    sides = side.one_to_one.sides_by_role()
    return render(request, "one_to_one/withdrawal.html", {"side": side, "other": sides.get(side.other_role)})


@require_http_methods(["GET", "HEAD", "POST"])
@for_side
def deletion(request: HttpRequest, side: Side) -> HttpResponse:
    """Ask first (GET), then delete everything (POST), by the employee alone."""
    if request.method == "POST":
        side.delete_all()
        forget(request, side.one_to_one_id, both=True)
        return redirect("one-to-one-deleted")
    other = side.one_to_one.sides_by_role().get(side.other_role)
    return render(request, "one_to_one/deletion.html", {"side": side, "other": other})


@require_safe
def deleted(request: HttpRequest) -> HttpResponse:
    """It is done. The same page for everybody: nothing tells who was here."""
    return render(request, "one_to_one/deleted.html")


@require_POST
def forgetting(request: HttpRequest, one_to_one: uuid.UUID) -> HttpResponse:
    """Let this device forget whoever sits at it, or both of what was deleted. The own link still works."""
    forget(request, one_to_one, both=side_or_none(request, one_to_one) is None)
    return redirect("one-to-one", one_to_one=one_to_one) if token_of(request, one_to_one) else redirect("home")
