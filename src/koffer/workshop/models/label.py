"""The label at the handle: actions, always in pairs of one large and one small step (M11)."""

import uuid
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from koffer.database.sweep import empty_log
from koffer.sheets.pairs import AnyPair, AnyStep, Half

if TYPE_CHECKING:
    from koffer.workshop.models.change import StepChange
    from koffer.workshop.models.seat import Seat
    from koffer.workshop.models.workshop import Workshop

MOST_PAIRS = 60


class Who(models.TextChoices):
    """Who does it. A name comes only by that person's own press."""

    EVERYONE = "everyone", _("everyone")
    TWO = "two", _("two of us")
    ONE = "one", _("one of us")


class Pair(AnyPair):
    """A pair of actions of the team. It hangs on the label when both halves are there and it is not put aside."""

    workshop = models.ForeignKey("Workshop", models.CASCADE, related_name="pairs")
    aside = models.BooleanField(default=False)

    def stored_steps(self) -> "models.Manager[Action]":
        """Both steps, or the one that is there."""
        return self.actions

    def put_aside(self, aside: bool) -> None:
        """Take the pair off the label, or put it back."""
        with self.workshop.changing():
            self.workshop.check_label()
            Pair.objects.filter(pk=self.pk).update(aside=aside)


class Action(AnyStep):
    """One step of a pair."""

    pair = models.ForeignKey(Pair, models.CASCADE, related_name="actions")
    who = models.CharField(max_length=8, choices=Who.choices, default=Who.EVERYONE)
    people: "models.ManyToManyField[Seat, Any]" = models.ManyToManyField("Seat")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["pair", "size"], name="one_step_per_size")]

    @property
    def newest_change(self) -> "StepChange | None":
        """How the step stands now; None as long as nobody said so. Uses changes that were fetched along."""
        return next(iter([*self.changes.all()][-1:]), None)

    def begin_anew(self) -> None:
        """Other words: nobody said yes to that step, did it, or wanted mail about it."""
        self.people.clear()
        self.changes.all().delete()
        self.reminders.all().delete()

    def put_name(self, seat: "Seat", wanted: bool) -> None:
        """The person of `seat` puts the own name at this step, or takes it off. Nobody can do it for another."""
        with seat.changing():
            seat.workshop.check_label()
            (self.people.add if wanted else self.people.remove)(seat)
            if not wanted:
                transaction.on_commit(empty_log)


def keep_pair(
    workshop: "Workshop",
    ident: uuid.UUID,
    halves: Mapping[str, Half],
    seen: int,
    *,
    earlier: Collection[uuid.UUID] = (),
) -> None:
    """Write a pair whole, new (`seen` 0) or changed; one half is a draft.

    A new one that was stored by an `earlier` press, whose answer was lost, is mended.

    Names stay at a step whose text stays. Raises `OldPage` when somebody else changed the pair since the
    page was made, `Refused` when there are very many. The same press again changes nothing.
    """
    with workshop.changing():
        workshop.check_label()
        late = _("Somebody else changed this just before. Look at it, then save again.")
        whose = {"workshop": workshop}
        Pair.keep(ident, halves, seen, earlier=earlier, most=MOST_PAIRS, late=late, whose=whose)
