"""Words of an anonymous workshop come out of its box: unnamed, and several at once (rules.md, section 2)."""

import uuid
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from koffer.sheets.refusals import Refused
from koffer.workshop.models.box import LEAST_TOGETHER, STORY, Box
from koffer.workshop.models.findings import Sentence
from koffer.workshop.models.story import Keep, Story

if TYPE_CHECKING:
    from koffer.workshop.models.workshop import Workshop


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
    box = Box.of(workshop)
    if box.words:
        _write(workshop, [word for word in box.take_words(box.words) if word.get("keep") != Keep.NOW])
        box.store()


def _write(workshop: "Workshop", words: list[dict[str, Any]]) -> None:
    for word in words:
        kind, ident = word["kind"], uuid.UUID(word["id"])
        if kind == STORY:
            told = {name: word[name] for name in ("side", "text", "keep")}
            Story.objects.create(pk=ident, workshop=workshop, category_id=word["category"], **told)
        else:
            Sentence.objects.create(pk=ident, workshop=workshop, kind=kind, text=word["text"])
