"""What goes by itself: old lines of the register, invitations that nobody accepted, sessions that ended."""

from datetime import timedelta

from django.contrib.sessions.models import Session
from django.utils import timezone

from koffer.organisation.models import Entry, Invitation
from koffer.organisation.models.register import DAYS_KEPT


def clear() -> None:
    """Delete what is past its term: the register after two years, invitations after theirs, sessions after theirs."""
    now = timezone.now()
    Entry.forget(now - timedelta(days=DAYS_KEPT))
    Invitation.objects.filter(expires_at__lt=now).delete()
    Session.objects.filter(expire_date__lt=now).delete()
