"""A facilitator of a team starts a workshop, or takes the role in one that is there."""

import uuid
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from koffer.organisation.access import get_facilitated_team, get_membership
from koffer.organisation.forms import SheetChoice
from koffer.organisation.models import Destination, Entry, Organisation
from koffer.organisation.models.register import Verb
from koffer.web.forms import TextField
from koffer.workshop.access import key_or_none, remember_key
from koffer.workshop.forms import StartForm
from koffer.workshop.models import FacilitatorKey, Workshop
from koffer.workshop.teams.views import get_workshop


class TeamStartForm(SheetChoice, StartForm):
    """Destination and frame stand there already; the sheet is one of the organisation, or ours."""

    frame = TextField(label=_("Frame"), max_length=400, required=False, rows=3)
    field_order = ("destination", "frame", "design")

    def __init__(self, organisation: Organisation, *args: Any, **kwargs: Any) -> None:
        super().__init__(organisation, *args, **kwargs)
        del self.fields["team"]


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def start(request: HttpRequest, organisation: uuid.UUID, team: uuid.UUID) -> HttpResponse:
    """A workshop for a team, with the organisation's destination unless another one is typed."""
    me = get_membership(request, organisation)
    here = get_facilitated_team(me, team)
    current = Destination.in_force(me.organisation)
    initial = {"destination": current.text, "frame": current.frame} if current else {}
    form = TeamStartForm(me.organisation, request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        with transaction.atomic():
            me.organisation.locked()  # a sheet that is changed at this moment is used before, or after
            me = get_membership(request, organisation)  # rights and term, as they stay until the end
            here = get_facilitated_team(me, team)
            workshop = Workshop.create(
                **chosen,
                team=here.name,
                owned_by=here,
                held_with=current if current and chosen["destination"] == current.text else None,
                days_kept=me.organisation.days_kept,
            )
            key, token = FacilitatorKey.give(workshop, user=me.user)
            Entry.write(me.organisation, me.user, Verb.STARTED, here.name)
        remember_key(request, key, token)
        return redirect("console", workshop=workshop.pk)
    context = {"me": me, "team": here, "form": form, "destination": current}
    return render(request, "workshop/teams/start.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def role(request: HttpRequest, organisation: uuid.UUID, workshop: uuid.UUID) -> HttpResponse:
    """Become a facilitator of a team's workshop on this device; the other facilitators see it in their list."""
    with transaction.atomic():
        get_membership(request, organisation).organisation.locked()
        me = get_membership(request, organisation)  # rights, as they stay until the end
        here = get_workshop(me, workshop)
        if here.owned_by is None or not me.facilitates(here.owned_by):
            raise PermissionDenied("team")
        held = key_or_none(request, workshop)
        if held and held.user_id == me.user.pk:
            return redirect("console", workshop=workshop)
        key, token = FacilitatorKey.give(here, user=me.user)
        Entry.write(me.organisation, me.user, Verb.FACILITATES, here.team)
    remember_key(request, key, token)
    return redirect("console", workshop=workshop)
