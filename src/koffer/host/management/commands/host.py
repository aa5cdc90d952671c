"""`koffer host WHO`: who may use Django's admin."""

import argparse
from typing import Any

from koffer.host.command import HostCommand
from koffer.host.finding import account_called, described
from koffer.serving import folder


class Command(HostCommand):
    """Lets an account into the admin, or no longer."""

    help = "Let an account use Django's admin (KOFFER_ADMIN=1) at /host/."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Who."""
        parser.add_argument("who", help="its name, address or id")
        parser.add_argument("--remove", action="store_true", help="take this away again")

    def handle(self, *, who: str, remove: bool, **options: Any) -> None:
        """Let the one account with this name, address or id use it, or no longer; says who."""
        folder.prepare()
        user = account_called(who)
        if user is None:
            raise SystemExit(1)  # it was told which there are
        user.is_host = not remove
        user.save(update_fields=["is_host"])
        print(f"{'No host any more' if remove else 'Host now'}: {user.pk}  {described(user)}")
