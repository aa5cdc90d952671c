"""The suitcase closes, and opens again for its texts (M13)."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from koffer.database.sweep import sweep
from koffer.sheets.refusals import Refused
from koffer.workshop.models.coming import open_all
from koffer.workshop.models.step import CLOSED, LABEL
from koffer.workshop.models.story import Keep, Offer, Story

if TYPE_CHECKING:
    from koffer.workshop.models.key import FacilitatorKey
    from koffer.workshop.models.workshop import Workshop

AFTER_CLOSING = timedelta(days=14)  # then sheets are erased, and texts can no longer be opened again


class Closing(models.Model):
    """The suitcase was closed, until `ended_at` if it was opened again for its texts. `look_on`: the next look."""

    workshop = models.OneToOneField("Workshop", models.CASCADE, primary_key=True)
    by = models.ForeignKey("FacilitatorKey", models.SET_NULL, null=True)
    at = models.DateTimeField(auto_now_add=True)
    look_on = models.DateField()
    ended_at = models.DateTimeField(null=True)
    erased_on = models.DateField(null=True)

    @property
    def erases_on(self) -> date:
        """The day on which the sheets are erased: fourteen days after the first closing."""
        return timezone.localdate(self.at) + AFTER_CLOSING

    @property
    def look_is_due(self) -> bool:
        """Whether the day on which the team looks again has come."""
        return self.look_on <= self.workshop.today

    @property
    def can_be_reopened(self) -> bool:
        """Whether its texts can still be opened again."""
        if self.ended_at or timezone.localdate() > self.erases_on:
            return False
        return not self.workshop.reviews.exists()


def close(workshop: "Workshop", look_on: date, *, by: "FacilitatorKey") -> None:
    """DECIDED -> CLOSED: read only. Stories that were for now only, and offers, go. Again: no-op.

    Raises `Refused` before the first decision.
    """
    with workshop.changing():
        if workshop.closed:
            return
        workshop.move()
        if not workshop.decided:
            raise Refused(_("Decide the team score first."))
        Closing.objects.update_or_create(
            workshop=workshop,
            defaults={"look_on": look_on, "ended_at": None},
            create_defaults={"look_on": look_on, "by": by},
        )
        open_all(workshop)
        Story.everything.filter(workshop=workshop, keep=Keep.NOW).delete()
        Offer.objects.filter(seat__workshop=workshop).delete()
        workshop.refresh_from_db()
        workshop.keep_until(workshop.kept_until(timezone.localdate()))
        workshop.shown_step = CLOSED
        workshop.save(update_fields=["shown_step"])
        transaction.on_commit(sweep)


def reopen(workshop: "Workshop") -> None:
    """CLOSED -> DECIDED, for texts and steps only, within fourteen days; again: no-op."""
    with workshop.changing():
        if not workshop.closed:
            return
        workshop.move()
        if workshop.reviews.exists():
            raise Refused(_("Your team has looked at this suitcase again already. Change the steps at the next look."))
        if not workshop.closing.can_be_reopened:
            raise Refused(_("This was closed more than two weeks ago. A new workshop is the way to go on."))
        Closing.objects.filter(workshop=workshop).update(ended_at=timezone.now())
        workshop.shown_step = LABEL
        workshop.save(update_fields=["shown_step"])
