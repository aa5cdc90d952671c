"""The rows of a one-to-one, with the verbs of its two people."""

from koffer.one_to_one.models.agreement import Example, Finding, Pair, Score, Step
from koffer.one_to_one.models.one_to_one import OneToOne
from koffer.one_to_one.models.review import Answer, Review
from koffer.one_to_one.models.role import SideRole
from koffer.one_to_one.models.side import Side, SidePoints

__all__ = [
    "Answer",
    "Example",
    "Finding",
    "OneToOne",
    "Pair",
    "Review",
    "Score",
    "Side",
    "SidePoints",
    "SideRole",
    "Step",
]
