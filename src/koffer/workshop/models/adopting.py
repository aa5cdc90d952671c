"""A workshop of a team of an organisation."""

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from koffer.organisation.models import Entry, Team, User
from koffer.organisation.models.register import Verb
from koffer.sheets.refusals import Refused

if TYPE_CHECKING:
    from koffer.workshop.models.workshop import Workshop


def adopt(workshop: "Workshop", team: Team) -> None:
    """Take the workshop into the organisation of `team`, whose term holds from now on.

    Again by the same team: no-op. Raises `Refused` when it belongs to another one already.
    """
    with workshop.changing():
        if workshop.owned_by_id not in (None, team.pk):
            raise Refused(_("This workshop belongs to a team of an organisation already."))
        workshop.owned_by, workshop.days_kept = team, team.organisation.days_kept
        workshop.save(update_fields=["owned_by", "days_kept"])
        workshop.keep_until(workshop.kept_until(timezone.localdate()))


def register(workshop: "Workshop", by: User | None, verb: Verb) -> None:
    """Tell the organisation of the workshop, if it has one, that something happened; not what was in it."""
    if workshop.owned_by:
        Entry.write(workshop.owned_by.organisation, by, verb, workshop.owned_by.name)
