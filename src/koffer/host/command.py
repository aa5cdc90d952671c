"""What all commands of `koffer` are."""

from typing import NoReturn

from django.core.management.base import BaseCommand

OF_DJANGO = {"--settings", "--pythonpath", "--version", "--verbosity", "--traceback", "--no-color", "--force-color"}


class HostCommand(BaseCommand):
    """A command for whoever runs the server: Django's, without the options that only its developers need."""

    requires_system_checks = ()
    suppressed_base_arguments = OF_DJANGO

    def refuse(self, why: object, status: int = 1) -> NoReturn:
        """Say on stderr why this cannot be, and end with this status."""
        self.stderr.write(str(why))
        raise SystemExit(status)
