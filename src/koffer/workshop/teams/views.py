"""What people of an organisation see of its workshops: that they exist, and what their teams released (rules.md, 3).

Never a sheet, never a story, and never two teams' scores in one view.
"""

import uuid
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Count, Max, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from koffer.organisation.access import get_membership, get_team
from koffer.organisation.models import Destination, Entry, Membership
from koffer.organisation.models.register import Verb
from koffer.web.names import tidy
from koffer.web.pages import page_of
from koffer.workshop.findings.found import gaps, strengths
from koffer.workshop.models import Release, Workshop
from koffer.workshop.models.fetched import FACTS
from koffer.workshop.models.releasing import Item, ShownTo
from koffer.workshop.picture import team_picture
from koffer.workshop.steps.label.label import label

SHOWN = Q(releases__audience=ShownTo.ORGANISATION) & ~Q(releases__item=Item.STORIES)


@require_safe
@login_required
def overview(request: HttpRequest, organisation: uuid.UUID) -> HttpResponse:
    """The organisation's first page: destination, teams, and what can be done."""
    me = get_membership(request, organisation)
    Entry.looked(me.organisation, me.user, Verb.LISTED, me.organisation.name)
    teams = me.viewed_teams().annotate(held=Count("workshops"), last=Max("workshops__used_on"))
    context = {
        "me": me,
        "destination": Destination.in_force(me.organisation),
        "page": page_of(request, teams.filter(archived_at=None).order_by("name_key")),
        "away": teams.exclude(archived_at=None).order_by("name_key")[:50] if me.administers else [],
    }
    return render(request, "workshop/teams/overview.html", context)


@require_safe
@login_required
def team(request: HttpRequest, organisation: uuid.UUID, team: uuid.UUID) -> HttpResponse:
    """A team's workshops over time."""
    me = get_membership(request, organisation)
    here = get_team(me, team)
    Entry.looked(me.organisation, me.user, Verb.LISTED, here.name)
    context = {
        "me": me,
        "team": here,
        "facilitates": me.facilitates(here),
        "destination": Destination.in_force(me.organisation),
        "page": page_of(request, _listed(Workshop.objects.filter(owned_by=here))),
        "discarded": Workshop.everything.filter(owned_by=here).exclude(discarded_on=None) if me.administers else [],
    }
    return render(request, "workshop/teams/team.html", context)


@require_safe
@login_required
def search(request: HttpRequest, organisation: uuid.UUID) -> HttpResponse:
    """Workshops of the teams that this person may see, whose team or destination has all the words."""
    me = get_membership(request, organisation)
    Entry.looked(me.organisation, me.user, Verb.LISTED, me.organisation.name)
    words = tidy(request.GET.get("q", ""))[:100]
    found = Workshop.objects.filter(owned_by__in=me.viewed_teams())
    for word in words.split()[:8]:
        found = found.filter(
            Q(owned_by__name__icontains=word) | Q(team__icontains=word) | Q(destination__icontains=word)
        )
    context = {"me": me, "words": words, "page": page_of(request, _listed(found))}
    return render(request, "workshop/teams/search.html", context)


def _listed(workshops: QuerySet[Workshop]) -> QuerySet[Workshop]:
    known = workshops.select_related(*FACTS, "owned_by__organisation").defer("owned_by__organisation__logo")
    return known.annotate(shown=Count("releases", filter=SHOWN)).order_by("-used_on", "pk")


def get_workshop(me: Membership, workshop: uuid.UUID) -> Workshop:
    """A workshop of a team that this person may see; 404 for any other."""
    found = Workshop.found(workshop)
    if found is None or found.owned_by_id is None:
        raise Http404
    found.owned_by = get_team(me, found.owned_by_id)
    return found


@require_safe
@login_required
def released(request: HttpRequest, organisation: uuid.UUID, workshop: uuid.UUID) -> HttpResponse:
    """What the team released to its organisation, and no more."""
    me = get_membership(request, organisation)
    here = get_workshop(me, workshop)
    Entry.looked(me.organisation, me.user, Verb.LOOKED, here.team)
    shown = Release.to(here, ShownTo.ORGANISATION) if here.opened else set()
    context = {
        "me": me,
        "workshop": here,
        "facilitates": me.facilitates(here.owned_by) if here.owned_by else False,
        "destination": Destination.in_force(me.organisation),
        "held_with": Destination.listed().filter(pk=here.held_with_id).first() if here.held_with_id else None,
        "shown": shown,
        **_shown(here, shown),
    }
    return render(request, "workshop/teams/released.html", context)


def _shown(workshop: Workshop, shown: set[str]) -> dict[str, Any]:
    """The things to show; what was not released is not even read."""
    context: dict[str, Any] = {}
    if Item.SCORE in shown and workshop.decided:
        context["picture"] = team_picture(workshop, "screen")
    if Item.STRENGTHS in shown:
        context["strengths"] = strengths(workshop).picked
    if Item.GAPS in shown:
        context["gaps"] = gaps(workshop).picked
    if Item.LABEL in shown:
        context["label"] = label(workshop)
    return context
