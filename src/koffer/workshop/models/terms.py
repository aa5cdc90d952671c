"""What goes when its term is over: sheets after the closing, whole workshops after their last use (rules.md, 4)."""

import uuid
from datetime import datetime

from django.utils import timezone

from koffer.database.waiting_work import Due, Work
from koffer.organisation.models.register import Verb
from koffer.sheets.refusals import Refused
from koffer.workshop.models.box import Box
from koffer.workshop.models.closing import AFTER_CLOSING, Closing
from koffer.workshop.models.sheet import Draft
from koffer.workshop.models.workshop import Workshop


def sheets_to_erase(now: datetime) -> Due:
    """The workshops that were closed fourteen days ago, each with the day on which its sheets were to go."""
    today = timezone.localdate(now)
    due = Closing.objects.filter(erased_on=None, at__date__lte=today - AFTER_CLOSING)
    yield from ((closing.workshop_id, closing.erases_on) for closing in due)


def erase_sheets(key: uuid.UUID, now: datetime) -> int | None:
    """Erase the sheets of a workshop; returns how many, or None when it is not due. What the team decided stays."""
    today = timezone.localdate(now)
    closing = Closing.objects.select_related("workshop").filter(pk=key, erased_on=None).first()
    if closing is None:
        return None
    try:
        with closing.workshop.changing(used=False):
            due = Closing.objects.filter(pk=key, erased_on=None, at__date__lte=today - AFTER_CLOSING)
            if not due.update(erased_on=today):
                return None
            sheets = closing.workshop.sheets.count()
            closing.workshop.sheets.all().delete()
            Draft.objects.filter(seat__workshop=key).delete()
            Box.objects.filter(workshop=key).delete()
            closing.workshop.register(None, Verb.ERASED)
            return sheets
    except Refused:  # it is gone
        return None


def workshops_to_purge(now: datetime) -> Due:
    """The workshops whose term is over, each with the last day of it."""
    today = timezone.localdate(now)
    yield from Workshop.everything.filter(purge_on__lt=today).values_list("pk", "purge_on")


def purge(key: uuid.UUID, now: datetime) -> int | None:
    """Delete a workshop; returns 1, or None when it was used in between. Asked again under its lock."""
    today = timezone.localdate(now)
    due = Workshop.everything.select_for_update(of=("self",)).filter(pk=key, purge_on__lt=today)
    workshop = due.first()
    if workshop is None:
        return None
    workshop.register(None, Verb.PURGED)
    workshop.delete()
    workshop.design.delete()
    return 1


WORK = {
    "erase-sheets": Work(sheets_to_erase, erase_sheets),
    "purge": Work(workshops_to_purge, purge),
}
