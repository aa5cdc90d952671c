"""The steps live on (M11): by a private link, without an account, with every line kept."""

from datetime import timedelta

import pytest
from django.utils import timezone

from koffer.workshop.models import Action, Closing, Pair, StepChange
from koffer.workshop.steps.label.label import label
from koffer.workshop.team_link import team_token
from tests.takeaway.conftest import text_of


def test_everybody_of_the_team_finds_the_page(team):
    member, facilitator = team.play.members[0], team.play.facilitator
    assert team.link in member.get(member.page()).content.decode()
    assert team.link in team.play.console()
    page = facilitator.get(team.link).content.decode()
    assert "Send this link to your team" in page and "Send this link" not in team.page()
    assert "Ask three visitors" in team.page() and "A table in every district" in team.page()


def test_the_link_gives_the_papers_of_its_pages_and_no_other(team):
    papers = {"label": 200, "road": 409, "history": 409, "report": 404, "poster": 404, "sheet": 404, "script": 404}
    for name, status in papers.items():
        for kind in ("pdf", "png"):
            address = f"{team.link}/{name}.{kind}"
            assert team.visitor.get(address).status_code == status, address
            assert (address in team.page()) == (status == 200)
    assert "Ask three visitors" in text_of(team.visitor.get(f"{team.link}/label.pdf").content)
    assert "history.pdf" not in team.visitor.get(f"{team.link}/history").content.decode()
    before = team.link
    team.play.do("team-links")
    assert team.visitor.get(f"{before}/label.pdf").status_code == 404


def test_a_step_is_done_with_its_result(team):
    assert team.say("done", "Three said yes.\nOne wants to help.") == 302
    assert "Three said yes." in team.page()
    step = label(team.workshop).tied[0].small
    assert (step.state, step.result) == ("done", "Three said yes.\nOne wants to help.")
    member = team.play.members[0]
    assert "Three said yes." in member.get(member.page()).content.decode()
    assert "Three said yes." in text_of(member.get(member.page("takeaway/report.pdf")).content)


def test_it_can_stand_otherwise_and_every_line_stays(team):
    for state in ("open", "done", "done", "dropped", "done"):
        assert team.say(state, "so") == 302
    lines = StepChange.objects.filter(action=team.step())
    assert [line.state for line in lines] == ["open", "done", "dropped", "done"]  # the same again is no line
    assert not StepChange.objects.filter(action=team.step("large")).exists()


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ({}, "Press one of the buttons"),
        ({"state": "won"}, "Select a valid choice"),
        ({"state": "done", "result": "x" * 281}, "at most 280"),
    ],
)
def test_a_wrong_answer_is_told_beside_it_and_stays(team, data, told):
    answer = team.visitor.post(team.address(), data)
    page = answer.content.decode()
    assert answer.status_code == 422 and told in page
    assert data.get("result", "") in page and not StepChange.objects.exists()


def test_after_a_fortnight_the_page_asks_once(team):
    asks = "What became of the small steps?"
    assert asks not in team.page()
    Closing.objects.update(at=timezone.now() - timedelta(days=14))
    assert asks not in team.page()  # a pair that was tied later, at a review: its day comes first
    Action.objects.filter(size="small").update(due=timezone.localdate() - timedelta(days=1))
    assert asks in team.page()
    assert team.say("open") == 302  # "still busy with it" is an answer
    assert asks not in team.page()


def test_the_page_reminds_before_and_after_the_day(team):
    near, past = "The day is near.", "The day has passed. How did it go?"
    days = {-1: (False, True), 0: (True, False), 7: (True, False), 8: (False, False)}
    for ahead, told in days.items():
        Action.objects.update(due=timezone.localdate() + timedelta(days=ahead))
        assert (near in team.page(), past in team.page()) == told, ahead
    Action.objects.update(due=timezone.localdate())
    for size in ("small", "large"):
        team.say("done", size=size)
    assert near not in team.page()


def test_what_the_link_does_not_open(team, make_play):
    other = make_play()
    for address in (
        f"{team.link}x",
        f"/t/{team_token(other.workshop)}",  # not closed
        f"/t/{team_token(team.workshop, 'calendar')}",  # another link of the same team
    ):
        assert team.visitor.get(address).status_code == 404
    assert team.visitor.post(team.address().replace("small", "huge"), {"state": "done"}).status_code == 404
    Pair.objects.update(aside=True)
    assert team.say("done") == 404


def test_an_ended_link_opens_nothing(team):
    old, facilitator = team.link, team.play.facilitator
    calendar = f"/calendar/{team_token(team.workshop, 'calendar')}.ics"
    assert team.visitor.get(calendar).status_code == 200
    assert facilitator.post(facilitator.page("console/team-links")).status_code == 302
    assert team.visitor.get(old).status_code == team.visitor.get(calendar).status_code == 404
    assert team.visitor.get(team.link).status_code == 200


def test_another_text_is_another_step(team):
    team.say("done", "Three said yes.")
    facilitator = team.play.facilitator
    assert facilitator.post(facilitator.page("console/reopening")).status_code == 302
    pair = Pair.objects.get()
    due = (timezone.localdate() + timedelta(days=9)).isoformat()
    form = {f"{size}-{name}": value for size in ("large", "small") for name, value in (("who", "one"), ("due", due))}
    form |= {"large-text": "A table in every district", "small-text": "Ask four visitors", "number": str(pair.number)}
    assert facilitator.post(facilitator.page(f"label/{pair.pk}"), form).status_code == 302
    assert "Ask four visitors" in team.page() and "Three said yes." not in team.page()


def test_the_page_holds_no_name_and_no_points(team):
    page = team.page()
    assert not any(member.name in page for member in team.play.members)
    assert "points" not in page.lower()


def test_dates_follow_how_a_step_stands(team):
    feed = f"/calendar/{team_token(team.workshop, 'calendar')}.ics"
    dates = lambda: team.visitor.get(feed).content.decode().replace("\r\n ", "")  # noqa: E731
    assert "Ask three visitors" in dates() and f"/w/{team.workshop.pk}/" in dates()
    team.say("done")
    assert "✓ Small step: Ask three visitors" in dates()
    team.say("dropped")
    assert "Ask three visitors" not in dates()
