"""The team score: the valid score nearest to the sheets or to a draft, and what the sheets do not decide (M8)."""

from collections.abc import Sequence
from statistics import median

from koffer.method.design import least_total
from koffer.method.points import TOTAL, Points, settle
from koffer.method.tally import Sheets


def nearest_score(sheets: Sheets, beside: Sheets | None = None) -> tuple[int, ...]:
    """The valid score nearest to all sheets together: the proposal (method.md, "Nearest valid score").

    Categories in order of their sum falling, then median falling, then position; of all t₁ > … > tₙ ≥ 0 with a
    sum of at most 100 the one with the least Σ(m·tᵢ − Sᵢ)², of several the largest t₁, then t₂, and so on.
    In: m ≥ 1 rows of 2 to 14 whole numbers 0 to 100, in the order of the sheet; they need not be valid. `beside`: the
    rows from which the medians are taken, where the exact ones must not decide (bands).
    Out: as many numbers, valid (M4), in the order of the sheet. Raises ValueError for no or uneven rows.
    """
    columns = list(zip(*sheets, strict=True))
    if not columns:
        raise ValueError("no sheets, no proposal")
    n = len(columns)
    middle = [median(column) for column in zip(*(beside or sheets), strict=True)]
    order = sorted(range(n), key=lambda c: (-sum(columns[c]), -middle[c]))
    raised = _raises(len(sheets), [sum(columns[c]) for c in order])
    score = [0] * n
    for place, (category, raise_) in enumerate(zip(order, raised, strict=True)):
        score[category] = n - 1 - place + raise_
    return tuple(score)


def make_it_fit(draft: Points) -> tuple[int, ...]:
    """The valid score nearest to a draft that may break every rule; empty counts as zero (M8, *make it fit*)."""
    return nearest_score([settle(draft)])


def undecided(sheets: Sheets) -> tuple[bool, ...]:
    """Per category, whether another one's sum differs by less than the number of sheets: "you decide" (M8)."""
    sums = [sum(column) for column in zip(*sheets, strict=True)]
    return tuple(
        any(abs(one - other) < len(sheets) for j, other in enumerate(sums) if j != i) for i, one in enumerate(sums)
    )


def _raises(m: int, sums: Sequence[int]) -> list[int]:
    """How far each place rises above its least, n−1−i: never more than the place before, all within the slack.

    The dynamic programme of method.md on these raises: place i can rise by slack/(i+1) at most, so they are few.
    """
    n = len(sums)
    slack = TOTAL - least_total(n)
    # best[i][v][b]: the least cost of the places from i on, none raised above v, with b left to give.
    best: list[list[list[int]]] = [[] for _ in range(n)] + [[[0] * (slack + 1)]]
    for i in range(n - 1, -1, -1):
        below: list[int] | None = None
        for v in range(slack // (i + 1) + 1):
            here = (m * (n - 1 - i + v) - sums[i]) ** 2
            rest = best[i + 1][min(v, len(best[i + 1]) - 1)]
            row = [here + cost for cost in rest[: slack + 1 - v]]
            below = [*below[:v], *map(min, below[v:], row)] if below else row
            best[i].append(below)
    raised, most, left = [], slack, slack
    for i in range(n):
        most = min(most, len(best[i]) - 1)
        least = best[i][most][left]
        after = best[i + 1]
        most = next(
            v
            for v in range(min(most, left), -1, -1)
            if (m * (n - 1 - i + v) - sums[i]) ** 2 + after[min(v, len(after) - 1)][left - v] == least
        )
        raised.append(most)
        left -= most
    return raised
