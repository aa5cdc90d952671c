"""A workshop that was started without an account is taken into an organisation by its facilitator."""

import uuid

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from koffer.organisation.access import get_facilitated_team, get_membership, get_user
from koffer.organisation.models import Entry, Team
from koffer.organisation.models.register import Verb
from koffer.workshop.access import get_key


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def adoption(request: HttpRequest, workshop: uuid.UUID) -> HttpResponse:
    """Choose the team (GET), take the workshop in (POST): by its facilitator, for a team that person facilitates."""
    here = get_key(request, workshop).workshop
    user = get_user(request)
    memberships = user.memberships.select_related("organisation").order_by("organisation__name")
    offered = [(member.organisation, list(member.facilitated_teams().order_by("name_key"))) for member in memberships]
    error = ""
    if request.method == "POST":
        chosen = next((t for _o, teams in offered for t in teams if str(t.pk) == request.POST.get("team")), None)
        if chosen:
            return _adopt(request, workshop, chosen)
        error = _("Choose a team first.")
    context = {"workshop": here, "offered": offered, "error": error}
    return render(request, "workshop/teams/adoption.html", context, status=422 if error else 200)


@transaction.atomic
def _adopt(request: HttpRequest, workshop: uuid.UUID, team: Team) -> HttpResponse:
    team.organisation.locked()  # rights and term are read again below, as they stay until the end
    me = get_membership(request, team.organisation_id)
    here = get_facilitated_team(me, team.pk)
    key = get_key(request, workshop)
    key.workshop.adopt(here)
    key.belong_to(me.user)
    Entry.write(me.organisation, me.user, Verb.ADOPTED, here.name)
    return redirect("console", workshop=workshop)
