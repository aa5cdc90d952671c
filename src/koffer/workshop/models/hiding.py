"""Texts that can be taken off the wall in one press, and put back (rules.md, section 1, rule 14)."""

from typing import Any, TypeVar

from django.db import models
from django.db.models import QuerySet

T = TypeVar("T", bound=models.Model)


class ShownTexts(models.Manager[T]):
    """The texts that stand there: what was taken off is met by nobody who does not ask for `everything`."""

    def get_queryset(self) -> QuerySet[T]:
        """All but the hidden ones."""
        return super().get_queryset().filter(hidden=False)


class Hideable(models.Model):
    """A text on the wall. Hidden it is off every screen, phone and paper; its author reads so, and nobody else.

    No judgement is stored: neither who took it off, nor when or why.
    """

    hidden = models.BooleanField(default=False)

    objects: Any = ShownTexts()
    everything: Any = models.Manager()

    class Meta:
        abstract = True
