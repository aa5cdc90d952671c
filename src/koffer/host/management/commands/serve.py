"""`koffer serve`: the server."""

import argparse
from typing import Any

from django.urls import reverse

from koffer.host.command import HostCommand
from koffer.organisation.models import Invitation, Organisation
from koffer.serving.server import ONE_PROCESS, serve, takes_one_process

MOST_WORKERS = 64


class Command(HostCommand):
    """Starts the server."""

    help = "Start the server."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """What can be chosen."""
        parser.add_argument("--workers", type=_workers, default=1, help="processes; more than one needs PostgreSQL")

    def handle(self, *, workers: int, **options: Any) -> None:
        """Serve until told to stop; 2 where the database takes one process and more are asked."""
        if workers > 1 and takes_one_process():
            self.refuse(ONE_PROCESS, 2)
        raise SystemExit(serve(first_invitation, workers=workers))


def first_invitation() -> list[tuple[str, str]]:
    """The (text, path) at which the first administrator of a new server begins; none once there is an organisation.

    Each start makes a new one, and ends the one before.
    """
    if Organisation.objects.exists():
        return []
    Invitation.objects.filter(organisation=None).delete()
    path = reverse("invitation", args=[Invitation.make(None)[1]])
    return [("The first administrator of an organisation begins at", path)]


def _workers(text: str) -> int:
    number = int(text)
    if not 1 <= number <= MOST_WORKERS:
        raise argparse.ArgumentTypeError(f"a number from 1 to {MOST_WORKERS}")
    return number
