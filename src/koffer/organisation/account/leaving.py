"""What is kept of an account, and erasing it."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp
from django.db import transaction
from django.db.models import Count, Q

from koffer.database.sweep import sweep
from koffer.organisation.account.sessions import end_sessions
from koffer.organisation.models import Entry, Organisation, Role, User
from koffer.organisation.models.membership import LastAdministrator
from koffer.organisation.models.user import asked_what_is_kept


def kept_of(user: User) -> dict[str, Any]:
    """All that is kept about this account: plain values."""
    elsewhere: Any = asked_what_is_kept.send(User, user=user)
    return {
        "name": user.name,
        "addresses": list(EmailAddress.objects.filter(user=user).values_list("email", flat=True)),
        "passkeys": [key.data["name"] for key in Authenticator.objects.filter(user=user)],
        "sign-ins": list(SocialAccount.objects.filter(user=user).values("provider", "uid")),
        "last signed in": user.last_login.isoformat() if user.last_login else None,
        "organisations": [
            {
                "name": membership.organisation.name,
                "role": membership.role,
                "teams": "all" if membership.all_teams else [team.name for team in membership.teams.all()],
            }
            for membership in user.memberships.select_related("organisation").prefetch_related("teams")
        ],
        # Also of organisations that this person left.
        "register": [
            {
                "organisation": entry.organisation.name,
                "at": entry.at.isoformat(),
                "did": entry.verb,
                "about": entry.about,
                "by": "you" if entry.by_id == user.pk else "somebody, about you",
            }
            for entry in Entry.objects.filter(Q(by=user) | Q(whom=user)).select_related("organisation").order_by("at")
        ],
        **{name: kept for _who, found in elsewhere for name, kept in found.items()},
    }


class HasWorkshops(LastAdministrator):
    """Workshops of teams are there; they are not deleted along with somebody's account."""


def alone_in(user: User) -> list[Organisation]:
    """The organisations that go with this account, because it is the only one there."""
    found = Organisation.objects.defer("logo").annotate(people=Count("memberships"))
    return list(found.filter(people=1, memberships__user=user, memberships__role=Role.ADMINISTRATOR).order_by("name"))


def _end(organisation: Organisation) -> None:
    if organisation.teams.filter(workshops__isnull=False).exists():
        raise HasWorkshops
    own = SocialApp.objects.filter(of__organisation=organisation)
    SocialAccount.objects.filter(provider__in=list(own.values_list("provider_id", flat=True))).delete()
    own.delete()
    organisation.delete()


@transaction.atomic
def erase(user: User) -> None:
    """Erase the account and its rights; lines of the register stay without a name.

    An organisation of which this is the only person goes with it. Raises `LastAdministrator` when an organisation
    would be left without one, `HasWorkshops` when it would go and workshops with it; nothing is erased then.
    """
    for membership in user.memberships.select_related("organisation"):
        here = membership.organisation.locked()
        if membership.administers and here.memberships.count() == 1:
            _end(here)
        else:
            membership.end(by=user)
    end_sessions(user)  # also the one of this request: what follows finds nothing to write back
    user.delete()
    transaction.on_commit(sweep)
