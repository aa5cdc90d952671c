"""The packed suitcase."""

from django.utils.translation import gettext_lazy as _

from koffer.workshop.models.step import Since
from koffer.workshop.step import ScriptStep
from koffer.workshop.steps.closed.urls import urlpatterns
from koffer.workshop.steps.sharing.parts import ending_forms

STEP = ScriptStep(
    name="closed",
    label=_("Closed suitcase"),
    purpose=_("The suitcase is packed and closed, with its label at the handle."),
    minutes=2,
    since=Since.CLOSING,
    say=(_("Thank each other. In two weeks we see what became of the small steps."),),
    forms=ending_forms,
    addresses=urlpatterns,
)
