"""The road of an organisation: seen by all of it, moved on by facilitators, set by administrators."""

import uuid

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from koffer.journey.models import Placement, Stop
from koffer.journey.road.forms import StopForm, move
from koffer.journey.road.road import road_of_organisation
from koffer.journey.road.wall import wall_address
from koffer.organisation.access import get_administration, get_membership
from koffer.organisation.models import Destination, Membership
from koffer.sheets.refusals import Refused
from koffer.workshop.teams.views import get_workshop


@require_safe
@login_required
def road(request: HttpRequest, organisation: uuid.UUID) -> HttpResponse:
    """The road with every suitcase that stands beside it."""
    return _page(request, get_membership(request, organisation))


def _page(
    request: HttpRequest, me: Membership, form: StopForm | None = None, *, error: str = "", status: int = 200
) -> HttpResponse:
    current = Destination.in_force(me.organisation)
    movable = me.run_teams().values_list("pk", flat=True)
    context = {
        "me": me,
        "road": road_of_organisation(me.organisation, current.text if current else "", movable, hidden=me.administers),
        "form": form or StopForm(),
        "wall": wall_address(request, me.organisation) if me.administers else "",
        "error": error,
    }
    return render(request, "journey/road.html", context, status=422 if form and form.errors else status)


@require_POST
@login_required
def add(request: HttpRequest, organisation: uuid.UUID) -> HttpResponse:
    """A new stop at the end."""
    me = get_administration(request, organisation)
    form = StopForm(request.POST)
    if form.is_valid():
        try:
            Stop.add(me.organisation, me.user, **form.cleaned_data)
            return redirect("road", organisation=organisation)
        except Refused as refused:
            form.add_error(None, str(refused.reason))
    return _page(request, me, form)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit(request: HttpRequest, organisation: uuid.UUID, stop: int) -> HttpResponse:
    """Change the words of a stop."""
    me = get_administration(request, organisation)
    found = _stop(me, stop)
    now = {name: getattr(found, name) for name in ("name", "period", "aim")}
    form = StopForm(request.POST or None, initial=now)
    if request.method == "POST" and form.is_valid():
        found.edit(me.user, **form.cleaned_data)
        return redirect("road", organisation=organisation)
    context = {"me": me, "stop": found, "form": form}
    return render(request, "journey/stop.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def shift(request: HttpRequest, organisation: uuid.UUID, stop: int) -> HttpResponse:
    """One place up or down the road."""
    me = get_administration(request, organisation)
    _stop(me, stop).move(me.user, up=request.POST.get("to") == "up")
    return redirect("road", organisation=organisation)


@require_POST
@login_required
def removal(request: HttpRequest, organisation: uuid.UUID, stop: int) -> HttpResponse:
    """Take a stop away."""
    me = get_administration(request, organisation)
    _stop(me, stop).remove(me.user)
    return redirect("road", organisation=organisation)


@require_POST
@login_required
def place(request: HttpRequest, organisation: uuid.UUID, workshop: uuid.UUID) -> HttpResponse:
    """Move the suitcase of a team whose workshops this person runs."""
    me = get_membership(request, organisation)
    here = get_workshop(me, workshop)
    if here.owned_by is None or not me.facilitates(here.owned_by):
        raise PermissionDenied("team")
    if not Placement.objects.filter(workshop=here).exists():
        raise Http404  # the team places it, at its console
    try:
        move(request, here)
    except Refused as refused:
        return _page(request, me, error=str(refused.reason), status=refused.status)
    return redirect("road", organisation=organisation)


@require_POST
@login_required
def hiding(request: HttpRequest, organisation: uuid.UUID, workshop: uuid.UUID) -> HttpResponse:
    """Take a suitcase out of sight of the others, or show it again: all that an administrator may do with it."""
    me = get_administration(request, organisation)
    here = get_workshop(me, workshop)
    found = Placement.objects.filter(workshop=here).first()
    if found is None:
        raise Http404
    found.workshop = here
    found.hide(request.POST.get("hidden") == "yes")
    return redirect("road", organisation=organisation)


def _stop(me: Membership, stop: int) -> Stop:
    found = me.organisation.stops.filter(pk=stop).first()
    if found is None:
        raise Http404
    found.organisation = me.organisation
    return found
