"""The design of a sheet: how many categories it can have, and what they may be called (M4)."""

import unicodedata
from collections.abc import Sequence
from typing import Literal

MIN_CATEGORIES = 2
MAX_CATEGORIES = 14
WARN_FROM = 13

Reason = Literal["too_few", "too_many", "empty_name", "same_name"]


class InvalidDesign(ValueError):
    """The design cannot be filled; `reason` says why, `least_total` what its sheet costs at the least."""

    def __init__(self, reason: Reason, least_total: int) -> None:
        super().__init__(reason, least_total)
        self.reason = reason
        self.least_total = least_total


def least_total(n: int) -> int:
    """The fewest points that n different numbers from zero up add up to: 0+1+…+(n−1) (M4). In: 0 or more."""
    return n * (n - 1) // 2


def almost_only_order(n: int) -> bool:
    """Whether n categories leave so little free that almost only the order is a choice (M4)."""
    return n >= WARN_FROM


def check_design(names: Sequence[str]) -> None:
    """Refuse a design that cannot be filled or told apart (M4).

    In: the names of the categories in order. Raises `InvalidDesign` with the reason "too_few" (under 2),
    "too_many" (over 14), "empty_name" or "same_name", the first that applies. Names are compared as
    `rules.md` section 7 says: NFKC, casefolded, without invisible characters.
    """
    reason = _objection([_key(name) for name in names])
    if reason:
        raise InvalidDesign(reason, least_total(len(names)))


def _objection(keys: Sequence[str]) -> Reason | None:
    if len(keys) < MIN_CATEGORIES:
        return "too_few"
    if len(keys) > MAX_CATEGORIES:
        return "too_many"
    if "" in keys:
        return "empty_name"
    return "same_name" if len(set(keys)) < len(keys) else None


def _key(name: str) -> str:
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    return " ".join("".join(c for c in folded if not _invisible(c)).split())


def _invisible(character: str) -> bool:
    # Cf, Cc, Co, Cs: no font shows them; a tab or line break among them still parts two words.
    # Not Cn: what this Python does not know yet may be a new emoji.
    return unicodedata.category(character) in {"Cf", "Cc", "Co", "Cs"} and not character.isspace()
