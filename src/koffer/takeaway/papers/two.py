"""The papers of a conversation of two: the blank sheet, the own sheet, the agreement (M16)."""

from collections.abc import Sequence
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from koffer.drawing.palette import PRINT
from koffer.one_to_one import shown
from koffer.one_to_one.models import Side, SideRole
from koffer.sheets.findings import GAP, STRENGTH
from koffer.sheets.pairs import Size
from koffer.takeaway.papers.parts import category_row, head, printable, sheet_words
from koffer.web.qr import qr_svg
from koffer.workshop.picture import own_picture


def blank_sheet(side: Side, address: str) -> dict[str, Any]:
    """The sheet to fill by hand; each types the own one (method.md, "Paper"). `address` leads to the own page."""
    one = side.one_to_one
    names = shown.role_names(one.sides_by_role())
    return head(_("Your sheet") if side.is_employee else _("Your view of %(name)s") % {"name": names["employee"]}) | {
        "destination": one.destination,
        "lead": _("How much of this do you have, for this destination and your own role? Divide at most 100 points.")
        if side.is_employee
        else _(
            "How much of this does %(name)s have, for this destination and their own role? Divide at most 100 points."
        )
        % {"name": names["employee"]},
        "who-sees": _("Nobody but you, until you both handed in and both pressed “open”. Type it yourself."),
        "named": True,
        "code": qr_svg(address, ""),
        "rows": [category_row(category) | {"about": category.description} for category in one.categories()],
        "steps": [
            _("Read all categories first. It is about the employee's own baggage."),
            _("Give every category a whole number from 0 to 100. Much of it: many points."),
            _("No two categories get the same number. Is it hard to choose? Put them in order first."),
            _("Together at most 100. You need not give everything away: what is left stays lining."),
            _("Add it up once more, and type it yourself, on your own device. Nobody types it for you."),
        ],
        "words": sheet_words(),
    }


def own_sheet(side: Side, points: Sequence[int]) -> dict[str, Any]:
    """The employee's own sheet, for the employee alone; `points` in the order of the sheet."""
    one = side.one_to_one
    categories = one.categories()
    drawn = own_picture(one.destination, categories, points, palette=PRINT, medium="print")
    rows = [category_row(category) | {"points": str(n)} for category, n in zip(categories, points, strict=True)]
    return head(_("Your suitcase")) | {
        "destination": one.destination,
        "facts": [side.name, *filter(None, [one.work])],
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


def agreement(side: Side) -> dict[str, Any]:
    """What the two agree on; before both confirmed it, also anew at a review, it is a draft with room to sign."""
    one = side.one_to_one
    sides = one.sides_by_role()
    names = shown.role_names(sides)
    found = shown.in_order(side, sides)
    drawn = shown.agreed_picture(one, found, "print", PRINT)
    return head(_("The suitcase of %(name)s") % {"name": names[SideRole.EMPLOYEE]}) | {
        "destination": one.destination,
        "facts": [f"{names[SideRole.EMPLOYEE]} + {names[SideRole.MANAGER]}", *filter(None, [one.work])],
        "suitcase": printable(drawn.svg),
        "sentence": _("The suitcase as you agreed on it"),
        "rows": [_row(row, names) for row in sorted(found, key=lambda row: (-(row.points or 0), row.place))],
        "strengths": _findings(side, STRENGTH),
        "gaps": _findings(side, GAP),
        "pairs": [_pair(pair) for pair in shown.pairs(one, sides) if pair.pair.whole],
        "confirmed": _confirmed(side),
        "signing": [] if one.in_force else [names[role.value] for role in SideRole],
        "foot": _foot(side),
        "words": {
            "destination": _("Destination"),
            "scores": _("What you say together"),
            "category": _("Category"),
            "points": _("Points"),
            "strengths": _("Strengths"),
            "gaps": _("Gaps"),
            "steps": _("Steps"),
            "small": _("Small step"),
            "large": _("Large step"),
            "support": f"{names[SideRole.MANAGER]}:",
            "none": _("Nothing was written down here."),
            "page": _("Koffer, page {n} of {all}"),
        },
    }


def _row(row: shown.SideBySide, names: dict[str, str]) -> dict[str, str]:
    differ = _("you differ: %(employee)s / %(manager)s") % names if row.other is not None else ""
    return category_row(row.category) | {"points": row.shown, "differ": differ}


def _findings(side: Side, kind: str) -> list[dict[str, str]]:
    return [
        {"text": one.text, "example": one.example, "remedy": str(one.get_remedy_display()) if one.remedy else ""}
        for one in side.one_to_one.findings.filter(kind=kind)
    ]


def _pair(pair: shown.ShownPair) -> dict[str, Any]:
    steps = {step.step.size: _step(step) for step in pair.steps}
    return {"small": steps[Size.SMALL], "large": steps[Size.LARGE], "support": pair.pair.support}


def _step(step: shown.ShownStep) -> dict[str, str]:
    by = _("%(who)s, by %(day)s") % {"who": step.by, "day": date_format(step.step.due, "j F Y")}
    if step.stands:
        by = f"{by}. {step.stands.capitalize()}{': ' if step.step.result else ''}{step.step.result}"
    return {"text": step.step.text, "by": by}


def _confirmed(side: Side) -> str:
    one = side.one_to_one
    if not one.agreed_on:
        return _("A draft: not confirmed by both yet.")
    if not one.in_force:
        return _("Being changed: not confirmed again yet.")
    return _("Confirmed by both on %(day)s.") % {"day": date_format(one.agreed_on, "j F Y")}


def _foot(side: Side) -> str:
    day = side.one_to_one.look_on
    return _("You look at it again on %(day)s.") % {"day": date_format(day, "j F Y")} if day else ""
