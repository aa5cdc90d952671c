"""Facts: things that happened, as rows with who and when. The state of a workshop is derived from them."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from koffer.method.mode import Mode
from koffer.workshop.models.step import Step
from koffer.workshop.refusals import Refused

if TYPE_CHECKING:
    from koffer.workshop.models.key import FacilitatorKey
    from koffer.workshop.models.workshop import Workshop

FACTS = ("start", "opening", "closing")  # one row at most per workshop, fetched together with it
AFTER_CLOSING = timedelta(days=14)  # then sheets are erased, and texts can no longer be opened again


class Start(models.Model):
    """Filling was started. Taken back by `Workshop.restart` only while no sheet is in."""

    workshop = models.OneToOneField("Workshop", models.CASCADE, primary_key=True)
    by = models.ForeignKey("FacilitatorKey", models.SET_NULL, null=True)
    at = models.DateTimeField(auto_now_add=True)


class Opening(models.Model):
    """The suitcase was opened; `mode` is the strictest of what was announced and wished. Nobody un-opens."""

    workshop = models.OneToOneField("Workshop", models.CASCADE, primary_key=True)
    by = models.ForeignKey("FacilitatorKey", models.SET_NULL, null=True)
    at = models.DateTimeField(auto_now_add=True)
    mode = models.CharField(max_length=9, choices=[(m.value, m.value) for m in Mode])
    sheet_count = models.PositiveIntegerField()


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
    def can_be_reopened(self) -> bool:
        """Whether its texts can still be opened again."""
        return self.ended_at is None and timezone.localdate() <= self.erases_on

    @classmethod
    def close(cls, workshop: "Workshop", by: "FacilitatorKey", look_on: date) -> None:
        """DECIDED -> CLOSED: read only. Stories that were for now only, and offers, go. Again: no-op.

        Raises `Refused` before the first decision.
        """
        from koffer.workshop.models.story import Keep, Offer

        with workshop.changing():
            if workshop.closed:
                return
            if not workshop.decided:
                raise Refused(_("Decide the team score first."))
            cls.objects.update_or_create(
                workshop=workshop,
                defaults={"look_on": look_on, "ended_at": None},
                create_defaults={"look_on": look_on, "by": by},
            )
            workshop.stories.filter(keep=Keep.NOW).delete()
            Offer.objects.filter(seat__workshop=workshop).delete()
            workshop.refresh_from_db()
            workshop.purge_on = workshop.kept_until(timezone.localdate())
            workshop.shown_step = Step.CLOSED
            workshop.save(update_fields=["purge_on", "shown_step"])

    @classmethod
    def reopen(cls, workshop: "Workshop") -> None:
        """CLOSED -> DECIDED, for texts and steps only, within fourteen days; again: no-op."""
        with workshop.changing():
            if not workshop.closed:
                return
            if not workshop.closing.can_be_reopened:
                raise Refused(_("This was closed more than two weeks ago. A new workshop is the way to go on."))
            cls.objects.filter(workshop=workshop).update(ended_at=timezone.now())
            workshop.shown_step = Step.LABEL
            workshop.save(update_fields=["shown_step"])


class Audience(models.TextChoices):
    """To whom a team shows something."""

    ORGANISATION = "organisation", _("our organisation")
    TEAMS = "teams", _("other teams")


class Item(models.TextChoices):
    """What a team can show, item by item. Stories go along only where their tellers said so."""

    STRENGTHS = "strengths", _("Our strengths")
    LABEL = "label", _("Our label with the steps")
    SCORE = "score", _("Our suitcase with the team score")
    GAPS = "gaps", _("Our gaps")
    STORIES = "stories", _("Stories whose tellers agreed, without names")


class Release(models.Model):
    """The team shows an item to an audience. Without a row it stays in the team."""

    pk = models.CompositePrimaryKey("workshop_id", "item", "audience")
    workshop = models.ForeignKey("Workshop", models.CASCADE, related_name="releases")
    item = models.CharField(max_length=9, choices=Item.choices)
    audience = models.CharField(max_length=12, choices=Audience.choices)

    @classmethod
    def choose(cls, workshop: "Workshop", chosen: Collection[tuple[str, str]]) -> None:
        """Show exactly these (item, audience) pairs, from now on; raises `Refused` before the opening."""
        with workshop.changing():
            if not workshop.opened:
                raise Refused(_("Open the team suitcase first."))
            workshop.releases.all().delete()
            for item, audience in chosen:
                cls.objects.create(workshop=workshop, item=item, audience=audience)
