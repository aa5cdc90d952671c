"""The end: what is released, closing, reading only, opening again, erasing."""

import uuid
from datetime import date, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from koffer.workshop.models import Closing, Finding, Release, Sheet, Story, Task, Workshop
from koffer.workshop.steps.sharing.forms import after_months
from tests.conftest import noon
from tests.workshop.test_findings_and_label import pair

LOW = [19, 17, 15, 13, 11, 9, 7, 5, 3, 1]
HIGH = [1, 3, 5, 7, 9, 11, 13, 15, 17, 19]


@pytest.fixture
def decided(make_play):
    """An open workshop with two sheets and a decided score, at the sharing."""
    play = make_play("open").opened([LOW, HIGH])
    play.decide(LOW)
    play.show("sharing")
    return play


def close(play, **data):
    return play.do("closing", {"after": "3", "day": ""} | data)


def later(days):
    Closing.objects.update(at=timezone.now() - timedelta(days=days))


def test_what_is_released_item_by_item(decided):
    data = {"release": ["strengths organisation", "label teams", "points organisation", "score everybody", "x"]}
    assert decided.do("sharing", data).status_code == 302
    assert set(Release.objects.values_list("item", "audience")) == {("strengths", "organisation"), ("label", "teams")}
    page = decided.stranger.get(decided.screen).content.decode()
    assert "may be seen by: our organisation" in page and "stays in the team" in page
    assert decided.do("sharing", {}).status_code == 302
    assert not Release.objects.exists()


def test_closing_shows_the_suitcase_with_its_label(decided):
    member = decided.members[0]
    member.post(member.page("label"), pair(large="Een wijktafel.", small="Vraag drie mensen."))
    member.post(member.page("label"), pair(large="Een half idee."))
    member.post(member.page("sentences/word"), {"text": "trots", "press_key": str(uuid.uuid4())})
    assert close(decided, after="6").status_code == 302
    look_on = after_months(timezone.localdate(), 6)
    for page in (
        decided.stranger.get(decided.screen).content.decode(),
        member.get(member.page()).content.decode(),
        decided.console(),
    ):
        assert "Een wijktafel." in page and "trots" in page and "Een half idee." not in page
        assert f"{look_on.year}" in page and "The sheets are erased on" in page
    assert decided.workshop.purge_on >= look_on + timedelta(days=30)
    assert close(decided).status_code == 302  # again: no-op
    assert Closing.objects.get().look_on == look_on


def test_not_before_the_decision(make_play):
    play = make_play("open").opened([LOW, HIGH])
    play.show("sharing")
    assert close(play).status_code == 409
    assert not play.workshop.closed and "Decide the team score first." in play.console()


@pytest.mark.parametrize("day", ["", "morgen", "2001-01-01", "2999-01-01", "2026-02-30"])
def test_a_wrong_day(decided, day):
    answer = close(decided, after="day", day=day)
    assert answer.status_code == 422
    assert "Choose a day" in answer.content.decode()
    assert not decided.workshop.closed


def test_a_day_of_the_team_s_own(decided):
    chosen = timezone.localdate() + timedelta(days=40)
    assert close(decided, after="day", day=chosen.isoformat()).status_code == 302
    assert Closing.objects.get().look_on == chosen


def test_stories_for_now_go_and_the_others_stay(decided):
    for keep in ("now", "us", "others"):
        story = {"text": f"Verhaal {keep}", "side": "other", "keep": keep, "press_key": str(uuid.uuid4())}
        decided.do("conversation/1/stories", story)
    close(decided)
    assert set(Story.objects.values_list("keep", flat=True)) == {"us", "others"}


def verbs(play):
    """Every verb of members and facilitator that writes after the opening, by name."""
    anna, press = play.members[0], str(uuid.uuid4())
    return {
        "offer": lambda: anna.post(anna.page("conversation/1/offer"), {"wanted": "yes"}),
        "story": lambda: anna.post(
            anna.page("conversation/1/stories"), {"text": "x", "side": "high", "keep": "us", "press_key": press}
        ),
        "sentence": lambda: anna.post(anna.page("sentences/strength"), {"text": "x", "press_key": press}),
        "word": lambda: anna.post(anna.page("sentences/word"), {"text": "x", "press_key": press}),
        "pair": lambda: anna.post(anna.page("label"), pair(large="A", small="B")),
        "nod": lambda: anna.post(anna.page("nod"), {"nod": "agree"}),
        "plan": lambda: play.do("conversation/plan", {"minutes": "9"}),
        "note": lambda: play.do(
            "conversation/1/stories", {"text": "x", "side": "high", "keep": "us", "press_key": str(uuid.uuid4())}
        ),
        "pick": lambda: play.do("findings/gap", {"text": "x", "example": "", "remedy": "", "press_key": press}),
        "provisional": lambda: play.do("conversation/1/score", {"points": "12", "number": "9"}),
        "fit": lambda: play.do("score/fit"),
        "proposal": lambda: play.do("score/proposal"),
        "decide": lambda: play.decide(HIGH, seen=1),
    }


def test_closed_is_read_only_and_typed_words_come_back(decided):
    close(decided)
    for name, do in verbs(decided).items():
        assert do().status_code == 409, name
    member = decided.members[0]
    answer = member.post(member.page("sentences/strength"), {"text": "Dit wilde ik zeggen."})
    assert "Dit wilde ik zeggen." in answer.content.decode()


def test_closed_nobody_joins_and_names_stay(decided):
    close(decided)
    answer = decided.stranger.post(f"/j/{decided.workshop.code}", {"name": "Late"})
    assert answer.status_code == 409
    member = decided.members[0]
    assert member.post(member.page("name"), {"name": "Iemand anders"}).status_code == 409
    assert decided.workshop.seats.count() == 2


def test_texts_open_again_for_two_weeks_but_not_the_score(decided):
    close(decided)
    later(13)
    assert decided.do("reopening").status_code == 302
    assert not decided.workshop.closed
    for name, do in verbs(decided).items():
        refused = name in {"offer", "provisional", "fit", "proposal", "decide"}
        assert do().status_code == (409 if refused else 302), name
    assert close(decided, after="12").status_code == 302
    assert Closing.objects.get().erases_on == timezone.localdate() + timedelta(days=1)  # counted from the first closing
    later(15)
    assert decided.do("reopening").status_code == 409
    assert "Open texts and steps again" not in decided.console()


@pytest.mark.in_process
@pytest.mark.parametrize("path", ["", "mine", "mine.json"])
def test_a_sheet_that_is_erased_while_its_page_is_made(decided, path):
    close(decided)
    member, gone = decided.members[0], []

    def erase(execute, sql, values, many, context):
        answer = execute(sql, values, many, context)
        if "workshop_sheet" in sql and not gone:
            gone.append(sql)
            Sheet.objects.all().delete()
        return answer

    with connection.execute_wrapper(erase):
        assert member.get(member.page(path)).status_code == 200
    assert gone


def test_sheets_are_erased_after_two_weeks_and_the_picture_stays(decided):
    close(decided)
    today = timezone.localdate()
    assert not Task.run(noon(today + timedelta(days=13)))
    assert Sheet.objects.count() == 2
    before = decided.workshop
    assert Task.run(noon(today + timedelta(days=14))) == {"erase-sheets": 1}
    assert not Task.run(noon(today + timedelta(days=15)))
    assert Task.objects.get().count == 2
    assert Sheet.objects.count() == 0
    assert decided.workshop.version > before.version and decided.workshop.purge_on == before.purge_on
    assert "Your own sheet is erased" in decided.members[0].own()
    decided.show("suitcase")
    page = decided.stranger.get(decided.screen).content.decode()
    assert 'id="packed"' in page and "Packed by 2 people. The team agreed on 100" in page
    turns = list(decided.workshop.talks.order_by("category").values_list("turn", "chosen"))
    decided.show("conversation/7")
    assert list(decided.workshop.talks.order_by("category").values_list("turn", "chosen")) == turns
    assert "The sheets are erased." in decided.stranger.get(decided.screen).content.decode()
    for step in ("conversation/1", "score", "strengths", "gaps", "label", "sharing", "closed"):
        assert decided.show(step).status_code == 302
        assert decided.stranger.get(decided.screen).status_code == 200
        assert decided.members[0].get(decided.members[0].page()).status_code == 200
        assert decided.facilitator.get(decided.facilitator.page("console")).status_code == 200


def test_the_end_of_the_term_deletes_it_all(decided):
    member = decided.members[0]
    member.post(member.page("label"), pair(large="A", small="B"))
    decided.do("findings/gap", {"text": "x", "example": "", "remedy": "", "press_key": str(uuid.uuid4())})
    close(decided)
    assert Task.run(noon(decided.workshop.purge_on + timedelta(days=1)))["purge"] == 1
    assert not Finding.objects.exists() and not Workshop.objects.exists()


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 12, 15), 12, date(2027, 12, 15)),
        (date(2026, 10, 31), 12, date(2027, 10, 31)),
    ],
)
def test_so_many_months_later(day, months, then):
    assert after_months(day, months) == then
