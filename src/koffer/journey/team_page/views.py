"""The team's page: whoever has its private link reads the label and says how a step stands, without an account."""

import uuid
from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from koffer.journey.access import get_action, get_team_page, review_token
from koffer.journey.models import Placement, Review
from koffer.journey.reminders.mails import offered
from koffer.journey.road.road import road_of_team
from koffer.journey.team_page.forms import ChangeForm
from koffer.journey.team_page.steps import asked
from koffer.web.address import public_url
from koffer.web.qr import qr_svg
from koffer.workshop.access import get_key, key_or_none
from koffer.workshop.models import StepChange, Workshop
from koffer.workshop.steps.label.label import label
from koffer.workshop.team_link import calendar_address, team_token

SOON = timedelta(days=7)  # before its date the page says that a step is near


@require_safe
def page(request: HttpRequest, token: str) -> HttpResponse:
    """The label with how each step stands."""
    return _page(request, token, get_team_page(token))


def _page(request: HttpRequest, token: str, here: Workshop, wrong: ChangeForm | None = None) -> HttpResponse:
    found = label(here)
    address = public_url(request, reverse("team-page", args=[token]))
    held = Review.held(here)
    context = {
        "workshop": here,
        "token": token,
        "label": found,
        "asked": asked(here, found),
        "closing": here.closing,
        "wrong": wrong,
        "today": here.today,
        "soon": here.today + SOON,
        "review": review_token(held) if held else "",
        "road": road_of_team(here) if Placement.objects.filter(workshop=here).exists() else None,
        "mail": offered(),
        "facilitates": key_or_none(request, here.pk) is not None,
        "address": address,
        "qr": qr_svg(address, _("QR code of a private link")),
        "feed": calendar_address(request, here),
    }
    return render(request, "journey/team_page.html", context, status=422 if wrong else 200)


@require_POST
def change(request: HttpRequest, token: str, pair: uuid.UUID, size: str) -> HttpResponse:
    """Say how a step stands."""
    here = get_team_page(token)
    action = get_action(here, pair, size)
    form = ChangeForm(request.POST, pair=pair, size=size)
    if not form.is_valid():
        return _page(request, token, here, form)
    StepChange.write(action, form.cleaned_data["state"], form.cleaned_data["result"])
    return redirect(f"{reverse('team-page', args=[token])}#step-{pair}-{size}")


@require_POST
def renew(request: HttpRequest, workshop: uuid.UUID) -> HttpResponse:
    """End the links of the team and of its calendar, and give new ones."""
    here = get_key(request, workshop).workshop
    here.renew_links()
    return redirect("team-page", token=team_token(here))
