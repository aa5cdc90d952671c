"""The facilitators' private links: to keep, to give to a second facilitator, to withdraw."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from koffer.web.address import public_url
from koffer.web.qr import qr_svg
from koffer.workshop.access import get_key, key_or_none, remember_key
from koffer.workshop.device import KEY, device_of
from koffer.workshop.forms import LabelForm
from koffer.workshop.models import FacilitatorKey
from koffer.workshop.place import check_place


@require_http_methods(["GET", "HEAD", "POST"])
def private_link(request: HttpRequest, token: str) -> HttpResponse:
    """Become the facilitator again, on any device. Asks first where another link is remembered here."""
    key = FacilitatorKey.found(token) or FacilitatorKey.of_discarded(token)
    if key is None:
        raise Http404
    check_place(request, device_of(request).held(KEY, key.workshop_id))
    here = key_or_none(request, key.workshop_id)
    if here and here.pk != key.pk and request.method != "POST":
        return render(request, "workshop/coming_in_as_facilitator.html", {"workshop": key.workshop})
    remember_key(request, key, token)
    return redirect("console", workshop=key.workshop_id)


@require_http_methods(["GET", "HEAD", "POST"])
def links(request: HttpRequest, workshop: uuid.UUID) -> HttpResponse:
    """The own private link, covered until asked for; a new one for a second facilitator is shown once."""
    key = get_key(request, workshop)
    form = LabelForm(request.POST or None)
    given = None
    if request.method == "POST" and form.is_valid():
        new, token = FacilitatorKey.give(key.workshop, form.cleaned_data["label"], user=key.user)
        given = {"label": new.label, **_shown(request, token)}
        form = LabelForm()
    context = {
        "workshop": key.workshop,
        "mine": _shown(request, key.secret),
        "given": given,
        "keys": key.workshop.keys.filter(revoked_at=None).select_related("user").order_by("label", "pk"),
        "own": key,
        "form": form,
    }
    return render(request, "workshop/links.html", context, status=422 if form.errors else 200)


def _shown(request: HttpRequest, token: str) -> dict[str, str]:
    address = public_url(request, reverse("private-link", args=[token]))
    return {"address": address, "qr": qr_svg(address, _("QR code of a private link"))}


@require_POST
def withdrawal(request: HttpRequest, workshop: uuid.UUID, key: int) -> HttpResponse:
    """Withdraw a link; the last one cannot be withdrawn."""
    own = get_key(request, workshop)
    other = own.workshop.keys.filter(pk=key, revoked_at=None).first()
    if other is None:
        raise Http404
    other.workshop = own.workshop
    other.withdraw()
    return redirect("home") if other.pk == own.pk else redirect("links", workshop=workshop)
