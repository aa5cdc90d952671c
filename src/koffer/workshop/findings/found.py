"""Strengths and gaps as everybody sees them: never numbered, never in order of anything."""

from dataclasses import dataclass

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
        picked=tuple(workshop.findings.filter(kind=kind).order_by("place")),
        waiting=tuple(workshop.sentences.filter(kind=kind, finding=None).order_by("pk")),
    )


def strengths(workshop: Workshop) -> Found:
    """Where the strength of the team lies (M9)."""
    return found(workshop, STRENGTH)


def gaps(workshop: Workshop) -> Found:
    """What is missing (M10)."""
    return found(workshop, GAP)
