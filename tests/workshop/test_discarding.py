"""Discarding: gone for everybody at once, restored as it was within seven days, deleted after (rules.md, section 4)."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from koffer.workshop.models import Closing, FacilitatorKey, Sheet, Task, Workshop
from koffer.workshop.room.audience import PARTICIPANT, Audience
from koffer.workshop.room.live import render, versions
from tests.conftest import Person, noon

TEAM = "Team Klantcontact"


def discard(play, name=TEAM):
    return play.do("discarding", {"name": name})


@pytest.fixture
def filled(play):
    """A workshop in which two handed in."""
    play.fill(2)
    return play


def later(days):
    return noon(timezone.localdate() + timedelta(days=days))


def test_the_name_must_be_typed(filled):
    for wrong in ("", "Team", "x" * 61, "Team\x00Klantcontact"):
        answer = discard(filled, wrong)
        assert answer.status_code == 422
        assert TEAM in answer.content.decode()
    assert Workshop.objects.count() == 1
    assert discard(filled, "  team  KLANTCONTACT ").status_code == 302
    assert not Workshop.objects.exists()


def test_it_is_gone_for_everybody(filled):
    screen, member = filled.screen, filled.members[0]
    code = filled.workshop.code
    link = re.search(r"(/m/[^\"<]+)", member.get(member.page("link")).content.decode())[1]
    discard(filled)
    for path in (member.page(), member.page("own"), member.page("mine"), member.page("link")):
        answer = member.get(path)
        assert answer.status_code == 410
        assert "This workshop was discarded" in answer.content.decode()
        assert "Restore" not in answer.content.decode()
    assert filled.stranger.get(screen).status_code == 404
    assert filled.stranger.get(member.page()).status_code == 404
    assert filled.stranger.get(link).status_code == 404
    assert filled.stranger.post("/join", {"code": code}).status_code == 422
    assert filled.stranger.get(f"/j/{code}").status_code == 404
    for page in ("console", "console/settings", "console/links", "console/people", "takeaway"):
        answer = filled.facilitator.get(filled.facilitator.page(page))
        assert answer.status_code == 410, page
        assert "Restore" in answer.content.decode()


def test_no_stream_shows_it_any_more(filled):
    room, phones = str(filled.workshop.pk), Audience(PARTICIPANT, "en").as_text()
    assert render({room: [phones]})[room][phones] is not None
    discard(filled)
    assert render({room: [phones]})[room][phones] is None
    assert versions([room]) == {}


def test_restored_it_is_as_it_was(filled):
    member = filled.members[0]
    before = Workshop.objects.values().get()
    sheets = sorted(Sheet.objects.values_list("seat__name", "points__points"))
    discard(filled)
    assert Workshop.everything.get().purge_on == timezone.localdate() + timedelta(days=7)
    for _again in range(2):
        filled.facilitator.post(filled.facilitator.page("console/restoring"))
    after = Workshop.objects.values().get()
    assert {name for name in before if before[name] != after[name]} == {"version"}
    assert sorted(Sheet.objects.values_list("seat__name", "points__points")) == sheets
    assert member.get(member.page()).status_code == 200
    assert filled.open().status_code == 302


def test_only_a_facilitator_restores_it(filled):
    member = filled.members[0]
    discard(filled)
    for person in (member, filled.stranger):
        assert person.post(filled.facilitator.page("console/restoring")).status_code == 404
    assert not Workshop.objects.exists()


def test_the_private_link_restores_it_on_another_device(filled):
    _key, token = FacilitatorKey.give(filled.workshop)
    discard(filled)
    elsewhere = Person("Marloes", workshop=Workshop.everything.get())
    answer = elsewhere.get(f"/f/{token}", follow=True)
    assert answer.status_code == 410
    assert "Restore" in answer.content.decode()
    assert elsewhere.post(elsewhere.page("console/restoring")).status_code == 302
    assert elsewhere.get(elsewhere.page("console")).status_code == 200


def test_what_was_discarded_is_nobodys_verb(filled):
    member, console = filled.members[0], filled.facilitator.page("console/")
    discard(filled)
    before = Workshop.everything.values().get()
    workshop = Workshop.everything.get()
    filled.facilitator.workshop = member.workshop = workshop
    for verb in ("start", "opening", "shown", "decision", "closing", "settings", "discarding"):
        assert filled.facilitator.post(console + verb).status_code == 410, verb
    assert member.post(member.page("sheet"), {"press_key": "late"}).status_code == 410
    assert Workshop.everything.values().get() == before


def test_after_seven_days_it_is_deleted(filled):
    discard(filled)
    assert not Task.run(later(7))
    assert Workshop.everything.exists()
    assert Task.run(later(8)) == {"purge": 1}
    assert not Workshop.everything.exists()
    assert not Sheet.objects.exists()
    assert filled.facilitator.get(filled.facilitator.page("console")).status_code == 404


def test_the_sheets_of_a_closed_one_go_on_their_day(make_play):
    """Discarded on the thirteenth day after closing, the sheets do not live until the twentieth."""
    play = make_play("open").opened([[19, 17, 15, 13, 11, 9, 7, 5, 3, 1]] * 2)
    play.decide([19, 17, 15, 13, 11, 9, 7, 5, 3, 1])
    play.do("closing", {"after": "3", "day": ""})
    Closing.objects.update(at=timezone.now() - timedelta(days=13))
    discard(play)
    assert Task.run(later(1)) == {"erase-sheets": 1}
    assert not Sheet.objects.exists()


def test_its_code_is_not_given_to_another(filled, monkeypatch):
    code = filled.workshop.code
    discard(filled)
    codes = iter([code, "ABCDEF"])
    monkeypatch.setattr("koffer.workshop.models.workshop.new_code", lambda: next(codes))
    assert Workshop.create(team="Other", destination="There").code == "ABCDEF"
