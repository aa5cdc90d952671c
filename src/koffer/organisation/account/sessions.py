"""Sessions in the database: short for who did not sign in yet, and ended all at once for who leaves."""

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseSession
from django.contrib.sessions.models import Session
from django.utils import timezone

from koffer.organisation.models import User

UNFINISHED = 15 * 60  # seconds; a code works for three minutes, coming back from a provider for ten


class SessionStore(DatabaseSession):
    """A session. While somebody is still signing in it holds an address that was typed, perhaps of another."""

    def get_session_cookie_age(self) -> int:
        """How many seconds it lasts."""
        return settings.SESSION_COOKIE_AGE if SESSION_KEY in self else UNFINISHED


def end_sessions(user: User) -> None:
    """Sign `user` out everywhere."""
    living = Session.objects.filter(expire_date__gt=timezone.now()).iterator()
    theirs = [one.pk for one in living if one.get_decoded().get(SESSION_KEY) == str(user.pk)]
    Session.objects.filter(pk__in=theirs).delete()
