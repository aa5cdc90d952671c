"""`koffer provider`: an organisation's own sign-in (OpenID Connect), set up by whoever runs the server."""

import argparse
import os
import re
from typing import Any

from allauth.socialaccount.models import SocialAccount, SocialApp
from django.db import transaction
from django.urls import reverse

from koffer.host.command import HostCommand
from koffer.host.finding import organisation_called
from koffer.organisation.models import Organisation, Provider
from koffer.serving import folder
from koffer.web.address import local_url

SECRET = "KOFFER_PROVIDER_SECRET"  # noqa: S105 (the name of a variable)


class Command(HostCommand):
    """Sets up, changes or removes a provider."""

    help = "Set up the own sign-in (OpenID Connect) of an organisation."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Whose, and which server."""
        parser.add_argument("organisation", help="the name of the organisation, or its id")
        parser.add_argument("id", type=_slug, help="a short name for its addresses, such as entra-hilversum")
        parser.add_argument("--name", help="what stands on the button (default: the organisation)")
        parser.add_argument(
            "--server", help="the issuer's address, such as https://login.microsoftonline.com/<tenant>/v2.0"
        )
        parser.add_argument("--client", help="the client id; its secret is read from " + SECRET)
        parser.add_argument("--domains", default="", help="who may come in: mail domains, with spaces between")
        parser.add_argument("--role", default="viewer", choices=("viewer", "facilitator", "administrator"))
        parser.add_argument("--listed", action="store_true", help="put a button on the page where everybody signs in")
        parser.add_argument("--remove", action="store_true", help="end this way of signing in")

    def handle(self, *, organisation: str, id: str, **asked: Any) -> None:
        """Set up, change or remove a provider; says where the browser must be sent back to."""
        folder.prepare()
        owner = organisation_called(organisation)
        if owner is None:
            raise SystemExit(1)  # it was told which there are
        known = SocialApp.objects.filter(provider_id=id)
        if known.exclude(of__organisation=owner).exists():
            self.refuse("Koffer: another organisation has that id. Choose another one.")
        if asked["remove"]:
            raise SystemExit(0 if _removed(id) else 1)
        if not (asked["server"] and asked["client"] and os.environ.get(SECRET)):
            self.refuse(f"Koffer: --server, --client and {SECRET} are needed.", 2)
        _keep(owner, id, asked)
        print(f"Tell the provider to send people back to: {local_url(reverse('openid_connect_callback', args=[id]))}")
        print(f"People sign in at: {local_url(reverse('openid_connect_login', args=[id]))}")


def _slug(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,60}", text):
        raise argparse.ArgumentTypeError("letters, digits and hyphens")
    return text


@transaction.atomic
def _removed(id: str) -> int:
    _forget_accounts(id)
    found, _kinds = SocialApp.objects.filter(provider_id=id).delete()
    return int(found)


@transaction.atomic
def _keep(organisation: Organisation, id: str, asked: dict[str, Any]) -> None:
    server = asked["server"].rstrip("/")
    before = SocialApp.objects.filter(provider_id=id).first()
    if before is None or before.settings.get("server_url") != server:
        _forget_accounts(id)
    app, _new = SocialApp.objects.update_or_create(
        provider="openid_connect",
        provider_id=id,
        defaults={
            "name": asked["name"] or organisation.name,
            "client_id": asked["client"],
            "secret": os.environ[SECRET],
            "settings": {"server_url": server, "oauth_pkce_enabled": True},
        },
    )
    choices = {name: asked[name] for name in ("domains", "role", "listed")}
    Provider.objects.update_or_create(app=app, defaults={"organisation": organisation, **choices})


def _forget_accounts(id: str) -> None:
    """Who somebody is at one server says nothing at another: these ways in end with it."""
    SocialAccount.objects.filter(provider=id).delete()
