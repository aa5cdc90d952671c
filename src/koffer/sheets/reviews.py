"""Looking at the suitcase again, months later: what is asked and written, of a team and of two (M14)."""

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

LONGEST = 1000  # of an answer
MOST_REVIEWS = 60


class Question(models.TextChoices):
    """What is asked per category, in this order (M14, M15)."""

    WELL = "well", _("What goes well?")
    BADLY = "badly", _("What does not go well yet, and why?")
    MEETS = "meets", _("What do you run into?")
    EXAMPLE = "example", _("An example from practice")
    NEEDS = "needs", _("What do you need?")
    SMALL = "small", _("An example of a small step, taken or to take")
    LARGE = "large", _("An example of a large step, taken or to take")


class Development(models.TextChoices):
    """Whether there is development in a category."""

    YES = "yes", _("yes, clearly")
    SOME = "some", _("a little")
    NOT_YET = "not-yet", _("not yet")


DEVELOPMENT = "development"
QUESTIONS = [(DEVELOPMENT, _("Is there development?")), *Question.choices]


class AnyReview(models.Model):
    """One look at the suitcase; `number` counts them from 1."""

    number = models.PositiveSmallIntegerField()
    held_on = models.DateField(default=timezone.localdate)
    done_on = models.DateField(null=True)

    class Meta:
        abstract = True
        ordering = ["number"]

    @staticmethod
    def next_number(reviews: "models.QuerySet[Any]") -> int:
        """Of the next of these `reviews`."""
        return 1 + (reviews.aggregate(last=models.Max("number"))["last"] or 0)


class AnyAnswer(models.Model):
    """What somebody wrote about a category, to one of `QUESTIONS`."""

    question = models.CharField(max_length=11, choices=QUESTIONS)
    text = models.TextField(max_length=LONGEST)

    class Meta:
        abstract = True
