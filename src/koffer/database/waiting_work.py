"""Work that waits for its day, as rows: done once, by whichever process comes first (rules.md, section 6)."""

import logging
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone

Due = Iterator[tuple[uuid.UUID, date]]  # for each key that is due: since which day

logger = logging.getLogger("koffer.waiting_work")
LOST = timedelta(minutes=10)  # a claim so old is that of a process that was killed
LOG_KEPT = timedelta(days=400)
MOST_TRIES = 2  # of what cannot be taken back: after a crash once more, and then no more


class NotSent(Exception):
    """What was to leave this server could not: nobody got it, so it is no try."""


@dataclass(frozen=True)
class Work:
    """One kind of work, for the moment at which it is asked.

    `due`: what it is due for (a key), and since which day. `do`: the work for one key; returns a count, or None when
    it is not due any more. It runs in a transaction with the note that it was done, so that it happens exactly
    once; with `leaves` (a mail) it runs outside one: at most once more after a crash.
    """

    due: Callable[[datetime], Due]
    do: Callable[[uuid.UUID, datetime], int | None]
    leaves: bool = False


WORK: dict[str, Work] = {}  # each room adds its own when it is made known


class Task(models.Model):
    """One piece of work for one key. Done, it stays as the log of that it happened, without any name.

    `about` is no foreign key: the row outlives a workshop. `count`: sheets, mails, or 1 for a workshop.
    """

    kind = models.CharField(max_length=16)
    about = models.UUIDField()
    due_on = models.DateField()
    claimed_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    done_at = models.DateTimeField(null=True)
    count = models.PositiveSmallIntegerField(default=0)

    class Meta:
        app_label = "workshop"
        constraints = [models.UniqueConstraint(fields=["kind", "about", "due_on"], name="one_task")]

    @classmethod
    def run(cls, now: datetime) -> Counter[str]:
        """Plan what is due, and do what nobody else is doing; returns how many tasks of each kind were done.

        One that fails is told in the log, by kind and error alone, and keeps no other from being done.
        """
        cls._plan(now)
        done: Counter[str] = Counter()
        for task in cls.objects.filter(done_at=None):
            try:
                done[task.kind] += task.claim() and task.do(now)
            except Exception as error:
                logger.error("%s failed: %s", task.kind, type(error).__name__)
        return +done

    @classmethod
    def _plan(cls, now: datetime) -> None:
        planned = [
            Task(kind=kind, about=about, due_on=day) for kind, work in WORK.items() for about, day in work.due(now)
        ]
        Task.objects.bulk_create(planned, ignore_conflicts=True)
        Task.objects.filter(done_at__lt=timezone.now() - LOG_KEPT).delete()

    def claim(self) -> bool:
        """Whether this process may do it: one conditional update, so that only one of many can."""
        now = timezone.now()
        free = Q(claimed_at=None) | Q(claimed_at__lt=now - LOST)
        mine = Task.objects.filter(free, pk=self.pk, done_at=None)
        return bool(mine.update(claimed_at=now, tries=F("tries") + 1))

    def do(self, now: datetime) -> bool:
        """Do the work and say so; whether there was something to do. What is not due any more leaves no row."""
        return self._do_outside(now) if WORK[self.kind].leaves else self._do_inside(now)

    def _do_inside(self, now: datetime) -> bool:
        """In one transaction; asked again under a lock."""
        with transaction.atomic():
            mine = Task.objects.filter(pk=self.pk, done_at=None)
            if not mine.update(done_at=timezone.now()):
                return False  # another process found the claim too old, and has done it
            return self._settle(WORK[self.kind].do(self.about, now))

    def _do_outside(self, now: datetime) -> bool:
        mine = Task.objects.filter(pk=self.pk, done_at=None)
        if not mine.filter(tries__lte=MOST_TRIES).exists():
            self._settle(0)
            return False
        try:
            return self._settle(WORK[self.kind].do(self.about, now))
        except NotSent:
            mine.update(claimed_at=None, tries=F("tries") - 1)
            raise

    def _settle(self, count: int | None) -> bool:
        task = Task.objects.filter(pk=self.pk)
        if count is None:
            task.delete()
        else:
            task.update(count=count, done_at=timezone.now())
        return count is not None
