"""Words of an anonymous workshop: they wait in its box, and come unnamed, several at once (rules.md, section 2)."""

import uuid
from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from koffer.workshop.models.box import LEAST_TOGETHER, STORY, Box
from koffer.workshop.models.press import ident_for
from koffer.workshop.refusals import Refused

if TYPE_CHECKING:
    from koffer.workshop.models.seat import Seat
    from koffer.workshop.models.workshop import Workshop


def let_wait(
    seat: "Seat",
    ident: uuid.UUID,
    shown: "models.QuerySet[Any]",
    most: int,
    too_many: str | Promise,
    *,
    earlier: Collection[uuid.UUID] = (),
    **word: object,
) -> None:
    """Let words wait: `word` holds kind, text, and what else their row will hold; the same press again is a no-op.

    `ident` was made with the form, `shown` are the words of this kind that everybody sees. What this browser stored by
    an `earlier` press, whose answer was lost, goes. Raises `Refused` with
    `too_many` where they and those that wait are `most`.
    """
    from koffer.workshop.models.story import Story

    workshop = seat.workshop
    with seat.locked():
        workshop.check_open()
        box = Box.of(workshop)
        box.drop_words(earlier, seat.voice)
        if shown.count() + len(box.waiting(kind=word["kind"])) >= most:
            raise Refused(too_many)
        free = ident_for(shown.model, ident, workshop=workshop, text=word["text"])
        theirs = [one for one in box.waiting(kind=STORY) if one["browser"] == seat.voice and one["id"] != ident.hex]
        if word["kind"] == STORY:
            Story.check_budget([one["text"] for one in theirs], str(word["text"]))
        if free and box.add_word(free, browser=seat.voice, **word):
            box.store()


def open_waiting(workshop: "Workshop", **which: object) -> None:
    """Show all words that wait and have these values (kind, and of a story its category), in one go.

    Raises `Refused` where not at least two people wrote, the facilitator's own browser left out: whoever was seen
    pressing would be their author. Nobody can ask how many there are.
    """
    with workshop.changing():
        workshop.check_open()
        box = Box.of(workshop)
        found = box.waiting(**which)
        if box.voices(found) < LEAST_TOGETHER:
            raise Refused(_("They come together, of at least two people at a time. Give everyone a moment longer."))
        _write(workshop, box.take_words(found))
        box.store()


def open_all(workshop: "Workshop") -> None:
    """At the closing, inside its verb: what still waits comes now; stories that were for now only go."""
    from koffer.workshop.models.story import Keep

    box = Box.of(workshop)
    if box.words:
        _write(workshop, [word for word in box.take_words(box.words) if word.get("keep") != Keep.NOW])
        box.store()


def _write(workshop: "Workshop", words: list[dict[str, Any]]) -> None:
    from koffer.workshop.models.findings import Sentence
    from koffer.workshop.models.story import Story

    for word in words:
        kind, ident = word["kind"], uuid.UUID(word["id"])
        if kind == STORY:
            told = {name: word[name] for name in ("side", "text", "keep")}
            Story.objects.create(pk=ident, workshop=workshop, category_id=word["category"], **told)
        else:
            Sentence.objects.create(pk=ident, workshop=workshop, kind=kind, text=word["text"])
