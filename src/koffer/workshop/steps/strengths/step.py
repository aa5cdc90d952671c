"""The strengths (M9)."""

from django.utils.translation import gettext_lazy as _

from koffer.sheets.findings import STRENGTH
from koffer.workshop.findings.found import strengths
from koffer.workshop.findings.parts import findings_forms, sentence_card
from koffer.workshop.step import ScriptStep

STEP = ScriptStep(
    name="strengths",
    label=_("Strengths"),
    purpose=_("The team names where its strength lies, in two or three sentences with an example."),
    minutes=5,
    say=(
        _("Where does our strength lie? One sentence on your phone; it may go across categories."),
        _("Which two or three fit us best? And what is an example of each?"),
    ),
    card=sentence_card(STRENGTH),
    forms=findings_forms(STRENGTH),
    facts={"strengths": lambda workshop, audience: strengths(workshop)},
)
