"""Once an hour, in the server: the work whose day has come, and a sweep after it."""

import asyncio
import logging

from django.db import DatabaseError, InterfaceError, connection
from django.utils import timezone

from koffer.database.sweep import sweep
from koffer.database.waiting_work import Task
from koffer.organisation.clearing import clear
from koffer.workshop.drawings import drawings

logger = logging.getLogger("koffer.waiting_work")
HOUR = 3600


async def work_now_and_then() -> None:
    """Once an hour, do what is due; a database that is away is tried again next time."""
    while True:
        try:
            await asyncio.to_thread(work)
        except Exception as error:  # whatever it was: nothing else would do the work of the next hours
            logger.error("work failed: %s", type(error).__name__)
        await asyncio.sleep(HOUR)


def work() -> None:
    """Do what is due (rules.md, section 4), and let go of what was deleted: in files and in memory."""
    try:
        for kind, number in Task.run(timezone.now()).items():
            logger.info("%s: %d workshops", kind, number)
        clear()
    except (DatabaseError, InterfaceError) as error:
        logger.error("work waits: the database says %s", type(error).__name__)
    finally:
        connection.close_if_unusable_or_obsolete()  # no request does that for this thread
    sweep()  # also for what people erased themselves while the files were in use
    drawings.forget()
