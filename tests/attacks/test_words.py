"""What is said is true for the mode: nobody is sent to a button that is not there, or asked to show who they are."""

import pytest

from tests.takeaway.conftest import LADDER

STEPS = ("lobby", "destination", "categories", "suitcase", "conversation/1", "score", "strengths", "gaps", "label")


def said(play):
    """All that the console proposes to say, step by step, before and after the opening."""
    texts = []
    for step in STEPS[:3]:
        play.show(step)
        texts.append(play.console())
    for number in range(6):
        member = play.join(f"Member{number}")
        if not number:
            play.start()
        member.hand_in(LADDER[number:] + LADDER[:number])
    texts.append(play.console())
    texts.append(play.facilitator.get(play.facilitator.page("console/opening")).content.decode())
    play.open()
    for step in STEPS[3:]:
        play.show(step)
        texts.append(play.console())
    return texts


@pytest.mark.parametrize("mode", ["open", "discreet", "anonymous"])
def test_t14_the_script_follows_the_mode(make_play, mode):
    play = make_play(mode)
    texts = "".join(said(play))
    is_open = mode == "open"
    assert ("who gave little" in texts) is is_open
    assert ("First the highest, then the lowest" in texts) is is_open
    assert ("ask on your phone. Nobody sees that you asked" in texts) is is_open
    assert ("it becomes discreet at the opening" in texts) is is_open
    paper = play.facilitator.get(play.facilitator.page("takeaway/script.pdf"))
    assert paper.status_code == 200


def test_t14_the_paper_script_follows_it_too(make_play):
    """The second place where the script stands."""
    from koffer.takeaway.papers.parts import Request
    from koffer.takeaway.papers.sheets import script

    for mode in ("open", "discreet", "anonymous"):
        said = str(script(make_play(mode).workshop, Request())["steps"])
        assert ("who gave little" in said) is (mode == "open")


def test_t14_the_script_follows_a_mode_that_became_stricter(make_play):
    play = make_play("open")
    assert "ask on your phone" in play.console()
    play.do("mode", {"mode": "anonymous"})
    assert "ask on your phone" not in play.console()


@pytest.mark.parametrize("mode", ["open", "discreet", "anonymous"])
def test_t14_the_phone_has_the_button_that_is_spoken_of(make_play, mode):
    play = make_play(mode)
    anna = play.join("Anna")
    promise = play.stranger.get(f"/j/{play.workshop.code}").content.decode()
    has_button = "I would rather have no names" in anna.own()
    assert has_button is (mode == "open")
    assert ("You can also ask, unseen" in promise) is has_button


@pytest.mark.parametrize("mode", ["open", "discreet", "anonymous"])
def test_t15_a_sheet_that_is_full_and_not_in_says_so(make_play, mode):
    play = make_play(mode)
    for number in range(5):
        member = play.join(f"Member{number}")
        if not number:
            play.start()
        member.hand_in(LADDER[number:] + LADDER[:number])
    sixth = play.join("Sixth")
    body = {"points": [str(n) for n in LADDER], "number": 0}
    assert sixth.client.put(sixth.page("draft"), body, content_type="application/json").status_code == 200
    phone = sixth.get(sixth.page()).content.decode()
    assert "put your phone away" not in phone and "not handed in yet" in phone
    assert "put your phone away" in play.members[0].get(play.members[0].page()).content.decode()
    page = play.facilitator.get(play.facilitator.page("console/opening")).content.decode()
    assert "1 sheet is complete and not handed in yet" in page
    half = {"points": ["9"] * 10, "number": 1}
    assert sixth.client.put(sixth.page("draft"), half, content_type="application/json").status_code == 200
    page = play.facilitator.get(play.facilitator.page("console/opening")).content.decode()
    assert "complete and not handed in" not in page
