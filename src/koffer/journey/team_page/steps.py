"""What the team's page asks, and the steps that its links name."""

from koffer.workshop.models import Workshop
from koffer.workshop.models.closing import AFTER_CLOSING
from koffer.workshop.steps.label.label import Label, Tied


def asked(workshop: Workshop, found: Label) -> list[Tied]:
    """After a fortnight, the pairs of whose small step nobody said yet what became of it (M11); any answer will do.

    Not before its day has passed: a pair can be tied at a review, long after the closing.
    """
    today = workshop.today
    if today < workshop.local(workshop.closing.at).date() + AFTER_CLOSING:
        return []
    return [tied for tied in found.tied if tied.small and tied.small.due < today and not tied.small.state]
