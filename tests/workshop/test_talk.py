"""The talk about the variation: plan, turn, offers, stories, provisional score (M7)."""

import json
import re
import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import override

from koffer.workshop.models import Box, Offer, ScoreDraft, Story
from koffer.workshop.models.talk import DEFAULT_MINUTES
from koffer.workshop.steps.conversation.turn import asked_now, turn
from koffer.workshop.steps.suitcase.agreement import agreement_sentence

LOW = [19, 17, 15, 13, 11, 9, 7, 5, 3, 1]
HIGH = [1, 3, 5, 7, 9, 11, 13, 15, 17, 19]
MIDDLE = [11, 17, 15, 13, 19, 9, 7, 5, 3, 1]
LONG = "עברית 👩‍👩‍👧 " + "lang " * 1995


def story(text="Het taalcafé liep vol.", **more):
    return {"text": text, "side": "high", "keep": "us", "press_key": str(uuid.uuid4())} | more


def tell(member, place=1, **more):
    return member.post(member.page(f"conversation/{place}/stories"), story(**more))


def chosen(play):
    return [talk.category.position for talk in play.workshop.talks.filter(chosen=True).select_related("category")]


class TestPlan:
    def test_the_five_that_vary_most_are_proposed(self, play):
        play.opened([LOW, LOW, LOW, LOW, MIDDLE])
        assert {0, 4} <= set(chosen(play))
        assert len(chosen(play)) == 5
        names = re.findall(r'name="step" value="conversation/(\d+)"', play.console())
        assert play.show("conversation/1").status_code == 302
        assert re.findall(r'value="conversation/(\d+)"', play.console())[:2] == ["1", "5"], names

    def test_the_facilitator_chooses_and_gives_time(self, play):
        play.opened([LOW, HIGH])
        third = play.workshop.categories()[2]
        answer = play.do("conversation/plan", {"category": [str(third.position), "999999", "x"], "minutes": "30"})
        assert answer.status_code == 302
        assert chosen(play) == [2]
        left = play.workshop.talk_until - timezone.now()
        assert timedelta(minutes=29) < left <= timedelta(minutes=30)

    @pytest.mark.parametrize("minutes", ["0", "-5", "181", "1.5", "veel", "９"])
    def test_a_wrong_time_is_said_and_stays(self, play, minutes):
        play.opened([LOW, HIGH])
        play.show("conversation/1")
        answer = play.do("conversation/plan", {"category": [], "minutes": minutes})
        assert answer.status_code == 422
        assert f'value="{minutes}"' in answer.content.decode()
        assert len(chosen(play)) == 5

    def test_each_category_gets_its_share(self, play):
        play.opened([LOW, HIGH])
        play.show("conversation/1")
        until = play.workshop.turn_until
        assert play.workshop.talk_until - timezone.now() > timedelta(minutes=DEFAULT_MINUTES - 1)
        waiting = play.workshop.talks.filter(chosen=True, turn=None).count()
        share = (until - timezone.now()) / timedelta(minutes=DEFAULT_MINUTES)
        assert abs(share - 1 / (waiting + 1)) < 0.01
        play.show("suitcase")
        play.show("conversation")
        assert play.workshop.turn_until == until  # coming back gives no new time

    def test_one_that_was_skipped_can_come_back(self, play):
        play.opened([LOW] * 5)
        assert play.show("conversation/9").status_code == 302
        assert 8 in chosen(play)
        assert play.workshop.shown_category.position == 8

    @pytest.mark.parametrize(
        "target", ["conversation/0", "conversation/11", "conversation/x", "conversation/１", "closed"]
    )
    def test_a_category_that_is_not_there(self, play, target):
        play.opened([LOW, HIGH])
        assert play.show(target).status_code == 409

    def test_not_before_the_opening(self, play):
        play.join("Anna")
        play.start()
        assert play.show("conversation/1").status_code == 409
        assert play.do("conversation/plan", {"minutes": "30"}).status_code == 409


class TestTurn:
    @pytest.mark.parametrize(
        ("mode", "sheets", "says"),
        [
            ("open", [LOW], "There is one sheet."),
            ("open", [LOW, LOW], "All sheets are the same."),
            ("open", [LOW, [19, 17, 15, 13, 11, 9, 7, 5, 1, 3]], "Everyone gave the same here."),
            ("open", [LOW, HIGH], "will you begin with an example"),
            ("discreet", [LOW, HIGH], "with sheets of fewer than five people they could be traced back"),
            ("discreet", [LOW, LOW, LOW, LOW, HIGH], "Who would like to tell an example"),
            ("anonymous", [LOW, LOW, LOW, LOW, HIGH], "Who would like to tell an example"),
        ],
    )
    def test_each_case_has_its_words(self, make_play, mode, sheets, says):
        play = make_play(mode).opened(sheets)
        play.show("conversation/1")
        for page in (
            play.console(),
            play.stranger.get(play.screen).content.decode(),
            play.members[0].get(play.members[0].page()).content.decode(),
        ):
            assert says in page

    def test_people_who_went_home_are_not_asked(self, make_play):
        play = make_play("open").opened([LOW, HIGH, HIGH])
        play.show("conversation/1")
        assert "Member0, Member1, Member2" in play.console()
        play.facilitator.post(play.facilitator.page(f"console/people/{play.members[0].seat.pk}/out"))
        page = play.console()
        assert "Member0</bdi>" not in page  # the name goes from the wall, the dot stays
        assert "Member1, Member2: will you begin" in page and "Somebody at one end has gone home." in page
        for member in play.members[1:]:
            play.facilitator.post(play.facilitator.page(f"console/people/{member.seat.pk}/out"))
        assert "Whoever was at the ends has gone home." in play.console()

    def test_at_most_two_per_side_and_who_was_asked_least_first(self, make_play):
        play = make_play("open").opened([LOW, LOW, LOW, HIGH])
        play.show("conversation/1")
        first = asked_now(play.workshop)
        assert len(first.high) == 2 and len(first.low) == 1
        play.show("conversation/2")
        second = asked_now(play.workshop)
        assert set(second.high) - set(first.high)  # the third one, who was not asked yet
        play.show("conversation/1")
        assert asked_now(play.workshop) == first  # later talks change nothing

    def test_the_extra_sentence_goes_to_the_two_ends_only(self, play):
        play.opened([LOW, MIDDLE, MIDDLE, MIDDLE, MIDDLE, HIGH])
        play.show("conversation/1")
        owns = [member.own() for member in play.members]
        assert "You gave the highest score here" in owns[0]
        assert "You gave the lowest score here" in owns[5]
        for own in owns[1:5]:
            assert "the highest score here" not in own and "the lowest score here" not in own
        assert all("What do you want to tell about this?" in own for own in owns[1:5])
        assert all("from 1 to 19" in own for own in owns)

    @pytest.mark.in_process
    def test_the_sheets_of_all_are_read_once_for_equal_cards(self, play):
        play.opened([LOW, MIDDLE, MIDDLE, MIDDLE, HIGH])
        play.show("conversation/1")
        read = []
        for member in play.members[1:4]:
            with CaptureQueriesContext(connection) as queries:
                assert "You gave 11 points." in member.own()
            read.append(sum('"workshop_sheet"."workshop_id" =' in query["sql"] for query in queries))
        assert read[0] > 0
        assert read[1:] == [0, 0]

    def test_few_sheets_show_the_own_points_only(self, play):
        play.opened([LOW, HIGH])
        play.show("conversation/1")
        own = play.members[0].own()
        assert "You gave 19 points." in own
        assert "highest score here" not in own and "The team: from" not in own and "<circle" not in own

    def test_an_observer_gets_the_same_card(self, play):
        watcher = play.join("Wim", look_on="yes")
        play.opened([LOW, MIDDLE, MIDDLE, MIDDLE, HIGH])
        play.show("conversation/1")
        own = watcher.own()
        assert "What do you want to tell about this?" in own and "I would like to say something" in own
        assert "You gave" not in own

    def test_a_late_sheet_can_still_come_in_beside_the_card(self, make_play):
        play = make_play("open")
        late = play.join("Laura")
        play.opened([LOW, HIGH])
        play.show("conversation/1")
        assert "Hand in your sheet after all" in late.own()
        assert late.hand_in(MIDDLE).status_code == 302
        assert "You gave 11 points." in late.own()
        assert turn(play.workshop, "screen").kind == "spread"

    @pytest.mark.parametrize(
        ("sheets", "says"), [([LOW] * 5, "nearly the same order"), ([LOW, HIGH] * 3, "quite different orders")]
    )
    def test_agreement_in_one_sentence(self, play, sheets, says):
        play.opened(sheets)
        with override("en"):
            assert says in agreement_sentence(play.workshop)
        assert says in play.console()

    def test_no_agreement_where_too_few_handed_in(self, make_play):
        assert agreement_sentence(make_play("discreet").opened([LOW] * 4).workshop) == ""
        assert agreement_sentence(make_play("open").opened([LOW]).workshop) == ""


class TestOffers:
    def test_the_console_shows_who_offered_until_taken_back(self, play):
        play.opened([LOW, HIGH])
        play.show("conversation/1")
        anna = play.members[0]
        assert anna.post(anna.page("conversation/1/offer"), {"wanted": "yes"}).status_code == 302
        assert anna.post(anna.page("conversation/1/offer"), {"wanted": "yes"}).status_code == 302
        assert Offer.objects.count() == 1
        assert "Member0</bdi>" in play.console()
        assert "The facilitator sees that you would like" in anna.own()
        anna.post(anna.page("conversation/1/offer"), {"wanted": "no"})
        assert not Offer.objects.exists()
        assert "Member0</bdi>" not in play.console()

    def test_nobody_offers_by_name_in_an_anonymous_workshop(self, make_play):
        play = make_play("anonymous").opened([LOW] * 5)
        play.show("conversation/1")
        anna = play.members[0]
        assert anna.post(anna.page("conversation/1/offer"), {"wanted": "yes"}).status_code == 409
        assert "offer" not in anna.own()
        assert not Offer.objects.exists()


class TestStories:
    def test_a_story_with_its_teller_s_choices(self, play):
        play.opened([LOW, HIGH])
        play.show("conversation/1")
        anna, bo = play.members
        assert tell(anna, named="on", keep="others").status_code == 302
        assert tell(bo, text="Het ging ook weleens mis.", side="low", keep="now").status_code == 302
        kept, now = Story.objects.get(keep="others"), Story.objects.get(keep="now")
        assert (kept.teller, now.teller) == ("Member0", "")
        screen = play.stranger.get(play.screen).content.decode()
        assert "taalcafé" in screen and ">Member0</b>" in screen and "Member1" not in screen

    def test_a_second_press_is_the_same_story(self, play):
        play.opened([LOW, HIGH])
        anna = play.members[0]
        same = story()
        for _ in range(2):
            assert anna.post(anna.page("conversation/1/stories"), same).status_code == 302
        assert anna.post(anna.page("conversation/1/stories"), same | {"text": "Een ander."}).status_code == 302
        assert sorted(Story.objects.values_list("text", flat=True)) == ["Een ander.", "Het taalcafé liep vol."]

    @pytest.mark.parametrize("wrong", [{"text": ""}, {"text": "\u200b\u200d"}, {"side": "most"}, {"keep": "ever"}])
    def test_what_is_wrong_is_said_and_the_text_stays(self, play, wrong):
        play.opened([LOW, HIGH])
        play.show("conversation/1")
        for who, page in (
            (play.members[0], "conversation/1/stories"),
            (play.facilitator, "console/conversation/1/stories"),
        ):
            answer = who.post(who.page(page), story("Zo ging het.") | wrong)
            assert answer.status_code == 422
            if "text" not in wrong:
                assert "Zo ging het." in answer.content.decode()
        assert not Story.objects.exists()

    def test_too_long_is_refused_and_stays(self, play):
        play.opened([LOW, HIGH])
        play.show("conversation/1")
        answer = tell(play.members[0], text="x" * 10_001)
        assert answer.status_code == 422
        assert "x" * 10_001 in answer.content.decode() and "at most 10000 characters" in answer.content.decode()

    def test_a_refused_story_stays_when_the_room_went_on(self, play):
        play.opened([LOW, HIGH])
        play.show("score")
        answer = tell(play.members[0], text="Zo ging het.", side="most")
        assert answer.status_code == 422
        assert "Zo ging het." in answer.content.decode() and "The room went on" in answer.content.decode()

    def test_a_refused_story_does_not_move_to_another_category(self, play):
        play.opened([LOW, HIGH])
        play.show("conversation/2")
        for who, page in (
            (play.members[0], "conversation/1/stories"),
            (play.facilitator, "console/conversation/1/stories"),
        ):
            page_text = who.post(who.page(page), story("Zo ging het.", side="most")).content.decode()
            assert "Zo ging het." in page_text and f'action="{who.page(page)}"' in page_text

    def test_ten_thousand_signs_right_to_left_and_emoji_in_every_view(self, play):
        play.opened([LOW, HIGH])
        play.show("conversation/1")
        assert tell(play.members[0], text=LONG + "\u202e\x07").status_code == 302
        stored = Story.objects.get().text
        assert stored == LONG.strip() and "\u202e" not in stored
        for page in (
            play.console(),
            play.stranger.get(play.screen).content.decode(),
            play.members[1].get(play.members[1].page()).content.decode(),
        ):
            assert "👩‍👩‍👧" in page and '<p class="story-text" dir="auto">' in page

    def test_markup_is_text(self, play):
        play.opened([LOW, HIGH])
        play.show("conversation/1")
        tell(play.members[0], text="<script>alert(1)</script>")
        assert "<script>alert" not in play.console()

    def test_only_the_teller_and_the_facilitator_take_it_away(self, play):
        play.opened([LOW, HIGH])
        anna, bo = play.members
        tell(anna)
        tell(bo, text="Nog een.")
        mine = Story.objects.get(seat=anna.seat)
        assert bo.post(bo.page(f"stories/{mine.pk}/removal")).status_code == 404
        assert anna.post(anna.page(f"stories/{mine.pk}/removal")).status_code == 302
        assert play.do("wall", {"off": Story.objects.get().pk}).status_code == 302
        assert not Story.objects.exists()

    def test_the_facilitator_notes_without_a_name(self, play):
        play.opened([LOW, HIGH])
        assert play.do("conversation/1/stories", story(named="on")).status_code == 302
        assert Story.objects.get().seat is None and not Story.objects.get().named

    def test_anonymous_stories_wait_and_come_in_one_go(self, make_play):
        play = make_play("anonymous").opened([LOW] * 5)
        play.show("conversation/1")
        tell(play.members[0], named="on")
        tell(play.members[1], text="En nog een.")
        assert not Story.objects.exists()
        assert "taalcafé" not in play.console() and "Show all of it" in play.console()
        waiting = uuid.UUID(Box.of(play.workshop).words[0]["id"])
        assert play.do("wall", {"off": waiting}).status_code == 404  # nobody reads before all do
        assert play.do("conversation/1/stories/opening").status_code == 302
        assert set(Story.objects.values_list("seat", "named")) == {(None, False)}
        page = play.stranger.get(play.screen).content.decode()
        assert "taalcafé" in page and "En nog een." in page and "Member" not in page
        assert "Take my example away" not in play.members[0].own()


class TestProvisional:
    def test_it_is_kept_and_shown(self, play):
        play.opened([LOW, HIGH])
        play.show("conversation/1")
        assert play.do("conversation/1/score", {"points": "12", "number": "0"}).status_code == 302
        assert "Team score for now: 12" in play.stranger.get(play.screen).content.decode()
        assert play.do("conversation/1/score", {"points": "", "number": "1"}).status_code == 302
        assert ScoreDraft.objects.get().points is None

    @pytest.mark.parametrize("points", ["-1", "101", "1.5", "veel", "١٢", "1e2"])
    def test_a_wrong_number(self, play, points):
        play.opened([LOW, HIGH])
        play.show("conversation/1")
        answer = play.do("conversation/1/score", {"points": points, "number": "0"})
        assert answer.status_code == 422
        assert (
            "Type a whole number from 0 to 100." in answer.content.decode()
            and f'value="{points}"' in answer.content.decode()
        )

    def test_the_later_of_two_sees_what_the_other_made_it(self, play):
        play.opened([LOW, HIGH])
        play.show("conversation/1")
        play.do("conversation/1/score", {"points": "12", "number": "0"})
        answer = play.do("conversation/1/score", {"points": "14", "number": "0"})
        assert answer.status_code == 409
        page = answer.content.decode()
        assert "has just made it 12" in page and 'value="14"' in page and 'name="number" value="1"' in page
        assert play.do("conversation/1/score", {"points": "14", "number": "1"}).status_code == 302
        assert ScoreDraft.objects.get().points == 14

    def test_a_category_that_is_not_there(self, play):
        play.opened([LOW, HIGH])
        for place in (0, 11):
            assert play.do(f"conversation/{place}/score", {"points": "1", "number": "0"}).status_code == 404
            assert play.do(f"conversation/{place}/stories", story()).status_code == 404
            assert tell(play.members[0], place).status_code == 404


def test_a_draft_is_json_of_ten_numbers(play):
    play.opened([LOW, HIGH])
    whole = {"points": ["1"] * 10, "numbers": [0] * 10}
    wrong = [b"", b"[]", b"{}", b"{" * 5000, json.dumps(whole | {"numbers": ["0"] * 10}).encode()]
    wrong += [json.dumps(whole | {"points": ["1"] * 9}).encode(), json.dumps(whole | {"numbers": [-1] * 10}).encode()]
    for body in wrong:
        answer = play.facilitator.client.put(
            play.facilitator.page("console/score"), body, content_type="application/json"
        )
        assert answer.status_code == 422, body[:40]
    assert not ScoreDraft.objects.exists()
