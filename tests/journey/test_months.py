"""Half a year after a closing, day by day: the time is injected, not waited for."""

from collections import defaultdict
from datetime import timedelta

from django.core import mail

from koffer.journey.models import Reminder
from koffer.workshop.models import Sheet, Task, Workshop
from tests.conftest import noon
from tests.journey.test_reminders import AFTER, HERE, LOOK, NEAR, agreed, ask, stop_link
from tests.journey.test_review import Look, fill_again
from tests.takeaway.conftest import LADDER


def test_half_a_year_goes_by(team, settings):
    settings.MAIL, settings.PUBLIC_URL = "smtp://mail.example.org", HERE
    first, due = team.workshop, team.step().due
    assert Look(team).do("postponement", {"after": "6", "day": ""}).status_code == 302
    agreed(team)
    ask(team, address="silent@example.org")
    team.visitor.post(f"{team.link}/reminder", {"address": "anna@example.org"})
    team.visitor.post(stop_link(mail.outbox.pop()), {"answer": "yes"})
    closing, purge_on = team.workshop.closing, team.workshop.purge_on
    assert closing.look_on > due + timedelta(days=100) and purge_on > closing.look_on

    told, had_sheets, had_silent = defaultdict(list), [], []
    day = closing.erases_on - timedelta(days=14)
    while day <= closing.look_on:
        Task.run(noon(day))
        for message in mail.outbox:
            told[message.subject].append(day)
        mail.outbox.clear()
        had_sheets += [day] * Sheet.objects.filter(workshop=first).exists()
        had_silent += [day] * Reminder.objects.filter(address__startswith="silent").exists()
        day += timedelta(days=1)
    assert told == {
        NEAR: [due - timedelta(days=2)],
        AFTER: [due + timedelta(days=1)],
        LOOK: [closing.look_on - timedelta(days=14)],
    }
    assert had_sheets[-1] == closing.erases_on - timedelta(days=1)
    assert len(had_silent) in (6, 7)  # within a week

    # Months later the team looks, and fills its sheets again: nothing of the first sheets is needed.
    fill_again(team, LADDER[::-1])
    history = team.visitor.get(f"{team.link}/history").content.decode()
    assert 'id="slope"' in history

    # Both go in the end, on the day that was said.
    last = max(Workshop.objects.values_list("purge_on", flat=True))
    Task.run(noon(last - timedelta(days=1)))
    assert Workshop.objects.filter(pk=team.workshop.pk).exists()
    Task.run(noon(last + timedelta(days=1)))
    assert not Workshop.everything.exists() and not Reminder.objects.exists()
