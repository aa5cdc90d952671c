"""Work that waits for its day: deleting the workshops whose term is over."""

import asyncio
import logging

from django.db import DatabaseError
from django.utils import timezone

from koffer.workshop.models import Workshop

logger = logging.getLogger("koffer.waiting_work")
HOUR = 3600


async def purge_now_and_then() -> None:
    """Once an hour, delete what is past its term; a database that is away is tried again next time."""
    while True:
        try:
            deleted = await asyncio.to_thread(Workshop.purge, timezone.localdate())
            if deleted:
                logger.info("deleted %d workshops whose term was over", deleted)
        except DatabaseError as error:
            logger.error("deleting waits: the database says %s", type(error).__name__)
        await asyncio.sleep(HOUR)
