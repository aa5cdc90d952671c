"""The sheets of an organisation: copy, change, order, put away, exchange (M4, M15)."""

import uuid
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from koffer.method.design import MAX_CATEGORIES, InvalidDesign, almost_only_order
from koffer.organisation import connectie
from koffer.organisation.access import get_administration, get_membership
from koffer.organisation.design_file import NotADesign, as_file, read_file
from koffer.organisation.design_form import DesignForm
from koffer.organisation.models import Design, Membership
from koffer.organisation.models.design import CONNECTIE, CONNECTIE_FOR_TWO, Changed
from koffer.organisation.refusing import explain


@require_safe
@login_required
def designs(request: HttpRequest, organisation: uuid.UUID) -> HttpResponse:
    """All sheets of the organisation, those that were put away last."""
    return _list(request, get_membership(request, organisation))


def _list(request: HttpRequest, me: Membership, error: str = "") -> HttpResponse:
    known = me.organisation.designs.order_by("archived_at", "name", "-number")
    context = {
        "me": me,
        "error": error,
        "current": [design for design in known if not design.archived_at],
        "away": [design for design in known if design.archived_at],
    }
    return render(request, "organisation/designs.html", context, status=422 if error else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def add(request: HttpRequest, organisation: uuid.UUID) -> HttpResponse:
    """A new sheet; it begins as a copy of ours, or with `of` as a copy of one of the own.

    With `for=two` it is worded for a conversation of two (M16).
    """
    me = get_administration(request, organisation)
    for_two = request.GET.get("for") == "two"
    name, languages = _("Our %(name)s") % {"name": connectie.NAME}, "nl en"
    rows = CONNECTIE_FOR_TWO if for_two else CONNECTIE
    if of := request.GET.get("of"):
        other = _of(me, int(of) if of.isascii() and of.isdigit() and len(of) < 17 else 0)
        name, languages, rows, for_two = _copy_of(other.name), other.languages, other.rows(), other.for_two
    form = DesignForm.typed(request) if request.method == "POST" else DesignForm.of(name, languages, list(rows))
    if request.method == "POST" and form.is_valid():
        try:
            Design.make(me.organisation, me.user, form.name, form.languages, form.rows, for_two=for_two)
            return redirect("designs", organisation=organisation)
        except InvalidDesign as problem:
            form.error = explain(problem, len(form.rows))
    return _form(request, me, form, None, for_two=for_two)


def _copy_of(name: str) -> str:
    return (_("%(name)s (copy)") % {"name": name})[:60]


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def design(request: HttpRequest, organisation: uuid.UUID, design: int) -> HttpResponse:
    """One sheet: look (everybody of the organisation), change (administrators)."""
    me = get_membership(request, organisation)
    here = _of(me, design)
    if request.method == "POST":
        me = get_administration(request, organisation)
    form = (
        DesignForm.typed(request) if request.method == "POST" else DesignForm.of(here.name, here.languages, here.rows())
    )
    if request.method == "POST" and form.is_valid():
        try:
            seen = request.POST.get("revision", "")
            made = here.change(me.user, form.name, form.languages, form.rows, seen=seen)
            return redirect("organisation-design", organisation=organisation, design=made.pk)
        except Changed:
            form.error = _(
                "Somebody else changed this sheet in the meantime. What you typed still stands here, but is not saved. "
                "Look at the sheets first; whoever saves now replaces what the other wrote."
            )
            return _form(request, me, form, _of(me, design), status=409)
        except InvalidDesign as problem:
            form.error = explain(problem, len(form.rows))
    return _form(request, me, form, here)


def _form(
    request: HttpRequest,
    me: Membership,
    form: DesignForm,
    here: Design | None,
    *,
    status: int = 422,
    for_two: bool = False,
) -> HttpResponse:
    context: dict[str, Any] = {
        "me": me,
        "form": form,
        "design": here,
        "for_two": here.for_two if here else for_two,
        "in_use": bool(here and here.in_use),
        "warn": almost_only_order(len(form.rows)),
        "most": MAX_CATEGORIES,
    }
    return render(request, "organisation/design.html", context, status=status if form.wrong else 200)


@require_POST
@login_required
def archiving(request: HttpRequest, organisation: uuid.UUID, design: int) -> HttpResponse:
    """Put a sheet away, or bring it back (`back`)."""
    me = get_administration(request, organisation)
    _of(me, design).archive(me.user, away="back" not in request.POST)
    return redirect("designs", organisation=organisation)


@require_safe
@login_required
def export(request: HttpRequest, organisation: uuid.UUID, design: int) -> HttpResponse:
    """The sheet as a file, for another library."""
    here = _of(get_membership(request, organisation), design)
    answer = HttpResponse(as_file(here), content_type="application/json")
    name = f"{slugify(here.name) or 'koffervel'}.json"
    answer.headers["Content-Disposition"] = content_disposition_header(True, name) or ""
    return answer


@require_POST
@login_required
def bring(request: HttpRequest, organisation: uuid.UUID) -> HttpResponse:
    """Take in the file of a sheet."""
    me = get_administration(request, organisation)
    chosen = request.FILES.get("file")
    try:
        if chosen is None:
            raise NotADesign(_("Choose a file first."))
        name, languages, rows, for_two = read_file(chosen.read())
        made = Design.make(me.organisation, me.user, name, languages, rows, for_two=for_two)
    except NotADesign as problem:
        return _list(request, me, problem.reason)
    except InvalidDesign as problem:
        return _list(request, me, explain(problem, len(rows)))
    return redirect("organisation-design", organisation=organisation, design=made.pk)


def _of(me: Membership, design: int) -> Design:
    found = me.organisation.designs.filter(pk=design).first()
    if found is None:
        raise Http404
    found.organisation = me.organisation
    return found
