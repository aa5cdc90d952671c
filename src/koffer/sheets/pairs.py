"""A pair of steps, one large and one small (M11)."""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.db.models import F
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from koffer.sheets.press import next_place
from koffer.sheets.refusals import OldPage, Refused


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


class AnyStep(models.Model):
    """One step of a pair: the row of `pair`, text, who, by when. Each kind says whose it may be (`who`)."""

    size = models.CharField(max_length=5, choices=Size.choices)
    text = models.CharField(max_length=280)
    due = models.DateField()

    class Meta:
        abstract = True

    def begin_anew(self) -> None:
        """Inside a verb: other words make another step; what people did about this one is not about that."""
        raise NotImplementedError


class AnyPair(models.Model):
    """A pair; one half of it is a draft. `number` grows with each change."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.PositiveIntegerField(default=1)
    place = models.PositiveSmallIntegerField()

    class Meta:
        abstract = True

    def stored_steps(self) -> "models.Manager[Any]":
        """Its rows of `AnyStep`."""
        raise NotImplementedError

    @classmethod
    def keep(
        cls,
        ident: uuid.UUID,
        halves: Mapping[str, Half],
        seen: int,
        *,
        earlier: Collection[uuid.UUID],
        most: int,
        late: str | Promise,
        whose: Mapping[str, models.Model],
        **more: Any,
    ) -> bool:
        """Inside a verb: write a pair of `whose` (a field and its value) whole, and whether that changed anything.

        New (`seen` 0), or changed as its `number` was `seen`; `more` are its other fields. A new one that was stored by
        an `earlier` press, whose answer was lost, is mended. Raises `OldPage`, for the reason `late`, when somebody
        else was first, and `Refused` when there are `most` of them.
        """
        stored = cls._default_manager.filter(**whose)
        pair = stored.filter(pk=ident).first()
        if pair is None and (pair := stored.filter(pk__in=earlier, number=1).first()):
            stored.filter(pk=pair.pk).update(number=1, **more)
        elif pair is None:
            if stored.count() >= most or cls._default_manager.filter(pk=ident).exists():
                raise Refused(_("There are very many steps already. Change one of them."))
            pair = stored.create(id=ident, place=next_place(stored), **whose, **more)
        elif pair._holds(halves, more):
            return False
        elif not stored.filter(pk=ident, number=seen).update(number=F("number") + 1, **more):
            raise OldPage(late)
        pair.write(halves)
        return True

    def halves(self) -> dict[str, Half]:
        """The steps as they are stored."""
        return {step.size: Half(step.text, step.who, step.due) for step in self.stored_steps().all()}

    def _holds(self, halves: Mapping[str, Half], more: Mapping[str, Any]) -> bool:
        written = {size: half for size, half in halves.items() if half.text}
        return self.halves() == written and all(getattr(self, field) == value for field, value in more.items())

    def write(self, halves: Mapping[str, Half]) -> None:
        """Write both steps, inside a verb; a half without a text goes."""
        for size, half in halves.items():
            step = self.stored_steps().filter(size=size)
            if not half.text:
                step.delete()
                continue
            for other in step.exclude(text=half.text):
                other.begin_anew()
            new = {"text": half.text, "who": half.who, "due": half.due}
            if not step.update(**new):
                self.stored_steps().create(size=size, **new)
