"""The review between the two (M14, M16): months later, first the successes, then what develops."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from koffer.one_to_one.models.one_to_one import OneToOne
from koffer.one_to_one.models.role import SideRole
from koffer.organisation.models import Category
from koffer.sheets.refusals import Refused
from koffer.sheets.reviews import MOST_REVIEWS, AnyAnswer, AnyReview

if TYPE_CHECKING:
    from koffer.one_to_one.models.side import Side


class Review(AnyReview):
    """One look at the suitcase. Each writes alone; when both pressed "show", both see it."""

    one_to_one = models.ForeignKey(OneToOne, models.CASCADE, related_name="reviews")
    employee_shows = models.BooleanField(default=False)
    manager_shows = models.BooleanField(default=False)

    class Meta(AnyReview.Meta):
        constraints = [
            models.UniqueConstraint(fields=["one_to_one", "number"], name="one_to_one_review_number"),
            models.UniqueConstraint(
                fields=["one_to_one"], condition=models.Q(done_on=None), name="one_to_one_review_at_a_time"
            ),
        ]

    @property
    def together(self) -> bool:
        """Whether both showed what they wrote."""
        return self.employee_shows and self.manager_shows

    def shows(self, role: str) -> bool:
        """Whether this one pressed "show"."""
        return bool(getattr(self, f"{role}_shows"))

    def show(self, side: "Side") -> None:
        """Show what one wrote. When both did, both see it. Again: no-op."""
        with side.changing():
            side.move()
            Review.objects.filter(pk=self.pk).update(**{f"{side.role}_shows": True})

    def finish(self) -> None:
        """Inside the confirmation of both: the look is over. What was not shown stays so."""
        Review.objects.filter(pk=self.pk).update(done_on=timezone.localdate())


class Answer(AnyAnswer):
    """What one of the two wrote about a category."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="answers")
    role = models.CharField(max_length=8, choices=SideRole.choices)
    category = models.ForeignKey(Category, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "role", "category", "question"], name="one_answer_per_question")
        ]


def hold_review(side: "Side") -> None:
    """Begin to look, by either of the two. While one is held: no-op. Raises `Refused` before they agreed."""
    with side.changing() as one:
        side.move()
        if not one.agreed_on:
            raise Refused(_("First confirm what you agree on, both of you."))
        if one.review():
            return
        if one.reviews.count() >= MOST_REVIEWS:
            raise Refused(_("You looked at this suitcase very often. Fill the sheet again."))
        Review.objects.create(one_to_one=one, number=Review.next_number(one.reviews.all()))


def write_answers(side: "Side", review: Review, category: Category, answers: Mapping[str, str]) -> None:
    """Keep the own answers (question -> text) about a category, in the place of earlier ones."""
    with side.changing():
        if Review.objects.filter(pk=review.pk).exclude(done_on=None).exists():
            raise Refused(_("This look at the suitcase is over."))
        Answer.objects.filter(review=review, role=side.role, category=category).delete()
        Answer.objects.bulk_create(
            Answer(review=review, role=side.role, category=category, question=question, text=text)
            for question, text in answers.items()
        )
