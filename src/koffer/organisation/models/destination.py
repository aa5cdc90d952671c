"""Where an organisation wants to go (M1): a text, a frame, a horizon and a picture, in versions."""

import uuid
from typing import TYPE_CHECKING

from django.db import models, transaction
from django.utils import timezone

from koffer.organisation.models.organisation import Organisation
from koffer.organisation.models.register import Entry, Verb

if TYPE_CHECKING:
    from koffer.organisation.models.user import User


class Destination(models.Model):
    """One version, never changed: a workshop keeps the one that it was held with. The newest one is in force."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="destinations")
    text = models.CharField(max_length=200)
    frame = models.TextField(max_length=400, blank=True)
    horizon = models.CharField(max_length=40, blank=True)
    picture = models.BinaryField(null=True)
    # By the server's own clock, and read back in this order: two at the same moment have an order too.
    made_at = models.DateTimeField(default=timezone.now)
    number = models.PositiveIntegerField()
    has_picture: bool  # of those that `listed` gives

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "number"], name="destination_number")]

    def __str__(self) -> str:
        return self.text

    @classmethod
    def in_force(cls, organisation: Organisation) -> "Destination | None":
        """The newest version; None while the organisation has set none."""
        return cls.listed().filter(organisation=organisation).order_by("-number").first()

    @classmethod
    def listed(cls) -> "models.QuerySet[Destination]":
        """All, without their pictures but with `has_picture`."""
        return cls.objects.defer("picture").annotate(has_picture=models.Q(picture__isnull=False))

    @classmethod
    @transaction.atomic
    def introduce(cls, organisation: Organisation, by: "User", **fields: object) -> "Destination":
        """A new version with text, frame, horizon and picture (PNG, drawn anew by us). What was, stays beside it."""
        last = organisation.locked().destinations.aggregate(last=models.Max("number"))["last"] or 0
        made = cls.objects.create(organisation=organisation, number=last + 1, **fields)
        Entry.write(organisation, by, Verb.DESTINATION, made.text)
        return made

    @property
    def frame_lines(self) -> list[str]:
        """What is fixed on the way, a line each."""
        return [line.strip() for line in self.frame.splitlines() if line.strip()]
