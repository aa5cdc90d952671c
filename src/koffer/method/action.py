"""Action pairs: what makes a small step small (M11)."""

import re
from datetime import date, timedelta
from typing import Literal

SMALL_WITHIN = timedelta(weeks=2)  # proposed
STILL_SMALL = timedelta(weeks=3)  # later than this is no small step

Nudge = Literal["late", "money", "permission"]

# Words that tell of money or of somebody's leave, in Dutch (also as the end of a compound) and English.
_MONEY = r"€|\b(?:\w*budget\w*|\w*geld|euro['’]?s?|\w*subsidie\w*|money|funding|grants?)\b"
_PERMISSION = r"\b(?:toestemming|goedkeuring|akkoord|permissions?|approvals?|approve[ds]?)\b"
_SIGNS: tuple[tuple[Nudge, str], ...] = (("money", _MONEY), ("permission", _PERMISSION))


def nudges(text: str, due: date, today: date) -> tuple[Nudge, ...]:
    """Why a small step may not be small: later than three weeks, or in need of budget or permission (M11).

    Only a friendly question comes of it: nothing is refused. In: the step, its day, today. Out: the reasons.
    """
    late: tuple[Nudge, ...] = ("late",) if due - today > STILL_SMALL else ()
    return late + tuple(reason for reason, sign in _SIGNS if re.search(sign, text.casefold()))
