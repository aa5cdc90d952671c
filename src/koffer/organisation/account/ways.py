"""The ways in of an account: passkeys, codes by mail, sign-ins of organisations."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from koffer.organisation.access import get_user
from koffer.organisation.models import Provider, User
from koffer.web.tokens import derived_token


def ways_in(user: User) -> list[Any]:
    """Everything with which `user` can sign in.

    The sign-in of an organisation that they left is one only for who has no other: whoever runs it could come in.
    """
    addresses = EmailAddress.objects.filter(user=user, verified=True) if settings.MAIL else []
    passkeys = passkeys_of(user)
    accounts = SocialAccount.objects.filter(user=user)
    here = accounts.filter(provider__in=Provider.of_organisations_of(user).values("app__provider_id"))
    return [*passkeys, *addresses, *here] or list(accounts)


def key_of(way: Model) -> str:
    """What stands in the address of a passkey or a sign-in: its own key is a running number of the server."""
    return derived_token(type(way).__name__, way.pk)


def passkeys_of(user: User) -> list[Authenticator]:
    """The passkeys of `user`, in the order in which they came."""
    return list(Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN).order_by("pk"))


def sign_ins(user: User) -> list[tuple[SocialAccount, str]]:
    """The sign-ins of organisations that the account knows, with their names; also of those that `user` left."""
    accounts = list(SocialAccount.objects.filter(user=user).order_by("pk"))
    ids = [account.provider for account in accounts]
    names = dict(SocialApp.objects.filter(provider_id__in=ids).values_list("provider_id", "name"))
    return [(account, names.get(account.provider, account.provider)) for account in accounts]


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def removal(request: HttpRequest, key: str) -> HttpResponse:
    """Ask first (GET), then forget an own sign-in of an organisation (POST)."""
    user = get_user(request)
    account, name = next(((one, name) for one, name in sign_ins(user) if key_of(one) == key), (None, ""))
    if account is None:
        raise Http404
    if request.method == "POST":
        account.delete()
        return redirect("account")
    context = {"name": name, "last": ways_in(user) == [account]}
    return render(request, "account/sign_in_removal.html", context)
