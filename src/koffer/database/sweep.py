"""After deleting: what was deleted must not linger in the files of the database either."""

import logging
import threading

from django.apps import apps
from django.db import DatabaseError, InterfaceError, connection

logger = logging.getLogger("koffer.sweep")
# Whose tables name people.
ROOMS = ("workshop", "journey", "one_to_one", "organisation", "account", "mfa", "socialaccount", "sessions")
PATIENCE = 200  # ms that emptying the log waits for who reads: it holds up every writer meanwhile
AGAIN = 1.0  # seconds until it is tried again

_waits = threading.Lock()


def sweep() -> None:
    """Take what was deleted out of the database's files; outside a transaction.

    SQLite overwrites deleted rows (secure_delete), but its write-ahead log holds older pages until it is emptied.
    PostgreSQL keeps deleted rows until they are vacuumed. Where that has to wait, the next run does it.
    """
    if connection.vendor == "sqlite":
        return empty_log()
    try:
        with connection.cursor() as cursor:
            cursor.execute(f"VACUUM {', '.join(_tables())}")
    except (DatabaseError, InterfaceError) as error:
        logger.warning("sweeping waits: the database says %s", type(error).__name__)


def empty_log() -> None:
    """Empty SQLite's write-ahead log, which tells what was written in which order; outside a transaction.

    Where somebody reads from it just now it is tried again until it is empty, by one thread for all who ask: each try
    holds up every writer. Nothing to do on PostgreSQL.
    """
    if connection.vendor != "sqlite" or _waits.locked() or _emptied():
        return
    if _waits.acquire(blocking=False):
        later = threading.Timer(AGAIN, _empty_later)
        later.daemon = True
        later.start()


def _emptied() -> bool:
    """Whether it is done; False where somebody reads. What the database refuses waits for the next write or hour."""
    try:
        with connection.cursor() as cursor:
            (patience,) = cursor.execute("PRAGMA busy_timeout").fetchone()
            cursor.execute(f"PRAGMA busy_timeout = {PATIENCE}")
            try:
                (busy, *_pages) = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            finally:
                cursor.execute(f"PRAGMA busy_timeout = {patience}")
        return not busy
    except (DatabaseError, InterfaceError) as error:
        logger.warning("sweeping waits: the database says %s", type(error).__name__)
        return True


def _empty_later() -> None:
    try:
        _waits.release()
        empty_log()
    finally:
        connection.close()  # of this thread


def _tables() -> list[str]:
    rooms = [apps.get_app_config(name) for name in ROOMS]
    return [kind._meta.db_table for room in rooms for kind in room.get_models(include_auto_created=True)]
