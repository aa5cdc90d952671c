"""Words of an anonymous workshop wait in its box, until several come at once (rules.md, section 2; `coming.py`)."""

import uuid
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.functional import Promise

from koffer.sheets.press import ident_for
from koffer.sheets.refusals import Refused
from koffer.workshop.models.box import Box

if TYPE_CHECKING:
    from koffer.workshop.models.seat import Seat


def let_wait(
    seat: "Seat",
    ident: uuid.UUID,
    shown: "models.QuerySet[Any]",
    most: int,
    too_many: str | Promise,
    *,
    earlier: Collection[uuid.UUID] = (),
    check_budget: Callable[[list[str], str], None] | None = None,
    **word: object,
) -> None:
    """Let words wait: `word` holds kind, text, and what else their row will hold; the same press again is a no-op.

    `ident` was made with the form, `shown` are the words of this kind that everybody sees. What this browser stored by
    an `earlier` press, whose answer was lost, goes. Raises `Refused` with `too_many` where they and those that wait are
    `most`; so does `check_budget`, which is told the texts of the same person that wait, and the new one.
    """
    workshop = seat.workshop
    with seat.locked():
        workshop.check_open()
        box = Box.of(workshop)
        box.drop_words(earlier, seat.voice)
        waiting = box.waiting(kind=word["kind"])
        if shown.count() + len(waiting) >= most:
            raise Refused(too_many)
        free = ident_for(shown.model, ident, workshop=workshop, text=word["text"])
        if check_budget:
            theirs = [one for one in waiting if one["browser"] == seat.voice and one["id"] != ident.hex]
            check_budget([one["text"] for one in theirs], str(word["text"]))
        if free and box.add_word(free, browser=seat.voice, **word):
            box.store()
