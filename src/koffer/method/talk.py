"""The talk about the variation: which categories first, and who is asked (M7)."""

from collections import Counter
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

PROPOSED = 5  # categories for ninety minutes (M7)
MOST_ASKED = 2  # people per side (M7)

P = TypeVar("P", bound=Hashable)


@dataclass(frozen=True)
class Extremes(Generic[P]):
    """Who gave the most and who the least; both empty where there is no highest and lowest."""

    high: tuple[P, ...] = ()
    low: tuple[P, ...] = ()


def extremes(points: Mapping[P, int]) -> Extremes[P]:
    """The persons with the most and with the least points; they exist only when max > min (M7, "Variation")."""
    most, least = max(points.values(), default=0), min(points.values(), default=0)
    if most == least:
        return Extremes()
    return Extremes(
        high=tuple(person for person, number in points.items() if number == most),
        low=tuple(person for person, number in points.items() if number == least),
    )


def asked(talks: Sequence[Mapping[P, int]], gone: Collection[P] = ()) -> list[Extremes[P]]:
    """Who is asked, per category, in the order in which they came on the table (M7).

    At most two people per side, first whom was asked least; of equals the first in the mapping. Nobody who is
    in `gone` is asked. Follows from the sheets each time anew, because who was asked is never stored.
    """
    times: Counter[P] = Counter()
    found = []
    for points in talks:
        ends = extremes(points)
        chosen = Extremes(high=_least_asked(ends.high, times, gone), low=_least_asked(ends.low, times, gone))
        times.update(chosen.high + chosen.low)
        found.append(chosen)
    return found


def _least_asked(people: Sequence[P], times: Counter[P], gone: Collection[P]) -> tuple[P, ...]:
    here = [person for person in people if person not in gone]
    return tuple(sorted(here, key=lambda person: times[person])[:MOST_ASKED])
