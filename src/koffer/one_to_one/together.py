"""What the two do after the opening: scores and examples, strengths and gaps, steps, the agreement."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from koffer.journey.team_page.forms import ChangeForm
from koffer.method.points import InvalidSheet
from koffer.one_to_one.access import for_side
from koffer.one_to_one.forms import ExampleForm, LookForm, ScoreForm, TwoPairForm
from koffer.one_to_one.models import Finding, OneToOne, Pair, Side
from koffer.one_to_one.page import (
    agreement_context,
    findings_context,
    in_time,
    show,
    steps_context,
    talk_context,
)
from koffer.organisation.models import Category
from koffer.sheets.findings import MOST_PICKED
from koffer.sheets.pairs import Size
from koffer.sheets.refusals import OldPage
from koffer.workshop.findings.forms import FindingForm
from koffer.workshop.forms import earlier_presses, number_seen, press_ident

# Side by side


@require_safe
@for_side
@in_time
def talk(request: HttpRequest, side: Side) -> HttpResponse:
    """The two sheets side by side, the largest difference first."""
    return show(request, side, "talk", talk_context(side))


@require_POST
@for_side
@in_time
def score(request: HttpRequest, side: Side, place: int) -> HttpResponse:
    """Keep what the two say about a category."""
    category = _category(side.one_to_one, place)
    form = ScoreForm(request.POST)
    if not form.is_valid():
        return show(request, side, "talk", talk_context(side, wrong={place: {"score": form}}), status=422)
    said = form.cleaned_data
    try:
        side.write_score(category, said["points"], said["other"], number_seen(request))
    except OldPage as refused:
        wrong = {place: {"score": form, "old": refused.reason}}
        return show(request, side, "talk", talk_context(side, wrong=wrong), status=409)
    return redirect("one-to-one-talk", one_to_one=side.one_to_one_id)


@require_POST
@for_side
@in_time
def example(request: HttpRequest, side: Side, place: int) -> HttpResponse:
    """Write the own example about a category."""
    category = _category(side.one_to_one, place)
    form = ExampleForm(request.POST)
    if not form.is_valid():
        return show(request, side, "talk", talk_context(side, wrong={place: {"example": form}}), status=422)
    side.tell_example(category, form.cleaned_data["text"])
    return redirect("one-to-one-talk", one_to_one=side.one_to_one_id)


def _category(one: OneToOne, place: int) -> Category:
    categories = one.categories()
    if place >= len(categories):
        raise Http404
    return categories[place]


# Strengths and gaps


@require_safe
@for_side
@in_time
def findings(request: HttpRequest, side: Side) -> HttpResponse:
    """Strengths first, then gaps."""
    return show(request, side, "findings", findings_context(side))


@require_POST
@for_side
@in_time
def finding_new(request: HttpRequest, side: Side, kind: str) -> HttpResponse:
    """Name a strength or a gap."""
    if kind not in MOST_PICKED:
        raise Http404
    form = FindingForm(request.POST, auto_id=f"new_{kind}_%s")
    if not form.is_valid():
        return show(request, side, "findings", findings_context(side, new={kind: form}), status=422)
    side.name_finding(press_ident(request), kind, earlier=earlier_presses(request), **form.texts(kind))
    return redirect("one-to-one-findings", one_to_one=side.one_to_one_id)


@require_POST
@for_side
@in_time
def finding(request: HttpRequest, side: Side, finding: uuid.UUID) -> HttpResponse:
    """Change a strength or a gap."""
    found = _finding(side, finding)
    form = FindingForm(request.POST, auto_id=f"f{finding}_%s")
    status = 422
    if form.is_valid():
        try:
            found.edit(side, number_seen(request), **form.texts(found.kind))
            return redirect("one-to-one-findings", one_to_one=side.one_to_one_id)
        except OldPage as refused:
            form.add_error(None, str(refused.reason))
            status = 409
    return show(request, side, "findings", findings_context(side, wrong=(found.pk, form)), status=status)


@require_POST
@for_side
@in_time
def finding_removal(request: HttpRequest, side: Side, finding: uuid.UUID) -> HttpResponse:
    """Remove a strength or a gap."""
    _finding(side, finding).remove(side)
    return redirect("one-to-one-findings", one_to_one=side.one_to_one_id)


def _finding(side: Side, key: uuid.UUID) -> Finding:
    found = side.one_to_one.findings.filter(pk=key).first()
    if found is None:
        raise Http404
    return found


# Steps


@require_safe
@for_side
@in_time
def steps(request: HttpRequest, side: Side) -> HttpResponse:
    """The pairs of a large and a small step."""
    return show(request, side, "steps", steps_context(side))


@require_POST
@for_side
@in_time
def pair_new(request: HttpRequest, side: Side) -> HttpResponse:
    """A new pair."""
    form = TwoPairForm(side.one_to_one.sides_by_role(), request.POST)
    if not form.is_valid():
        return show(request, side, "steps", steps_context(side, new=form), status=422)
    side.keep_pair(
        press_ident(request),
        form.as_halves(),
        form.support.cleaned_data["support"],
        seen=0,
        earlier=earlier_presses(request),
    )
    return redirect("one-to-one-steps", one_to_one=side.one_to_one_id)


@require_POST
@for_side
@in_time
def pair(request: HttpRequest, side: Side, pair: uuid.UUID) -> HttpResponse:
    """Change a pair, or add the half that is missing."""
    found = _pair(side, pair)
    form = TwoPairForm(side.one_to_one.sides_by_role(), request.POST, found)
    status = 422
    if form.is_valid():
        try:
            side.keep_pair(found.pk, form.as_halves(), form.support.cleaned_data["support"], number_seen(request))
            return redirect("one-to-one-steps", one_to_one=side.one_to_one_id)
        except OldPage as refused:
            form.error, status = str(refused.reason), 409
    return show(request, side, "steps", steps_context(side, wrong=(found.pk, form)), status=status)


@require_POST
@for_side
@in_time
def pair_removal(request: HttpRequest, side: Side, pair: uuid.UUID) -> HttpResponse:
    """Remove a pair."""
    _pair(side, pair).remove(side)
    return redirect("one-to-one-steps", one_to_one=side.one_to_one_id)


@require_POST
@for_side
@in_time
def step(request: HttpRequest, side: Side, pair: uuid.UUID, size: str) -> HttpResponse:
    """Say how a step stands, once both confirmed it."""
    found = _pair(side, pair).steps.filter(size=size).first() if size in Size.values else None
    if found is None:
        raise Http404
    form = ChangeForm(request.POST, pair=pair, size=size)
    if not form.is_valid():
        return show(request, side, "agreement", agreement_context(side, wrong=form), status=422)
    found.tell(side, **form.cleaned_data)
    return redirect("one-to-one", one_to_one=side.one_to_one_id)


def _pair(side: Side, key: uuid.UUID) -> Pair:
    found = side.one_to_one.pairs.filter(pk=key).first()
    if found is None:
        raise Http404
    return found


# The agreement


@require_safe
@for_side
@in_time
def agreement(request: HttpRequest, side: Side) -> HttpResponse:
    """All of it on one page, to confirm; afterwards to look at."""
    return show(request, side, "agreement", agreement_context(side))


@require_POST
@for_side
@in_time
def fit(request: HttpRequest, side: Side) -> HttpResponse:
    """Replace the numbers by the nearest ones that a sheet can have."""
    side.make_scores_fit()
    return redirect("one-to-one-agreement", one_to_one=side.one_to_one_id)


@require_POST
@for_side
@in_time
def look(request: HttpRequest, side: Side) -> HttpResponse:
    """Choose the day of the next look."""
    form = LookForm(request.POST)
    if not form.is_valid():
        return show(request, side, "agreement", agreement_context(side, look=form), status=422)
    side.look_on(form.cleaned_data["look_on"])
    return redirect("one-to-one-agreement", one_to_one=side.one_to_one_id)


@require_POST
@for_side
@in_time
def confirmation(request: HttpRequest, side: Side) -> HttpResponse:
    """Confirm what both wrote, or take that back as long as the other did not confirm."""
    if request.POST.get("wanted") == "no":
        side.unconfirm()
        return redirect("one-to-one-agreement", one_to_one=side.one_to_one_id)
    try:
        side.confirm(number_seen(request))
    except InvalidSheet as problem:
        words = {
            "equal": _("Two categories have the same number. Make one of them a little more or less."),
            "too_many": _("Together the numbers are more than 100. Take some back."),
        }
        message = words.get(problem.reason, _("These numbers do not make a sheet yet."))
        return show(request, side, "agreement", agreement_context(side, message=message), status=422)
    except OldPage as refused:
        return show(request, side, "agreement", agreement_context(side, message=str(refused.reason)), status=409)
    return redirect("one-to-one-agreement", one_to_one=side.one_to_one_id)
