"""What the two write together: scores, examples, strengths and gaps, and pairs of steps (M16)."""

import uuid
from collections.abc import Collection, Mapping
from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from koffer.method.score import make_it_fit
from koffer.one_to_one.models.one_to_one import OneToOne
from koffer.organisation.models import Category
from koffer.sheets.findings import STRENGTH, AnyFinding
from koffer.sheets.pairs import AnyPair, AnyStep, Half, Size
from koffer.sheets.refusals import OldPage, Refused
from koffer.web.tokens import random_key
from koffer.workshop.models.change import LONGEST as LONGEST_RESULT
from koffer.workshop.models.change import Standing

if TYPE_CHECKING:
    from koffer.one_to_one.models.side import Side

MOST_PAIRS = 30
LATE = _("The other changed this just before. Look at it, then save again.")


class Score(models.Model):
    """What they say about one category: the agreed `points`, or, where they agree to differ, the number of each.

    `points` is the employee's number then and `other` the manager's. A category without a row is as the employee gave
    it. May break the rules of the sheet until both confirm; `number` grows with each change.
    """

    pk = models.CompositePrimaryKey("one_to_one_id", "category_id")
    one_to_one = models.ForeignKey(OneToOne, models.CASCADE, related_name="scores")
    category = models.ForeignKey(Category, models.PROTECT, related_name="+")
    points = models.PositiveSmallIntegerField()
    other = models.PositiveSmallIntegerField(null=True)
    number = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(points__gte=0, points__lte=100)
                & (models.Q(other=None) | models.Q(other__gte=0, other__lte=100)),
                name="one_to_one_score_0_to_100",
            )
        ]


class Example(models.Model):
    """An example from practice that one of the two tells about a category. The other sees it at once."""

    side = models.ForeignKey("Side", models.CASCADE, related_name="examples")
    category = models.ForeignKey(Category, models.PROTECT, related_name="+")
    text = models.TextField(max_length=1000)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["side", "category"], name="one_example_per_category")]


class Finding(AnyFinding):
    """A strength or a gap that the two name."""

    one_to_one = models.ForeignKey(OneToOne, models.CASCADE, related_name="findings")

    class Meta:
        ordering = ["place"]

    def edit(self, side: "Side", seen: int, **texts: str) -> None:
        """Change the texts. Raises `OldPage` when the other changed them since the page was made."""
        with side.writing() as one:
            one.rewritten()
            self.rewrite(seen, texts, LATE)

    def remove(self, side: "Side") -> None:
        """Not this one after all."""
        with side.writing() as one:
            one.rewritten()
            Finding.objects.filter(pk=self.pk).delete()


class Pair(AnyPair):
    """A large and a small step, and what the manager does to make them possible (`support`). Whole with both steps."""

    one_to_one = models.ForeignKey(OneToOne, models.CASCADE, related_name="pairs")
    support = models.CharField(max_length=280, blank=True)

    class Meta:
        ordering = ["place"]

    def stored_steps(self) -> "models.Manager[Step]":
        """Both steps, or the one that is there."""
        return self.steps

    def ordered_steps(self) -> "list[Step]":
        """What is there of it, the large step first."""
        return sorted(self.steps.all(), key=lambda step: list(Size.values).index(step.size))

    @property
    def whole(self) -> bool:
        """Whether both steps are there: only then it is agreed on."""
        return len(self.steps.all()) == len(Size)

    def remove(self, side: "Side") -> None:
        """Not this pair after all."""
        with side.writing() as one:
            one.rewritten()
            Pair.objects.filter(pk=self.pk).delete()


class Whose(models.TextChoices):
    """Whose step it is."""

    EMPLOYEE = "employee", _("the employee")
    MANAGER = "manager", _("the manager")
    BOTH = "both", _("both of you")


class Step(AnyStep):
    """One step: whose, by when, and how it stands since which day."""

    id = models.BigIntegerField(primary_key=True, default=random_key, editable=False)
    pair = models.ForeignKey(Pair, models.CASCADE, related_name="steps")
    who = models.CharField(max_length=8, choices=Whose.choices)
    state = models.CharField(max_length=7, choices=Standing.choices, blank=True)
    result = models.CharField(max_length=LONGEST_RESULT, blank=True)
    stands_since = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["pair", "size"], name="one_to_one_step_per_size")]

    def begin_anew(self) -> None:
        """Other words: that step was not done."""
        Step.objects.filter(pk=self.pk).update(state="", result="", stands_since=None)

    def tell(self, side: "Side", state: str, result: str) -> None:
        """Say how the step stands, by either of the two. Raises `Refused` before both confirmed."""
        with side.changing() as one:
            if not one.agreed_on:
                raise Refused(_("First confirm what you agree on, both of you."))
            now: date = timezone.localdate()
            Step.objects.filter(pk=self.pk).update(state=state, result=result, stands_since=now)


def write_score(side: "Side", category: Category, points: int, other: int | None, seen: int) -> None:
    """Keep what they say about a category; `seen`: the number of its last change that the page knew (0: none).

    The same again: no-op. Raises `OldPage` when the other changed it just before.
    """
    with side.writing() as one:
        said = Score.objects.filter(one_to_one=one, category=category)
        if said.filter(points=points, other=other).exists():
            return
        one.check_scores()
        one.rewritten()
        if not seen and not said.exists():
            Score.objects.create(one_to_one=one, category=category, points=points, other=other)
        elif not said.filter(number=seen).update(points=points, other=other, number=F("number") + 1):
            raise OldPage(LATE)


def make_scores_fit(side: "Side") -> None:
    """Replace the numbers by the nearest ones that a sheet can have (method.md, "make it fit")."""
    with side.writing() as one:
        one.check_scores()
        one.rewritten()
        now = one.settled_points()
        fitting = make_it_fit(now)
        for category, was, fits in zip(one.categories(), now, fitting, strict=True):
            if was != fits:
                _put(one, category, fits)


def tell_example(side: "Side", category: Category, text: str) -> None:
    """Write the own example, another one in its place, or none ("")."""
    with side.writing() as one:
        one.check_scores()
        one.rewritten()
        mine = Example.objects.filter(side=side, category=category)
        if not text:
            mine.delete()
        elif not mine.update(text=text):
            Example.objects.create(side=side, category=category, text=text)


def name_finding(
    side: "Side", ident: uuid.UUID, kind: str, *, earlier: Collection[uuid.UUID] = (), **texts: str
) -> None:
    """Name a strength or a gap; the same press again is the same one. Raises `Refused` when there are enough.

    One that was stored by an `earlier` press, whose answer was lost, is mended.
    """
    too_many = (
        _("Three strengths are enough. Remove one first.")
        if kind == STRENGTH
        else _("Two gaps are enough. Remove one first.")
    )
    with side.writing() as one:
        if Finding.name(ident, kind, texts, earlier=earlier, too_many=too_many, whose={"one_to_one": one}):
            one.rewritten()


def keep_pair(
    side: "Side",
    ident: uuid.UUID,
    halves: Mapping[str, Half],
    support: str,
    seen: int,
    *,
    earlier: Collection[uuid.UUID] = (),
) -> None:
    """Write a pair whole, new (`seen` 0) or changed; one half is a draft. The same press again: no-op.

    A new one that was stored by an `earlier` press, whose answer was lost, is mended.

    A step that gets other words is another step: it was not done. Raises `OldPage`, or `Refused` for very many.
    """
    with side.writing() as one:
        whose = {"one_to_one": one}
        if Pair.keep(ident, halves, seen, earlier=earlier, most=MOST_PAIRS, late=LATE, whose=whose, support=support):
            one.rewritten()


def _put(one: OneToOne, category: Category, points: int) -> None:
    kept = Score.objects.filter(one_to_one=one, category=category)
    if not kept.update(points=points, number=F("number") + 1):
        Score.objects.create(one_to_one=one, category=category, points=points)
