"""Accepting an invitation: how every account begins that an organisation's own sign-in did not make."""

from allauth.account.models import EmailAddress
from allauth.account.utils import perform_login
from django.db import transaction
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from koffer.organisation.access import get_user
from koffer.organisation.account.forms import FirstAgainForm, FirstForm, NewcomerForm
from koffer.organisation.models import Invitation, User
from koffer.organisation.models.invitation import Gone
from koffer.organisation.models.register import ROLES


@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """What the invitation is for (GET), accept it (POST): as who is signed in, or as somebody new.

    Who would gain nothing by it reads so, and the link stays unused.
    """
    found = Invitation.found(token)
    if found is None:
        return render(request, "account/invitation_gone.html", status=404)
    there = found.idle_for(get_user(request)) if request.user.is_authenticated else None
    if there:
        context, status = {"there": there, "role": ROLES[there.role]}, 409 if request.method == "POST" else 200
        return render(request, "account/invitation_idle.html", context, status=status)
    form = _form(request, found)
    if request.method == "POST" and form.is_valid():
        try:
            return _accept(request, found, form)
        except Gone:
            raise Http404 from None
    context = {"invitation": found, "form": form, "here": request.path}
    return render(request, "account/invitation.html", context, status=422 if form.errors else 200)


def _form(request: HttpRequest, found: Invitation) -> Form:
    data = request.POST if request.method == "POST" else None
    if request.user.is_authenticated:
        return Form(data) if found.organisation else FirstAgainForm(data)
    return NewcomerForm(data) if found.organisation else FirstForm(data)


@transaction.atomic
def _accept(request: HttpRequest, found: Invitation, form: Form) -> HttpResponse:
    new = not request.user.is_authenticated
    user = User.objects.create(name=form.cleaned_data["name"]) if new else get_user(request)
    membership = found.accept(user, form.cleaned_data.get("organisation", ""))
    if new:
        _take_over_address(user, found.email)
        perform_login(request, user, email_verification="none", redirect_url="/account/")
        return redirect("account")
    return redirect("organisation", organisation=membership.organisation_id)


def _take_over_address(user: User, email: str) -> None:
    """The link came by mail, so the address is shown to be theirs, unless an account has it already."""
    if email and not EmailAddress.objects.filter(email__iexact=email).exists():
        EmailAddress.objects.create(user=user, email=email.lower(), verified=True, primary=True)
        user.email = email.lower()
        user.save(update_fields=["email"])
