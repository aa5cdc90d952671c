"""What can be changed until filling starts: texts, sheet, mode, term."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from koffer.method.design import MAX_CATEGORIES, WARN_FROM, InvalidDesign
from koffer.method.mode import Mode, stricter
from koffer.organisation.models import Destination
from koffer.organisation.refusing import explain
from koffer.sheets.refusals import Refused
from koffer.web.names import tidy
from koffer.workshop.access import get_key
from koffer.workshop.forms import MODE_CHOICES, SettingsForm
from koffer.workshop.models import Workshop

FIELDS = ("team", "destination", "frame", "announced_mode", "days_kept")


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, workshop: uuid.UUID) -> HttpResponse:
    """Team, destination, frame, mode and term."""
    here = get_key(request, workshop).workshop
    form = SettingsForm(request.POST or None, initial={name: getattr(here, name) for name in FIELDS})
    if here.owned_by_id:
        del form.fields["days_kept"]  # its organisation says how long
    if request.method == "POST" and form.is_valid():
        try:
            here.edit(**form.cleaned_data)
            return redirect("console", workshop=workshop)
        except Refused as refused:
            form.add_error(None, str(refused.reason))
    return render(
        request,
        "workshop/settings.html",
        {"workshop": here, "form": form, "newer": _newer(here)},
        status=422 if form.errors else 200,
    )


def _newer(here: Workshop) -> Destination | None:
    """The destination of the organisation, when it is another than this workshop's (M1)."""
    current = Destination.in_force(here.owned_by.organisation) if here.owned_by else None
    return current if current and current.text != here.destination else None


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
            error = explain(problem, sum(1 for name, _text in rows if name))
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
