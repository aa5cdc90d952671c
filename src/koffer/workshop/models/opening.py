"""The team suitcase opens (M6)."""

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from koffer.method.mode import Mode, least_sheets_to_open, strictest
from koffer.sheets.refusals import Refused
from koffer.workshop.models.cut import settle_sheets
from koffer.workshop.models.known import before_opening
from koffer.workshop.models.step import SUITCASE
from koffer.workshop.models.talk import propose_talk

if TYPE_CHECKING:
    from koffer.workshop.models.key import FacilitatorKey
    from koffer.workshop.models.workshop import Workshop


class Opening(models.Model):
    """The suitcase was opened; `mode` is the strictest of what was announced and wished. Nobody un-opens."""

    workshop = models.OneToOneField("Workshop", models.CASCADE, primary_key=True)
    by = models.ForeignKey("FacilitatorKey", models.SET_NULL, null=True)
    at = models.DateTimeField(auto_now_add=True)
    mode = models.CharField(max_length=9, choices=[(m.value, m.value) for m in Mode])
    sheet_count = models.PositiveIntegerField()


def open_suitcase(workshop: "Workshop", *, by: "FacilitatorKey") -> None:
    """FILLING -> OPENED (M6): the mode becomes the strictest of what was announced and wished.

    Again: no-op, the same opening. In an anonymous workshop the link between persons and points is cut
    in this transaction. Raises `Refused` below the number of sheets that the mode needs.
    """
    with workshop.changing():
        if workshop.opened:
            return
        workshop.move()
        if not workshop.started:
            raise Refused(_("Start filling first."))
        mode, waiting = _effective_mode(workshop), before_opening(workshop)
        _check_enough(mode, waiting.counting(mode))
        Opening.objects.create(workshop=workshop, by=by, mode=mode, sheet_count=waiting.sheets)
        workshop.mode = mode
        workshop.save(update_fields=["mode"])
        settle_sheets(workshop)
        propose_talk(workshop)
        workshop.point_at(SUITCASE)


def _check_enough(mode: Mode, counting: int) -> None:
    """Raise `Refused` below the number of sheets, or in an anonymous workshop of people, that an opening takes."""
    least = least_sheets_to_open(mode)
    if counting >= least:
        return
    if mode is Mode.ANONYMOUS:
        raise Refused(
            _("Opening takes sheets of %(least)d people. Now there are sheets of %(people)d.")
            % {"least": least, "people": counting}
        )
    raise Refused(_("Opening takes at least one sheet. None is in yet."))


def _effective_mode(workshop: "Workshop") -> Mode:
    # One unseen wish for "without names" makes an open workshop discreet (method.md, "Who is shown").
    wished = [Mode.DISCREET] if workshop.seats.filter(wish=True).exists() else []
    return strictest(Mode(workshop.announced_mode), *wished)
