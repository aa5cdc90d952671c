"""The page of the two: what both see alike, and what is one's own until both opened it."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from koffer.journey.team_page.forms import ChangeForm
from koffer.one_to_one import shown
from koffer.one_to_one.access import for_side, shares, state_of
from koffer.one_to_one.forms import LookForm, OtherNameForm, TextsForm, TwoPairForm
from koffer.one_to_one.models import Review, Side, SideRole
from koffer.one_to_one.models.one_to_one import LOOK_AFTER
from koffer.sheets.findings import GAP, STRENGTH
from koffer.sheets.page import to_fill
from koffer.sheets.typed import TypedSheet
from koffer.web.address import only_here, public_url
from koffer.web.qr import qr_svg
from koffer.workshop.device import INVITATION, device_of
from koffer.workshop.findings.forms import FindingForm
from koffer.workshop.picture import own_picture, scale_top

PARTS = {
    "one-to-one-talk": gettext_lazy("Side by side"),
    "one-to-one-findings": gettext_lazy("Strengths and gaps"),
    "one-to-one-steps": gettext_lazy("Steps"),
    "one-to-one-agreement": gettext_lazy("Agreement"),
}
REVIEW_PARTS = {"one-to-one-review": gettext_lazy("Looking again")} | {
    name: label for name, label in PARTS.items() if name != "one-to-one-talk"
}


@require_safe
@for_side
def page(request: HttpRequest, side: Side) -> HttpResponse:
    """Where the two are now: the own sheet until both opened, then what they do together."""
    one = side.one_to_one
    if one.ended_by():
        return show(request, side, "closed", closed(side))
    if not one.opened:
        return filling_page(request, side)
    part = "agreement" if one.agreed_on else "talk"
    return redirect("one-to-one-review" if one.review() else f"one-to-one-{part}", one_to_one=one.pk)


def show(request: HttpRequest, side: Side, part: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """The page with `part` in it."""
    one = side.one_to_one
    sides = one.sides_by_role()
    going = one.opened and not one.ended_by()
    parts = (REVIEW_PARTS if one.review() else PARTS) if going else {}
    known = {
        "part": f"one_to_one/parts/{part}.html",
        "here": reverse("one-to-one" if part in ("filling", "closed") else f"one-to-one-{part}", args=[one.pk]),
        "change": state_of(one),
        "one": one,
        "side": side,
        "other": sides.get(side.other_role),
        "employee": sides.get(SideRole.EMPLOYEE),
        "manager": sides.get(SideRole.MANAGER),
        "names": shown.role_names(sides),
        "parts": [(reverse(name, args=[one.pk]), label, name == f"one-to-one-{part}") for name, label in parts.items()],
        "ended": one.ended_by(),
        "shut_out": not side.is_employee and one.ended_by(),
        "shared": shares(request, one.pk),
        "press_key": uuid.uuid4(),
        "today": timezone.localdate(),
    }
    return render(request, "one_to_one/page.html", known | context, status=status)


def in_time(view: Any) -> Any:
    """For a page of what the two do together: before the opening and after the end it leads to where they are."""

    def found(request: HttpRequest, side: Side, **rest: Any) -> HttpResponse:
        one = side.one_to_one
        if not one.opened or one.ended_by():
            return redirect("one-to-one", one_to_one=one.pk)
        answer: HttpResponse = view(request, side, **rest)
        return answer

    return found


# Before the opening


def filling_page(
    request: HttpRequest,
    side: Side,
    refused: TypedSheet | None = None,
    *,
    texts: TextsForm | None = None,
    other_form: OtherNameForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The own sheet, or the own suitcase once it is in, and how far the two are, with what was typed and refused."""
    one = side.one_to_one
    categories = one.categories()
    points = side.sheet() if side.handed_in else None
    context: dict[str, Any] = {
        "texts": texts or TextsForm(initial=one.texts(), auto_id="texts_%s"),
        "may_edit": not any(one_side.handed_in for one_side in one.sides.all()),
        "covered": one.one_device,
        "other_form": other_form or OtherNameForm(),
    }
    if side.fills and (side.changing_sheet or refused or not side.handed_in):
        context |= to_fill(categories, side.draft, side.draft_number, refused) | {"view": _view(side)}
    elif points and not one.one_device:
        context |= {
            "picture": own_picture(one.destination, categories, points),
            "points": list(zip(categories, points, strict=True)),
        }
    waiting = one.sides.filter(role=side.other_role).exclude(invitation_hash="").exists()
    token = device_of(request).held(INVITATION, one.pk) if waiting else ""
    context |= {"invited": waiting, "invitation": _link(request, token) if token else None}
    return show(request, side, "filling", context, status=status)


def _view(side: Side) -> str:
    if side.is_employee:
        return _("Your own baggage")
    names = shown.role_names(side.one_to_one.sides_by_role())
    return _("Your view of %(name)s") % {"name": names[SideRole.EMPLOYEE.value]}


def _link(request: HttpRequest, token: str) -> dict[str, Any]:
    address = public_url(request, reverse("one-to-one-as", args=[token]))
    return {"address": address, "qr": qr_svg(address, _("QR code of the invitation")), "only_here": only_here(request)}


# Together


def talk_context(side: Side, *, wrong: dict[int, Any] | None = None) -> dict[str, Any]:
    """The categories side by side; `wrong`: a refused form by place."""
    one = side.one_to_one
    found = shown.rows(side, one.sides_by_role())
    wrong = wrong or {}
    top = scale_top([[given.points for given in row.given] for row in found if row.given])
    return {"rows": [(row, wrong.get(row.place)) for row in found], "top": top, "frozen": one.agreed_on is not None}


def findings_context(side: Side, *, new: dict[str, FindingForm] | None = None, wrong: Any = None) -> dict[str, Any]:
    """Strengths first, then gaps, each with a form to change it (`wrong`: (id, refused form))."""
    new = new or {}
    kinds = []
    for kind in (STRENGTH, GAP):
        named = [
            (
                finding,
                wrong[1]
                if wrong and wrong[0] == finding.pk
                else FindingForm(
                    initial={"text": finding.text, "example": finding.example, "remedy": finding.remedy},
                    auto_id=f"f{finding.pk}_%s",
                ),
            )
            for finding in side.one_to_one.findings.filter(kind=kind)
        ]
        kinds.append((kind, named, new.get(kind) or FindingForm(auto_id=f"new_{kind}_%s")))
    return {"kinds": kinds, "open": may_write(side), "wrong": wrong[0] if wrong else None}


def steps_context(side: Side, *, new: TwoPairForm | None = None, wrong: Any = None) -> dict[str, Any]:
    """The pairs, each with a form to change it."""
    sides = side.one_to_one.sides_by_role()
    tied = [
        (
            pair,
            wrong[1] if wrong and wrong[0] == pair.pair.pk else TwoPairForm(sides, pair=pair.pair),
        )
        for pair in shown.pairs(side.one_to_one, sides)
    ]
    return {
        "pairs": tied,
        "new": new or TwoPairForm(sides),
        "examples": side.one_to_one.categories(),
        "open": may_write(side),
        "wrong": wrong[0] if wrong else None,
    }


def agreement_context(
    side: Side, *, message: str = "", look: LookForm | None = None, wrong: ChangeForm | None = None
) -> dict[str, Any]:
    """All that the two agree on, as they confirm it; `wrong`: what was refused about a step."""
    one = side.one_to_one
    sides = one.sides_by_role()
    found = shown.in_order(side, sides)
    made = shown.fillings(one)
    day = one.look_on or timezone.localdate() + LOOK_AFTER
    return {
        "picture": shown.agreed_picture(one, found),
        "rows": sorted(found, key=lambda row: (-(row.points or 0), row.place)),
        "strengths": one.findings.filter(kind=STRENGTH),
        "gaps": one.findings.filter(kind=GAP),
        "pairs": shown.pairs(one, sides),
        "look": look or LookForm(initial={"look_on": day}),
        "look_on": day,
        "message": message,
        "wrong": wrong,
        "asks": one.asks_about_small_steps(),
        "open": may_write(side),
        "scores_open": may_write(side) and not one.agreed_on,
        "confirmed": [one_side for one_side in sides.values() if one_side.confirms],
        "slope": shown.then_and_now(made) if len(made) > 1 else "",
        "made": made,
        "past": [
            (look, shown.written(look, sides) if look.together else None) for look in one.reviews.exclude(done_on=None)
        ],
        "followed": one.followed_by.order_by("-used_on").first(),
    }


def may_write(side: Side) -> bool:
    """Whether the two may change what they write together."""
    one = side.one_to_one
    return one.opened and not one.ended_by() and not one.in_force


def review_context(side: Side, review: Review, rows: Any) -> dict[str, Any]:
    """The look at the suitcase that is held: successes first, then what each wrote."""
    one = side.one_to_one
    sides = one.sides_by_role()
    steps = [step for pair in shown.pairs(one, sides) for step in pair.steps if pair.pair.whole]
    return {
        "review": review,
        "mine_shown": review.shows(side.role),
        "others_shown": review.shows(side.other_role),
        "successes": [step for step in steps if step.step.state == "done"],
        "under_way": [step for step in steps if step.step.state in ("", "open")],
        "written": shown.written(review, sides) if review.together else [],
        "rows": rows,
    }


def closed(side: Side) -> dict[str, Any]:
    """After a withdrawal: to the employee the own suitcase and what was written; to the manager nothing."""
    one = side.one_to_one
    if not side.is_employee:
        return {}
    context: dict[str, Any] = {}
    points = side.sheet() or [score.points for score in one.scores.order_by("category__position")]
    if points and (one.opened or not one.one_device):  # on a device of two the manager may still sit there
        context["picture"] = own_picture(one.destination, one.categories(), points)
    sides = one.sides_by_role()
    return context | {
        "examples": side.examples.select_related("category").order_by("category__position"),
        "strengths": one.findings.filter(kind=STRENGTH),
        "gaps": one.findings.filter(kind=GAP),
        "pairs": shown.pairs(one, sides),
        "past": [
            (look, shown.written(look, sides, side.role))
            for look in one.reviews.all()
            if look.together or not one.one_device
        ],
    }
