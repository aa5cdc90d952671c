"""How long a workshop is kept (method.md, "How long")."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

if TYPE_CHECKING:
    from koffer.workshop.models.workshop import Workshop

DAYS_KEPT = 90  # a workshop without an organisation, after its last use
AFTER_LOOK = timedelta(days=30)  # and not before the team looked at its suitcase again


def kept_until(workshop: "Workshop", used: date) -> date:
    """The day after which all of it is deleted: so long after its last use, or a month after the next look."""
    term = used + timedelta(days=workshop.days_kept)
    return max(term, workshop.closing.look_on + AFTER_LOOK) if workshop.ever_closed else term


def keep_until(workshop: "Workshop", day: date) -> None:
    """Inside a verb: all of it is deleted after `day`; what the team filled before as well, for then and now."""
    workshop.purge_on = day
    workshop.save(update_fields=["purge_on"])
    for earlier in workshop.before():
        type(workshop).objects.filter(pk=earlier.pk, purge_on__lt=day).update(purge_on=day)


def begin_term_anew(workshop: "Workshop") -> None:
    """Inside a verb: the workshop was used today."""
    today = timezone.localdate()
    term = today, workshop.kept_until(today)
    if term != (workshop.used_on, workshop.purge_on):
        workshop.used_on = today
        workshop.save(update_fields=["used_on"])
        workshop.keep_until(term[1])


def before(workshop: "Workshop") -> "Iterator[Workshop]":
    """The fillings before this one, the newest first; not those that were discarded."""
    earlier = workshop.follows
    while earlier is not None:
        if earlier.discarded_on is None:
            yield earlier
        earlier = earlier.follows
