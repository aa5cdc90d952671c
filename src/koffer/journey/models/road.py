"""The road to the destination (M12): stops, the place of a suitcase beside it, and steps at stops.

A place says nothing about how far a team is, so it is a stop, never a number.
"""

from typing import TYPE_CHECKING

from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from koffer.organisation.models import Entry, Organisation
from koffer.organisation.models.register import Verb
from koffer.sheets.refusals import OldPage, Refused
from koffer.web.tokens import random_key
from koffer.workshop.models import Action, Workshop

if TYPE_CHECKING:
    from koffer.organisation.models import User

MOST_STOPS = 12


class Stop(models.Model):
    """A stop on the road of an organisation, or on the small road of a workshop that belongs to none."""

    id = models.BigIntegerField(primary_key=True, default=random_key, editable=False)
    organisation = models.ForeignKey(Organisation, models.CASCADE, null=True, related_name="stops")
    workshop = models.ForeignKey(Workshop, models.CASCADE, null=True, related_name="stops")
    name = models.CharField(max_length=60)
    period = models.CharField(max_length=40, blank=True)
    aim = models.CharField(max_length=200, blank=True)  # what we want to have reached there
    place = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["place", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation=None, workshop__isnull=False) | Q(organisation__isnull=False, workshop=None),
                name="one_road_per_stop",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.period})" if self.period else self.name

    @classmethod
    @transaction.atomic
    def add(cls, organisation: Organisation, by: "User", **texts: str) -> None:
        """A stop at the end of the organisation's road; `texts`: name, period, aim. The same stop again: no-op.

        Raises `Refused` for very many.
        """
        organisation.locked()
        cls._append(organisation.stops.all(), organisation=organisation, **texts)
        Entry.write(organisation, by, Verb.ROAD, texts["name"])

    @classmethod
    def add_own(cls, workshop: Workshop, **texts: str) -> None:
        """The same at the end of a workshop's own small road; `Refused` also when an organisation has the road."""
        with workshop.changing():
            if workshop.owned_by_id:
                raise Refused(_("The road belongs to your organisation. Its administrators set the stops."))
            cls._append(workshop.stops.all(), workshop=workshop, **texts)

    @classmethod
    def _append(cls, stops: "models.QuerySet[Stop]", **values: object) -> None:
        if stops.filter(**values).exists():
            return  # a press that was heard twice
        if stops.count() >= MOST_STOPS:
            raise Refused(_("Twelve stops are enough for one road. Change one of them."))
        last = stops.aggregate(last=models.Max("place"))["last"] or 0
        cls.objects.create(place=last + 1, **values)

    @transaction.atomic
    def edit(self, by: "User", **texts: str) -> None:
        """Change the words of a stop of an organisation."""
        Stop.objects.filter(pk=self.pk).update(**texts)
        Entry.write(self._road(), by, Verb.ROAD, texts["name"])

    @transaction.atomic
    def move(self, by: "User", up: bool) -> None:
        """Change places with the stop before it (`up`) or after it; at the end of the road: no-op."""
        stops = list(self._road().locked().stops.all())
        here = stops.index(self)
        there = here - 1 if up else here + 1
        if 0 <= there < len(stops):
            stops[here], stops[there] = stops[there], stops[here]
            for place, stop in enumerate(stops, start=1):
                Stop.objects.filter(pk=stop.pk).update(place=place)
            Entry.write(self._road(), by, Verb.ROAD, self.name)

    @transaction.atomic
    def remove(self, by: "User") -> None:
        """Take the stop away; suitcases there go back to the beginning, and its steps lie nowhere."""
        Entry.write(self._road(), by, Verb.ROAD, self.name)
        self.delete()

    def remove_own(self, workshop: Workshop) -> None:
        """The same on a workshop's own road."""
        with workshop.changing():
            workshop.stops.filter(pk=self.pk).delete()

    def _road(self) -> Organisation:
        if self.organisation is None:
            raise ValueError("a stop of a workshop's own road")
        return self.organisation

    @staticmethod
    def on_road_of(workshop: Workshop) -> "models.QuerySet[Stop]":
        """The stops of the road beside which this workshop's suitcase can stand."""
        if workshop.owned_by_id is None:
            return workshop.stops.all()
        return Stop.objects.filter(organisation__teams=workshop.owned_by_id)


class Placement(models.Model):
    """The team put its suitcase beside the road: at a stop, or with None at its beginning."""

    workshop = models.OneToOneField(Workshop, models.CASCADE, primary_key=True, related_name="placement")
    stop = models.ForeignKey(Stop, models.SET_NULL, null=True, related_name="placements")
    at = models.DateTimeField(default=timezone.now)
    number = models.PositiveIntegerField(default=1)  # grows with each move
    hidden = models.BooleanField(default=False)  # by an administrator, who may do no more than that

    @classmethod
    def put(cls, workshop: Workshop, stop: Stop | None, seen: int) -> None:
        """Place or move the suitcase, from the opening on. There already: no-op.

        An organisation sees it when it is closed (`road_of_organisation`).
        Raises `OldPage` when somebody else moved it since the page was made, `Refused` before the opening.
        """
        with workshop.changing():
            if not workshop.opened:
                raise Refused(_("Open the team suitcase first. Then it gets its place beside the road."))
            now = cls.objects.filter(workshop=workshop)
            placement = now.first()
            if placement is None:
                cls.objects.create(workshop=workshop, stop=stop)
            elif placement.stop_id == (stop.pk if stop else None):
                return
            elif not now.filter(number=seen).update(stop=stop, number=F("number") + 1, at=timezone.now()):
                raise OldPage(_("Somebody else moved this suitcase just before. Look where it stands now."))

    @classmethod
    def take_away(cls, workshop: Workshop) -> None:
        """The suitcase stands beside no road any more, nor do its steps lie there."""
        with workshop.changing():
            cls.objects.filter(workshop=workshop).delete()
            StepStop.objects.filter(action__pair__workshop=workshop).delete()

    def hide(self, hidden: bool) -> None:
        """An administrator takes it out of sight, or lets it be seen again."""
        with self.workshop.changing(used=False):
            Placement.objects.filter(pk=self.pk).update(hidden=hidden)


class StepStop(models.Model):
    """A large step should be done at this stop; the small one of its pair lies there as a pebble."""

    action = models.OneToOneField(Action, models.CASCADE, primary_key=True, related_name="at_stop")
    stop = models.ForeignKey(Stop, models.CASCADE, related_name="steps")

    @classmethod
    def put(cls, workshop: Workshop, action: Action, stop: Stop | None) -> None:
        """Lay the large step at a stop, or with None nowhere. The last one who presses decides."""
        with workshop.changing():
            cls.objects.filter(action=action).delete()
            if stop:
                cls.objects.create(action=action, stop=stop)
