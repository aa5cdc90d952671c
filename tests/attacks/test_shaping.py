"""A facilitator who shapes what is counted: five sheets means five people (rules.md, section 1, rule 13)."""

import re
import uuid

import pytest
from django.urls import reverse

from koffer.workshop.models import Workshop
from koffer.workshop.models.known import known
from tests.conftest import Person

UP, DOWN = [1, 3, 5, 7, 9, 11, 13, 15, 17, 19], [19, 17, 15, 13, 11, 9, 7, 5, 3, 1]


def aside(play, person, wanted="yes"):
    """The facilitator sets a sheet aside, or puts it back."""
    path = reverse("aside", args=[play.workshop.pk, person.seat.pk])
    return play.facilitator.post(path, {"aside": wanted})


def type_slip(play, points, name=""):
    """The facilitator types a sheet."""
    made = play.do("paper", {"name": name})
    if made.status_code != 302:
        return made
    rows = {f"c{place}": str(number) for place, number in enumerate(points)}
    return play.facilitator.post(made.url, rows | {"confirmed": "yes"})


def numbers(play):
    """What the facilitator's pages say."""
    pages = [
        play.console(),
        *(play.facilitator.get(play.facilitator.page(f"console/{p}")).content.decode() for p in PAGES),
    ]
    return [re.sub(r'value="[^"]{20,}"|/live/[^"]*|<nav.*?</nav>', "", page, flags=re.DOTALL) for page in pages]


PAGES = ("people", "opening")


def test_t2_setting_aside_tells_nothing_of_who_handed_in(make_play):
    play = make_play("anonymous")
    persons = [play.join(name) for name in ("Anna", "Bas", "Cees", "Dora", "Els", "Fien")]
    play.start()
    for person in persons[::2]:
        person.hand_in()
    before = numbers(play)
    answers = {person.name: aside(play, person) for person in persons}
    assert {answer.status_code for answer in answers.values()} == {409}
    told = {re.sub(r'value="[^"]*"', "", answer.content.decode()) for answer in answers.values()}
    assert len(told) == 1
    assert numbers(play) == before and play.workshop.sheets_in() == 3


def test_t2_what_was_set_aside_before_the_workshop_became_anonymous_is_nobodys(make_play):
    """The second place: the list forgets whose sheet it was, in the moment of tightening."""
    play = make_play("discreet")
    anna, bas = play.join("Anna"), play.join("Bas")
    play.start()
    anna.hand_in(UP)
    bas.hand_in(DOWN)
    assert aside(play, anna).status_code == 302
    assert "set aside" in numbers(play)[1] and "The facilitator set your sheet aside" in anna.own()
    play.do("mode", {"mode": "anonymous"})
    assert "set aside" not in numbers(play)[1] and "handed in" not in numbers(play)[1]
    assert "The facilitator set your sheet aside" in anna.own()  # its owner still reads so
    assert aside(play, anna, "no").status_code == 409
    anna.hand_in(UP, press="again", number="1")
    assert play.workshop.sheets_in() == 2  # only its owner can say that it counts again


@pytest.mark.parametrize("mode", ["discreet", "anonymous"])
def test_t3_slips_that_the_facilitator_typed_do_not_make_five(make_play, mode):
    play = make_play(mode)
    anna = play.join("Anna")
    play.start()
    anna.hand_in(UP)
    for number in range(4):
        assert type_slip(play, DOWN[number:] + DOWN[:number], f"Paper {number}").status_code == 302
    assert play.workshop.sheets_in() == 5
    page = play.facilitator.get(play.facilitator.page("console/opening")).content.decode()
    assert "These sheets surely come from 1 person" in page
    if mode == "anonymous":
        assert play.open().status_code == 409 and not play.workshop.opened
        return
    assert play.open().status_code == 302
    play.show("suitcase")
    screen = play.stranger.get(play.screen).content.decode()
    assert "sheets of fewer than five people" in screen and "on average" not in screen
    assert known(Workshop.found(play.workshop.pk)).close() is None  # one bit about one person's sheet is too much


def test_t3_with_slips_alone_nobody_can_be_worked_out(make_play):
    play = make_play("anonymous")
    play.start()
    for number in range(5):
        assert type_slip(play, DOWN[number:] + DOWN[:number]).status_code == 302
    assert play.open().status_code == 302
    assert known(Workshop.found(play.workshop.pk)).shows_dots


def second_facilitator(play):
    """Another browser with a link of its own."""
    page = play.do("links", {"label": "Second"}).content.decode()
    second = Person("Second", workshop=play.workshop)
    assert second.get(re.search(r"/f/[\w-]+", page.split("Second")[1])[0]).status_code == 302
    return second


def test_t3_who_typed_the_other_slips_does_not_learn_the_last(make_play):
    """The second place: of two who type, one may know all sheets but one."""
    play = make_play("anonymous")
    play.start()
    for number in range(5):
        assert type_slip(play, DOWN[number:] + DOWN[:number]).status_code == 302
    second = second_facilitator(play)
    made = second.post(second.page("console/paper"))
    assert second.post(made.url, {f"c{n}": str(points) for n, points in enumerate(UP)}).status_code == 302
    assert play.open().status_code == 409 and not play.workshop.opened
    assert second.post(f"{made.url}/back").status_code == 302
    assert play.open().status_code == 302


def test_t2_a_slip_has_no_name(make_play):
    """A name on paper would tell whose sheet it is, as soon as few of them are in."""
    play = make_play("discreet")
    play.start()
    assert type_slip(play, UP, "Anna").status_code == 302
    seat = play.workshop.seats.get()
    play.do("mode", {"mode": "anonymous"})
    assert "Anna" not in "".join(numbers(play))
    answer = play.facilitator.post(reverse("rename", args=[play.workshop.pk, seat.pk]), {"name": "Anna"})
    assert answer.status_code == 409 and "a slip has no name" in answer.content.decode()
    assert type_slip(play, DOWN, "Bas").status_code == 302
    rows = {"seat": "", "name": "Cees"} | {f"c{n}": str(points) for n, points in enumerate(UP[1:] + UP[:1])}
    play.do("paper/stack", rows)
    names = {seat.name for seat in play.workshop.seats.all()}
    assert not names & {"Anna", "Bas", "Cees"}


def test_a_sheet_that_is_set_aside_is_a_sheet(make_play):
    """What it was made of stays: the categories cannot change under it."""
    play = make_play("discreet")
    anna = play.join("Anna")
    play.start()
    anna.hand_in(UP)
    aside(play, anna)
    for mode in ("discreet", "anonymous"):
        play.do("mode", {"mode": mode})
        assert play.do("restart").status_code == 409


@pytest.mark.parametrize("tightened", [False, True])
def test_only_who_counts_reads_that_they_do(make_play, tightened):
    """A browser keeps its own sheet; whether it counts follows from what everybody reads alike."""
    play = make_play("discreet" if tightened else "anonymous")
    members = [play.join(f"Member{number}") for number in range(7)]
    play.start()
    for number, member in enumerate(members):
        member.hand_in(DOWN[number:] + DOWN[:number])
    presses = [re.search(r'data-press="(\w+)"', member.own())[1] for member in members]
    assert members[0].post(members[0].page("sheet/back")).status_code == 302
    if tightened:
        assert aside(play, members[1]).status_code == 302
    play.open()
    if tightened:
        play.do("mode", {"mode": "anonymous"})
    play.show("suitcase")
    told = {re.search(r'data-counted="([^"]*)"', member.own())[1] for member in members}
    out = 2 if tightened else 1
    assert told == {" ".join(sorted(presses[out:]))}


def test_t3_setting_aside_does_not_help(make_play):
    play = make_play("discreet")
    persons = [play.join(f"Member{number}") for number in range(5)]
    play.start()
    for number, person in enumerate(persons):
        person.hand_in(DOWN[number:] + DOWN[:number])
    for person in persons[1:]:
        assert aside(play, person).status_code == 302
    for number in range(4):
        type_slip(play, UP[number:] + UP[:number], f"Paper {number}")
    play.open()
    seen = known(Workshop.found(play.workshop.pk))
    assert seen.count == 5 and not (seen.shows_dots or seen.shows_mean) and seen.close() is None


def test_t16_five_seats_of_one_browser_are_one_person(make_play):
    play = make_play("anonymous")
    one = Person("One", workshop=play.workshop)
    for number in range(5):
        one.post(f"/j/{play.workshop.code}/someone-else")
        assert one.post(f"/j/{play.workshop.code}", {"name": f"Seat {number}"}).status_code == 302
        if not number:
            play.start()
        one.hand_in(DOWN[number:] + DOWN[:number], press=f"press-{number}")
    assert play.workshop.sheets_in() == 5
    page = play.facilitator.get(play.facilitator.page("console/opening")).content.decode()
    assert "Are these 5 sheets of 5 people?" in page and "surely come from 1 person" in page
    assert play.open().status_code == 409


@pytest.mark.parametrize("mode", ["discreet", "anonymous"])
def test_t16_the_opening_asks_whether_these_are_so_many_people(make_play, mode):
    """Five browsers one after another cannot be told from five people: the page says how one can see it."""
    play = make_play(mode)
    play.fill(5)
    page = play.facilitator.get(play.facilitator.page("console/opening")).content.decode()
    assert "Are these 5 sheets of 5 people?" in page and "Count the people who handed in" in page
    member = Person("Late", workshop=play.workshop)
    assert "are there as many as the screen says" in member.get(f"/j/{play.workshop.code}").content.decode()


def test_who_came_back_without_a_cookie_has_a_way_out_that_tells_nobody(make_play):
    """The second seat looks on; whether the first one handed in, nobody learns from it."""
    told = []
    for handed_in in (True, False):
        play = make_play("anonymous")
        first, other = play.join("Anna"), play.join("Bas")
        play.start()
        (first if handed_in else other).hand_in()
        again = Person("Anna", workshop=play.workshop)
        again.post(f"/j/{play.workshop.code}", {"name": "Anna"})
        assert "Did you hand in before, on another device" in again.own()
        assert again.post(again.page("looking-on"), {"wanted": "yes"}).status_code == 302
        told.append(re.sub(r'[0-9a-f-]{32,}|place" value="[^"]*|data-until="\d+"', "", "".join(numbers(play))))
    assert told[0] == told[1]


def test_t3_a_slip_counts_once_whoever_types_it(make_play):
    """Another facilitator has another link, which does not lead to what was typed with the first."""
    play = make_play("anonymous")
    play.start()
    at = play.do("paper").url
    rows = {f"c{place}": str(number) for place, number in enumerate(UP)}
    second = second_facilitator(play)
    assert play.facilitator.post(at, rows).status_code == 302
    assert "This sheet is in" in second.get(at).content.decode()
    answer = second.post(at, rows)
    assert answer.status_code == 409 and "Who typed it can change it" in answer.content.decode()
    assert str(at.rpartition("/")[2]) not in second.get(second.page("console/paper/stack")).content.decode()
    assert second.post(f"{at}/back").status_code == 302 and play.workshop.sheets_in() == 1
    assert play.facilitator.post(f"{at}/back").status_code == 302 and play.workshop.sheets_in() == 0
    assert second.post(at, rows).status_code == 302 and play.workshop.sheets_in() == 1


def test_t9_words_of_the_facilitators_own_browser_open_nothing(make_play):
    """Whoever is seen sending alone would be the author, also where the facilitator sends something beside it."""
    play = make_play("anonymous").opened([DOWN[number:] + DOWN[:number] for number in range(5)])
    play.show("strengths")
    own = Person("Facilitator", client=play.facilitator.client, workshop=play.workshop)
    own.post(f"/j/{play.workshop.code}", {"name": "Facilitator"})
    anna, bas = play.members[:2]

    def sends(person):
        data = {"text": f"Woord van {person.name}", "press_key": str(uuid.uuid4())}
        assert person.post(person.page("sentences/strength"), data).status_code == 302

    for person in (anna, own, own, anna):
        sends(person)
        answer = play.do("sentences/strength/opening")
        assert answer.status_code == 409 and "of at least two people" in answer.content.decode()
    sends(bas)
    assert play.do("sentences/strength/opening").status_code == 302
