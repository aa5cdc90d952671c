"""Why a verb is refused. A view shows the reason; the page says what to do next."""

import uuid
from datetime import date

from django.utils.functional import Promise


class Refused(Exception):
    """A verb that the state of the workshop does not allow (rules.md, section 4).

    `reason` is a sentence in the user's language that says what is so and what to do.
    """

    def __init__(self, reason: str | Promise) -> None:
        super().__init__(reason)
        self.reason = reason


class OldPage(Refused):
    """The page that asked had seen an older state; the person gets the new one and keeps what was typed."""


class Moved(OldPage):
    """A command from a page that saw the room before another one moved it: it is the same step, and not done twice."""


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


class NeedsConfirming(Refused):
    """A late sheet in a discreet workshop: the person has to read that it can be recognised."""
