"""An organisation's own sign-in (OpenID Connect), set up by whoever runs the server."""

import argparse
import os
import re
import sys

from koffer.config.finding import organisation_called

SECRET = "KOFFER_PROVIDER_SECRET"  # noqa: S105 (the name of a variable)


def arguments(parser: argparse.ArgumentParser) -> None:
    """What `koffer provider` is told."""
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


def _slug(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,60}", text):
        raise argparse.ArgumentTypeError("letters, digits and hyphens")
    return text


def provide(asked: argparse.Namespace) -> int:
    """Set up, change or remove a provider; says where the browser must be sent back to."""
    import django

    django.setup()
    from allauth.socialaccount.models import SocialAccount, SocialApp
    from django.db import transaction
    from django.urls import reverse

    from koffer.config.invitations import address
    from koffer.config.server import prepare
    from koffer.organisation.models import Provider

    prepare()
    organisation = organisation_called(asked.organisation)
    if organisation is None:
        return 1
    known = SocialApp.objects.filter(provider_id=asked.id)
    if known.exclude(of__organisation=organisation).exists():
        print("Koffer: another organisation has that id. Choose another one.", file=sys.stderr)
        return 1
    before = known.first()
    # Who somebody is at one server says nothing at another: these ways in end with it.
    accounts = SocialAccount.objects.filter(provider=asked.id)
    if asked.remove:
        with transaction.atomic():
            accounts.delete()
            found, _kinds = known.delete()
        return 0 if found else 1
    if not (asked.server and asked.client and os.environ.get(SECRET)):
        print(f"Koffer: --server, --client and {SECRET} are needed.", file=sys.stderr)
        return 2
    server = asked.server.rstrip("/")
    with transaction.atomic():
        if before is None or before.settings.get("server_url") != server:
            accounts.delete()
        app, _new = SocialApp.objects.update_or_create(
            provider="openid_connect",
            provider_id=asked.id,
            defaults={
                "name": asked.name or organisation.name,
                "client_id": asked.client,
                "secret": os.environ[SECRET],
                "settings": {"server_url": server, "oauth_pkce_enabled": True},
            },
        )
        choices = {"domains": asked.domains, "role": asked.role, "listed": asked.listed}
        Provider.objects.update_or_create(app=app, defaults={"organisation": organisation, **choices})
    print(f"Tell the provider to send people back to: {address(reverse('openid_connect_callback', args=[asked.id]))}")
    print(f"People sign in at: {address(reverse('openid_connect_login', args=[asked.id]))}")
    return 0
