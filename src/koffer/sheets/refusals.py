"""Why a verb is refused. A view shows the reason; the page says what to do next."""

from django.utils.functional import Promise


class Refused(Exception):
    """A verb that the state of the workshop does not allow (rules.md, section 4).

    `reason` is a sentence in the user's language that says what is so and what to do; `status` is that of the answer.
    """

    status = 409

    def __init__(self, reason: str | Promise) -> None:
        super().__init__(reason)
        self.reason = reason


class OldPage(Refused):
    """The page that asked had seen an older state; the person gets the new one and keeps what was typed."""


class Moved(OldPage):
    """A command from a page that saw the room before another one moved it: it is the same step, and not done twice."""


class NeedsConfirming(Refused):
    """A late sheet in a discreet workshop: the person has to read that it can be recognised."""
