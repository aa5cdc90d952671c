"""The talk about the variation (M7)."""

from django.utils.translation import gettext_lazy as _

from koffer.method.mode import Mode
from koffer.workshop.step import ScriptStep
from koffer.workshop.steps.conversation.parts import card, forms
from koffer.workshop.steps.conversation.turn import stops, turn, within
from koffer.workshop.steps.conversation.urls import urlpatterns

STEP = ScriptStep(
    name="conversation",
    label=_("Conversation"),
    purpose=_("The team hears what lies behind the differences, with examples from practice. Nobody has to tell one."),
    minutes=28,
    say=(_("Which score fits for now? Keep it, and go on to the next category."),),
    otherwise=(
        _("Sixty minutes in all? Talk about three categories. Thirteen to twenty-five people? Four."),
        _("People far away speak first."),
    ),
    modes={
        Mode.OPEN: (
            _("When did we see this in our team? Who gave much, and who gave little?"),
            _("First the highest, then the lowest, then whoever wants to add something. Listen, do not judge yet."),
        ),
        Mode.DISCREET: (
            _("When did we see this in our team? And when did we miss it?"),
            _("Who would like to tell something? You need not say which points are yours. Listen; judge later."),
        ),
        Mode.ANONYMOUS: (
            _("When did we see this in our team? And when did we miss it?"),
            _("Who would like to tell something? Nobody asks which points are yours. Listen; judge later."),
        ),
    },
    card=card,
    forms=forms,
    facts={"turn": turn, "stops": lambda workshop, audience: stops(workshop)},
    within=within,
    addresses=urlpatterns,
)
