"""The team decides its score (M8)."""

from django.utils.translation import gettext_lazy as _

from koffer.workshop.step import ScriptStep
from koffer.workshop.steps.score.board import board
from koffer.workshop.steps.score.parts import card, forms
from koffer.workshop.steps.score.urls import urlpatterns

STEP = ScriptStep(
    name="score",
    label=_("Team score"),
    purpose=_("The team decides its score: what do we have much of, and what less?"),
    minutes=8,
    say=(
        _("Of which of the two do we have more? Put the categories in order; the numbers follow."),
        _("Settle the rest at a glance. Does everyone agree? Then decide."),
    ),
    card=card,
    forms=forms,
    facts={"board": lambda workshop, audience: board(workshop)},
    ready=lambda facts: facts["board"]().agreed,
    steady=True,
    addresses=urlpatterns,
)
