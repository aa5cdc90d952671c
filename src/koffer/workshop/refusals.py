"""Why somebody has no place in a workshop (any more), for the pages that say so."""

import uuid
from datetime import date


class OtherPlace(Exception):
    """The page that asks was made for another seat, key or side than this browser holds now (`place.py`).

    `now`: "other", or "none" where the browser holds none there any more.
    """

    def __init__(self, now: str) -> None:
        super().__init__(now)
        self.now = now


class ShownOut(Exception):
    """The facilitator showed this person out of the `workshop` (its id)."""

    def __init__(self, workshop: uuid.UUID) -> None:
        super().__init__("shown out")
        self.workshop = workshop


class Discarded(Exception):
    """The workshop of whoever asks was discarded. With `until`, the last day, this person can restore it."""

    def __init__(self, workshop: uuid.UUID, team: str, until: date | None) -> None:
        super().__init__("discarded")
        self.workshop, self.team, self.until = workshop, team, until
