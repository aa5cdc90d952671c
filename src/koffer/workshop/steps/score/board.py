"""The team score as everybody sees it: the provisional numbers in order, and who agrees as numbers only."""

import json
from collections import Counter
from dataclasses import dataclass

from koffer.method.points import Judgement, judge
from koffer.organisation.models import Category
from koffer.workshop.models import Decision, Workshop
from koffer.workshop.models.score import Scores


@dataclass(frozen=True)
class BoardLine:
    """One category on the board: its points as far as they are known, and whether another has the same."""

    category: Category
    points: int | None
    equal: bool


@dataclass(frozen=True)
class Board:
    """The provisional score. `decided` holds the newest decision's points, None before the first."""

    lines: tuple[BoardLine, ...]
    judgement: Judgement
    scores: Scores
    decided: tuple[int, ...] | None
    no: int
    agree: int
    not_yet: int

    @property
    def agreed(self) -> bool:
        """Whether what stands here is what was decided."""
        return self.decided is not None and self.decided == self.scores.points

    @property
    def over(self) -> int:
        """How many points there are too many."""
        return max(-self.judgement.left, 0)

    @property
    def change(self) -> int:
        """A number that grows with each change of the list: whoever agreed, agreed with the list of then."""
        return sum(self.scores.numbers)

    @property
    def as_json(self) -> str:
        """The scores with the numbers of their last change, for the page of the other facilitator."""
        return json.dumps({"points": self.scores.points, "numbers": self.scores.numbers})


def board(workshop: Workshop) -> Board:
    """The board of a workshop, most points first, what has no number yet last."""
    scores, categories = Scores.of(workshop), workshop.categories()
    judgement = judge(scores.points)
    equal = {place for group in judgement.equal_groups for place in group}
    order = sorted(range(len(categories)), key=lambda i: (scores.points[i] is None, -(scores.points[i] or 0), i))
    nods = Counter(workshop.seats.filter(left_at=None).exclude(nod="").values_list("nod", flat=True))
    newest = Decision.newest(workshop)
    return Board(
        lines=tuple(BoardLine(categories[i], scores.points[i], i in equal) for i in order),
        judgement=judgement,
        scores=scores,
        decided=tuple(newest.as_list()) if newest else None,
        no=newest.no if newest else 0,
        agree=nods["agree"],
        not_yet=nods["not_yet"],
    )
