"""What goes when its term is over: sheets two weeks after both confirmed, all of it after its last use.

It leaves no line in the log of waiting work: nobody shall learn that there was a conversation.
"""

import uuid
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from koffer.database.sweep import sweep
from koffer.database.waiting_work import Due, Work
from koffer.one_to_one.models.one_to_one import OneToOne
from koffer.one_to_one.models.side import SidePoints
from koffer.workshop.models.closing import AFTER_CLOSING


def sheets_to_erase(now: datetime) -> Due:
    """The conversations that were agreed on fourteen days ago."""
    day = timezone.localdate(now) - AFTER_CLOSING
    due = OneToOne.objects.filter(erased_on=None, agreed_on__lte=day)
    yield from ((one.pk, one.agreed_on + AFTER_CLOSING) for one in due if one.agreed_on)


def erase_sheets(key: uuid.UUID, now: datetime) -> None:
    """Erase both sheets of a conversation. What the two agreed on stays."""
    today = timezone.localdate(now)
    one = OneToOne.objects.select_for_update(of=("self",)).filter(pk=key, erased_on=None).first()
    if one and one.agreed_on and one.agreed_on + AFTER_CLOSING <= today:
        SidePoints.objects.filter(side__one_to_one=one).delete()
        OneToOne.objects.filter(pk=key).update(erased_on=today)
        transaction.on_commit(sweep)


def to_purge(now: datetime) -> Due:
    """The conversations whose term is over; an earlier filling stays as long as a later one."""
    today = timezone.localdate(now)
    yield from OneToOne.objects.filter(purge_on__lt=today, followed_by=None).values_list("pk", "purge_on")


def purge(key: uuid.UUID, now: datetime) -> None:
    """Delete a conversation, unless it was used in between."""
    today = timezone.localdate(now)
    one = OneToOne.objects.select_for_update(of=("self",)).filter(pk=key, purge_on__lt=today, followed_by=None).first()
    if one:
        one.delete()
        one.design.delete()
        transaction.on_commit(sweep)


WORK = {
    "one-to-one-erase": Work(sheets_to_erase, erase_sheets),
    "one-to-one-purge": Work(to_purge, purge),
}
