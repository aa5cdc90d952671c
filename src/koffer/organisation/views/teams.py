"""Setting up teams; a team's own page, with its workshops, is in the room of the workshop."""

import uuid

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from koffer.organisation.access import get_administration, get_team
from koffer.organisation.forms import TeamForm
from koffer.organisation.models import Team
from koffer.organisation.models.organisation import NameTaken


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def add(request: HttpRequest, organisation: uuid.UUID) -> HttpResponse:
    """A new team."""
    me = get_administration(request, organisation)
    form = TeamForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            Team.make(me.organisation, me.user, form.cleaned_data["name"])
            return redirect("organisation", organisation=organisation)
        except NameTaken:
            form.add_error("name", _taken())
    context = {"me": me, "form": form, "team": None}
    return render(request, "organisation/team_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit(request: HttpRequest, organisation: uuid.UUID, team: uuid.UUID) -> HttpResponse:
    """Another name for a team."""
    me = get_administration(request, organisation)
    here = get_team(me, team)
    form = TeamForm(request.POST or None, initial={"name": here.name})
    if request.method == "POST" and form.is_valid():
        try:
            here.rename(me.user, form.cleaned_data["name"])
            return redirect("team", organisation=organisation, team=team)
        except NameTaken:
            form.add_error("name", _taken())
    context = {"me": me, "form": form, "team": here}
    return render(request, "organisation/team_form.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def archiving(request: HttpRequest, organisation: uuid.UUID, team: uuid.UUID) -> HttpResponse:
    """Put a team away, or bring it back (`back`)."""
    me = get_administration(request, organisation)
    get_team(me, team).archive(me.user, away="back" not in request.POST)
    return redirect("organisation", organisation=organisation)


def _taken() -> str:
    return _("Another team has this name already. Give this one another name.")
