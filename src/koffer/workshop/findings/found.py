"""Strengths and gaps as everybody sees them: never numbered, never in order of anything."""

from dataclasses import dataclass

from koffer.database.prepared import Prepared
from koffer.sheets.findings import GAP, STRENGTH
from koffer.workshop.models import Finding, Sentence, Workshop


@dataclass(frozen=True)
class Found:
    """What the team picked, and the sentences from the phones that wait."""

    kind: str
    picked: tuple[Finding, ...]
    waiting: tuple[Sentence, ...]


def found(workshop: Workshop, kind: str) -> Found:
    """The strengths or the gaps. Sentences stand in the order of their random ids, which tells nothing."""
    return Found(
        kind=kind,
        picked=tuple(one for one in _PICKED.of(workshop) if one.kind == kind),
        waiting=tuple(one for one in _WAITING.of(workshop) if one.kind == kind),
    )


def strengths(workshop: Workshop) -> Found:
    """Where the strength of the team lies (M9)."""
    return found(workshop, STRENGTH)


def gaps(workshop: Workshop) -> Found:
    """What is missing (M10)."""
    return found(workshop, GAP)


_PICKED = Prepared(lambda: Finding.objects.order_by("place"), "workshop")
_WAITING = Prepared(lambda: Sentence.objects.filter(finding=None).order_by("pk"), "workshop")
