"""The facilitator's private link."""

from typing import TYPE_CHECKING

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from koffer.workshop.models.facts import FACTS
from koffer.workshop.refusals import Refused
from koffer.workshop.tokens import hashed, new_token

if TYPE_CHECKING:
    from koffer.workshop.models.workshop import Workshop


class FacilitatorKey(models.Model):
    """One facilitator's access to a workshop. Only the hash of the link's secret is stored."""

    workshop = models.ForeignKey("Workshop", models.CASCADE, related_name="keys")
    token_hash = models.CharField(max_length=64, unique=True)
    label = models.CharField(max_length=40, blank=True)
    revoked_at = models.DateTimeField(null=True)

    @classmethod
    def give(cls, workshop: "Workshop", label: str = "") -> tuple["FacilitatorKey", str]:
        """A new key and its secret, which can be shown only now."""
        token = new_token()
        with workshop.changing():
            return cls.objects.create(workshop=workshop, token_hash=hashed(token), label=label), token

    @classmethod
    def found(cls, token: str) -> "FacilitatorKey | None":
        """The live key that belongs to the secret of a private link."""
        keys = cls.objects.select_related("workshop__design", *(f"workshop__{fact}" for fact in FACTS))
        return keys.filter(token_hash=hashed(token), revoked_at=None).first()

    def withdraw(self) -> None:
        """End this key. Raises `Refused` for the last one: a workshop never loses its facilitator."""
        with self.workshop.changing():
            live = self.workshop.keys.filter(revoked_at=None)
            if not live.exclude(pk=self.pk).exists():
                raise Refused(_("This is the last link of a facilitator. Give another one first."))
            live.filter(pk=self.pk).update(revoked_at=timezone.now())
