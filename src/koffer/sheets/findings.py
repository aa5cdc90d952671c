"""A strength or a gap that is named together (M9, M10)."""

import uuid
from collections.abc import Collection, Mapping
from typing import Self

from django.db import models
from django.db.models import F
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from koffer.sheets.press import ident_for, next_place
from koffer.sheets.refusals import OldPage, Refused

STRENGTH, GAP = "strength", "gap"
MOST_PICKED = {STRENGTH: 3, GAP: 2}  # two or three strengths, one or two gaps (M9, M10)


class Remedy(models.TextChoices):
    """How to provide what is missing (M10)."""

    LEARN = "learn", _("learn it")
    BORROW = "borrow", _("borrow it")
    INVITE = "invite", _("invite somebody")
    LEAVE = "leave", _("leave it")


class AnyFinding(models.Model):
    """A strength or a gap. Never taken from the scores by the software (M10). `number` grows with each change."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=8, choices=[(STRENGTH, STRENGTH), (GAP, GAP)])
    text = models.CharField(max_length=280)
    example = models.TextField(max_length=1000, blank=True)
    remedy = models.CharField(max_length=6, choices=Remedy.choices, blank=True)
    number = models.PositiveIntegerField(default=1)
    place = models.PositiveSmallIntegerField()

    class Meta:
        abstract = True

    @classmethod
    def name(
        cls,
        ident: uuid.UUID,
        kind: str,
        texts: Mapping[str, str],
        *,
        earlier: Collection[uuid.UUID],
        too_many: str | Promise,
        whose: Mapping[str, models.Model],
    ) -> Self | None:
        """Inside a verb: the finding of `whose` (a field and its value), new or mended; None when it was there already.

        `texts`: text, example, remedy. `ident` was made with the form: a second press is the same finding; one that
        was stored by an `earlier` press, whose answer was lost, is mended. Raises `Refused` when there are enough.
        """
        stored = cls._base_manager.filter(**whose)  # also what is hidden
        if mended := stored.filter(pk__in=earlier, number=1).first():
            stored.filter(pk=mended.pk).update(**texts)
            return mended
        free = ident_for(cls, ident, **whose, text=texts["text"])
        if free is None:
            return None
        if cls._default_manager.filter(**whose, kind=kind).count() >= MOST_PICKED[kind]:
            raise Refused(too_many)
        return stored.create(id=free, kind=kind, place=next_place(stored), **whose, **texts)

    def rewrite(self, seen: int, texts: Mapping[str, str], late: str | Promise) -> None:
        """Inside a verb: other texts. Raises `OldPage`, for the reason `late`, when somebody else was first."""
        newest = type(self)._base_manager.filter(pk=self.pk, number=seen)
        if not newest.update(number=F("number") + 1, **texts):
            raise OldPage(late)
