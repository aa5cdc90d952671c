"""Commands name their target and the version that they saw, and a press that is heard late is one press.

shared/cases/trust.md, T22, T32, T34 and T40; rules.md, section 7. In a browser: tests/browser/test_trust.py.
"""

import logging
import re
import uuid

import pytest
from django.test import Client

from koffer.sheets.findings import STRENGTH
from koffer.workshop.models import Pair, Sentence, Story, Workshop
from tests.attacks.test_places import LADDER, OTHER
from tests.conftest import DESTINATION, Person
from tests.one_to_one.conftest import make_library, make_two

__all__ = ["make_library", "make_two"]


def moves(page: str) -> str:
    """How often the room had moved when the page was made."""
    return re.search(r'name="moves" value="(\d+)"', page)[1]


def press() -> str:
    """A fresh press."""
    return str(uuid.uuid4())


# T22: two clicks


def shown(play) -> str:
    """What the room shows."""
    here = play.workshop
    return f"{here.shown_step}{here.shown_category.position if here.shown_category else ''}"


def test_t22_two_presses_on_next_are_one_step(make_play):
    play = make_play("open")
    play.fill(2)
    play.open()
    seen = moves(play.console())
    for step in ("conversation/1", "conversation/2"):  # the second one is what slid under the finger
        assert play.do("shown", {"step": step, "moves": seen}).url == play.facilitator.page("console")
    assert shown(play) == "conversation0"
    assert play.do("shown", {"step": "conversation/2", "moves": moves(play.console())}).status_code == 302
    assert shown(play) == "conversation1"


def test_t22_start_filling_is_not_undone_by_the_second_press(play):
    seen = moves(play.console())
    play.do("start", {"moves": seen})
    play.do("restart", {"moves": seen})
    assert play.workshop.started
    play.do("restart", {"moves": moves(play.console())})
    assert not play.workshop.started


def test_t22_two_facilitators_are_one_step_too(make_play):
    from koffer.workshop.models import FacilitatorKey

    play = make_play("open")
    play.fill(2)
    play.open()
    second = Person("Second", workshop=play.workshop)
    second.get(f"/f/{FacilitatorKey.give(play.workshop, 'Second')[1]}")
    pages = [play.console(), second.get(second.page("console")).content.decode()]
    play.do("shown", {"step": "conversation/1", "moves": moves(pages[0])})
    answer = second.post(second.page("console/shown"), {"step": "score", "moves": moves(pages[1])}, follow=True)
    assert answer.status_code == 200 and shown(play) == "conversation0"
    assert 'data-stage="opened-open conversation/0' in answer.content.decode()


def test_t22_what_others_do_in_the_room_is_no_move(make_play):
    play = make_play("open")
    anna = play.join("Anna")
    play.start()
    seen = moves(play.console())
    anna.hand_in(LADDER)
    play.join("Bas")
    assert play.do("opening", {"moves": seen}).status_code == 302 and play.workshop.opened


@pytest.mark.parametrize(
    ("deed", "form"),
    [("minutes", {}), ("opening", {}), ("closing", {"after": "3"}), ("reopening", {}), ("team-links", {})],
)
def test_t22_every_command_of_the_console_is_done_once(make_play, deed, form):
    play = make_play("open")
    play.fill(2)
    if deed != "opening":
        play.open()
        play.show("conversation/1")
    if deed in ("closing", "reopening"):
        play.decide(LADDER)
    if deed == "reopening":
        play.do("closing", {"after": "3"})
    seen = moves(play.console())
    play.do("shown", {"step": "destination", "moves": seen})
    before = Workshop.objects.values("turn_until", "link_number").get(), play.workshop.opened, play.workshop.closed
    answer = play.do(deed, form | {"moves": seen})
    assert answer.status_code in (302, 409)
    assert before == (
        Workshop.objects.values("turn_until", "link_number").get(),
        play.workshop.opened,
        play.workshop.closed,
    )


def closed(make_play):
    """A workshop that is closed."""
    play = make_play("open")
    play.fill(2)
    play.open()
    play.decide(LADDER)
    assert play.do("closing", {"after": "3"}).status_code == 302
    return play


def test_t22_nor_twice_in_a_review(make_play):
    play = closed(make_play)
    page = play.facilitator.page("console/review")
    seen = moves(play.facilitator.get(page).content.decode())
    play.facilitator.post(f"{page}/hold", {"moves": seen})
    held = play.workshop.reviews.get()
    answer = play.facilitator.post(f"{page}/finish", {"after": "3", "moves": seen})
    held.refresh_from_db()
    assert answer.status_code == 302 and held.done_on is None
    play.facilitator.post(f"{page}/together", {"moves": seen})
    held.refresh_from_db()
    assert held.together_at is None
    now = moves(play.facilitator.get(page).content.decode())
    play.facilitator.post(f"{page}/together", {"moves": now})
    held.refresh_from_db()
    assert held.together_at


def test_t22_the_moves_stand_in_every_form_of_the_console(play):
    room = re.search(r'<main id="room".*?</main>', play.console(), re.DOTALL)[0]
    assert room.count('name="moves"') == room.count('name="csrfmiddlewaretoken"') > 1


# T40: a decision from an old page


def test_t40_a_late_sheet_between_is_seen_before_deciding(make_play):
    play = make_play("open")
    play.fill(2)
    late = play.join("Late")
    play.open()
    play.show("score")
    sheets = re.search(r'name="sheets" value="(\d+)"', play.console())[1]
    assert sheets == "2" and late.hand_in(OTHER, press="late").status_code == 302
    rows = {f"c{place}": str(points) for place, points in enumerate(LADDER)} | {"seen": "0"}
    rows |= {f"n{place}": "0" for place in range(10)}
    answer = play.do("decision", rows | {"sheets": sheets})
    page = answer.content.decode()
    assert answer.status_code == 409 and "Another sheet came in or went" in page
    assert 'value="19"' in page and 'name="sheets" value="3"' in page and not play.workshop.decided
    assert play.do("decision", rows | {"sheets": "3"}).status_code == 302 and play.workshop.decided


# T32: heard late


def talking(make_play, mode="open"):
    """A workshop in the talk."""
    play = make_play(mode)
    play.fill(5)
    play.open()
    play.show("conversation/1")
    return play


@pytest.mark.parametrize("mode", ["open", "anonymous"])
def test_t32_a_story_that_was_stored_unheard_and_mended_is_one(make_play, mode):
    play = talking(make_play, mode)
    anna, bas = play.members[:2]
    lost, again = press(), press()
    page = anna.page("conversation/1/stories")
    form = {"side": "other", "keep": "us"}
    anna.post(page, form | {"text": "I did it", "press_key": lost})
    anna.post(page, form | {"text": "I did it well", "press_key": again, "earlier": lost})
    anna.post(page, form | {"text": "I did it well", "press_key": again, "earlier": lost})  # and this answer too
    anna.post(page, form | {"text": "I did it very well", "press_key": press(), "earlier": f"{lost} {again}"})
    if mode == "anonymous":
        bas.post(bas.page("conversation/1/stories"), form | {"text": "So did I", "press_key": press()})
        play.do("conversation/1/stories/opening")
    assert sorted(Story.objects.exclude(text="So did I").values_list("text", flat=True)) == ["I did it very well"]


def test_t32_nobody_mends_the_story_of_another(make_play):
    play = talking(make_play)
    anna, bas = play.members[:2]
    lost = press()
    form = {"side": "other", "keep": "us"}
    anna.post(anna.page("conversation/1/stories"), form | {"text": "hers", "press_key": lost})
    bas.post(bas.page("conversation/1/stories"), form | {"text": "his", "press_key": press(), "earlier": lost})
    assert sorted(Story.objects.values_list("text", flat=True)) == ["hers", "his"]


def test_t32_a_pair_a_sentence_and_a_finding(make_play):
    play = talking(make_play)
    anna = play.members[0]
    lost = press()
    halves = {f"{size}-who": "everyone" for size in ("large", "small")}
    halves |= {"large-due": "2027-05-01", "small-due": "2026-12-10", "large-text": "A course", "small-text": "Phone"}
    anna.post(anna.page("label"), halves | {"press_key": lost})
    anna.post(anna.page("label"), halves | {"small-text": "Phone Els", "press_key": press(), "earlier": lost})
    assert Pair.objects.count() == 1 and Pair.objects.get().halves()["small"].text == "Phone Els"
    for text, earlier in (("We listen", ""), ("We listen well", lost)):
        anna.post(anna.page("sentences/strength"), {"text": text, "press_key": lost, "earlier": earlier})
    assert Sentence.objects.get().text == "We listen well"
    play.do("findings/strength", {"text": "Listening", "press_key": lost})
    play.do("findings/strength", {"text": "Listening well", "press_key": press(), "earlier": lost})
    assert list(play.workshop.findings.filter(kind=STRENGTH).values_list("text", flat=True)) == ["Listening well"]


def test_t32_between_two(make_two):
    two = make_two("opened")
    lost = press()
    two.do(two.employee, "findings/strength", {"text": "I listen", "press_key": lost})
    two.do(two.employee, "findings/strength", {"text": "I listen well", "press_key": press(), "earlier": lost})
    assert list(two.one.findings.values_list("text", flat=True)) == ["I listen well"]


def test_t32_a_start_that_was_stored_unheard_is_one(db):
    person = Person("Marloes")
    form = {"team": "Team", "destination": DESTINATION, "press_key": press()}
    first = person.post("/start", form).url
    assert person.post("/start", form).url == first and Workshop.objects.count() == 1
    assert Person("Other").post("/start", form | {"press_key": press()}).url != first


# T34: where forms fail


@pytest.mark.parametrize(
    ("headers", "said"),
    [
        ({"origin": "null"}, "is not the one that this server knows itself by"),
        ({"origin": "https://elsewhere.example"}, "is not the one that this server knows itself by"),
    ],
)
def test_t34_an_address_that_does_not_fit_is_named_to_the_host(play, headers, said, caplog):
    strict = Client(enforce_csrf_checks=True, headers={"accept-language": "en"})
    strict.get("/start")
    token = strict.cookies["csrftoken"].value
    form = {"team": "Team Typed", "destination": DESTINATION, "csrfmiddlewaretoken": token}
    logging.getLogger("koffer").addHandler(caplog.handler)
    try:
        answer = strict.post("/start", form, headers=headers)
    finally:
        logging.getLogger("koffer").removeHandler(caplog.handler)
    page = answer.content.decode()
    assert answer.status_code == 403 and said in page and DESTINATION in page
    assert "Koffer-Token" not in answer.headers
    assert "KOFFER_URL" in caplog.text and headers["origin"] in caplog.text and "X-Forwarded-Proto" in caplog.text


def test_t34_cookies_that_are_gone_and_an_old_page_are_told_as_what_they_are(play):
    strict = Client(enforce_csrf_checks=True, headers={"accept-language": "en"})
    answer = strict.post("/start", {"team": "Team", "destination": DESTINATION})
    assert answer.status_code == 403 and "did not keep the cookie" in answer.content.decode()
    assert answer.headers["Koffer-Token"] == "cookies" and DESTINATION in answer.content.decode()
    strict.get("/start")
    answer = strict.post("/start", {"team": "Team", "destination": DESTINATION, "csrfmiddlewaretoken": "x" * 64})
    assert answer.status_code == 403 and "stood open for long" in answer.content.decode()
    assert answer.headers["Koffer-Token"] == "old"


def test_t22_between_two_the_second_press_undoes_nothing(make_two):
    from tests.one_to_one.conftest import EMPLOYEES

    two = make_two("both")
    two.hand_in(two.employee, EMPLOYEES)
    seen = moves(two.page(two.employee))
    two.do(two.employee, "opening", {"wanted": "yes", "moves": seen})
    two.do(two.employee, "opening", {"wanted": "no", "moves": seen})  # the button that slid under the finger
    assert two.side("employee").opens
    two.do(two.manager, "opening", {"wanted": "yes", "moves": moves(two.page(two.manager))})
    assert two.one.opened


def test_t22_between_two_one_does_not_hold_up_the_other(make_two):
    """Both press "open" at the same moment, from pages that knew nothing of the other's press."""
    from tests.one_to_one.conftest import EMPLOYEES

    two = make_two("both")
    two.hand_in(two.employee, EMPLOYEES)
    pages = [two.page(two.employee), two.page(two.manager)]
    for who, page in zip((two.employee, two.manager), pages, strict=True):
        two.do(who, "opening", {"wanted": "yes", "moves": moves(page)})
    assert two.one.opened
