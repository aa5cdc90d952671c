"""What the opening does to the sheets, and the anonymous cut: no row tells whose points these are."""

import random
from typing import TYPE_CHECKING

from koffer.method.mode import Mode

if TYPE_CHECKING:
    from koffer.workshop.models.workshop import Workshop


def settle_sheets(workshop: "Workshop") -> None:
    """At the opening: sheets that are set aside go, the others count; in an anonymous workshop links are cut."""
    from koffer.workshop.models.sheet import Draft, Sheet

    aside = Sheet.objects.filter(workshop=workshop, set_aside=True)
    workshop.seats.filter(sheet__in=aside).update(press_key="")  # their owners are missing now, not counted
    aside.delete()
    if workshop.mode == Mode.ANONYMOUS:
        cut_links(workshop)
    else:
        Draft.objects.filter(seat__sheet__workshop=workshop).delete()


def cut_links(workshop: "Workshop") -> None:
    """Give the sheets new random ids and another order, without seats; no drafts, offers or tellers stay."""
    from koffer.workshop.models.findings import Sentence
    from koffer.workshop.models.sheet import Draft, Sheet
    from koffer.workshop.models.story import Offer, Story

    Draft.objects.filter(seat__workshop=workshop).delete()
    Offer.objects.filter(seat__workshop=workshop).delete()
    Story.objects.filter(workshop=workshop).update(seat=None, named=False)
    Sentence.objects.filter(workshop=workshop).update(seat=None)
    sheets = Sheet.objects.filter(workshop=workshop).prefetch_related("points")
    columns = [sorted((p.category_id, p.points) for p in sheet.points.all()) for sheet in sheets]
    random.SystemRandom().shuffle(columns)
    Sheet.objects.filter(workshop=workshop).delete()
    for column in columns:
        Sheet.store(workshop, None, column)
