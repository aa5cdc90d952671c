"""What the two of a one-to-one take along: papers and dates. Nobody else can ask for them (M16)."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from koffer.one_to_one.access import for_side
from koffer.one_to_one.models import Side
from koffer.one_to_one.page import in_time
from koffer.sheets.refusals import Refused
from koffer.takeaway.answers import ICS, PDF, PNG, as_file, not_too_often
from koffer.takeaway.dates import NO_DAYS, calendar_of_two, days_of_two
from koffer.takeaway.papers import two
from koffer.takeaway.typeset import Into, typeset
from koffer.web.address import public_url


@require_safe
@for_side
@not_too_often
def blank_sheet(request: HttpRequest, side: Side, into: Into) -> HttpResponse:
    """The sheet to fill by hand; to a manager who is shut out not even that. `into`: as for `typeset`."""
    if side.one_to_one.ended_by() and not side.is_employee:
        return redirect("one-to-one", one_to_one=side.one_to_one_id)
    return _paper("sheet", two.blank_sheet(side, _home(request, side)), into, _("Your sheet"))


@require_safe
@for_side
@not_too_often
def own(request: HttpRequest, side: Side, into: Into) -> HttpResponse:
    """The employee's own sheet; 404 to the manager, when it is not in, or not to be seen on this device yet."""
    points = side.sheet()
    hidden = side.one_to_one.one_device and not side.one_to_one.opened
    if not side.is_employee or points is None or hidden:
        raise Http404
    return _paper("own", two.own_sheet(side, points), into, _("Your suitcase"))


@require_safe
@for_side
@not_too_often
@in_time
def agreement(request: HttpRequest, side: Side, into: Into) -> HttpResponse:
    """What the two agree on."""
    return _paper("agreement", two.agreement(side), into, _("Agreement"))


@require_safe
@for_side
@in_time
def dates(request: HttpRequest, side: Side) -> HttpResponse:
    """The days of the steps and of the next look, once."""
    if not days_of_two(side):
        raise Refused(NO_DAYS)
    return as_file(calendar_of_two(side, _home(request, side)), ICS, "koffer.ics")


def _paper(template: str, values: dict[str, Any], into: Into, name: str) -> HttpResponse:
    made = typeset(template, values, into=into)
    if into == "png":
        return HttpResponse(made, content_type=PNG)
    return as_file(made, PDF, f"{slugify(name) or 'koffer'}.pdf", show=True)


def _home(request: HttpRequest, side: Side) -> str:
    return public_url(request, reverse("one-to-one", args=[side.one_to_one_id]))
