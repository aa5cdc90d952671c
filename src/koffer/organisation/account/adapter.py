"""What allauth asks of us: who may come in, what we keep of a provider, and a mail server that is away."""

import smtplib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from koffer.organisation.account.ways import ways_in
from koffer.organisation.models import Entry, Membership, Provider, User
from koffer.organisation.models.register import Verb
from koffer.web.limits import origin
from koffer.web.names import tidy


class Accounts(DefaultAccountAdapter):
    """Accounts begin with an invitation or an organisation's own sign-in, never with a form of their own."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: see `account/invitations.py`."""
        return False

    def get_login_stages(self) -> list[str]:
        """One step: each way in is enough on its own, and no address has to be confirmed to use another way."""
        return ["allauth.account.stages.LoginByCodeStage"]

    def get_client_ip(self, request: HttpRequest) -> str:
        """What limits are counted for, as everywhere else."""
        return origin(request)

    def send_mail(self, template_prefix: str, email: str, context_: dict[str, Any]) -> None:
        """Send a mail; when the mail server is away, say so instead of failing."""
        try:
            super().send_mail(template_prefix, email, context_)
        except (smtplib.SMTPException, OSError) as error:
            page = render(context.request, "account/mail_away.html", status=503)
            raise ImmediateHttpResponse(page) from error


class Providers(DefaultSocialAccountAdapter):
    """An organisation's own sign-in. Of what the provider tells we keep the name and nothing else."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Whether the organisation lets in somebody with this address; raises a page that says no."""
        provider = _provider_of(sociallogin)
        address = next((found.email for found in sociallogin.email_addresses), "")
        if provider is None or not provider.lets_in(address, unverified=sociallogin.unverified):
            raise ImmediateHttpResponse(render(request, "socialaccount/not_let_in.html", status=403))
        # From here on nobody asks for it: whether an account has the address already changes nothing.
        sociallogin.email_addresses = []
        return True

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> User:
        """The name. No address: one that a provider claims must not open, or hide, somebody else's account."""
        user: User = sociallogin.user
        user.name = tidy(str(data.get("name") or data.get("username") or ""))[:60] or "?"
        return user

    def save_user(self, request: HttpRequest, sociallogin: Any, form: Any = None) -> User:
        """Make the account and its place in the organisation."""
        provider = _provider_of(sociallogin)
        if provider is None:
            raise PermissionDenied
        user: User = super().save_user(request, sociallogin, form)
        Membership.objects.create(organisation=provider.organisation, user=user, role=provider.role)
        Entry.write(provider.organisation, user, Verb.SIGNED_ON, provider.organisation.name)
        return user

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Forget what the provider told, each time; refuse one of an organisation that is not theirs."""
        if sociallogin.state.get("process") == "connect":
            provider, user = _provider_of(sociallogin), request.user
            if not isinstance(user, User) or provider not in Provider.of_organisations_of(user):
                raise PermissionDenied("provider")
        elif sociallogin.is_existing and sociallogin.account not in ways_in(sociallogin.user):
            page = render(request, "socialaccount/not_let_in.html", {"left": True}, status=403)
            raise ImmediateHttpResponse(page)
        said = sociallogin.account.extra_data
        parts = [said.get(part) or {} for part in ("userinfo", "id_token")]
        sociallogin.unverified = any(str(part.get("email_verified")).lower() == "false" for part in parts)
        sociallogin.account.extra_data = {}
        if sociallogin.is_existing:
            sociallogin.account.save(update_fields=["extra_data"])

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: Any) -> str:
        """Back to the own account."""
        return reverse("account")


def _provider_of(sociallogin: Any) -> Provider | None:
    app = sociallogin.provider.app
    return Provider.objects.filter(app=app).select_related("organisation").first()


class Passkeys(DefaultMFAAdapter):
    """A passkey, with the person's name."""

    def generate_authenticator_name(self, user: Any, kind: Any) -> str:
        """What a passkey is called until its owner says otherwise."""
        return _("My device")

    def get_public_key_credential_user_entity(self, user: Any) -> dict[str, Any]:
        """What the device shows beside the passkey."""
        return {"id": str(user.pk).encode(), "display_name": user.name, "name": user.name}
