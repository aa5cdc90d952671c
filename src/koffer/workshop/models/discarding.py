"""Discarding a workshop, and bringing it back within seven days (rules.md, section 4)."""

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from koffer.organisation.models import User
from koffer.organisation.models.register import Verb

if TYPE_CHECKING:
    from koffer.workshop.models.workshop import Workshop

DISCARDED_KEPT = timedelta(days=7)  # so long a discarded workshop can be restored (rules.md, section 4)


def discard(workshop: "Workshop", *, by: User | None) -> None:
    """Discard: nobody reaches it any more, and after seven days it is deleted. `by`: an account, for the register."""
    with workshop.changing():
        workshop.discarded_on = timezone.localdate()
        workshop.purge_on = workshop.discarded_on + DISCARDED_KEPT
        workshop.save(update_fields=["discarded_on", "purge_on"])
        workshop.register(by, Verb.DISCARDED)


def restore(workshop: "Workshop", *, by: User | None) -> None:
    """Bring a discarded workshop back as it was; again: no-op."""
    with workshop.changing(used=False):
        if workshop.discarded_on is None:
            return
        workshop.discarded_on = None
        workshop.save(update_fields=["discarded_on"])
        workshop.keep_until(workshop.kept_until(timezone.localdate()))
        workshop.register(by, Verb.RESTORED)
