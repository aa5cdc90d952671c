"""The label (M11)."""

from django.utils.translation import gettext_lazy as _

from koffer.workshop.step import ScriptStep
from koffer.workshop.steps.label.label import label
from koffer.workshop.steps.label.parts import card, forms
from koffer.workshop.steps.label.urls import urlpatterns

STEP = ScriptStep(
    name="label",
    label=_("Label"),
    purpose=_("The team ties pairs to the handle: a large step, and a small one that anyone can take."),
    minutes=10,
    say=(
        _("Go and sit in threes. Choose the large step first."),
        _("Then the small one: before two weeks are over, within an hour, without budget or permission."),
        _("Read your pair aloud. Which three do we really do?"),
    ),
    otherwise=(_("Thirteen to twenty-five people? Make the label in groups."),),
    card=card,
    forms=forms,
    facts={"label": lambda workshop, audience: label(workshop)},
    addresses=urlpatterns,
)
