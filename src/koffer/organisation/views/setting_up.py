"""Name, language, term, logo; the destination; the register."""

import uuid
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from koffer.organisation.access import get_administration, get_membership
from koffer.organisation.forms import DestinationForm, LogoForm, OrganisationForm
from koffer.organisation.models import Destination, Membership, Organisation
from koffer.web.pages import page_of


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit(request: HttpRequest, organisation: uuid.UUID) -> HttpResponse:
    """Name, language and how long is kept."""
    me = get_administration(request, organisation)
    form = OrganisationForm(request.POST or None, instance=me.organisation)
    if request.method == "POST" and form.is_valid():
        now, days = get_administration(request, organisation).organisation, form.cleaned_data["days_kept"]
        if days >= now.days_kept or request.POST.get("sure") == str(days):
            now.edit(me.user, **form.cleaned_data)
            return redirect("organisation-settings", organisation=organisation)
        return _settings(request, me, form=form, shorter={"days": days, "going": now.going_at(days)})
    return _settings(request, me, form=form)


@require_POST
@login_required
def logo(request: HttpRequest, organisation: uuid.UUID) -> HttpResponse:
    """Put a logo on the pages; one that was there goes."""
    me = get_administration(request, organisation)
    form = LogoForm(request.POST, request.FILES)
    if form.is_valid():
        me.organisation.show_logo(me.user, form.cleaned_data["logo"])
        return redirect("organisation-settings", organisation=organisation)
    return _settings(request, me, logo_form=form)


@require_POST
@login_required
def logo_removal(request: HttpRequest, organisation: uuid.UUID) -> HttpResponse:
    """Take the logo off."""
    me = get_administration(request, organisation)
    me.organisation.show_logo(me.user, None)
    return redirect("organisation-settings", organisation=organisation)


def _settings(
    request: HttpRequest,
    me: Membership,
    form: OrganisationForm | None = None,
    logo_form: LogoForm | None = None,
    **more: Any,
) -> HttpResponse:
    form, logo_form = form or OrganisationForm(instance=me.organisation), logo_form or LogoForm()
    context = {"me": me, "form": form, "logo_form": logo_form, **more}
    status = 422 if form.errors or logo_form.errors or more else 200
    return render(request, "organisation/settings.html", context, status=status)


@require_safe
@login_required
def logo_picture(request: HttpRequest, organisation: uuid.UUID) -> HttpResponse:
    """The logo, for who belongs here."""
    get_membership(request, organisation)
    return _picture(Organisation.objects.values_list("logo", flat=True).get(pk=organisation), "image/png")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def destination(request: HttpRequest, organisation: uuid.UUID) -> HttpResponse:
    """The destination in force and the earlier ones (GET); introduce a new one (POST, administrators)."""
    me = get_membership(request, organisation)
    form = DestinationForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        me = get_administration(request, organisation)
        if form.is_valid():
            Destination.introduce(me.organisation, me.user, **form.cleaned_data)
            return redirect("destination", organisation=organisation)
    versions = list(Destination.listed().filter(organisation=me.organisation).order_by("-number")[:50])
    context = {"me": me, "form": form, "versions": versions}
    return render(request, "organisation/destination.html", context, status=422 if form.errors else 200)


@require_safe
@login_required
def destination_picture(request: HttpRequest, organisation: uuid.UUID, destination: uuid.UUID) -> HttpResponse:
    """The picture of a destination, for who belongs here."""
    me = get_membership(request, organisation)
    found = me.organisation.destinations.filter(pk=destination).first()
    return _picture(found.picture if found else None, "image/jpeg")


def _picture(content: bytes | memoryview | None, kind: str) -> HttpResponse:
    if content is None:
        raise Http404
    return HttpResponse(bytes(content), content_type=kind)


@require_safe
@login_required
def register(request: HttpRequest, organisation: uuid.UUID) -> HttpResponse:
    """What was looked at and changed, newest first."""
    me = get_administration(request, organisation)
    lines = me.organisation.entries.select_related("by", "whom").order_by("-at", "-pk")
    return render(request, "organisation/register.html", {"me": me, "page": page_of(request, lines)})
