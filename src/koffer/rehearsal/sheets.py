"""Sheets for a rehearsal: random ones that keep the rules, and some that break them."""

import random

TOTAL = 100


def valid_sheet(chance: random.Random, count: int) -> list[int]:
    """`count` different numbers, at most 100 in all; sometimes points are left."""
    points = list(range(count))
    free = TOTAL - sum(points)
    for _ in range(chance.randint(count, 6 * count)):
        place = chance.randrange(count)
        if count - place <= free:
            # All from `place` up get one more, so that the numbers stay different.
            points[place:] = [number + 1 for number in points[place:]]
            free -= count - place
    chance.shuffle(points)
    return points


def two_equal(points: list[int]) -> list[int]:
    """The same sheet with the smallest number twice: too little in all to be refused for anything else."""
    low = min(points)
    return [low if number == sorted(points)[1] else number for number in points]


def one_too_many(points: list[int]) -> list[int]:
    """The same sheet with the largest number raised until 101 are given."""
    most = max(points)
    return [number + TOTAL + 1 - sum(points) if number == most else number for number in points]
