"""The plan of the talk about the variation: which categories, in which order, for how long (M7)."""

from collections.abc import Collection
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from koffer.method.talk import PROPOSED
from koffer.sheets.refusals import OldPage
from koffer.workshop.models.known import in_order_of_variation

if TYPE_CHECKING:
    from koffer.workshop.models.workshop import Workshop

DEFAULT_MINUTES = 28  # for the talk of ninety minutes (method.md)


class Talk(models.Model):
    """One category in the plan of the talk. `turn` is its place among those that came on the table."""

    pk = models.CompositePrimaryKey("workshop_id", "category_id")
    workshop = models.ForeignKey("Workshop", models.CASCADE, related_name="talks")
    category = models.ForeignKey("organisation.Category", models.CASCADE, related_name="+")
    chosen = models.BooleanField(default=False)
    turn = models.PositiveSmallIntegerField(null=True)


def propose_talk(workshop: "Workshop") -> None:
    """Propose the five categories that vary most (M7), when the suitcase opens."""
    proposed = {category.pk for category in in_order_of_variation(workshop)[:PROPOSED]}
    for category in workshop.categories():
        Talk.objects.create(workshop=workshop, category=category, chosen=category.pk in proposed)


def plan_talk(workshop: "Workshop", categories: Collection[int], minutes: int | None) -> None:
    """Talk about these categories (ids) and no others, with so many minutes left for all of them together."""
    with workshop.changing():
        workshop.check_open()
        for category in workshop.categories():
            chosen = {"chosen": category.pk in categories}
            Talk.objects.update_or_create(workshop=workshop, category=category, defaults=chosen)
        if minutes is not None:
            workshop.talk_until = timezone.now() + timedelta(minutes=minutes)
            _share_time(workshop)


def put_on_the_table(workshop: "Workshop", place: str) -> None:
    """Put the category at `place` (1 is the first on the sheet; "" the one that was there) on the table.

    One that was not in the plan joins it. Raises `OldPage` for a place that the sheet does not have.
    """
    category = _at(workshop, place)
    if category is None:
        raise OldPage(_("That step cannot be shown yet."))
    if workshop.shown_category_id == category and workshop.turn_until:
        return
    workshop.shown_category_id = category
    if workshop.closed:  # only looked at again: plan and time stay as they were
        return workshop.save(update_fields=["shown_category"])
    talk, _new = workshop.talks.get_or_create(category_id=category)
    if talk.turn is None:
        talk.turn = 1 + (workshop.talks.aggregate(last=models.Max("turn"))["last"] or 0)
    talk.chosen = True
    talk.save(update_fields=["turn", "chosen"])
    workshop.talk_until = workshop.talk_until or timezone.now() + timedelta(minutes=DEFAULT_MINUTES)
    _share_time(workshop)


def _share_time(workshop: "Workshop") -> None:
    """The category on the table gets its share of the time that is left, at least a minute."""
    here = workshop.shown_category_id
    waiting = workshop.talks.filter(chosen=True, turn=None).exclude(category=here).count()
    left = (workshop.talk_until or timezone.now()) - timezone.now()
    workshop.turn_until = timezone.now() + max(left / (waiting + 1), timedelta(minutes=1)) if here else None
    workshop.save(update_fields=["shown_category", "talk_until", "turn_until"])


def _at(workshop: "Workshop", place: str) -> int | None:
    if place:
        categories = workshop.categories()
        if not (place.isascii() and place.isdigit() and len(place) < 3 and 1 <= int(place) <= len(categories)):
            return None
        return categories[int(place) - 1].pk
    return workshop.shown_category_id or in_order_of_variation(workshop)[0].pk
