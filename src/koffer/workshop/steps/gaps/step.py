"""The gaps (M10)."""

from django.utils.translation import gettext_lazy as _

from koffer.sheets.findings import GAP
from koffer.workshop.findings.found import gaps
from koffer.workshop.findings.parts import findings_forms, sentence_card
from koffer.workshop.step import ScriptStep

STEP = ScriptStep(
    name="gaps",
    label=_("Gaps"),
    purpose=_("The team names one or two things that are missing, and how to provide them."),
    minutes=5,
    say=(
        _("What does the destination ask that is not in our suitcase yet?"),
        _("Do we learn it, borrow it, invite somebody, or leave it?"),
    ),
    card=sentence_card(GAP),
    forms=findings_forms(GAP),
    facts={"gaps": lambda workshop, audience: gaps(workshop)},
)
