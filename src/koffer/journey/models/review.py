"""The review (M14): months later the team looks at its suitcase again; first the successes, then what develops."""

import uuid
from collections.abc import Collection, Mapping
from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from koffer.organisation.models import Category
from koffer.sheets.refusals import Refused
from koffer.sheets.reviews import MOST_REVIEWS, QUESTIONS, AnyAnswer, AnyReview
from koffer.workshop.models import Closing, FacilitatorKey, Workshop
from koffer.workshop.models.hiding import Hideable

if TYPE_CHECKING:
    from django.db.models import QuerySet

MOST_ANSWERS = 3000


class HeldReviews(models.Manager["Review"]):
    """Without the looks that were called off."""

    def get_queryset(self) -> "QuerySet[Review]":
        """Only looks that are held or done."""
        return super().get_queryset().filter(skipped_on=None)


class Review(AnyReview):
    """One look at the suitcase. When the next one is planned stands at the closing (`look_on`).

    A look that was called off is met by nobody but who has its link: `objects` leaves it out, `everything` does not.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="reviews")
    by = models.ForeignKey(FacilitatorKey, models.SET_NULL, null=True)
    together_at = models.DateTimeField(null=True)
    skipped_on = models.DateField(null=True)

    objects = HeldReviews()
    everything: "models.Manager[Review]" = models.Manager()

    class Meta(AnyReview.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["workshop", "number"], condition=Q(skipped_on=None), name="one_review_per_number"
            ),
            models.UniqueConstraint(
                fields=["workshop"], condition=Q(done_on=None, skipped_on=None), name="one_review_at_a_time"
            ),
        ]

    @classmethod
    def held(cls, workshop: Workshop) -> "Review | None":
        """The review that is held now."""
        found = cls.objects.filter(workshop=workshop, done_on=None).first()
        if found:
            found.workshop = workshop
        return found

    @classmethod
    def hold(cls, workshop: Workshop, by: FacilitatorKey) -> None:
        """Begin to look. While one is held: no-op. Raises `Refused` before the closing."""
        with workshop.changing():
            if not workshop.closed:
                raise Refused(_("Close the suitcase first. Later you look at it again."))
            if cls.held(workshop):
                return
            workshop.move()
            if cls.everything.filter(workshop=workshop).count() >= MOST_REVIEWS:
                raise Refused(_("This suitcase was looked at very often. Pack a new one."))
            number = cls.next_number(workshop.reviews.all())
            cls.objects.create(workshop=workshop, number=number, by=by, held_on=workshop.today)

    @staticmethod
    def postpone(workshop: Workshop, look_on: date) -> None:
        """Plan the next look on another day. Raises `Refused` before the closing."""
        with workshop.changing():
            if not workshop.closed:
                raise Refused(_("Close the suitcase first. Later you look at it again."))
            _look_on(workshop, look_on)

    def show_together(self) -> None:
        """From now on everybody sees what was written, without names. Again: no-op."""
        with self.workshop.changing():
            self.workshop.move()
            Review.objects.filter(pk=self.pk, together_at=None).update(together_at=timezone.now())

    def finish(self, look_on: date) -> None:
        """The look is over, what was written is shown, and the next one is planned. Again: no-op."""
        with self.workshop.changing():
            self.workshop.move()
            Review.objects.filter(pk=self.pk, done_on=None, together_at=None).update(together_at=timezone.now())
            if Review.objects.filter(pk=self.pk, done_on=None).update(done_on=self.workshop.today):
                _look_on(self.workshop, look_on)

    def check_skippable(self) -> None:
        """Raise `Refused` when what was written is shown: it was seen, so that this look cannot be undone."""
        if self.together_at and ReviewAnswer.everything.filter(review=self).exists():
            raise Refused(_("Your team sees what was written already. Finish this look instead."))

    def skip(self) -> None:
        """Call it off: what was written goes, and the day of the next look stays (rules.md, section 4). Again: no-op.

        Raises `Refused` as `check_skippable` does.
        """
        with self.workshop.changing():
            held = Review.objects.filter(pk=self.pk, done_on=None).first()
            if held:
                self.workshop.move()
                held.check_skippable()
                ReviewAnswer.everything.filter(review=held).delete()
                Review.objects.filter(pk=self.pk).update(skipped_on=self.workshop.today)

    def shown_answers(self) -> "QuerySet[ReviewAnswer]":
        """What everybody may see: nothing before it is shown together. Its random ids give the order."""
        if self.together_at is None:
            return self.answers.none()
        return self.answers.select_related("category").order_by("category__position", "pk")


def _look_on(workshop: Workshop, day: date) -> None:
    Closing.objects.filter(pk=workshop.pk).update(look_on=day)
    workshop.refresh_from_db()
    workshop.keep_until(max(workshop.purge_on, workshop.kept_until(timezone.localdate())))


class ReviewAnswer(Hideable, AnyAnswer):
    """What somebody wrote about a category. Nobody's name, seat or time is kept with it, in any mode."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    review = models.ForeignKey(Review, models.CASCADE, related_name="answers")
    category = models.ForeignKey(Category, models.CASCADE, related_name="+")

    @classmethod
    def send(
        cls,
        review: Review,
        category: int,
        press: uuid.UUID,
        answers: Mapping[str, str],
        *,
        earlier: Collection[uuid.UUID] = (),
    ) -> None:
        """Keep the answers of one press (question -> text) about a category (its id); the same press again: no-op.

        What was stored by an `earlier` press, whose answer was lost, goes.
        Raises `Refused` when the review is over, or was called off.
        """
        workshop = review.workshop
        with workshop.changing():
            review.refresh_from_db()
            if review.skipped_on:
                raise Refused(_("This look at the suitcase was called off."))
            if review.done_on:
                raise Refused(_("This look at the suitcase is over."))
            if cls.everything.filter(review=review).count() + len(answers) > MOST_ANSWERS:
                raise Refused(_("Very much was written already. Say it aloud."))
            lost = [uuid.uuid5(one, f"{category} {question}") for one in earlier for question, _label in QUESTIONS]
            cls.everything.filter(pk__in=lost, review=review).delete()
            keys = {uuid.uuid5(press, f"{category} {question}"): question for question in answers}
            known = set(cls.everything.filter(pk__in=keys).values_list("pk", flat=True))
            if known:
                return
            ReviewAnswer.objects.bulk_create(
                ReviewAnswer(pk=key, review=review, category_id=category, question=question, text=answers[question])
                for key, question in keys.items()
            )
