"""What the team shows, and to whom (rules.md, section 3)."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from koffer.sheets.refusals import Refused

if TYPE_CHECKING:
    from koffer.workshop.models.workshop import Workshop


class ShownTo(models.TextChoices):
    """To whom a team shows something."""

    ORGANISATION = "organisation", _("our organisation")
    TEAMS = "teams", _("other teams")


class Item(models.TextChoices):
    """What a team can show, item by item. Stories go along only where their tellers said so."""

    STRENGTHS = "strengths", _("Our strengths")
    LABEL = "label", _("Our label with the steps")
    SCORE = "score", _("Our suitcase with the team score")
    GAPS = "gaps", _("Our gaps")
    STORIES = "stories", _("Stories whose tellers agreed, without names")


# What a team may show to whom: stories go to other teams, never to the organisation (rules.md, 3: V X, not O).
OFFERED = [(i.value, to.value) for i in Item for to in ShownTo if (i, to) != (Item.STORIES, ShownTo.ORGANISATION)]


class Release(models.Model):
    """The team shows an item to an audience. Without a row it stays in the team."""

    pk = models.CompositePrimaryKey("workshop_id", "item", "audience")
    workshop = models.ForeignKey("Workshop", models.CASCADE, related_name="releases")
    item = models.CharField(max_length=9, choices=Item.choices)
    audience = models.CharField(max_length=12, choices=ShownTo.choices)

    @classmethod
    def to(cls, workshop: "Workshop", audience: str) -> set[str]:
        """The items that the team shows to `audience`."""
        chosen = cls.objects.filter(workshop=workshop, audience=audience).values_list("item", flat=True)
        return {item for item in chosen if (item, audience) in OFFERED}


def release(workshop: "Workshop", chosen: Collection[tuple[str, str]]) -> None:
    """Show exactly these of the pairs OFFERED, from now on; raises `Refused` before the opening."""
    with workshop.changing():
        if not workshop.opened:
            raise Refused(_("Open the team suitcase first."))
        workshop.releases.all().delete()
        for item, audience in set(chosen).intersection(OFFERED):
            Release.objects.create(workshop=workshop, item=item, audience=audience)
