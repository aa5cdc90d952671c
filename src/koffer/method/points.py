"""The points on one sheet: reading, ranks, what is free to give, what is valid (M3 to M5)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count as count_up
from itertools import islice
from typing import Literal

TOTAL = 100

Points = Sequence[int | None]
Ranks = tuple[int | None, ...]
Groups = tuple[tuple[int, ...], ...]
Reason = Literal["equal", "too_many", "out_of_range", "count"]


class NotPoints(ValueError):
    """The text is not a whole number from 0 to 100."""


class InvalidSheet(ValueError):
    """The sheet breaks a rule of M3 or M4; `reason` says which."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Judgement:
    """What a sheet says about itself while it is being filled (M4, M5).

    `total` is what was given, `left` is 100 minus that, `free` as in `free_to_give`; `too_many`: more than
    100 in all; `two_empty`: more than one zero, because empty compartments count as zero; `out_of_range`: a
    number that is not 0 to 100.
    """

    total: int
    left: int
    free: int
    ranks: Ranks
    equal_groups: Groups
    too_many: bool
    two_empty: bool
    out_of_range: bool


def parse_points(text: str) -> int | None:
    """Read one compartment as it was typed (M4).

    In: any text. Out: 0 to 100, or None for an empty compartment (nothing but whitespace).
    Raises `NotPoints` unless the text, ASCII spaces around it aside, is one to three ASCII digits up to 100.
    """
    if not text or text.isspace():
        return None
    digits = text.strip(" ")
    # Not str.isdigit: it also accepts the digits of other scripts, which `rules.md` section 7 refuses.
    if not re.fullmatch("[0-9]{1,3}", digits) or int(digits) > TOTAL:
        raise NotPoints("not a whole number from 0 to 100")
    return int(digits)


def ranks(points: Points) -> Ranks:
    """The rank that follows from the points (M5).

    In: points per category, None where empty. Out: 1 for the most; equal points share the better rank;
    None where empty.
    """
    filled = _filled(points)
    return tuple(None if p is None else 1 + sum(other > p for other in filled) for p in points)


def free_to_give(points: Points) -> int:
    """The points left minus the least that the compartments still open will need (M4).

    In: points per category, None where empty. Out: at most 100; below zero, the sheet cannot be finished any
    more without changing a number.
    """
    filled = _filled(points)
    unused = (number for number in count_up() if number not in filled)
    return TOTAL - sum(filled) - sum(islice(unused, len(points) - len(filled)))


def equals(points: Points) -> Groups:
    """The groups of two or more categories that were given the same number (M4).

    In: points per category, None where empty. Out: groups of rising indices, in order of the first.
    """
    places: dict[int, list[int]] = {}
    for index, number in enumerate(points):
        if number is not None:
            places.setdefault(number, []).append(index)
    return tuple(tuple(group) for group in places.values() if len(group) > 1)


def settle(points: Points) -> tuple[int, ...]:
    """The sheet as it counts: an empty compartment is zero (M4)."""
    return tuple(number or 0 for number in points)


def judge(points: Points) -> Judgement:
    """Judge a sheet that may be unfinished and may break every rule (M3 to M5).

    In: points per category, None where empty. Out: the `Judgement`. Raises nothing.
    """
    filled = _filled(points)
    total = sum(filled)
    return Judgement(
        total=total,
        left=TOTAL - total,
        free=free_to_give(points),
        ranks=ranks(points),
        equal_groups=equals(points),
        too_many=total > TOTAL,
        two_empty=None in points and settle(points).count(0) > 1,
        out_of_range=_out_of_range(filled),
    )


def check_sheet(points: Sequence[int], count: int) -> None:
    """Refuse a sheet that may not be handed in (M3, M4).

    In: the settled points; the number of categories. Raises `InvalidSheet` with the reason "count",
    "out_of_range", "equal" or "too_many", the first of these that applies.
    """
    if len(points) != count:
        raise InvalidSheet("count")
    if _out_of_range(points):
        raise InvalidSheet("out_of_range")
    if len(set(points)) < count:
        raise InvalidSheet("equal")
    if sum(points) > TOTAL:
        raise InvalidSheet("too_many")


def _filled(points: Points) -> list[int]:
    return [number for number in points if number is not None]


def _out_of_range(points: Sequence[int]) -> bool:
    return any(not 0 <= number <= TOTAL for number in points)
