"""A review as it is shown: the successes first, then what was written per category."""

from collections import Counter
from dataclasses import dataclass

from koffer.journey.models import Review
from koffer.journey.models.review import ReviewAnswer
from koffer.organisation.models import Category
from koffer.sheets.reviews import DEVELOPMENT, Development, Question
from koffer.workshop.models import Workshop
from koffer.workshop.models.change import Standing
from koffer.workshop.steps.label.label import LabelStep, label

ENOUGH = 5  # answers below which a count could be traced back to persons (rules.md, section 1)


@dataclass(frozen=True)
class Answers:
    """What was written about one category: the texts by question, and how many see development, from five on."""

    category: Category
    development: tuple[tuple[str, int], ...]
    by_question: tuple[tuple[str, tuple[ReviewAnswer, ...]], ...]


def successes(workshop: Workshop) -> list[LabelStep]:
    """The steps that were done, with their results: the review begins with them."""
    return [step for tied in label(workshop).tied for step in tied.steps if step.state == Standing.DONE]


def under_way(workshop: Workshop) -> list[LabelStep]:
    """The steps that are still wanted."""
    unfinished = ("", Standing.OPEN)
    return [step for tied in label(workshop).tied for step in tied.steps if step.state in unfinished]


def answers(review: Review) -> list[Answers]:
    """Per category what was written; nothing before it is shown together."""
    rows = list(review.shown_answers())
    found = []
    for category in review.workshop.categories():
        mine = [row for row in rows if row.category_id == category.pk]
        seen = Counter(row.text for row in mine if row.question == DEVELOPMENT)
        told = [(one.label, seen[one.value]) for one in Development if seen[one.value]]
        texts = [(one.label, tuple(row for row in mine if row.question == one)) for one in Question]
        if mine:
            found.append(
                Answers(
                    category,
                    tuple((str(name), number) for name, number in told) if sum(seen.values()) >= ENOUGH else (),
                    tuple((str(name), words) for name, words in texts if words),
                )
            )
    return found
