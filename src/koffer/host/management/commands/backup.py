"""`koffer backup FILE`: a whole copy of the SQLite database while the server runs."""

import argparse
import os
from pathlib import Path
from typing import Any

from django.db import DatabaseError, connection

from koffer.host.command import HostCommand

POSTGRESQL = "Koffer: this database is PostgreSQL. Use pg_dump for its backups (docs/self-hosting.md)."


class Command(HostCommand):
    """Copies the database."""

    help = "Copy the SQLite database while the server runs."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Where to."""
        parser.add_argument("file", type=Path, help="where to; it must not exist yet")

    def handle(self, *, file: Path, **options: Any) -> None:
        """Write the database to a new file that only its owner can read; 1 when that cannot be, 2 on PostgreSQL.

        VACUUM INTO takes one moment of the database, and leaves out what was deleted.
        """
        if connection.vendor != "sqlite":
            self.refuse(POSTGRESQL, 2)
        if not Path(str(connection.settings_dict["NAME"])).exists():
            self.refuse("There is no database yet.")
        try:
            new = os.open(file, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
        except OSError as problem:
            self.refuse(problem)
        try:
            with connection.cursor() as cursor:
                cursor.execute("VACUUM INTO %s", [str(file)])
            os.fsync(new)
        except (DatabaseError, OSError) as problem:
            file.unlink(missing_ok=True)  # half a backup is none
            self.refuse(problem)
        finally:
            os.close(new)
