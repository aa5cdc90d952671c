"""Work that waits for its day: erasing sheets after the closing, deleting workshops whose term is over."""

import asyncio
import logging

from django.db import DatabaseError
from django.utils import timezone

from koffer.workshop.models.terms import erase_sheets, purge

logger = logging.getLogger("koffer.waiting_work")
HOUR = 3600


async def purge_now_and_then() -> None:
    """Once an hour, erase and delete what is past its term; a database that is away is tried again next time."""
    while True:
        try:
            deleted = await asyncio.to_thread(purge, timezone.localdate())
            if deleted:
                logger.info("deleted %d workshops whose term was over", deleted)
            erased = await asyncio.to_thread(erase_sheets, timezone.localdate())
            if erased:
                logger.info("erased the sheets of %d workshops", erased)
        except DatabaseError as error:
            logger.error("deleting waits: the database says %s", type(error).__name__)
        await asyncio.sleep(HOUR)
