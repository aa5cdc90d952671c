"""How much the sheets agree as a whole, in words."""

from django.utils.translation import gettext as _

from koffer.workshop.models import Workshop
from koffer.workshop.models.known import known


def agreement_sentence(workshop: Workshop) -> str:
    """How much the sheets agree as a whole, in one plain sentence; "" where mode or number do not allow it.

    Kendall's W over the ranks; the bounds 0.7 and 0.5 for strong and moderate agreement are those of Schmidt,
    "Managing Delphi Surveys Using Nonparametric Statistical Techniques", Decision Sciences 28(3), 1997.
    """
    agreed = known(workshop).agreement()
    if agreed is None:
        return ""
    together = float(agreed)
    if together >= 0.7:
        return _("You put the categories in nearly the same order: you see the team alike.")
    if together >= 0.5:
        return _("You put the categories partly in the same order: you see much alike, and some things differently.")
    return _("You put the categories in quite different orders: there is much to tell each other.")
