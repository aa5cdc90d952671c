"""The opened team suitcase (M6)."""

from django.utils.translation import gettext_lazy as _

from koffer.workshop.models import Workshop
from koffer.workshop.picture import TeamPicture, team_picture
from koffer.workshop.room.audience import PARTICIPANT
from koffer.workshop.step import ScriptStep
from koffer.workshop.steps.suitcase.agreement import agreement_sentence
from koffer.workshop.steps.suitcase.urls import urlpatterns


def picture(workshop: Workshop, audience: str) -> TeamPicture | None:
    """The team suitcase, once it is open, for the size of a phone or of a large screen."""
    return team_picture(workshop, "phone" if audience == PARTICIPANT else "screen") if workshop.opened else None


STEP = ScriptStep(
    name="suitcase",
    label=_("Team suitcase"),
    purpose=_("The team sees the whole picture for the first time."),
    minutes=4,
    say=(
        _("Look in silence for a minute."),
        _("What strikes you? Start with what is strong."),
    ),
    facts={
        "picture": picture,
        "agreement": lambda workshop, audience: agreement_sentence(workshop),
    },
    addresses=urlpatterns,
)
