"""What the facilitator can choose at the end."""

from koffer.workshop.models import Workshop
from koffer.workshop.step import Context, Returned
from koffer.workshop.steps.sharing.ending import ending
from koffer.workshop.steps.sharing.forms import ClosingForm


def ending_forms(workshop: Workshop, returned: Returned | None) -> Context:
    """What we share, and when we look again."""
    return {"ending": ending(workshop), "close": ClosingForm(auto_id="close_%s")}
