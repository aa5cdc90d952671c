"""The steps of a workshop, in the order of the script."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Step(models.TextChoices):
    """What can be shown. Forward and back move what is shown; what happened stays."""

    LOBBY = "lobby", _("Welcome")
    DESTINATION = "destination", _("Destination")
    CATEGORIES = "categories", _("Categories")
    FILLING = "filling", _("Fill the sheet")
    SUITCASE = "suitcase", _("Team suitcase")
    CONVERSATION = "conversation", _("Conversation")
    SCORE = "score", _("Team score")
    STRENGTHS = "strengths", _("Strengths")
    GAPS = "gaps", _("Gaps")
    LABEL = "label", _("Label")
    SHARING = "sharing", _("What we share")
    CLOSED = "closed", _("Closed suitcase")
