"""A pair of steps, one large and one small (M11)."""

import uuid
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _


class Size(models.TextChoices):
    """The two halves of a pair; the large one comes first."""

    LARGE = "large", _("Large step")
    SMALL = "small", _("Small step")


@dataclass(frozen=True)
class Half:
    """What was typed for one step: what, who, by when. Without a text there is no step yet."""

    text: str
    who: str
    due: date | None


class AnyPair(models.Model):
    """A pair; one half of it is a draft. `number` grows with each change."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.PositiveIntegerField(default=1)
    place = models.PositiveSmallIntegerField()

    class Meta:
        abstract = True
