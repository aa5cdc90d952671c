"""The suitcase gets its place beside the road (M12)."""

from django.utils.translation import gettext_lazy as _

from koffer.journey.road.road import road_of_team
from koffer.journey.steps.roadside.parts import forms
from koffer.journey.steps.roadside.urls import urlpatterns
from koffer.workshop.step import ScriptStep

STEP = ScriptStep(
    name="roadside",
    label=_("Beside the road"),
    purpose=_("The team puts its suitcase beside the road to the destination."),
    minutes=2,
    say=(
        _("Where do we put our suitcase? The place says nothing about how far we are."),
        _("What do we come past first, and what do we need from our suitcase there?"),
    ),
    forms=forms,
    facts={"road": lambda workshop, audience: road_of_team(workshop)},
    addresses=urlpatterns,
)
