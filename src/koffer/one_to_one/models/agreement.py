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
from koffer.sheets.pairs import AnyPair, Half, Size
from koffer.sheets.press import next_place
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

    def halves(self) -> dict[str, Half]:
        """The steps as they are stored."""
        return {step.size: Half(step.text, step.who, step.due) for step in self.steps.all()}

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


class Step(models.Model):
    """One step: whose, by when, and how it stands since which day."""

    id = models.BigIntegerField(primary_key=True, default=random_key, editable=False)
    pair = models.ForeignKey(Pair, models.CASCADE, related_name="steps")
    size = models.CharField(max_length=5, choices=Size.choices)
    text = models.CharField(max_length=280)
    who = models.CharField(max_length=8, choices=Whose.choices)
    due = models.DateField()
    state = models.CharField(max_length=7, choices=Standing.choices, blank=True)
    result = models.CharField(max_length=LONGEST_RESULT, blank=True)
    stands_since = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["pair", "size"], name="one_to_one_step_per_size")]

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
        _finding, changed = Finding.named(ident, kind, texts, earlier=earlier, too_many=too_many, one_to_one=one)
        if changed:
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
        pair = one.pairs.filter(pk=ident).first()
        if pair is None and (mended := one.pairs.filter(pk__in=earlier, number=1).first()):
            pair, seen = mended, mended.number
        if pair is None:
            if one.pairs.count() >= MOST_PAIRS or Pair.objects.filter(pk=ident).exists():
                raise Refused(_("There are very many steps already. Change one of them."))
            pair = Pair.objects.create(pk=ident, one_to_one=one, place=next_place(one.pairs.all()), support=support)
        elif pair.halves() == {size: half for size, half in halves.items() if half.text} and (pair.support == support):
            return
        elif not Pair.objects.filter(pk=ident, number=seen).update(number=F("number") + 1, support=support):
            raise OldPage(LATE)
        one.rewritten()
        for size, half in halves.items():
            step = pair.steps.filter(size=size)
            if not half.text:
                step.delete()
                continue
            new = {"text": half.text, "who": half.who, "due": half.due}
            step.exclude(text=half.text).update(state="", result="", stands_since=None)
            if not step.update(**new):
                Step.objects.create(pair=pair, size=size, **new)


def _put(one: OneToOne, category: Category, points: int) -> None:
    kept = Score.objects.filter(one_to_one=one, category=category)
    if not kept.update(points=points, number=F("number") + 1):
        Score.objects.create(one_to_one=one, category=category, points=points)
