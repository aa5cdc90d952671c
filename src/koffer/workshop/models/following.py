"""The next filling of the same team (M14)."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from koffer.sheets.refusals import Refused
from koffer.workshop.models.key import FacilitatorKey

if TYPE_CHECKING:
    from koffer.workshop.models.workshop import Workshop


def fill_again(workshop: "Workshop", *, by: FacilitatorKey) -> tuple["Workshop", FacilitatorKey, str]:
    """A new workshop of the same team with the same sheet, as strict as this one was: (it, a key, its secret).

    One that was begun and not opened yet is taken instead. Names of seats are not copied.
    """
    with workshop.changing():
        if not workshop.closed:
            raise Refused(_("Close the suitcase first. Later you look at it again."))
        found = workshop.followed_by.filter(opening=None).first() or type(workshop).create(
            team=workshop.team,
            destination=workshop.destination,
            frame=workshop.frame,
            design=workshop.design,
            announced_mode=workshop.mode,
            owned_by=workshop.owned_by,
            held_with=workshop.held_with,
            days_kept=workshop.days_kept,
            follows=workshop,
        )
    return found, *FacilitatorKey.give(found, by.label, by.user)  # its lock comes before ours, never after
