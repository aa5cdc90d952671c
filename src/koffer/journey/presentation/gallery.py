"""A gallery of suitcases inside an organisation: of teams that chose to show theirs to other teams, one on a page."""

import uuid

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from koffer.journey.models import Turn
from koffer.journey.models.presentation import Part
from koffer.journey.presentation.slides import slides
from koffer.organisation.access import get_membership
from koffer.organisation.models import Entry
from koffer.organisation.models.register import Verb
from koffer.web.pages import page_of
from koffer.workshop.models import Workshop
from koffer.workshop.models.facts import FACTS, Audience

# Stories were released to teams that come to look, not to the organisation (rules.md, section 3).
SHOWN = [part.value for part in Part if part is not Part.STORIES]


@require_safe
@login_required
def gallery(request: HttpRequest, organisation: uuid.UUID) -> HttpResponse:
    """The closed suitcases, in the order of the teams' names: no scores, no ranking."""
    me = get_membership(request, organisation)
    shown = Workshop.objects.filter(owned_by__organisation=me.organisation, releases__audience=Audience.TEAMS)
    closed = shown.filter(closing__isnull=False, closing__ended_at=None).distinct()
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
    if not here.releases.filter(audience=Audience.TEAMS).exists():
        raise Http404
    Entry.looked(me.organisation, me.user, Verb.LOOKED, here.team)
    walk = slides(Turn(workshop=here, parts=SHOWN))
    return render(request, "journey/suitcase.html", {"me": me, "workshop": here, "slides": walk[1:-1]})
