"""The team score: drafts, make it fit, the proposal on request, deciding and revising (M8)."""

import re

import pytest

from koffer.method.score import nearest_score
from koffer.workshop.models import Decision, Draft, ScoreDraft
from koffer.workshop.models.score import Scores

LOW = [19, 17, 15, 13, 11, 9, 7, 5, 3, 1]
HIGH = [1, 3, 5, 7, 9, 11, 13, 15, 17, 19]
AGREED = [18, 16, 14, 12, 11, 9, 8, 6, 4, 2]


def put(play, points, numbers):
    body = {"points": points, "numbers": numbers}
    return play.facilitator.client.put(play.facilitator.page("console/score"), body, content_type="application/json")


@pytest.fixture
def opened(make_play):
    """An open workshop with two sheets, at the team score."""
    play = make_play("open").opened([LOW, HIGH])
    play.show("score")
    return play


class TestDrafts:
    def test_a_draft_may_break_every_rule(self, opened):
        answer = put(opened, ["50", "50", "50", "", "x", "-3", "0", "0", "101", "7"], [0] * 10)
        assert answer.status_code == 200
        assert answer.json()["points"] == [50, 50, 50, None, None, None, 0, 0, None, 7]
        page = opened.stranger.get(opened.screen).content.decode()
        assert "57 points too many together" in page and "the same: of which do we have more?" in page

    def test_two_facilitators_at_different_numbers(self, opened):
        put(opened, ["12"] + [""] * 9, [0] * 10)
        answer = put(opened, ["12", "9"] + [""] * 8, [0] * 10)
        assert answer.json()["late"] == []
        assert Scores.of(opened.workshop).points[:2] == (12, 9)

    def test_the_later_of_two_at_the_same_number(self, opened):
        put(opened, ["12"] + [""] * 9, [0] * 10)
        answer = put(opened, ["14", "9"] + [""] * 8, [0] * 10).json()
        assert (answer["late"], answer["points"][:2], answer["numbers"][:2]) == ([0], [12, 9], [1, 1])
        assert put(opened, ["14", "9"] + [""] * 8, answer["numbers"]).json()["points"][0] == 14

    def test_a_change_asks_everybody_again(self, opened):
        anna = opened.members[0]
        assert anna.post(anna.page("nod"), {"nod": "agree"}).status_code == 302
        assert "1 agrees" in opened.stranger.get(opened.screen).content.decode()
        assert 'value="agree" aria-pressed="true"' in anna.own()
        put(opened, ["12"] + [""] * 9, [0] * 10)
        assert "1 agrees" not in opened.stranger.get(opened.screen).content.decode()
        assert anna.post(anna.page("nod"), {"nod": "whatever"}).status_code == 302
        assert anna.seat.nod == ""


class TestHelp:
    def test_make_it_fit_changes_little_and_says_what(self, opened):
        put(opened, ["50", "50", "20", "1", "2", "3", "4", "5", "6", "7"], [0] * 10)
        page = opened.do("score/fit").content.decode()
        points = Scores.of(opened.workshop).points
        assert sum(points) <= 100 and len(set(points)) == 10
        assert "It fits now." in page and f"50 → <b>{points[0]}</b>" in page

    def test_the_proposal_comes_on_request_and_leaves_what_stands_there(self, opened):
        put(opened, [""] * 9 + ["77"], [0] * 10)
        proposal = nearest_score([LOW, HIGH])
        assert opened.do("score/proposal").status_code == 302
        assert Scores.of(opened.workshop).points == (*proposal[:9], 77)
        assert "the sheets do not decide: you do" in opened.console()

    def test_with_few_sheets_there_is_none(self, make_play):
        play = make_play("discreet").opened([LOW, HIGH])
        play.show("score")
        assert play.do("score/proposal").status_code == 409
        assert "fill-proposal" not in play.console()
        assert not ScoreDraft.objects.exists()


class TestDeciding:
    def test_what_everybody_sees(self, opened):
        assert opened.decide(AGREED).status_code == 302
        assert Decision.objects.get().as_list() == AGREED
        for page in (
            opened.stranger.get(opened.screen).content.decode(),
            opened.members[0].get(opened.members[0].page()).content.decode(),
        ):
            assert "The team agreed on 100 of the 100 points." in page and 'id="packed"' in page
        opened.show("suitcase")
        rows = re.findall(r"<b>(\d+)</b>\s*</li>", opened.console())
        assert rows == [str(n) for n in AGREED]

    def test_a_team_with_few_sheets_has_its_picture_now(self, make_play):
        play = make_play("discreet").opened([LOW, HIGH])
        play.decide(AGREED)
        play.show("suitcase")
        page = play.stranger.get(play.screen).content.decode()
        assert 'id="packed"' in page and "<circle" not in re.sub(r"<svg.*?</svg>", "", page)
        assert "from 1 to 19" not in page and "Every dot is a sheet" not in page

    @pytest.mark.parametrize(
        ("points", "says"),
        [
            ([18, 18, *AGREED[2:]], "Two categories have the same number."),
            ([60, *AGREED[1:]], "You gave 42 points too many."),
            ([101, *AGREED[1:]], "Not every number can be read."),
            (["", "", *AGREED[2:]], "only one category can have zero"),
        ],
    )
    def test_an_invalid_score_is_refused_and_stays(self, opened, points, says):
        answer = opened.decide(points)
        assert answer.status_code == 422
        page = answer.content.decode()
        assert says in page and all(f'value="{n}"' in page for n in points if n != "")
        assert not Decision.objects.exists()

    def test_the_same_again_is_the_same_decision(self, opened):
        for _ in range(2):
            assert opened.decide(AGREED).status_code == 302
        assert Decision.objects.count() == 1

    def test_the_later_of_two_facilitators_sees_what_changed(self, opened):
        assert opened.decide(AGREED).status_code == 302
        other = [*AGREED[:8], 2, 4]
        answer = opened.decide(other)
        assert answer.status_code == 409
        page = answer.content.decode()
        assert "The other facilitator has just decided." in page
        typed = re.findall(r'name="c\d+" value="(\d*)"', page)
        assert typed == [str(n) for n in other]
        assert Decision.objects.count() == 1
        numbers = list(Scores.of(opened.workshop).numbers)
        assert opened.decide(other, seen=1, numbers=numbers).status_code == 302
        assert [d.as_list() for d in Decision.objects.order_by("no")] == [AGREED, other]

    def test_a_number_changed_by_the_other_just_before(self, opened):
        put(opened, ["20"] + [""] * 9, [0] * 10)
        answer = opened.decide(AGREED)
        assert answer.status_code == 409
        assert "The other facilitator has just changed a number." in answer.content.decode()
        assert opened.decide([20, *AGREED[1:9], 0]).status_code == 302

    def test_late_sheets_and_drafts_end(self, make_play):
        play = make_play("open")
        late = play.join("Laura")
        play.opened([LOW, HIGH])
        late.client.put(late.page("draft"), {"points": ["7"] + [""] * 9, "number": 0}, content_type="application/json")
        play.decide(AGREED)
        assert not Draft.objects.exists()
        assert late.hand_in().status_code == 409
        play.show("suitcase")
        assert "opened without your sheet" in late.own() and "In an anonymous workshop" not in late.own()
        answer = late.client.put(
            late.page("draft"), {"points": ["7"] + [""] * 9, "number": 0}, content_type="application/json"
        )
        assert answer.status_code == 409

    def test_not_before_the_opening(self, play):
        play.join("Anna")
        play.start()
        assert play.decide(AGREED).status_code == 409
        assert put(play, ["1"] * 10, [0] * 10).status_code == 409
        assert play.do("score/fit").status_code == 409
