"""The own account: how somebody signs in, what is kept, and leaving."""

import json
from collections.abc import Callable
from typing import Any, cast

from allauth.account.models import EmailAddress
from allauth.account.views import RequestLoginCodeView, confirm_login_code
from allauth.account.views import email as change_email
from allauth.mfa.webauthn.views import AddWebAuthnView, RemoveWebAuthnView, login_webauthn
from allauth.socialaccount.providers.openid_connect import views as openid
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from requests import RequestException

from koffer.organisation.access import get_user
from koffer.organisation.account.forms import NewcomerForm
from koffer.organisation.account.leaving import HasWorkshops, alone_in, erase, kept_of
from koffer.organisation.account.ways import key_of, passkeys_of, sign_ins, ways_in
from koffer.organisation.models import Provider
from koffer.organisation.models.membership import LastAdministrator
from koffer.web.links import Link, is_signed, signature

FAILED = "failed"  # in a session: the last try to sign in


class SignIn(RequestLoginCodeView):
    """One page with every way in: a code by mail, a passkey, an organisation's own sign-in."""

    template_name = "account/login.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the page offers."""
        listed = Provider.objects.filter(listed=True).select_related("app").order_by("app__name")
        context: dict[str, Any] = super().get_context_data(**kwargs)
        failed = self.request.session.pop(FAILED, False) if FAILED in self.request.session else False
        return context | {"providers": listed, "mail": bool(settings.MAIL), "failed": failed}


def _tells_failure(view: Callable[..., Any]) -> Callable[..., HttpResponse]:
    """Let the page that comes after a code or a passkey say that it did not work; allauth only leads there."""

    def telling(request: HttpRequest) -> HttpResponse:
        answer: HttpResponse = view(request)
        if request.method == "POST" and answer.status_code == 302 and not request.user.is_authenticated:
            request.session[FAILED] = True
        return answer

    return telling


class AddPasskey(AddWebAuthnView):
    """A passkey, then back to the own account."""

    def get_success_url(self) -> str:
        """The own account."""
        return reverse("account")


class RemovePasskey(RemoveWebAuthnView):
    """Take a passkey away, then back to the own account."""

    success_url = "/account/"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Whether it is the last way to sign in."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"last": len(ways_in(get_user(self.request))) == 1}


sign_in = SignIn.as_view()
confirm_code = _tells_failure(confirm_login_code)
sign_in_with_passkey = _tells_failure(login_webauthn)
add_passkey = login_required(AddPasskey.as_view())


@login_required
def remove_passkey(request: HttpRequest, key: str) -> HttpResponse:
    """Ask first, then remove an own passkey."""
    passkey = next((one for one in passkeys_of(get_user(request)) if key_of(one) == key), None)
    if passkey is None:
        raise Http404
    answer: HttpResponse = RemovePasskey.as_view()(request, pk=passkey.pk)
    return answer


email = login_required(change_email)


@require_safe
def sign_in_with(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Go to an organisation's own sign-in, to come in or (`process=connect`) to use it too; says when it is away."""
    process = request.GET.get("process", "login")
    if process == "connect" and not request.user.is_authenticated:
        return redirect_to_login(reverse("account"))
    # A link that somebody else made would let that person in as whoever follows it: only our own page makes one.
    if process != "login" and not (process == "connect" and _may_connect(request, provider_id)):
        raise Http404
    try:
        return cast(HttpResponse, openid.login(request, provider_id))
    except RequestException:
        return render(request, "socialaccount/authentication_error.html", status=503)


def _may_connect(request: HttpRequest, provider_id: str) -> bool:
    proof = is_signed(request.GET.get("proof", ""), _proof(request, provider_id))
    return proof and Provider.of_organisations_of(get_user(request)).filter(app__provider_id=provider_id).exists()


def _proof(request: HttpRequest, provider_id: str) -> str:
    """What shows that the own account page of this very session made the link."""
    return signature(Link.CONNECT, request.session.session_key, provider_id)


@require_safe
@login_required
def account(request: HttpRequest) -> HttpResponse:
    """The own account."""
    return _page(request, NewcomerForm(initial={"name": get_user(request).name}))


@require_POST
@login_required
def name(request: HttpRequest) -> HttpResponse:
    """Change the own name."""
    form = NewcomerForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    user = get_user(request)
    user.name = form.cleaned_data["name"]
    user.save(update_fields=["name"])
    return redirect("account")


def _page(request: HttpRequest, form: NewcomerForm, status: int = 200) -> HttpResponse:
    user = get_user(request)
    memberships = list(user.memberships.select_related("organisation").order_by("organisation__name"))
    connected = sign_ins(user)
    known = {account.provider for account, _name in connected}
    offered = Provider.of_organisations_of(user).select_related("app")
    addresses = EmailAddress.objects.filter(user=user, verified=True)
    context = {
        "form": form,
        "memberships": memberships,
        "passkeys": [(passkey, key_of(passkey)) for passkey in passkeys_of(user)],
        "addresses": addresses,
        "connected": [(name, key_of(account)) for account, name in connected],
        "offered": [
            (provider.app, _proof(request, provider.app.provider_id))
            for provider in offered
            if provider.app.provider_id not in known
        ],
        "mail": bool(settings.MAIL),
        "no_way_back": not ways_in(user),
    }
    return render(request, "account/account.html", context, status=status)


@require_safe
@login_required
def data(request: HttpRequest) -> HttpResponse:
    """What is kept of the own account, as a file."""
    kept = json.dumps(kept_of(get_user(request)), ensure_ascii=False, indent=2)
    answer = HttpResponse(kept, content_type="application/json")
    answer.headers["Content-Disposition"] = 'attachment; filename="koffer-account.json"'
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def erasure(request: HttpRequest) -> HttpResponse:
    """Look before it happens (GET), erase the own account (POST)."""
    refused, going = "", alone_in(get_user(request))
    if request.method == "POST":
        try:
            erase(get_user(request))
        except HasWorkshops:
            refused = "workshops"
        except LastAdministrator:
            refused = "last"
        else:
            logout(request)
            return redirect("account-erased")
    return render(request, "account/erasure.html", {"refused": refused, "going": going}, status=409 if refused else 200)


@require_safe
def erased(request: HttpRequest) -> HttpResponse:
    """It is done. The same page for everybody: nothing tells who was here."""
    return render(request, "account/erased.html")


@require_safe
def by_invitation(request: HttpRequest) -> HttpResponse:
    """Who looks for a form to sign up reads how an account begins."""
    return render(request, "account/by_invitation.html")
