"""The sheets of a team together: mean, spread, order of variation, and how far they agree (M6, M7).

Every function takes the sheets as rows of valid points, each in the order of the sheet and all of one length.
"""

from collections import Counter
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
    Equal points (bands) share the mean of their ranks, and W = 12·S / (m²(n³−n) − m·ΣT), T the sum of t³−t over the
    groups of t equal ones of a sheet; source: Kendall, "Rank Correlation Methods", 1948, chapter 6.
    In: m ≥ 2 sheets of n ≥ 2 categories. Out: 0 (no agreement) to 1 (the same order; also where all is equal).
    Raises ValueError for other sheets.
    """
    m, n = len(sheets), len(sheets[0]) if sheets else 0
    if m < 2 or n < 2:
        raise ValueError("agreement takes two or more sheets of two or more categories")
    rank_sums = [sum(column) for column in zip(*map(_twice_ranks, sheets), strict=True)]
    # Ranks doubled, as those of equal points may be a half, and so deviations: four times S.
    four_s = sum((rank_sum - m * (n + 1)) ** 2 for rank_sum in rank_sums)
    ties = sum(t**3 - t for sheet in sheets for t in Counter(sheet).values())
    most = m**2 * (n**3 - n) - m * ties
    return Fraction(3 * four_s, most) if most else Fraction(1)


def is_close(sheets: Sheets) -> bool:
    """Whether the team is close rather than far apart: W ≥ 0.7.

    "Strong agreement" according to Schmidt, "Managing Delphi Surveys Using Nonparametric Statistical
    Techniques", Decision Sciences 28(3), 1997. In and raises: as `agreement`.
    """
    return agreement(sheets) >= CLOSE_FROM


def _variation(column: Sequence[int]) -> tuple[int, int]:
    squares = sum(x * x for x in column)
    return max(column) - min(column), len(column) * squares - sum(column) ** 2


def _twice_ranks(sheet: Sequence[int]) -> list[int]:
    """Twice the rank of each number, 1 for the largest; equal numbers share the mean of their ranks."""
    above = {number: sum(other > number for other in sheet) for number in sheet}
    return [2 * above[number] + 1 + sheet.count(number) for number in sheet]
