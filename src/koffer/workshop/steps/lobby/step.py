"""People arrive and join."""

from django.utils.translation import gettext_lazy as _

from koffer.method.mode import Mode
from koffer.workshop.models.step import Since
from koffer.workshop.step import ScriptStep

STEP = ScriptStep(
    name="lobby",
    label=_("Welcome"),
    purpose=_("People arrive, join on their phone and see who is there."),
    minutes=4,
    since=Since.ALWAYS,
    modes={
        mode: (
            _("Scan the code, or type it in. A first name is enough; you may also use another name."),
            _("This is about us together. Nobody gets a mark."),
            line,
        )
        for mode, line in {
            Mode.OPEN: _(
                "If you would rather have no names on the screen: ask on your phone. Nobody sees that you asked."
            ),
            Mode.DISCREET: _("No names stand at the points. You decide whether to say which ones are yours."),
            Mode.ANONYMOUS: _("After the opening nobody can find out whose points are whose, and we cannot either."),
        }.items()
    },
)
