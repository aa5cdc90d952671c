"""What a facilitator prepares before filling."""

from typing import TYPE_CHECKING, cast

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from koffer.method.mode import Mode, stricter
from koffer.sheets.refusals import Refused
from koffer.workshop.models.box import Box
from koffer.workshop.models.cut import cut_links
from koffer.workshop.models.sheet import Draft

if TYPE_CHECKING:
    from koffer.workshop.models.workshop import Workshop


def edit(workshop: "Workshop", **texts: object) -> None:
    """Change team, destination, frame, mode or term before filling; raises `Refused` after.

    The destination's text may still be corrected while no sheet is in. The mode may be loosened only
    before the first person joined (rules.md, section 4).
    """
    with workshop.changing():
        if workshop.started:
            allowed = {"destination"} if not workshop.opened and not workshop.has_sheets() else set()
            if {k for k, v in texts.items() if getattr(workshop, k) != v} - allowed:
                raise Refused(_("Filling has started, so this stays as it is."))
        mode = cast(str, texts.pop("announced_mode", workshop.announced_mode))
        if mode != workshop.announced_mode:
            _announce_mode(workshop, Mode(mode))
        for name, value in texts.items():
            setattr(workshop, name, value)
        workshop.save(update_fields=[*texts, "announced_mode", "mode"])
        workshop.keep_until(workshop.kept_until(timezone.localdate()))


def _announce_mode(workshop: "Workshop", mode: Mode) -> None:
    if not stricter(mode, Mode(workshop.announced_mode)) and workshop.seats.exists():
        raise Refused(_("People have joined already, so who sees what can only become stricter."))
    if workshop.follows and stricter(Mode(workshop.follows.mode), mode):
        raise Refused(_("The first time was stricter. A second filling shows no more than the first."))
    workshop.announced_mode = workshop.mode = mode
    if mode is Mode.ANONYMOUS:
        cut_links(workshop)  # drafts may be there: filling was begun once


def edit_design(workshop: "Workshop", rows: list[tuple[str, str]]) -> None:
    """Give the sheet other categories before filling starts (M4). Raises `InvalidDesign` or `Refused`."""
    with workshop.changing():
        if workshop.started:
            raise Refused(_("Filling has started, so the sheet stays as it is."))
        workshop.design.replace_categories(rows)
        Draft.objects.filter(seat__workshop=workshop).delete()  # they belong to the places of the old sheet
        Box.objects.filter(workshop=workshop).delete()
