"""A gallery of suitcases inside an organisation: of teams that chose to show theirs to other teams, one on a page."""

import uuid

from django.contrib.auth.decorators import login_required
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from koffer.journey.models import Turn
from koffer.journey.models.presentation import Part
from koffer.journey.presentation.slides import slides
from koffer.organisation.access import get_membership
from koffer.organisation.models import Entry, Membership
from koffer.organisation.models.register import Verb
from koffer.web.pages import page_of
from koffer.workshop.models import Release, Workshop
from koffer.workshop.models.fetched import FACTS
from koffer.workshop.models.releasing import ShownTo

# Stories were released to teams that come to look, not to the organisation (rules.md, section 3).
SHOWN = [part.value for part in Part if part is not Part.STORIES]


@require_safe
@login_required
def gallery(request: HttpRequest, organisation: uuid.UUID) -> HttpResponse:
    """The closed suitcases, in the order of the teams' names: no scores, no ranking."""
    me = get_membership(request, organisation)
    to_teams = Release.objects.filter(workshop=OuterRef("pk"), audience=ShownTo.TEAMS)
    if not me.in_a_team:
        to_all = Release.objects.filter(workshop=OuterRef(OuterRef("pk")), audience=ShownTo.ORGANISATION)
        to_teams = to_teams.filter(item__in=to_all.values("item"))
    shown = Workshop.objects.filter(Exists(to_teams), owned_by__organisation=me.organisation)
    closed = shown.filter(closing__isnull=False, closing__ended_at=None)
    listed = closed.select_related("owned_by", *FACTS).order_by("owned_by__name_key", "-used_on", "pk")
    return render(request, "journey/gallery.html", {"me": me, "page": page_of(request, listed)})


@require_safe
@login_required
def suitcase(request: HttpRequest, organisation: uuid.UUID, workshop: uuid.UUID) -> HttpResponse:
    """One suitcase, with what its team shows to other teams."""
    me = get_membership(request, organisation)
    here = Workshop.found(workshop)
    if here is None or here.owned_by is None or here.owned_by.organisation_id != me.organisation_id or not here.closed:
        raise Http404
    seen = _released(me, here)
    if not seen:
        raise Http404
    Entry.looked(me.organisation, me.user, Verb.LOOKED, here.team)
    walk = slides(Turn(workshop=here, parts=SHOWN), seen)
    return render(request, "journey/suitcase.html", {"me": me, "workshop": here, "slides": walk[1:-1]})


def _released(me: Membership, workshop: Workshop) -> set[str]:
    """What of a suitcase this person may see here: what its team shows to other teams.

    Who runs no team, such as a director, is none of them, and sees only what is shown to the organisation as well.
    """
    to_teams = Release.to(workshop, ShownTo.TEAMS)
    return to_teams if me.in_a_team else to_teams & Release.to(workshop, ShownTo.ORGANISATION)
