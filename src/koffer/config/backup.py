"""`koffer backup FILE`: a whole copy of the SQLite database while the server runs."""

import os
import sys
from pathlib import Path

import django

POSTGRESQL = "Koffer: this database is PostgreSQL. Use pg_dump for its backups (docs/self-hosting.md)."


def backup(file: str) -> int:
    """Write the database to a new file that only its owner can read; 1 when that cannot be, 2 on PostgreSQL.

    VACUUM INTO takes one moment of the database, and leaves out what was deleted.
    """
    django.setup()
    from django.db import DatabaseError, connection

    if connection.vendor != "sqlite":
        print(POSTGRESQL, file=sys.stderr)
        return 2
    if not Path(str(connection.settings_dict["NAME"])).exists():
        print("There is no database yet.", file=sys.stderr)
        return 1
    try:
        new = os.open(file, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
    except OSError as problem:
        print(problem, file=sys.stderr)
        return 1
    try:
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [file])
        os.fsync(new)
    except (DatabaseError, OSError) as problem:
        Path(file).unlink(missing_ok=True)  # half a backup is none
        print(problem, file=sys.stderr)
        return 1
    finally:
        os.close(new)
    return 0
