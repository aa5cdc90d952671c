"""What changes in workshops when something of their organisation changes."""

from typing import Any

from django.db.models import F
from django.utils import timezone

from koffer.organisation.models import Membership, Organisation, User
from koffer.organisation.models.membership import rights_changed
from koffer.organisation.models.organisation import term_asked, term_changed
from koffer.organisation.models.user import asked_what_is_kept
from koffer.workshop.models import FacilitatorKey, Workshop

AT_ONCE = 500  # rows


def connect() -> None:
    """Listen to the organisation; called once, when the application is ready."""
    rights_changed.connect(withdraw_keys, dispatch_uid="withdraw_keys")
    term_changed.connect(move_purges, dispatch_uid="move_purges")
    term_asked.connect(going_at_once, dispatch_uid="going_at_once")
    asked_what_is_kept.connect(keys_of, dispatch_uid="keys_of")


def keys_of(user: User, **_signal: Any) -> dict[str, Any]:
    """The workshops whose console this person has, or had: plain values."""
    keys = FacilitatorKey.objects.filter(user=user).select_related("workshop").order_by("workshop__used_on", "pk")
    return {
        "facilitator of": [
            {
                "team": key.workshop.team,
                "last used": key.workshop.used_on.isoformat(),
                "link for": key.label,
                "ended": key.revoked_at.isoformat() if key.revoked_at else None,
            }
            for key in keys
        ]
    }


def withdraw_keys(membership: Membership, **_signal: Any) -> None:
    """End the keys that this person took in workshops of teams that the role does not reach any more.

    Also the last one: another facilitator of the team can take the role.
    """
    reached = membership.run_teams().values("pk")
    theirs = FacilitatorKey.objects.filter(
        user=membership.user, revoked_at=None, workshop__owned_by__organisation=membership.organisation
    )
    for key in theirs.exclude(workshop__owned_by__in=reached).select_related("workshop"):
        with key.workshop.changing(used=False):
            key.end()


def going_at_once(organisation: Organisation, days: int, **_signal: Any) -> int:
    """How many workshops of the organisation would be over their term, were it so many days."""
    today, going = timezone.localdate(), 0
    for workshop in Workshop.objects.filter(owned_by__organisation=organisation).select_related("closing"):
        workshop.days_kept = days
        going += workshop.kept_until(workshop.used_on) < today
    return going


def move_purges(organisation: Organisation, **_signal: Any) -> None:
    """Keep the workshops of the organisation for as long as it says now, counted from their last use."""
    every = Workshop.everything.filter(owned_by__organisation=organisation)
    every.update(days_kept=organisation.days_kept, version=F("version") + 1)
    owned = every.filter(discarded_on=None)  # a discarded one goes on its own day
    found = list(owned.select_related("closing").only("used_on", "days_kept", "closing__look_on"))
    for workshop in found:
        workshop.purge_on = workshop.kept_until(workshop.used_on)
    Workshop.objects.bulk_update(found, ["purge_on"], batch_size=AT_ONCE)
