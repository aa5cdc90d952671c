"""Everyone fills a sheet (M3 to M5)."""

from django.utils.translation import gettext_lazy as _

from koffer.workshop.models.step import Since
from koffer.workshop.step import ScriptStep
from koffer.workshop.steps.filling.parts import around_the_sheet
from koffer.workshop.steps.filling.urls import urlpatterns

STEP = ScriptStep(
    name="filling",
    label=_("Fill the sheet"),
    purpose=_("Everyone fills a sheet, alone and in silence."),
    minutes=10,
    since=Since.START,
    say=(
        _("You have 100 points. Much of it in the team: many points. No two categories the same."),
        _("Until we open, nobody sees your points."),
    ),
    otherwise=(
        _("Sixty minutes in all? Let everyone fill the sheet at home."),
        _("Two sittings? Stop here, before the opening."),
    ),
    card=around_the_sheet,
    addresses=urlpatterns,
)
