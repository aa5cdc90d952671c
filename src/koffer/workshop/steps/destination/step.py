"""The destination, read aloud (M1)."""

from django.utils.translation import gettext_lazy as _

from koffer.workshop.models.step import Since
from koffer.workshop.step import ScriptStep

STEP = ScriptStep(
    name="destination",
    label=_("Destination"),
    purpose=_("Everyone knows where we are going, because every point is given for this destination."),
    minutes=5,
    since=Since.ALWAYS,
    say=(
        _("Read the destination aloud, and what is fixed."),
        _("Talk in pairs: what can our team contribute to this? Two answers aloud."),
        _("The closed suitcase goes along: it holds where we come from. We leave it closed."),
    ),
)
