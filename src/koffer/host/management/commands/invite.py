"""`koffer invite`: invitations for whoever runs the server; nobody needs a mail server to come in."""

import argparse
from typing import Any

from django.urls import reverse

from koffer.host.command import HostCommand
from koffer.host.finding import organisation_called
from koffer.organisation.models import Invitation
from koffer.serving import folder
from koffer.web.address import local_url

HOW = "Open it in a browser; it works once, and for fourteen days."


class Command(HostCommand):
    """Makes an invitation."""

    help = "Make an invitation for somebody of an organisation."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Where to, and as what."""
        parser.add_argument("organisation", nargs="?", default="", help="name or id; without one: make an organisation")
        parser.add_argument("--role", default="administrator", choices=("administrator", "facilitator", "viewer"))

    def handle(self, *, organisation: str, role: str, **options: Any) -> None:
        """Print an invitation to the organisation with this name or id, or with "" the one that makes a new one."""
        folder.prepare()
        here = organisation_called(organisation) if organisation else None
        if organisation and here is None:
            raise SystemExit(1)  # it was told which there are
        _made, token = Invitation.make(here, role=role, all_teams=role != "administrator")
        print(f"{local_url(reverse('invitation', args=[token]))}\n{HOW}")
