"""The getters: what an organisation owns comes only through here.

Whoever is not signed in is asked to; to everybody outside the organisation nothing is there (404); somebody inside
who may not do this gets 403.
"""

import uuid

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from koffer.database.prepared import Prepared
from koffer.organisation.models import Membership, Team, User


def get_user(request: HttpRequest) -> User:
    """Who is signed in; the view asked for that with `login_required`."""
    if not isinstance(request.user, User):
        raise Http404
    return request.user


def get_membership(request: HttpRequest, organisation: uuid.UUID) -> Membership:
    """The place of who is signed in within the organisation; 404 for everybody else."""
    user = get_user(request)
    found = next((one for one in _OF_USER.all(user.pk) if one.organisation_id == organisation), None)
    if found is None:
        raise Http404
    found.user = user
    return found


def get_administration(request: HttpRequest, organisation: uuid.UUID) -> Membership:
    """The same for an administrator; 403 for others of the organisation."""
    found = get_membership(request, organisation)
    if not found.administers:
        raise PermissionDenied("administrator")
    return found


def get_team(member: Membership, team: uuid.UUID) -> Team:
    """A team of the organisation that this person may see; 404 for any other."""
    found = member.organisation.teams.filter(pk=team).first()
    if found is None:
        raise Http404
    found.organisation = member.organisation
    if not member.may_view(found):
        raise Http404
    return found


def get_facilitated_team(member: Membership, team: uuid.UUID) -> Team:
    """A team for which this person may start a workshop; 403 for one that may only be seen, 404 once put away."""
    found = get_team(member, team)
    if found.archived_at:
        raise Http404
    if not member.facilitates(found):
        raise PermissionDenied("team")
    return found


_OF_USER = Prepared(
    lambda: Membership.objects.select_related("organisation").defer("organisation__logo").order_by("pk"), "user"
)
