"""What can be changed until filling starts: texts, sheet, mode, term."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from koffer.method.design import MAX_CATEGORIES, WARN_FROM, InvalidDesign, least_total
from koffer.method.mode import Mode, stricter
from koffer.workshop.access import get_key
from koffer.workshop.forms import MODE_CHOICES, SettingsForm
from koffer.workshop.names import tidy
from koffer.workshop.refusals import Refused

FIELDS = ("team", "destination", "frame", "announced_mode", "days_kept")


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, workshop: uuid.UUID) -> HttpResponse:
    """Team, destination, frame, mode and term."""
    here = get_key(request, workshop).workshop
    form = SettingsForm(request.POST or None, initial={name: getattr(here, name) for name in FIELDS})
    if request.method == "POST" and form.is_valid():
        try:
            here.edit(**form.cleaned_data)
            return redirect("console", workshop=workshop)
        except Refused as refused:
            form.add_error(None, str(refused.reason))
    return render(
        request,
        "workshop/settings.html",
        {"workshop": here, "form": form},
        status=422 if form.errors else 200,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def design(request: HttpRequest, workshop: uuid.UUID) -> HttpResponse:
    """The categories of the sheet: names and sentences, in order; an empty name drops the row."""
    here = get_key(request, workshop).workshop
    rows = [(c.name, c.description) for c in here.categories()]
    error = ""
    if request.method == "POST":
        rows = _typed_rows(request)
        try:
            here.edit_design([row for row in rows if row[0]])
            return redirect("console", workshop=workshop)
        except InvalidDesign as problem:
            error = _explain(problem, sum(1 for name, _text in rows if name))
        except Refused as refused:
            error = str(refused.reason)
    context = {
        "workshop": here,
        "rows": [*rows, *[("", "")] * (MAX_CATEGORIES + 1 - len(rows))],
        "error": error,
        "warn": sum(1 for name, _text in rows if name) >= WARN_FROM,
    }
    return render(request, "workshop/design.html", context, status=422 if error else 200)


def _typed_rows(request: HttpRequest) -> list[tuple[str, str]]:
    names = request.POST.getlist("name")[: MAX_CATEGORIES + 1]
    sentences = [*request.POST.getlist("description"), *[""] * len(names)]
    return [(tidy(name)[:40], tidy(text)[:160]) for name, text in zip(names, sentences, strict=False)]


def _explain(problem: InvalidDesign, count: int) -> str:
    if problem.reason == "too_many":
        return _(
            "A sheet with %(count)d categories cannot be filled: 0 + 1 + 2 and so on makes at least %(least)d "
            "points, and there are 100. Fourteen categories is the most."
        ) % {"count": count, "least": least_total(count)}
    if problem.reason == "too_few":
        return _("A sheet needs at least two categories.")
    if problem.reason == "same_name":
        return _("Two categories have the same name. Give one of them another name.")
    return _("A category needs a name.")


@require_http_methods(["GET", "HEAD", "POST"])
def mode(request: HttpRequest, workshop: uuid.UUID) -> HttpResponse:
    """Make the mode stricter, at any time; what was shown has been seen."""
    here = get_key(request, workshop).workshop
    stricter_modes = [(m, text) for m, text in MODE_CHOICES if stricter(Mode(m), Mode(here.mode))]
    if request.method == "POST":
        chosen = request.POST.get("mode")
        if chosen not in dict(stricter_modes):
            raise Refused(_("Who sees what can only become stricter."))
        here.tighten(Mode(chosen))
        return redirect("console", workshop=workshop)
    return render(request, "workshop/mode.html", {"workshop": here, "choices": stricter_modes})
