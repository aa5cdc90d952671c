"""`koffer export CODE`: the archive of a workshop, without its sheets, on standard output."""

import argparse
import sys
from typing import Any

from koffer.host.command import HostCommand
from koffer.takeaway.archive.writing import archive
from koffer.workshop.models import Workshop
from koffer.workshop.tokens import read_code


class Command(HostCommand):
    """Writes an archive."""

    help = "Write the archive of a workshop, without its sheets."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Which one."""
        parser.add_argument("code", help="the code of the workshop")

    def handle(self, *, code: str, **options: Any) -> None:
        """Write the archive to standard output; 1 when there is no workshop with this code."""
        found = Workshop.objects.filter(code=read_code(code)).values_list("pk", flat=True).first()
        workshop = Workshop.found(found) if found else None
        if workshop is None:
            self.refuse(f"There is no workshop with the code {code}.")
        sys.stdout.buffer.write(archive(workshop) + b"\n")
