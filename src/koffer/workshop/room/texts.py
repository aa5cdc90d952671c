"""The texts that can be taken off the wall."""

from itertools import chain

from django.db.models import QuerySet

from koffer.workshop.models import Finding, Sentence, Story, Workshop
from koffer.workshop.models.hiding import Hideable


def texts(workshop: Workshop) -> list[QuerySet[Hideable]]:
    """All stories, sentences, words and findings, by kind, also those that were taken off."""
    return [kind.everything.filter(workshop=workshop) for kind in (Story, Sentence, Finding)]


def taken_off(workshop: Workshop) -> list[Hideable]:
    """All texts that the facilitator can put back."""
    return list(chain.from_iterable(kind.filter(hidden=True).order_by("pk") for kind in texts(workshop)))
