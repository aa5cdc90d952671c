"""Who wants a mail about a step, or about the next look: only what that person agreed to, until that person says no."""

import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from koffer.database.sweep import sweep
from koffer.sheets.refusals import Refused
from koffer.workshop.models import Action, Workshop

if TYPE_CHECKING:
    from django.db.models import QuerySet

# An address that nobody agreed with is forgotten within the hour after it: the mail says a week.
UNANSWERED = timedelta(days=6)
MOST = 500  # of one workshop
MOST_UNANSWERED = 3  # mails that ask one address, for all workshops together


class Wish(models.TextChoices):
    """The mails that somebody can want."""

    BEFORE = "before", _("a few days before the date")
    AFTER = "after", _("the day after, if nobody said how it went")
    LOOK = "look", _("two weeks before we look at our suitcase again")


class Reminder(models.Model):
    """One person's wish, known by an address only. Without `agreed_at` the owner of the address was only asked."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="reminders")
    action = models.ForeignKey(Action, models.CASCADE, null=True, related_name="reminders")  # None: the next look
    address = models.EmailField()
    language = models.CharField(max_length=2)
    before = models.BooleanField(default=False)
    after = models.BooleanField(default=False)
    made_at = models.DateTimeField(default=timezone.now)
    agreed_at = models.DateTimeField(null=True)

    @classmethod
    def expired(cls, now: datetime) -> "QuerySet[Reminder]":
        """Those whose address nobody agreed with in time."""
        return cls.objects.filter(agreed_at=None, made_at__lt=now - UNANSWERED)

    @classmethod
    @transaction.atomic
    def ask(
        cls,
        workshop: Workshop,
        action: Action | None,
        address: str,
        wishes: Iterable[str],
        language: str,
        press: uuid.UUID,
    ) -> "Reminder | None":
        """Note what was asked for `address`; the caller mails it. None when that address was asked often enough.

        `press` was made in the form: for the same address again, its wishes are the newer ones and None is returned.
        Raises `Refused` when the workshop has very many.
        """
        wanted = {"before": Wish.BEFORE in wishes, "after": Wish.AFTER in wishes}
        # Another address is another row: its owner did not agree to what was mailed to the first one.
        ident = uuid.uuid5(press, f"{workshop.pk} {action and action.pk} {address.lower()}")
        cls.expired(timezone.now()).delete()
        if cls.objects.filter(pk=ident).exists():
            cls.objects.filter(pk=ident, agreed_at=None).update(**wanted)
            return None
        if workshop.reminders.count() >= MOST:
            raise Refused(_("Very many people get mail about this suitcase already."))
        if cls.objects.filter(address__iexact=address, agreed_at=None).count() >= MOST_UNANSWERED:
            return None
        made, new = cls.objects.get_or_create(
            pk=ident,
            defaults={"workshop": workshop, "action": action, "address": address, "language": language, **wanted},
        )
        return made if new else None

    @transaction.atomic
    def agree(self) -> None:
        """The owner of the address agrees; an earlier wish about the same goes. Again, or too late: no-op."""
        Reminder.expired(timezone.now()).filter(pk=self.pk).delete()
        if Reminder.objects.filter(pk=self.pk, agreed_at=None).update(agreed_at=timezone.now()):
            same = Reminder.objects.filter(
                workshop=self.workshop_id, action=self.action_id, address__iexact=self.address
            )
            same.exclude(pk=self.pk).delete()

    def refuse(self) -> None:
        """The owner says no, at any time: the address is forgotten."""
        with transaction.atomic():
            Reminder.objects.filter(pk=self.pk).delete()
            transaction.on_commit(sweep)
