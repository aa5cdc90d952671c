"""The facilitator's private link."""

import uuid
from collections.abc import Collection
from typing import TYPE_CHECKING

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from koffer.database.prepared import Prepared
from koffer.organisation.models import User
from koffer.sheets.refusals import Refused
from koffer.web.tokens import hashed, new_token, random_key
from koffer.workshop.models.fetched import WORKSHOP_WITH_FACTS
from koffer.workshop.models.kinds import PAPER
from koffer.workshop.models.seat import Seat

if TYPE_CHECKING:
    from koffer.workshop.models.workshop import Workshop


class FacilitatorKey(models.Model):
    """One facilitator's access to a workshop. Only the hash of the link's secret is stored.

    `secret` is that of who asks just now, and never stored.
    """

    secret = ""

    id = models.BigIntegerField(primary_key=True, default=random_key, editable=False)
    workshop = models.ForeignKey("Workshop", models.CASCADE, related_name="keys")
    token_hash = models.CharField(max_length=64, unique=True)
    label = models.CharField(max_length=40, blank=True)
    # Whose it is, when somebody of an organisation took it; of a link for another, who answers for it. It ends with
    # that person's rights.
    user = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    revoked_at = models.DateTimeField(null=True)

    @classmethod
    def give(
        cls, workshop: "Workshop", label: str = "", user: User | None = None, token: str = ""
    ) -> tuple["FacilitatorKey", str]:
        """A new key and its secret, which can be shown only now; of `user`, or of whoever gets the link.

        `token` is the secret where the caller knows it again from the press of a form; a fresh one otherwise.
        """
        token = token or new_token()
        with workshop.changing():
            return cls.objects.create(workshop=workshop, token_hash=hashed(token), label=label, user=user), token

    @classmethod
    def found(cls, token: str) -> "FacilitatorKey | None":
        """The live key that belongs to the secret of a private link; None for a discarded workshop."""
        found = _LIVE_WITH_WORKSHOP.one(hashed(token))
        if found:
            found.secret = token
        return found

    @classmethod
    def of_discarded(cls, token: str) -> "FacilitatorKey | None":
        """The key that can restore a discarded workshop."""
        return _OF_DISCARDED.one(hashed(token))

    @classmethod
    def live_among(cls, keys: Collection[int]) -> dict[int, uuid.UUID]:
        """Of these keys (by number) the ones that still open a console, each with its workshop."""
        live = cls.objects.filter(pk__in=keys, revoked_at=None) if keys else cls.objects.none()
        return dict(live.values_list("pk", "workshop"))

    def typing(self, seat: Seat) -> Seat:
        """The seat, as this facilitator reaches it: a sheet on paper that was typed with this key, and no other."""
        seat.workshop = self.workshop
        if seat.kind == PAPER and self.secret:
            seat.secret = f"{self.secret} {seat.pk}"
            seat.device = hashed(f"typed {self.secret} {self.workshop_id}")
        return seat

    def belong_to(self, user: User) -> None:
        """Tie this key to the rights of `user`, and with it every key of the workshop that is nobody's yet."""
        self.workshop.keys.filter(user=None, revoked_at=None).update(user=user)

    def withdraw(self) -> None:
        """End this key. Raises `Refused` for the last one: a workshop never loses its facilitator."""
        with self.workshop.changing():
            live = self.workshop.keys.filter(revoked_at=None)
            if not live.exclude(pk=self.pk).exists():
                raise Refused(_("This is the last link of a facilitator. Give another one first."))
            self.end()

    def end(self) -> None:
        """End this key, inside `changing`, and its label. The links of the team and the screen are the team's."""
        FacilitatorKey.objects.filter(pk=self.pk, revoked_at=None).update(revoked_at=timezone.now(), label="")


_LIVE_WITH_WORKSHOP = Prepared(
    lambda: FacilitatorKey.objects.filter(revoked_at=None, workshop__discarded_on=None).select_related(
        *WORKSHOP_WITH_FACTS
    ),
    "token_hash",
)
_OF_DISCARDED = Prepared(
    lambda: (
        FacilitatorKey.objects.filter(revoked_at=None).exclude(workshop__discarded_on=None).select_related("workshop")
    ),
    "token_hash",
)
