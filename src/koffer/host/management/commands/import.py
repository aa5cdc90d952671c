"""`koffer import FILE`: takes in the archive of a workshop."""

import argparse
from pathlib import Path
from typing import Any

from django.urls import reverse

from koffer.host.command import HostCommand
from koffer.serving import folder
from koffer.takeaway.archive.reading import NotAnArchive, read, take_in
from koffer.web.address import local_url


class Command(HostCommand):
    """Takes in an archive."""

    help = "Take in the archive of a workshop."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Which file."""
        parser.add_argument("file", type=Path, help="what `koffer export` or the page wrote")

    def handle(self, *, file: Path, **options: Any) -> None:
        """Say the new code and the private link of its facilitator; 1 when it is no archive."""
        folder.prepare()  # this may be the first command on an empty server
        try:
            taken = take_in(read(file.read_bytes()))
        except (OSError, NotAnArchive) as problem:
            self.refuse(problem)
        print(f"{taken.workshop.team}: code {taken.workshop.code}")
        print(f"Facilitator, shown only now: {local_url(reverse('private-link', args=[taken.secret]))}")
