"""The texts that can be taken off the wall."""

from itertools import chain

from django.db.models import QuerySet

from koffer.database.prepared import Prepared
from koffer.workshop.models import Finding, Sentence, Story, Workshop
from koffer.workshop.models.hiding import Hideable

KINDS = (Story, Sentence, Finding)


def texts(workshop: Workshop) -> list[QuerySet[Hideable]]:
    """All stories, sentences, words and findings, by kind, also those that were taken off."""
    return [kind.everything.filter(workshop=workshop) for kind in KINDS]


def taken_off(workshop: Workshop) -> list[Hideable]:
    """All texts that the facilitator can put back."""
    return list(chain.from_iterable(kind.of(workshop) for kind in _TAKEN_OFF))


def _hidden_of(kind: type[Hideable]) -> Prepared[Hideable]:
    return Prepared(lambda: kind.everything.filter(hidden=True).order_by("pk"), "workshop")


_TAKEN_OFF = [_hidden_of(kind) for kind in KINDS]
