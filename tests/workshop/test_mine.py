"""What is one person's own: seen, taken along, withdrawn, erased; per mode and state, and what others see of it."""

import re
import uuid
from datetime import timedelta

import pytest

from koffer.method.mode import Mode
from koffer.sheets.refusals import Refused
from koffer.workshop.models import Action, Box, Draft, Offer, Seat, Sentence, Sheet, SheetPoints, Story, Task
from tests.conftest import noon
from tests.kept import once
from tests.workshop.test_findings_and_label import pair
from tests.workshop.test_live_equals_reload import compare_all, keep_draft
from tests.workshop.test_visibility import AUDIENCES, streamed, without_identity

LOW = [19, 17, 15, 13, 11, 9, 7, 5, 3, 1]
HIGH = [1, 3, 5, 7, 9, 11, 13, 15, 17, 19]
MODES = list(Mode)
STATES = ["filling", "opened", "decided", "closed"]
WORDS = ("Toen de markt dichtging.", "Wij luisteren goed.", "Zonnig")


def press():
    return str(uuid.uuid4())


def say_all(person):
    """This person tells a story, sends sentences, offers, agrees, and puts the own name at a step."""
    story = {"text": WORDS[0], "side": "high", "keep": "us", "named": "on", "press_key": press()}
    person.post(person.page("conversation/1/stories"), story)
    person.post(person.page("conversation/1/offer"), {"wanted": "yes", "may_tell": "yes"})
    person.post(person.page("sentences/strength"), {"text": WORDS[1], "press_key": press()})
    person.post(person.page("sentences/word"), {"text": WORDS[2], "press_key": press()})
    person.post(person.page("nod"), {"nod": "agree"})
    person.post(person.page("label"), pair(large="Een wijktafel.", small="Vraag drie mensen."))
    step = Action.objects.get(pair__workshop=person.workshop, size="small")
    person.post(person.page(f"label/{step.pair_id}/small/name"), {"wanted": "yes"})


def at(make_play, mode, state):
    """Six members, all handed in, up to `state`, and the one who said everything."""
    play = once(("mine", mode, state), lambda: played(make_play(mode), state))
    return play, play.members[2]


def played(play, state):
    """What `at` keeps."""
    for number in range(6):
        play.join(f"Member{number}")
    anna = play.members[2]
    anna.post(anna.page("wish"), {"wanted": "yes"})
    play.start()
    for number, member in enumerate(play.members):
        assert member.hand_in(HIGH if number % 2 else LOW).status_code == 302
    if state != "filling":
        play.open()
        say_all(anna)
    if state in ("decided", "closed"):
        play.decide(LOW)
    if state == "closed":
        assert play.do("closing", {"after": "3", "day": ""}).status_code == 302
    return play


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("mode", MODES)
def test_the_page_and_the_file_hold_what_is_kept_about_one_person(make_play, mode, state):
    _play, anna = at(make_play, mode, state)
    page = anna.get(anna.page("mine")).content.decode()
    kept = anna.get(anna.page("mine.json")).json()
    cut = mode == Mode.ANONYMOUS and state != "filling"
    assert kept["name"] == "Member2" and kept["wish_without_names"] is True
    assert kept["sheet"] == ("cut loose" if cut else "handed in" if state == "filling" else "counted")
    assert (list(kept["points"].values()) if kept["points"] else None) == (None if cut else LOW)
    assert ("Withdraw my sheet" in page) == (not cut)
    assert ("Nobody can find out any more which one is yours" in page) == cut
    kept_words = state != "filling" and not cut
    assert [story["text"] for story in kept["stories"]] == ([WORDS[0]] if kept_words else [])
    assert (WORDS[0] in page) == (WORDS[1] in page) == kept_words
    assert bool(kept["offers"]) == (kept_words and state != "closed")
    assert kept["steps_with_name"] == (["Vraag drie mensen."] if state != "filling" else [])
    assert bool(kept["sheet_kept_until"]) == (state == "closed")
    everything = page + str(kept)
    assert not any(f"Member{n}" in everything for n in (0, 1, 3, 4, 5))
    assert "attachment" in anna.get(anna.page("mine.json")).headers["Content-Disposition"]


@pytest.mark.parametrize("mode", MODES)
def test_withdrawing_before_the_opening_is_a_sheet_that_never_was(make_play, mode):
    play = make_play(mode)
    anna, bo = play.join("Anna"), play.join("Bo")
    play.start()
    assert keep_draft(anna).status_code == 200
    anna.hand_in(LOW, number="1")
    keep = anna.client.put(anna.page("draft"), {"points": ["9"] * 10, "number": 2}, content_type="application/json")
    assert keep.status_code == 200
    bo.hand_in(HIGH)
    asking = anna.get(anna.page("mine/sheet/withdrawal")).content.decode()
    assert "you can fill a new sheet" in asking and "have seen" not in asking
    for _ in range(2):  # again: nothing more happens
        assert anna.post(anna.page("mine/sheet/withdrawal")).url == anna.page("mine")
    assert play.workshop.sheets_in() == 1 and not Draft.objects.exists()
    assert anna.sheet is None and 'id="own-sheet"' in anna.own()
    assert "1 of 2" in streamed(play, "participant")
    assert anna.hand_in(HIGH, press="press-2").status_code == 302


@pytest.mark.parametrize("state", ["opened", "decided", "closed"])
@pytest.mark.parametrize("mode", [Mode.OPEN, Mode.DISCREET])
def test_withdrawing_after_the_opening(make_play, mode, state):
    play, anna = at(make_play, mode, state)
    asking = anna.get(anna.page("mine/sheet/withdrawal")).content.decode()
    assert "The others have seen the picture" in asking and "cannot hand in another sheet" in asking
    decisions = list(play.workshop.decisions.values_list("no", flat=True))
    before = compare_all(play)
    for _ in range(2):
        assert anna.post(anna.page("mine/sheet/withdrawal")).status_code == 302
    assert compare_all(play) > before
    assert Sheet.objects.count() == 5 and SheetPoints.objects.count() == 50
    assert "5 people" in streamed(play, "screen") or state != "opened"
    assert list(play.workshop.decisions.values_list("no", flat=True)) == decisions
    assert anna.hand_in(HIGH, press="press-2", confirmed="yes").status_code == 409
    assert anna.hand_in(LOW, press="(withdrawn)", confirmed="yes").status_code == 409
    assert Sheet.objects.count() == 5
    play.show("suitcase")
    if state != "opened":
        assert "You withdrew your sheet" in anna.own()
    assert "You withdrew your sheet" in anna.get(anna.page("mine")).content.decode()
    assert "Hand in your sheet after all" not in anna.own()
    assert anna.get(anna.page("sheet/picture")).status_code == 404


def test_the_own_page_says_so_calmly(make_play):
    play = make_play("discreet").opened([LOW, HIGH])
    anna = play.members[0]
    play.show("suitcase")
    anna.post(anna.page("mine/sheet/withdrawal"))
    assert "You withdrew your sheet" in anna.own()


def test_all_sheets_are_withdrawn_and_every_step_can_still_be_shown(make_play):
    play = make_play("open").opened([LOW, HIGH])
    for member in play.members:
        assert member.post(member.page("mine/sheet/withdrawal")).status_code == 302
    assert not Sheet.objects.exists()
    for step in ("lobby", "suitcase", "conversation/1", "score", "strengths", "gaps", "label", "sharing"):
        assert play.show(step).status_code == 302
        compare_all(play)
    assert play.do("score/proposal").status_code == 409
    assert play.decide(LOW).status_code == 302


@pytest.mark.parametrize("tightened", [False, True])
def test_an_anonymous_sheet_cannot_be_withdrawn(make_play, tightened):
    play, anna = at(make_play, Mode.OPEN if tightened else Mode.ANONYMOUS, "opened")
    if tightened:
        play.do("mode", {"mode": "anonymous"})
    version = play.workshop.version
    page = anna.get(anna.page("mine/sheet/withdrawal")).content.decode()
    assert "There is no sheet to withdraw" in page and '<form method="post" class="actions"' not in page
    answer = anna.post(anna.page("mine/sheet/withdrawal"))
    assert answer.status_code == 409 and "so it stays" in answer.content.decode()
    assert Sheet.objects.count() == 6 and play.workshop.version == version


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("mode", MODES)
def test_erasing(make_play, mode, state):
    play, anna = at(make_play, mode, state)
    seat, link = anna.seat, anna.get(anna.page("link")).content.decode()
    link = re.search(r"/m/[\w-]+", link)[0]
    decided = play.workshop.decisions.count()
    before = play.workshop.version
    assert "cannot be undone" in anna.get(anna.page("mine/erasure")).content.decode()
    assert anna.post(anna.page("mine/erasure")).url == "/erased"
    assert anna.get("/erased").status_code == 200
    assert play.workshop.version > before
    # nothing is left, and nobody gets in any more
    assert not Seat.objects.filter(pk=seat.pk).exists()
    assert not Draft.objects.exists() and not Offer.objects.exists()
    assert not Story.objects.exclude(seat=None).exists() and not Sentence.objects.exclude(seat=None).exists()
    cut = mode == Mode.ANONYMOUS and state != "filling"
    assert max(Sheet.objects.count(), play.workshop.sheets_in()) == (6 if cut else 5)
    words = len(Box.of(play.workshop).waiting(kind="story")) + Story.objects.count()
    assert words == int(cut)  # without a name: nobody can find whose they are
    assert play.workshop.decisions.count() == decided
    assert Action.objects.count() == (0 if state == "filling" else 2)  # the team's steps stay, without a name
    for path in ("", "own", "mine", "mine.json"):
        assert anna.get(anna.page(path)).status_code == 404
    assert anna.get(link).status_code == 404
    assert anna.post(anna.page("mine/erasure")).status_code == 404
    # the others see no name any more
    play.members.remove(anna)
    for step in ("lobby", "suitcase", "conversation/1", "label"):
        play.show(step)
        if state != "closed":
            compare_all(play)
        for audience in AUDIENCES:
            assert "Member2" not in streamed(play, audience)
            assert cut or not any(words in streamed(play, audience) for words in WORDS[:2])
    people = play.facilitator.get(play.facilitator.page("console/people")).content.decode()
    assert "Member2" not in people and "Member3" in people


@pytest.mark.parametrize("wish", [True, False])
@pytest.mark.parametrize("mode", MODES)
def test_the_room_is_as_if_the_person_had_never_been_there(make_play, mode, wish):
    """Nothing tells who wished, handed in, offered or passed: the bytes are those of before."""
    play = make_play(mode)
    play.join("Anna")
    before = [without_identity(streamed(play, audience), play) for audience in AUDIENCES]
    bo = play.join("Bo")
    bo.post(bo.page("wish"), {"wanted": "yes" if wish else "no"})
    bo.post(bo.page("mine/erasure"))
    assert [without_identity(streamed(play, audience), play) for audience in AUDIENCES] == before
    cas = play.join("Bo")  # the name is free again
    assert cas.seat.name == "Bo"


def test_who_left_can_erase_too(make_play):
    play = make_play("open").opened([LOW, HIGH])
    anna = play.members[0]
    seat = anna.seat
    play.facilitator.post(play.facilitator.page(f"console/people/{seat.pk}/out"))
    assert "What is kept about you" in anna.own()
    assert anna.post(anna.page("mine/erasure")).status_code == 302
    assert not Seat.objects.filter(pk=seat.pk).exists() and Sheet.objects.count() == 1


def test_until_the_workshop_itself_is_deleted(make_play):
    play, anna = at(make_play, "open", "closed")
    closing = play.workshop.closing
    assert Task.run(noon(closing.erases_on))["erase-sheets"] == 1
    page = anna.get(anna.page("mine")).content.decode()
    assert "Your sheet is erased" in page and "Withdraw my sheet" not in page
    assert anna.post(anna.page("mine/sheet/withdrawal")).status_code == 302  # nothing is left to withdraw
    assert anna.post(anna.page("mine/erasure")).status_code == 302
    assert Task.run(noon(play.workshop.purge_on + timedelta(days=1)))["purge"] == 1


@pytest.mark.in_process
def test_another_window_of_who_was_erased_is_told(make_play):
    """Every verb of a person that begins before and comes after the erasure."""
    play = make_play("open").opened([LOW, HIGH])
    seats = [Seat.objects.select_related("workshop").get(pk=play.members[0].seat.pk) for _ in range(2)]
    seats[0].erase()
    late, category = seats[1], play.workshop.categories()[0].pk
    step = {"text": "x", "side": "high", "keep": "us"}
    for verb in (
        lambda: late.hand_in(HIGH, "late"),
        lambda: late.keep_draft([1] * 10, 1),
        lambda: late.rename("Bo"),
        lambda: late.look_on(True),
        lambda: late.leave(),
        lambda: late.come_back(),
        lambda: late.say("agree"),
        lambda: late.take_back(),
        lambda: late.erase(),
        lambda: late.withdraw(),
        lambda: late.offer(category, wanted=True, may_tell=False),
        lambda: play.workshop.tell(uuid.uuid4(), category, late, **step),
        lambda: late.send("strength", uuid.uuid4(), "x"),
    ):
        with pytest.raises(Refused):
            verb()
    assert Seat.objects.count() == 1 and not Story.objects.exists() and not Draft.objects.exists()


def test_the_menu_and_the_closing_page_lead_there(make_play):
    _play, anna = at(make_play, "open", "closed")
    assert anna.own().count(anna.page("mine")) == 2
