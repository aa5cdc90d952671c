"""The team's private links: its page after the closing, and its calendar. Each opens that and nothing else."""

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import get_language

from koffer.web.address import public_url
from koffer.web.links import Link, read_key, sign_key
from koffer.workshop.models import Workshop


def team_token(workshop: Workshop, link: Link = Link.TEAM) -> str:
    """The secret of the link, until `Workshop.renew_links`."""
    return sign_key(workshop.pk, link, workshop.link_number)


def calendar_address(request: HttpRequest, workshop: Workshop) -> str:
    """The private address of the team's calendar, in the language of who asks: a calendar program tells none."""
    path = reverse("calendar-feed", args=[team_token(workshop, Link.CALENDAR)])
    return public_url(request, f"{path}?language={get_language()}")


def get_by_token(token: str, link: Link = Link.TEAM) -> Workshop:
    """The workshop that the link opens; 404 for a link that is not ours, or was ended."""
    key, number = read_key(token, link)
    found = Workshop.found(key)
    if found is None or str(found.link_number) != number:
        raise Http404
    return found
