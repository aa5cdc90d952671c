"""`koffer demo`: the server with a made-up library, in a data folder of its own."""

from typing import Any

from koffer.host.command import HostCommand
from koffer.host.made_up import fill
from koffer.serving.server import serve


class Command(HostCommand):
    """Starts the server with the library of `made_up.py`."""

    help = "Start the server with a made-up example library."

    def handle(self, **options: Any) -> None:
        """Serve until told to stop."""
        raise SystemExit(serve(fill))
