"""The people of an organisation: roles, invitations, leaving."""

import smtplib
import uuid
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from koffer.bounds import INVITATIONS
from koffer.organisation.access import get_administration, get_membership
from koffer.organisation.forms import InvitationForm, RightsForm
from koffer.organisation.models import Invitation, Membership
from koffer.organisation.models.invitation import TooManyInvitations
from koffer.organisation.models.membership import LastAdministrator
from koffer.web.address import public_url
from koffer.web.limits import spend
from koffer.web.pages import page_of
from koffer.web.qr import qr_svg


@require_safe
@login_required
def people(request: HttpRequest, organisation: uuid.UUID) -> HttpResponse:
    """Who belongs to the organisation, and who is invited."""
    return _people(request, get_administration(request, organisation))


@require_POST
@login_required
def invite(request: HttpRequest, organisation: uuid.UUID) -> HttpResponse:
    """Make an invitation: a link that is shown once, or one that goes by mail."""
    me = get_administration(request, organisation)
    form = InvitationForm(me.organisation, request.POST)
    if not form.is_valid():
        return _people(request, me, form=form)
    try:
        given = _invite(request, me, form)
    except TooManyInvitations:
        form.add_error(None, _("Very many invitations wait already. Withdraw some first."))
    except (smtplib.SMTPException, OSError):
        form.add_error("email", _("The mail could not be sent. Make a link instead, or try again later."))
    return _people(request, me, form=form) if form.errors else _people(request, me, given=given)


def _invite(request: HttpRequest, me: Membership, form: InvitationForm) -> dict[str, str]:
    email = form.cleaned_data["email"]
    if email:
        spend(request, INVITATIONS)
    with transaction.atomic():
        me.organisation.locked()
        me = get_administration(request, me.organisation_id)  # the right to do this, as it stays until the end
        texts = {"label": form.cleaned_data["label"], "email": email}
        made, token = Invitation.make(me.organisation, me.user, **form.rights, **texts)
    address = public_url(request, reverse("invitation", args=[token]))
    if not email:
        return {"label": made.label, "address": address, "qr": qr_svg(address, _("QR code of a private link"))}
    # Outside the transaction: a mail server may be slow, and SQLite has one writer.
    with override(me.organisation.language):
        text = render_to_string("organisation/invitation.txt", {"by": me, "address": address})
        try:
            send_mail(_("You are invited to Koffer"), text, None, [email])
        except (smtplib.SMTPException, OSError):
            made.withdraw(me.user)
            raise
    return {"email": email}


def _people(request: HttpRequest, me: Membership, form: InvitationForm | None = None, **more: Any) -> HttpResponse:
    here = me.organisation
    everybody = here.memberships.select_related("user").annotate(reaches=Count("teams")).order_by("user__name", "pk")
    context = {
        "me": me,
        "page": page_of(request, everybody),
        "waiting": here.invitations.filter(expires_at__gt=timezone.now()).order_by("expires_at", "pk"),
        "form": form or InvitationForm(here),
        "mail": bool(settings.MAIL),
        **more,
    }
    return render(request, "organisation/people.html", context, status=422 if form and form.errors else 200)


@require_POST
@login_required
def withdrawal(request: HttpRequest, organisation: uuid.UUID, invitation: int) -> HttpResponse:
    """Withdraw an invitation."""
    me = get_administration(request, organisation)
    found = me.organisation.invitations.filter(pk=invitation).first()
    if found is None:
        raise Http404
    found.withdraw(me.user)
    return redirect("organisation-people", organisation=organisation)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def person(request: HttpRequest, organisation: uuid.UUID, member: int) -> HttpResponse:
    """One person's role and teams."""
    me = get_administration(request, organisation)
    theirs = _theirs(me, member)
    form = RightsForm.of(theirs, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            theirs.change(me.user, **form.rights)
            still = theirs.administers or theirs.user_id != me.user_id
            return redirect("organisation-people" if still else "organisation", organisation=organisation)
        except LastAdministrator:
            form.add_error("role", _last())
    context = {"me": me, "theirs": theirs, "form": form}
    return render(request, "organisation/person.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def removal(request: HttpRequest, organisation: uuid.UUID, member: int) -> HttpResponse:
    """Take somebody's access away."""
    me = get_administration(request, organisation)
    theirs = _theirs(me, member)
    try:
        theirs.end(me.user)
    except LastAdministrator:
        form = RightsForm.of(theirs, {"role": theirs.role})
        form.add_error("role", _last())
        return render(request, "organisation/person.html", {"me": me, "theirs": theirs, "form": form}, status=422)
    if theirs.user_id == me.user_id:
        return redirect("account")
    return redirect("organisation-people", organisation=organisation)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def leaving(request: HttpRequest, organisation: uuid.UUID) -> HttpResponse:
    """Leave the organisation."""
    me = get_membership(request, organisation)
    error = ""
    if request.method == "POST":
        try:
            me.end(me.user)
            return redirect("account")
        except LastAdministrator:
            error = _last()
    return render(request, "organisation/leaving.html", {"me": me, "error": error}, status=409 if error else 200)


def _theirs(me: Membership, member: int) -> Membership:
    found = me.organisation.memberships.select_related("user").filter(pk=member).first()
    if found is None:
        raise Http404
    found.organisation = me.organisation
    return found


def _last() -> str:
    return _("An organisation keeps at least one administrator. Make somebody else administrator first.")
