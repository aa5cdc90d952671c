"""The papers around the sheets: the blank one, a person's own, and the facilitator's script."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from koffer.drawing.palette import PRINT
from koffer.method.mode import Mode
from koffer.takeaway.papers.parts import Request, category_row, head, printable, sheet_words
from koffer.web.qr import qr_svg
from koffer.workshop.models import Workshop
from koffer.workshop.picture import own_picture
from koffer.workshop.step import STEPS

_WHO_SEES = {
    Mode.OPEN: gettext_lazy(
        "Whoever types this sheet sees your points. After the opening the room sees your name at a score while we talk."
    ),
    Mode.DISCREET: gettext_lazy(
        "Whoever types this sheet sees your points. In the room your name does not stand with a score."
    ),
    Mode.ANONYMOUS: gettext_lazy(
        "Whoever types this sheet sees your points. Write no name on it: nobody can find out whose it is."
    ),
}


def blank_sheet(workshop: Workshop, request: Request) -> dict[str, Any]:
    """The sheet to fill by hand; in an anonymous workshop without room for a name (method.md, "Paper")."""
    anonymous = workshop.announced_mode == Mode.ANONYMOUS
    return head(_("Your sheet")) | {
        "destination": workshop.destination,
        "lead": _("How much of this does our team have, for this destination? Divide at most 100 points."),
        "who-sees": str(_WHO_SEES[Mode(workshop.announced_mode)]),
        "named": not anonymous,
        "code": qr_svg(request.address, ""),
        "rows": [category_row(category) | {"about": category.description} for category in workshop.categories()],
        "steps": [
            _("Read all categories first. It is about our team, not about you alone."),
            _("Give every category a whole number from 0 to 100. Much of it in the team: many points."),
            _("No two categories get the same number. Is it hard to choose? Put them in order first."),
            _("Together at most 100. You need not give everything away: what is left stays lining."),
            _("Add it up once more, and hand your sheet to the person who types it, or type it yourself."),
            _("After the opening it is too late: then the suitcase is packed with the sheets that are in."),
        ],
        "words": sheet_words() | {"code": _("Rather on your phone? Scan this.")},
    }


def own_sheet(workshop: Workshop, points: Sequence[int]) -> dict[str, Any]:
    """A person's own sheet, for that person alone; `points` in the order of the sheet."""
    categories = workshop.categories()
    drawn = own_picture(workshop.destination, categories, points, palette=PRINT, medium="print")
    rows = [
        category_row(category) | {"points": str(number)} for category, number in zip(categories, points, strict=True)
    ]
    return head(_("Your suitcase")) | {
        "destination": workshop.destination,
        "facts": [workshop.team],
        "suitcase": printable(drawn.svg),
        "sentence": _("Your suitcase"),
        "rows": rows,
        "words": {
            "destination": _("Destination"),
            "category": _("Category"),
            "points": _("Points"),
            "only-you": _("Only you have this file. It was made when you asked for it, and is not kept."),
        },
    }


def script(workshop: Workshop, request: Request) -> dict[str, Any]:
    """What the facilitator does and can say, step by step, with a clock that begins at zero."""
    clock, steps = 0, []
    for step in STEPS.values():
        after = clock + step.minutes
        steps.append(
            {
                "clock": f"{clock}–{after}",
                "minutes": ngettext("%(n)s minute", "%(n)s minutes", step.minutes) % {"n": step.minutes},
                "name": str(step.label),
                "purpose": str(step.purpose),
                "say": [str(line) for line in step.lines(Mode(workshop.mode))],
                "otherwise": [str(line) for line in step.otherwise],
            }
        )
        clock = after
    return head(_("Script for the facilitator")) | {
        "destination": workshop.destination,
        "facts": [workshop.team, _("code %(code)s") % {"code": workshop.code}, str(_mode_words(workshop))],
        "steps": steps,
        "words": {"destination": _("Destination"), "page": _("Koffer, page {n} of {all}")},
    }


def _mode_words(workshop: Workshop) -> str:
    return {Mode.OPEN: _("open"), Mode.DISCREET: _("discreet"), Mode.ANONYMOUS: _("anonymous")}[Mode(workshop.mode)]
