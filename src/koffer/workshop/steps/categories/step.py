"""The categories, read aloud (M2)."""

from django.utils.translation import gettext_lazy as _

from koffer.workshop.models.step import Since
from koffer.workshop.step import ScriptStep

STEP = ScriptStep(
    name="categories",
    label=_("Categories"),
    purpose=_("Everyone understands the categories in the same way."),
    minutes=3,
    since=Since.ALWAYS,
    say=(
        _("Read the categories aloud."),
        _("Give points for us as a team, not for yourself."),
    ),
)
