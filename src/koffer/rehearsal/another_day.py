"""`python -m koffer.rehearsal.another_day DAYS`: `koffer serve` on the day so many days from now.

Nothing in Koffer can move its own clock. This process, which only the rehearsal starts, gives Django another one before
anything of Koffer is loaded, and serves nothing but a data folder that the rehearsal made for itself.
"""

import os
import sys
from datetime import datetime, timedelta
from pathlib import Path

import django
from django.utils import timezone

from koffer.rehearsal.own_server import MARK


def main(days: int) -> int:
    """Serve on another day until told to stop; 2 where something could be lost by it."""
    if "DATABASE_URL" in os.environ or not (Path(os.environ.get("KOFFER_DATA", "data")) / MARK).exists():
        print("Koffer: only a rehearsal's own data can be moved to another day.", file=sys.stderr)
        return 2
    today = timezone.now

    def now() -> datetime:
        return today() + timedelta(days=days)

    vars(timezone).update(now=now)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "koffer.config.settings")
    django.setup()
    # Not before the clock was moved and Django set up: it loads the rest of Koffer.
    from koffer.serving.server import serve

    return serve(lambda: [])


if __name__ == "__main__":
    raise SystemExit(main(int(sys.argv[1])))
