"""What goes when its term is over: sheets after the closing, whole workshops after their last use (rules.md, 4)."""

from datetime import date

from django.db import transaction

from koffer.workshop.models.facts import Closing
from koffer.workshop.models.seat import Draft
from koffer.workshop.models.workshop import Workshop


def erase_sheets(today: date) -> int:
    """Erase the sheets of what was closed fourteen days ago; returns of how many workshops.

    What the team decided stays.
    """
    due = Closing.objects.filter(erased_on=None).select_related("workshop__design")
    found = [closing for closing in due if closing.erases_on <= today]
    for closing in found:
        with closing.workshop.changing(used=False):
            closing.workshop.sheets.all().delete()
            Draft.objects.filter(seat__workshop=closing.workshop).delete()
            Closing.objects.filter(pk=closing.pk).update(erased_on=today)
    return len(found)


def purge(today: date) -> int:
    """Delete the workshops whose term is over; returns how many."""
    deleted = 0
    for key in list(Workshop.objects.filter(purge_on__lt=today).values_list("pk", flat=True)):
        with transaction.atomic():
            # Asked again under the lock: it may have been used in between.
            workshop = Workshop.objects.select_for_update(of=("self",)).filter(pk=key, purge_on__lt=today).first()
            if workshop:
                workshop.delete()
                workshop.design.delete()
                deleted += 1
    return deleted
