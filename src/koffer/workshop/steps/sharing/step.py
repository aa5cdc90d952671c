"""What we share with whom, and the last word."""

from django.utils.translation import gettext_lazy as _

from koffer.workshop.findings.parts import sentence_card
from koffer.workshop.models.findings import WORD
from koffer.workshop.step import ScriptStep
from koffer.workshop.steps.sharing.ending import ending
from koffer.workshop.steps.sharing.parts import ending_forms
from koffer.workshop.steps.sharing.urls import urlpatterns

STEP = ScriptStep(
    name="sharing",
    label=_("What we share"),
    purpose=_("The team chooses what it shows to whom, and when it looks again."),
    minutes=4,
    say=(
        _("May this be seen by others? Yes or no, item by item."),
        _("When do we look at our suitcase again?"),
        _("With which word do you go home? Send one word."),
    ),
    card=sentence_card(WORD),
    forms=ending_forms,
    facts={"ending": lambda workshop, audience: ending(workshop)},
    addresses=urlpatterns,
)
