"""Mails about steps and the next look: only to who agreed, each once, in the morning, never after a no."""

import re
import smtplib
import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.utils import timezone

from koffer.bounds import REMINDERS
from koffer.journey.models import Reminder
from koffer.workshop.models import Pair, Task, Workshop
from tests.conftest import noon

HERE = "https://koffer.example.org"


@pytest.fixture(autouse=True)
def _mail(settings):
    settings.MAIL, settings.PUBLIC_URL = "smtp://mail.example.org", HERE


@pytest.fixture
def due(team):
    """The day of the small step."""
    return team.step().due


def stop_link(message):
    """The path of the link with which one says yes or no."""
    return re.search(HERE + r"(/reminders/\S+)", message.body)[1]


def ask(team, wishes=("before", "after"), address="anna@example.org", size="small"):
    """Somebody asks for mail; returns the link from the mail."""
    answer = team.visitor.post(f"{team.address(size)}/reminder", {"address": address, "wishes": list(wishes)})
    assert answer.status_code == 200, answer.content
    assert "Look in your mail" in answer.content.decode()
    return stop_link(mail.outbox.pop())


def agreed(team, *args, **kwargs):
    """The same, and the owner of the address says yes."""
    link = ask(team, *args, **kwargs)
    assert team.visitor.post(link, {"answer": "yes"}).status_code == 200
    return link


def sent(now):
    """The subjects of the mails that leave at that moment."""
    Task.run(now)
    subjects = [message.subject for message in mail.outbox]
    mail.outbox.clear()
    return subjects


NEAR, AFTER, LOOK = (
    "A step of your team is near",
    "How did the step of your team go?",
    "Your team looks at its suitcase again",
)


def test_t32_what_was_asked_for_unheard_is_mailed_once(team):
    press = str(uuid.uuid4())

    def want(wish, address="anna@example.org"):
        data = {"address": address, "wishes": [wish], "press_key": press}
        answer = team.visitor.post(f"{team.address()}/reminder", data)
        assert "Look in your mail" in answer.content.decode()

    want("before")
    want("after")
    kept = Reminder.objects.get()
    assert len(mail.outbox) == 1 and (kept.before, kept.after) == (False, True)
    # Another address is asked by itself: the first mail agrees to nothing for it.
    want("after", "bas@example.org")
    assert [message.to for message in mail.outbox] == [["anna@example.org"], ["bas@example.org"]]
    link = stop_link(mail.outbox[0])
    team.visitor.post(link, {"answer": "yes"})
    assert Reminder.objects.exclude(agreed_at=None).get().address == "anna@example.org"


def test_before_and_after_each_once(team, due):
    agreed(team)
    assert sent(noon(due - timedelta(days=3))) == []
    assert sent(noon(due - timedelta(days=2))) == [NEAR]
    assert sent(noon(due - timedelta(days=1))) == sent(noon(due)) == []
    assert sent(noon(due + timedelta(days=1))) == [AFTER]
    assert sent(noon(due + timedelta(days=2))) == []


def test_only_what_was_agreed_to(team, due):
    agreed(team, wishes=["after"])
    assert sent(noon(due - timedelta(days=1))) == []
    assert sent(noon(due + timedelta(days=1))) == [AFTER]


def test_nobody_who_did_not_say_yes(team, due):
    link = ask(team)
    assert team.visitor.get(link).status_code == 200  # a mail program looks at the link
    assert sent(noon(due - timedelta(days=1))) == []


@pytest.mark.parametrize("when", ["at once", "after a yes"])
def test_no_is_no(team, due, when):
    link = ask(team) if when == "at once" else agreed(team)
    assert "You get no mail" in team.visitor.post(link, {"answer": "no"}).content.decode()
    assert not Reminder.objects.exists()
    assert sent(noon(due - timedelta(days=1))) == []
    assert "You get no mail" in team.visitor.post(link, {"answer": "yes"}).content.decode()


def test_no_in_the_moment_before_the_mail(team, due):
    link, now = agreed(team), noon(due - timedelta(days=1))
    Task._plan(now)
    team.visitor.post(link, {"answer": "no"})
    assert sent(now) == [] and not Task.objects.exists()


@pytest.mark.parametrize("state", ["done", "dropped"])
def test_nothing_about_a_step_that_is_over(team, due, state):
    agreed(team)
    team.say(state)
    assert sent(noon(due - timedelta(days=1))) == sent(noon(due + timedelta(days=1))) == []


def test_a_step_that_is_still_open_is(team, due):
    agreed(team)
    team.say("open", "half of it")
    assert sent(noon(due - timedelta(days=1))) == [NEAR]


def test_another_step_in_its_place_is_another_matter(team, due):
    link = agreed(team)
    agreed(team, size="large")
    halves = Pair.objects.get().halves()
    halves["small"] = replace(halves["small"], text="Ask the whole street")
    Pair.objects.get().write(halves)
    assert Reminder.objects.get().action.size == "large"
    assert sent(noon(due - timedelta(days=1))) == []
    assert "You get no mail" in team.visitor.get(link).content.decode()


def test_a_pair_that_was_put_aside_is_silent(team, due):
    agreed(team)
    Pair.objects.update(aside=True)
    assert sent(noon(due - timedelta(days=1))) == []


def test_two_weeks_before_the_next_look(team):
    assert team.visitor.post(f"{team.link}/reminder", {"address": "bo@example.org"}).status_code == 200
    team.visitor.post(stop_link(mail.outbox.pop()), {"answer": "yes"})
    look_on = team.workshop.closing.look_on
    assert sent(noon(look_on - timedelta(days=15))) == []
    assert sent(noon(look_on - timedelta(days=14))) == [LOOK]
    assert sent(noon(look_on)) == []


def test_a_mail_holds_the_step_and_leads_back(team, due):
    agreed(team)
    Task.run(noon(due - timedelta(days=1)))
    (message,) = mail.outbox
    assert message.to == ["anna@example.org"] and "Ask three visitors" in message.body
    assert f"{HERE}{team.link}" in message.body
    assert message.extra_headers["List-Unsubscribe"] == f"<{HERE}{stop_link(message)}>"
    assert not any(member.name in message.body for member in team.play.members)


def test_in_the_language_in_which_it_was_asked_for(team, due):
    team.visitor.client.cookies["koffer_language"] = "nl"
    team.visitor.post(f"{team.address()}/reminder", {"address": "anna@example.org", "wishes": ["before"]})
    assert mail.outbox[0].subject == "Wil je mail van Koffer?" and "Zonder ja" in mail.outbox[0].body
    team.visitor.post(stop_link(mail.outbox.pop()), {"answer": "yes"})
    assert sent(noon(due - timedelta(days=1))) == ["Een stap van je team komt dichtbij"]


@pytest.mark.parametrize("zone", ["Europe/Amsterdam", "America/Curacao"])
def test_in_the_morning_of_the_library(team, due, zone):
    from koffer.organisation.models import Organisation, Team

    library = Organisation.objects.create(name="Bieb", time_zone=zone)
    play = team.workshop
    play.adopt(Team.objects.create(organisation=library, name="Balie", name_key="balie"))
    agreed(team)
    morning = datetime.combine(due - timedelta(days=2), datetime.min.time(), ZoneInfo(zone)).replace(hour=8)
    assert sent(morning - timedelta(minutes=1)) == []
    assert sent(morning) == [NEAR]


@pytest.mark.parametrize("day", [datetime(2027, 3, 28), datetime(2027, 10, 31)])
def test_the_clock_changes(team, day):
    """On the day on which summer time begins or ends, asked every hour: once, and not before eight."""
    step = team.step()
    step.due = day.date() + timedelta(days=2)
    step.save()
    Workshop.objects.update(purge_on=day.date() + timedelta(days=30))
    agreed(team, wishes=["before"])
    left = []
    for hour in range(26):
        now = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=2) + timedelta(hours=hour)
        left += [timezone.localtime(now).hour for _ in sent(now)]
    assert left == [8]


def test_a_server_that_was_away_sends_what_still_makes_sense(team, due):
    agreed(team)
    assert sent(noon(due)) == [NEAR]
    assert sent(noon(due + timedelta(days=30))) == []


def test_a_mail_server_that_is_away_is_tried_again(team, due, monkeypatch):
    agreed(team)
    now, away = noon(due - timedelta(days=1)), []

    def refuse(self):
        away.append(1)
        raise ConnectionRefusedError

    with monkeypatch.context() as patch:
        patch.setattr("django.core.mail.backends.locmem.EmailBackend.open", refuse)
        assert [sent(now) for _ in range(5)] == [[]] * 5 and len(away) == 5
    assert sent(now) == [NEAR]


def test_after_a_crash_at_most_once_more(team, due, monkeypatch):
    """The mail left, and the process was killed before it could say so."""
    agreed(team)
    now = noon(due - timedelta(days=1))
    with monkeypatch.context() as patch:
        patch.setattr(Task, "_settle", lambda self, count: 1 / 0)
        for _ in range(5):
            Task.run(now)
            Task.objects.update(claimed_at=timezone.now() - timedelta(minutes=11))
    assert len(mail.outbox) == 2
    mail.outbox.clear()
    assert sent(now) == [] and not Task.objects.filter(done_at=None).exists()


def test_a_mail_that_fails_half_way_is_not_tried_for_ever(team, due, monkeypatch):
    agreed(team)
    now, tried = noon(due - timedelta(days=1)), []

    def fail(self, messages):
        tried.append(1)
        raise smtplib.SMTPServerDisconnected

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", fail)
    for _ in range(5):
        Task.run(now)
        Task.objects.update(claimed_at=timezone.now() - timedelta(minutes=11))
    assert len(tried) == 2


class TestAsking:
    def post(self, team, **data):
        return team.visitor.post(f"{team.address()}/reminder", data)

    @pytest.mark.parametrize(
        ("data", "told"),
        [
            ({"wishes": ["before"]}, "Type your e-mail address"),
            ({"wishes": ["before"], "address": "anna"}, "It looks like name@library.org"),
            ({"wishes": ["before"], "address": f"{'a' * 250}@x.nl"}, "at most 254"),
            ({"address": "anna@example.org"}, "Choose at least one moment"),
            ({"wishes": ["never"], "address": "anna@example.org"}, "never is not one of"),
        ],
    )
    def test_wrong(self, team, data, told):
        answer = self.post(team, **data)
        assert answer.status_code == 422 and told in answer.content.decode()
        assert not mail.outbox and not Reminder.objects.exists()

    def test_without_a_mail_server_it_is_not_offered(self, team, settings):
        assert "Mail me about this step" in team.page()
        settings.MAIL = ""
        assert "Mail me about this step" not in team.page()
        assert self.post(team, address="anna@example.org", wishes=["before"]).status_code == 404

    def test_nobody_can_fill_the_mailbox_of_another(self, team):
        for _ in range(5):
            ask_again = self.post(team, address="anna@example.org", wishes=["before"])
            assert "Look in your mail" in ask_again.content.decode()
        assert len(mail.outbox) == 3

    def test_very_many_from_one_place(self, team):
        for number in range(REMINDERS.burst + 1):
            answer = self.post(team, address=f"a{number}@example.org", wishes=["before"])
        assert answer.status_code == 429 and "Try again in" in answer.content.decode()

    def test_the_mail_server_is_away(self, team, monkeypatch):
        def refuse(self):
            raise ConnectionRefusedError

        monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.open", refuse)
        answer = self.post(team, address="anna@example.org", wishes=["before"])
        assert answer.status_code == 422 and "could not be sent" in answer.content.decode()
        assert "anna@example.org" in answer.content.decode() and not Reminder.objects.exists()

    def test_a_second_yes_takes_the_place_of_the_first(self, team, due):
        agreed(team, wishes=["before", "after"])
        agreed(team, wishes=["after"])
        assert Reminder.objects.count() == 1
        assert sent(noon(due - timedelta(days=1))) == []

    def test_an_address_without_an_answer_is_forgotten_by_itself(self, team):
        ask(team)
        agreed(team, address="bo@example.org")
        Task.run(timezone.now() + timedelta(days=5))
        assert Reminder.objects.count() == 2
        Task.run(timezone.now() + timedelta(days=6, hours=1))
        assert Reminder.objects.get().address == "bo@example.org"

    def test_a_yes_that_comes_too_late_is_none(self, team, due):
        link = ask(team)
        Reminder.objects.update(made_at=timezone.now() - timedelta(days=8))
        assert "You get no mail" in team.visitor.post(link, {"answer": "yes"}).content.decode()
        assert not Reminder.objects.exists()

    def test_an_address_without_an_answer_is_forgotten(self, team):
        ask(team)
        Reminder.objects.update(made_at=timezone.now() - timedelta(days=8))
        ask(team, address="bo@example.org")
        assert list(Reminder.objects.values_list("address", flat=True)) == ["bo@example.org"]
