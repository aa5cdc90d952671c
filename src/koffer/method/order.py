"""Put in order: the points that are proposed for the places, and how they go to the categories (M5)."""

from koffer.method.design import MAX_CATEGORIES, MIN_CATEGORIES
from koffer.method.points import TOTAL


def proposal(n: int) -> tuple[int, ...]:
    """The points proposed for the places 1 to n (M5, "Order first").

    Place i is worth 100·(2(n−i)+1)/n², rounded by largest remainder; of equal remainders the higher place
    is rounded up. In: 2 to 14. Out: n numbers, strictly falling, 100 in all. Raises ValueError for another n.
    """
    if not MIN_CATEGORIES <= n <= MAX_CATEGORIES:
        raise ValueError(f"a sheet has {MIN_CATEGORIES} to {MAX_CATEGORIES} categories, not {n}")
    shares = [divmod(TOTAL * (2 * (n - place) + 1), n * n) for place in range(1, n + 1)]
    missing = TOTAL - sum(whole for whole, _ in shares)
    # The sort is stable: equal remainders stay in the order of their places.
    rounded_up = set(sorted(range(n), key=lambda k: -shares[k][1])[:missing])
    return tuple(whole + (k in rounded_up) for k, (whole, _) in enumerate(shares))
