"""The sheets of a team together: mean, spread, order of variation, and how far they agree (M6, M7).

Every function takes the sheets as rows of valid points, each in the order of the sheet and all of one length.
"""

from collections.abc import Sequence
from fractions import Fraction

Sheets = Sequence[Sequence[int]]

CLOSE_FROM = Fraction(7, 10)


def mean(sheets: Sheets, category: int) -> Fraction:
    """The exact mean of a category, 0 to 100 (M6). Raises ValueError without sheets."""
    if not sheets:
        raise ValueError("no sheets, no mean")
    return Fraction(sum(sheet[category] for sheet in sheets), len(sheets))


def spread(sheets: Sheets, category: int) -> tuple[int, ...]:
    """The points that a category was given, one per sheet, rising: the order tells nothing (M7)."""
    return tuple(sorted(sheet[category] for sheet in sheets))


def in_bands(values: Sequence[int], width: int = 5) -> tuple[int, ...]:
    """The start of the band that holds each value, rising (`rules.md`, 2). In: 0 to 100; width from 1."""
    return tuple(sorted(value // width * width for value in values))


def variation_order(sheets: Sheets) -> tuple[int, ...]:
    """The categories in order of variation (M7, "Variation").

    Range falling, then m·Σx² − (Σx)² falling, then position. In: one sheet or more.
    Out: indices of categories. Raises ValueError for sheets of different lengths.
    """
    columns = list(zip(*sheets, strict=True))
    # The sort is stable: what varies equally stays in the order of the sheet.
    return tuple(sorted(range(len(columns)), key=lambda c: _variation(columns[c]), reverse=True))


def agreement(sheets: Sheets) -> Fraction:
    """Kendall's coefficient of concordance W over the ranks of the sheets.

    W = 12·S / (m²(n³−n)), S the squared deviations of the rank sums from their mean; source: Kendall and
    Babington Smith, "The Problem of m Rankings", Annals of Mathematical Statistics 10(3), 1939.
    In: m ≥ 2 sheets of n ≥ 2 categories, no equal points within a sheet. Out: 0 (no agreement) to 1 (the same
    order). Raises ValueError for other sheets.
    """
    m, n = len(sheets), len(sheets[0]) if sheets else 0
    if m < 2 or n < 2 or any(len(set(sheet)) < len(sheet) for sheet in sheets):
        raise ValueError("agreement takes two or more sheets of two or more different numbers")
    rank_sums = [sum(column) for column in zip(*map(_ranks, sheets), strict=True)]
    # Deviations doubled, as the mean m(n+1)/2 may be a half: four times S.
    four_s = sum((2 * rank_sum - m * (n + 1)) ** 2 for rank_sum in rank_sums)
    return Fraction(3 * four_s, m**2 * (n**3 - n))


def is_close(sheets: Sheets) -> bool:
    """Whether the team is close rather than far apart: W ≥ 0.7.

    "Strong agreement" according to Schmidt, "Managing Delphi Surveys Using Nonparametric Statistical
    Techniques", Decision Sciences 28(3), 1997. In and raises: as `agreement`.
    """
    return agreement(sheets) >= CLOSE_FROM


def _variation(column: Sequence[int]) -> tuple[int, int]:
    squares = sum(x * x for x in column)
    return max(column) - min(column), len(column) * squares - sum(column) ** 2


def _ranks(sheet: Sequence[int]) -> list[int]:
    falling = sorted(sheet, reverse=True)
    return [1 + falling.index(number) for number in sheet]
