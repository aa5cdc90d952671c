"""The road on a wall: a screen in the staff room that shows it by a private link, without an account."""

import uuid

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.http import require_POST, require_safe

from koffer.journey.access import get_wall, wall_token
from koffer.journey.road.road import road_of_organisation
from koffer.organisation.access import get_administration
from koffer.organisation.models import Destination, Organisation
from koffer.web.address import public_url


def wall_address(request: HttpRequest, organisation: Organisation) -> str:
    """The address of the wall, until another link is given."""
    return public_url(request, reverse("wall", args=[wall_token(organisation)]))


@require_safe
def wall(request: HttpRequest, token: str) -> HttpResponse:
    """The road, in the language of the organisation; 404 for a link that was ended."""
    here = get_wall(token)
    current = Destination.in_force(here)
    with override(here.language):
        road = road_of_organisation(here, current.text if current else "")
        context = {"organisation": here, "road": road, "destination": current, "LANGUAGE_CODE": here.language}
        return render(request, "journey/wall.html", context)


@require_POST
@login_required
def renew(request: HttpRequest, organisation: uuid.UUID) -> HttpResponse:
    """End the link of the wall, and give another one."""
    me = get_administration(request, organisation)
    me.organisation.renew_wall(me.user)
    return redirect("road", organisation=organisation)
