"""The one-to-one: one conversation of an employee and a manager about the employee's suitcase (M16)."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.apps import apps
from django.db import models, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from koffer.database.prepared import Prepared
from koffer.database.sweep import sweep
from koffer.method.action import SMALL_WITHIN
from koffer.one_to_one.models.role import SideRole
from koffer.organisation.models import Category, Design
from koffer.sheets.pairs import Size
from koffer.sheets.refusals import Refused
from koffer.workshop.models.keeping import AFTER_LOOK, DAYS_KEPT

if TYPE_CHECKING:
    from koffer.one_to_one.models.review import Review
    from koffer.one_to_one.models.side import Side

LOOK_AFTER = timedelta(days=182)  # proposed
GONE = _("This conversation does not exist any more.")


class OneToOne(models.Model):
    """A conversation of two. It points at no team and no organisation: nothing of theirs can lead to it.

    States: nobody opened; opened (`opened_on`); agreed (`agreed_on`: both confirmed), also while it is reviewed;
    ended (a side withdrew). What both wrote together carries `text_number`, so that each confirms what they read.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    design = models.OneToOneField(Design, models.PROTECT, related_name="+")
    follows = models.ForeignKey("self", models.SET_NULL, null=True, related_name="followed_by")
    destination = models.CharField(max_length=200)
    frame = models.TextField(max_length=400, blank=True)
    work = models.CharField(max_length=120, blank=True)  # the employee's own role
    asks_manager = models.BooleanField(default=False)  # the employee wants the manager to fill a sheet as well
    one_device = models.BooleanField(default=False)
    opened_on = models.DateField(null=True)
    agreed_on = models.DateField(null=True)
    look_on = models.DateField(null=True)
    erased_on = models.DateField(null=True)  # the sheets
    text_number = models.PositiveIntegerField(default=1)
    version = models.PositiveIntegerField(default=0)
    days_kept = models.PositiveSmallIntegerField(default=DAYS_KEPT)
    used_on = models.DateField()
    purge_on = models.DateField(db_index=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(destination=""), name="one_to_one_destination_known"),
        ]

    @classmethod
    def create(cls, *, design: Design | None = None, **fields: object) -> "OneToOne":
        """A new conversation with a copy of `design`, or of the sheet Connectie as it asks one person.

        `fields`: destination, frame, work, days_kept, follows. The copy does not know of which design it
        is one: an organisation must not see that it was used.
        """
        today = timezone.localdate()
        with transaction.atomic():
            copy = design.copy_for_two() if design else Design.copy_of_connectie(for_two=True)
            made = cls(design=copy, used_on=today, purge_on=today, **fields)
            made.purge_on = made.kept_until(today)
            made.save(force_insert=True)
        return made

    # Queries

    def sides_by_role(self) -> "dict[str, Side]":
        """Who takes part, by role; an invitation that nobody took is no side yet."""
        return {side.role: side for side in _PLACES.of(self) if side.token_hash}

    @property
    def frame_lines(self) -> list[str]:
        """What is fixed on the way, a line each."""
        return [line.strip() for line in self.frame.splitlines() if line.strip()]

    @property
    def opened(self) -> bool:
        """Whether both opened it."""
        return self.opened_on is not None

    def texts(self) -> dict[str, str]:
        """What the two can correct until a sheet is in."""
        return {"destination": self.destination, "work": self.work, "frame": self.frame}

    def ended_by(self) -> "Side | None":
        """Who withdrew first, if anybody did."""
        gone = [side for side in _PLACES.of(self) if side.withdrew_on]
        return min(gone, key=lambda side: (side.withdrew_on, side.role), default=None)

    def asks_about_small_steps(self) -> bool:
        """Whether a fortnight has passed since both confirmed, and nobody said what became of a small step (M11)."""
        if self.agreed_on is None or timezone.localdate() < self.agreed_on + SMALL_WITHIN:
            return False
        return self.pairs.filter(steps__size=Size.SMALL, steps__state="").exists()

    def review(self) -> "Review | None":
        """The review that is held now."""
        return next((review for review in _REVIEWS.of(self) if review.done_on is None), None)

    @property
    def in_force(self) -> bool:
        """Whether both confirmed what stands there: not while they look at it again and may change it."""
        return self.agreed_on is not None and self.review() is None

    def categories(self) -> list[Category]:
        """The categories of the sheet, in its order."""
        return self.design.ordered_categories()

    def kept_until(self, used: date) -> date:
        """The day after which all of this is deleted: so long after its last use, or a month after the next look."""
        term = used + timedelta(days=self.days_kept)
        return max(term, self.look_on + AFTER_LOOK) if self.look_on else term

    def chain(self) -> "list[OneToOne]":
        """This one with those before and after it, the oldest first: the same two, filled again."""
        first = self
        while first.follows is not None:
            first = first.follows
        found, waiting = [], [first]
        while waiting:
            found.append(waiting.pop(0))
            waiting += found[-1].followed_by.order_by("pk")
        return found

    # Writing

    @contextmanager
    def changing(self) -> Iterator[None]:
        """A transaction that begins by raising the version, which takes the lock, and reads afresh (rules.md, 7).

        The term begins anew. Raises `Refused` when everything was deleted in the meantime.
        """
        with transaction.atomic():
            if not OneToOne.objects.filter(pk=self.pk).update(version=F("version") + 1):
                raise Refused(GONE)
            self.refresh_from_db()
            today = timezone.localdate()
            self.used_on, self.purge_on = today, self.kept_until(today)
            self.save(update_fields=["used_on", "purge_on"])
            yield

    def share_device(self) -> None:
        """From now on no page shows a sheet before both opened: both sit at one device."""
        OneToOne.objects.filter(pk=self.pk, one_device=False).update(one_device=True, version=F("version") + 1)
        self.sides.update(draft=None)

    def rewritten(self) -> None:
        """Inside a verb: what the two wrote is another text now, so whoever confirmed it has to read it once more."""
        OneToOne.objects.filter(pk=self.pk).update(text_number=F("text_number") + 1)
        self.sides.update(confirms=False)

    def check_going(self) -> None:
        """Raise `Refused` once one of the two withdrew."""
        if self.ended_by():
            raise Refused(_("This conversation is closed: one of you withdrew from it."))

    def check_together(self) -> None:
        """Raise `Refused` unless the two may change what they write together: opened, and not agreed on already."""
        self.check_going()
        if not self.opened:
            raise Refused(_("Open the suitcase first. Both of you press that button."))
        if self.in_force:
            raise Refused(_("You both confirmed this. Look at it again if you want to change it."))

    def check_scores(self) -> None:
        """Raise `Refused` unless the two may still agree on scores: until both confirmed for the first time."""
        self.check_together()
        if self.agreed_on:
            raise Refused(_("You agreed on these numbers. Fill the sheet again if they have changed."))

    def settled_points(self) -> list[int | None]:
        """The numbers as they stand, in the order of the sheet: agreed, or as the employee gave them."""
        rows = {row.category_id: row.points for row in self.scores.all()}
        given = self.sides_by_role()[SideRole.EMPLOYEE].sheet()
        return [
            rows.get(category.pk, given[place] if given else None) for place, category in enumerate(self.categories())
        ]

    def keep_settled_points(self) -> None:
        """Inside the confirmation: what stood as the employee gave it is written down, before the sheets go."""
        known = set(self.scores.values_list("category_id", flat=True))
        for category, points in zip(self.categories(), self.settled_points(), strict=True):
            if category.pk not in known:
                self.scores.create(category=category, points=points or 0)

    def close(self) -> None:
        """Inside a withdrawal: nothing is agreed any more, the manager's own goes, and open pages hear of it."""
        OneToOne.objects.filter(pk=self.pk).update(version=F("version") + 1)
        self.sides.filter(token_hash="").delete()
        self.sides.update(confirms=False, opens=False, invitation_hash="")
        managers = self.sides.filter(role=SideRole.MANAGER)
        managers.update(draft=None, press_key="")
        for manager in managers:
            manager.points.all().delete()
            manager.examples.all().delete()
        self.scores.update(other=None)
        self.pairs.update(support="")
        for review in self.reviews.all():
            review.answers.filter(role=SideRole.MANAGER).delete()

    def delete_all(self) -> None:
        """Delete everything of the two, with all earlier and later fillings. Nothing stays."""
        with transaction.atomic():
            for one in reversed(self.chain()):
                one.delete()
                one.design.delete()
            transaction.on_commit(sweep)


# What every page of the two asks, more than once: their places, also one that waits for whoever was invited.
_PLACES: "Prepared[Side]" = Prepared(lambda: apps.get_model("one_to_one.Side").objects.order_by("role"), "one_to_one")
_REVIEWS: "Prepared[Review]" = Prepared(lambda: apps.get_model("one_to_one.Review").objects.all(), "one_to_one")
