"""After deleting: what was deleted must not linger in the files of the database either."""

import logging

from django.apps import apps
from django.db import DatabaseError, InterfaceError, connection

logger = logging.getLogger("koffer.sweep")
# Whose tables name people.
ROOMS = ("workshop", "journey", "one_to_one", "organisation", "account", "mfa", "socialaccount", "sessions")


def sweep() -> None:
    """Take what was deleted out of the database's files; outside a transaction.

    SQLite overwrites deleted rows (secure_delete), but its write-ahead log holds older pages until it is emptied.
    PostgreSQL keeps deleted rows until they are vacuumed. Where that has to wait, the next run does it.
    """
    try:
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            else:
                cursor.execute(f"VACUUM {', '.join(_tables())}")
    except (DatabaseError, InterfaceError) as error:
        logger.warning("sweeping waits: the database says %s", type(error).__name__)


def _tables() -> list[str]:
    rooms = [apps.get_app_config(name) for name in ROOMS]
    return [kind._meta.db_table for room in rooms for kind in room.get_models(include_auto_created=True)]
