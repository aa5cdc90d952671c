"""What the opening does to the sheets, and the anonymous cut: no row tells whose points these are."""

import uuid
from dataclasses import replace
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from koffer.database.sweep import sweep
from koffer.method.mode import Mode
from koffer.workshop.models.box import Box, BoxEntry, relabelled, shuffled
from koffer.workshop.models.findings import Sentence
from koffer.workshop.models.held import TYPED
from koffer.workshop.models.kinds import PAPER
from koffer.workshop.models.sheet import Draft, Sheet
from koffer.workshop.models.story import Offer, Story

if TYPE_CHECKING:
    from koffer.workshop.models.workshop import Workshop


def settle_sheets(workshop: "Workshop") -> None:
    """At the opening: sheets that are set aside go, the others count; of an anonymous workshop the keys go too."""
    if workshop.mode == Mode.ANONYMOUS:
        box = Box.of(workshop)
        _write(workshop, box.cut())
        box.store()
        workshop.seats.update(press_key="")
    else:
        aside = Sheet.objects.filter(workshop=workshop, set_aside=True)
        workshop.seats.filter(sheet__in=aside).update(press_key="")  # their owners are missing now, not counted
        aside.delete()
        Draft.objects.filter(seat__sheet__workshop=workshop).delete()
        Sheet.objects.filter(workshop=workshop).update(key=None)  # for the time before the opening
    transaction.on_commit(sweep)


def cut_links(workshop: "Workshop") -> None:
    """The workshop becomes anonymous: nothing that is stored leads from a person to a sheet, a draft or words.

    Before the opening sheets and drafts go into the box, under the keys that only their owners can find again; after
    it they get new random ids and another order. What backups hold of before, nobody can take back.
    """
    sheets = [(sheet, _entry(sheet)) for sheet in Sheet.objects.filter(workshop=workshop).select_related("seat")]
    box = Box.of(workshop)
    if workshop.opened:
        Sheet.objects.filter(workshop=workshop).delete()
        box.presses = [entry.press for _sheet, entry in sheets]
        _write(workshop, relabelled([entry for _sheet, entry in sheets]))
    else:
        for draft in Draft.objects.filter(seat__workshop=workshop).select_related("seat"):
            box.put(_key(draft), BoxEntry(draft=draft.body, number=draft.seat.draft_number))
        for sheet, entry in sheets:
            key = _key(sheet)
            box.put(key, replace(entry, draft=box.entry([key]).draft))
        Sheet.objects.filter(workshop=workshop).delete()
    box.store()
    Draft.objects.filter(seat__workshop=workshop).delete()
    Offer.objects.filter(seat__workshop=workshop).delete()
    on_paper = [] if workshop.opened else [sheet.seat.pk for sheet, _entry in sheets if sheet.seat and sheet.typed]
    workshop.seats.update(press_key="", draft_number=0)
    for seat in workshop.seats.filter(kind=PAPER):  # a slip has no name
        seat.name, seat.name_key, seat.hidden_name = _("Slip"), f"slip {uuid.uuid4().hex}", ""
        seat.press_key = TYPED if seat.pk in on_paper else ""
        seat.save(update_fields=["name", "name_key", "hidden_name", "press_key"])
    Story.everything.filter(workshop=workshop).update(named=False)
    for kind in (Sentence, Story):
        _rewrite(kind, workshop)
    transaction.on_commit(sweep)


def _entry(sheet: Sheet) -> BoxEntry:
    seat = sheet.seat
    return BoxEntry(
        points=sheet.as_list(),
        press=seat.press_key if seat else "",
        number=seat.draft_number if seat else 0,
        device=sheet.device,
        typed=sheet.typed,
        aside=sheet.set_aside,
    )


def _key(kept: Sheet | Draft) -> str:
    """Under which a sheet or a draft goes into the box; one on paper under a key that nobody has."""
    return kept.key or (kept.seat and kept.seat.token_hash) or uuid.uuid4().hex


def _write(workshop: "Workshop", entries: list[BoxEntry]) -> None:
    categories = [category.pk for category in workshop.categories()]
    for entry in entries:
        Sheet.store(workshop, zip(categories, entry.points or [], strict=True), device=entry.device, typed=entry.typed)


def _rewrite(kind: type[Sentence | Story], workshop: "Workshop") -> None:
    """Write the words again without their seats, in an order that does not tell who sent them when."""
    words = shuffled(list(kind._base_manager.filter(workshop=workshop)))
    for word in words:
        word.seat = None
    kind._base_manager.filter(workshop=workshop).delete()
    kind._base_manager.bulk_create(words)
