"""The mails, and when each is due: in the morning, by the clock of the organisation (M11, M14)."""

import smtplib
import uuid
from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from koffer.database.waiting_work import Due, NotSent, Work
from koffer.journey.access import reminder_token
from koffer.journey.models import Reminder
from koffer.sheets.pairs import Size
from koffer.workshop.models.change import Standing
from koffer.workshop.team_link import team_token

MORNING = 8  # o'clock
AHEAD = {Size.SMALL: timedelta(days=2), Size.LARGE: timedelta(days=7)}  # before the date of a step
LOOK_AHEAD = timedelta(days=14)
LATE = timedelta(days=14)  # a server that was away so long is silent about what was due then


def offered() -> bool:
    """Whether this server can send mails with links that lead back to it."""
    return bool(settings.MAIL and settings.PUBLIC_URL)


def ask(reminder: Reminder) -> None:
    """Mail the question whether the owner of the address agrees. Raises `NotSent`."""
    with override(reminder.language):
        _send(reminder, _("Do you want mail from Koffer?"), "ask")


def _before(reminder: Reminder) -> date | None:
    if not (reminder.action and reminder.before and _open(reminder)):
        return None
    return reminder.action.due - AHEAD[Size(reminder.action.size)]


def _after(reminder: Reminder) -> date | None:
    if not (reminder.action and reminder.after and _open(reminder)):
        return None
    return reminder.action.due + timedelta(days=1)


def _look(reminder: Reminder) -> date | None:
    if reminder.action or not reminder.workshop.closed:
        return None
    return reminder.workshop.closing.look_on - LOOK_AHEAD


def _open(reminder: Reminder) -> bool:
    """Whether the step still hangs on the label, and is neither done nor dropped."""
    if reminder.action is None or reminder.action.pair.aside or not reminder.workshop.ever_closed:
        return False
    newest = reminder.action.newest_change
    return newest is None or newest.state == Standing.OPEN


def _last_day(kind: str, reminder: Reminder, day: date) -> date:
    """The day after which the mail would make no sense."""
    if kind == "remind-before" and reminder.action:
        return reminder.action.due
    return day + LATE


DAYS: dict[str, Callable[[Reminder], date | None]] = {
    "remind-before": _before,
    "remind-after": _after,
    "remind-look": _look,
}
RELATED = ("workshop__owned_by__organisation", "workshop__closing", "action__pair")


def _due_on(kind: str, reminder: Reminder, now: datetime) -> date | None:
    """The day on which this mail was due, if it is time to send it."""
    day = DAYS[kind](reminder)
    if day is None:
        return None
    there = reminder.workshop.local(now)
    today = there.date()
    begun = today > day or (today == day and there.hour >= MORNING)
    last = _last_day(kind, reminder, day)
    agreed = reminder.agreed_at is not None and reminder.workshop.local(reminder.agreed_at).date() <= last
    return day if begun and agreed and today <= last else None


def _near(now: datetime) -> QuerySet[Reminder]:
    """Those whose date is near enough to look at: what every hour asks must not grow with what once was."""
    today = timezone.localdate(now)
    ahead, past = max(*AHEAD.values(), LOOK_AHEAD) + timedelta(days=1), LATE + timedelta(days=2)
    near = (today - past, today + ahead)
    wanted = Q(action__due__range=near) | Q(action=None, workshop__closing__look_on__range=near)
    return Reminder.objects.filter(wanted, workshop__discarded_on=None).exclude(agreed_at=None)


def _work(kind: str) -> Work:
    def due(now: datetime) -> Due:
        for reminder in _near(now).select_related(*RELATED):
            if day := _due_on(kind, reminder, now):
                yield reminder.pk, day

    def send(key: uuid.UUID, now: datetime) -> int | None:
        kept = Reminder.objects.filter(workshop__discarded_on=None)
        reminder = kept.select_related(*RELATED).filter(pk=key).first()
        if reminder is None or _due_on(kind, reminder, now) is None:
            return None
        with override(reminder.language):
            _send(reminder, _subject(kind, reminder), kind)
        return 1

    return Work(due, send, leaves=True)


def _subject(kind: str, reminder: Reminder) -> str:
    if kind == "remind-before":
        return _("A step of your team is near")
    if kind == "remind-after":
        return _("How did the step of your team go?")
    return _("Your team looks at its suitcase again")


def _send(reminder: Reminder, subject: str, name: str) -> None:
    workshop = reminder.workshop
    context = {
        "team": workshop.team,
        "text": reminder.action.text if reminder.action else "",
        "day": date_format(reminder.action.due if reminder.action else workshop.closing.look_on, "j F Y"),
        "page": settings.PUBLIC_URL + reverse("team-page", args=[team_token(workshop)]),
        "stop": settings.PUBLIC_URL + reverse("reminder", args=[reminder_token(reminder)]),
        "reminder": reminder,
    }
    text = render_to_string(f"journey/mail/{name}.txt", context)
    link = f"<{context['stop']}>"
    mail = EmailMessage(subject, text, None, [reminder.address], headers={"List-Unsubscribe": link})
    server = get_connection()
    try:
        server.open()
    except (smtplib.SMTPException, OSError) as error:
        raise NotSent from error
    try:
        server.send_messages([mail])
    finally:
        server.close()


def _unanswered(now: datetime) -> Due:
    for reminder in Reminder.expired(now):
        yield reminder.pk, timezone.localdate(reminder.made_at)


def _forget(key: uuid.UUID, now: datetime) -> int | None:
    return Reminder.expired(now).filter(pk=key).delete()[0] or None


WORK = {kind: _work(kind) for kind in DAYS} | {"forget-address": Work(_unanswered, _forget)}
