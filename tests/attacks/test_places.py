"""Whoever shares a browser: a place is never lost silently, and a page acts for nobody but whom it was made for.

shared/cases/trust.md, T17, T18, T21 and T37 to T39. In a browser: tests/browser/test_places.py.
"""

import re
import uuid

import pytest

from koffer.workshop.device import KEY
from koffer.workshop.models import FacilitatorKey, Seat, Workshop
from tests.conftest import DESTINATION, Person
from tests.one_to_one.conftest import EMPLOYEES, MANAGERS, make_library, make_two

__all__ = ["make_library", "make_two"]
LADDER = [19, 16, 14, 12, 10, 9, 8, 6, 4, 2]
OTHER = LADDER[::-1]


def named(page: str) -> str:
    """The place that the forms of a page name."""
    return re.search(r'name="place" value="([0-9a-f]{16})"', page)[1]


def link(person: Person) -> str:
    """The path of the personal link."""
    return re.search(r"/m/[\w-]+", person.get(person.page("link")).content.decode())[0]


def both_in_one_browser(play) -> tuple[Person, str]:
    """Anna's page stands open in one tab, and Bert took the device in another: the browser, and Anna's place."""
    anna = play.join("Anna")
    place = named(anna.get(anna.page()).content.decode())
    anna.post(f"/j/{play.workshop.code}/someone-else")
    assert anna.post(f"/j/{play.workshop.code}", {"name": "Bert"}).status_code == 302
    return anna, place


# T17: somebody else's link


def test_t17_the_link_of_another_asks_first(play):
    anna, bas = play.join("Anna"), play.join("Bas")
    play.start()
    anna.hand_in(LADDER)
    mine, address = anna.secret, link(bas)
    asked = anna.get(address)
    assert asked.status_code == 200 and anna.secret == mine
    page = asked.content.decode()
    assert "You are Anna here" in page and "Do you want to be Bas on this device?" in page
    assert (
        re.search(r'<a class="button primary" href="/w/[^"]+">Go on as Anna<', page) and "Show the link of Anna" in page
    )
    assert anna.post(address, {"place": named(page)}).status_code == 302
    assert anna.secret == bas.secret


def test_t17_the_own_link_and_a_new_browser_are_not_asked(play):
    anna = play.join("Anna")
    address = link(anna)
    assert anna.get(address).status_code == 302
    elsewhere = Person("Anna", workshop=anna.workshop)
    assert elsewhere.get(address).status_code == 302 and elsewhere.secret == anna.secret


def test_t17_nor_is_a_facilitators_link_taken_silently(play):
    here = play.facilitator
    mine = here.held(KEY)
    _key, token = FacilitatorKey.give(play.workshop, "Second")
    page = here.get(f"/f/{token}").content.decode()
    assert "You are the facilitator here already" in page and here.held(KEY) == mine
    assert here.post(f"/f/{token}").status_code == 302 and here.held(KEY) == token


def test_t17_nor_a_side_of_two(make_two):
    two = make_two("both")
    page = two.page(two.manager, "mine")
    address = re.search(r"/one-to-one/as/[\w-]+", page)[0]
    asked = two.employee.get(address)
    assert asked.status_code == 200 and "Do you want to be Marloes on this device?" in asked.content.decode()
    two.hand_in(two.employee, EMPLOYEES)
    assert two.side("employee").handed_in and not two.side("manager").handed_in
    assert two.employee.post(address).status_code == 302
    assert "You are Marloes" in two.page(two.employee)


# T18: the cookie forgets


def start(person: Person) -> str:
    """A workshop started by this browser: the address of its console."""
    return str(person.post("/start", {"team": "Team", "destination": DESTINATION}).url)


def test_t18_thirteen_workshops_and_the_first_console_opens(db):
    person = Person("Marloes")
    consoles = [start(person) for _ in range(30)]
    assert [person.get(one).status_code for one in consoles] == [200] * 30


def test_t18_thirty_links_and_the_first_seat_is_there(play, make_play):
    anna = play.join("Anna")
    for _ in range(30):
        other = make_play()
        assert anna.get(link(other.join("Somebody"))).status_code == 302
    assert "You are Anna" in anna.get(anna.page()).content.decode()


def test_t18_thirty_conversations_and_the_first_is_there(db):
    person = Person("Marloes")
    data = {"role": "employee", "name": "Els", "destination": DESTINATION}
    made = [str(person.post("/one-to-one", data).url) for _ in range(30)]
    assert [person.get(one).status_code for one in made] == [200] * 30


def test_t18_two_tabs_at_the_same_moment_take_nothing_from_each_other(play):
    """What each answer sets is its own: a start, a join and a role, made from what the browser held before."""
    before = {name: morsel.value for name, morsel in play.facilitator.client.cookies.items()}
    set_by = []
    for deed in ("start", "start", "join"):
        tab = Person("Tab", workshop=play.workshop)
        for name, value in before.items():
            tab.client.cookies[name] = value
        answer = (
            tab.post(f"/j/{play.workshop.code}", {"name": "Anna"})
            if deed == "join"
            else tab.post("/start", {"team": "Team", "destination": DESTINATION})
        )
        set_by.append({name for name in answer.cookies if name not in ("csrftoken", "kb")})
    assert all(set_by) and not set_by[0] & set_by[1] and not (set_by[0] | set_by[1]) & set_by[2]
    assert not any(held & set(before) - {"csrftoken", "kb"} for held in set_by)


def test_t18_who_held_a_place_in_the_one_cookie_of_before_keeps_it(play):
    from django.core import signing

    anna = play.join("Anna")
    held = {"seats": {str(play.workshop.pk): anna.secret}, "keys": {str(play.workshop.pk): play.facilitator.held(KEY)}}
    old = Person("Anna", workshop=play.workshop)
    salt = "django.contrib.sessions.backends.signed_cookies"
    old.client.cookies["koffer"] = signing.dumps(held, salt=salt, compress=True)
    assert old.get(old.page()).status_code == 200 and old.get(old.page("console")).status_code == 200
    old.post(f"/j/{play.workshop.code}/someone-else")
    assert old.get(old.page()).status_code == 404 and old.get(old.page("console")).status_code == 200


def test_t18_as_many_cookies_as_a_browser_keeps_fit_into_a_header(db):
    person = Person("Marloes")
    start(person)
    longest = max(len(f"{name}={morsel.value}; ") for name, morsel in person.client.cookies.items() if name[:2] == KEY)
    assert longest * 180 < 8000


# T37: a page acts for nobody else


def test_t37_a_page_of_anna_does_nothing_for_bert(play):
    browser, anna = both_in_one_browser(play)
    play.start()
    rows = {f"c{place}": str(points) for place, points in enumerate(LADDER)}
    refused = browser.post(browser.page("sheet"), rows | {"press_key": "press", "place": anna})
    assert refused.status_code == 409 and refused.headers["Koffer-Place"] == "other"
    assert "This page is not yours any more" in refused.content.decode()
    assert play.workshop.sheets_in() == 0
    asked = browser.get(browser.page("own"), headers={"Koffer-Place": anna})
    assert asked.status_code == 409 and "Bert" not in asked.content.decode()
    bert = named(browser.get(browser.page()).content.decode())
    assert bert != anna
    assert browser.post(browser.page("sheet"), rows | {"press_key": "press", "place": bert}).status_code == 302


DEEDS = {
    "draft": {},
    "name": {"name": "Carla"},
    "wish": {"wanted": "yes"},
    "looking-on": {"wanted": "yes"},
    "leaving": {},
    "sheet/change": {},
    "sheet/back": {},
    "conversation/1/stories": {"text": "Bert said so", "side": "other", "keep": "us", "press_key": str(uuid.uuid4())},
    "sentences/strength": {"text": "We listen", "press_key": str(uuid.uuid4())},
    "label": {"small-text": "Phone Els", "press_key": str(uuid.uuid4())},
    "nod": {"nod": "agree"},
    "mine/erasure": {},
    "mine/sheet/withdrawal": {},
}


@pytest.mark.parametrize("deed", DEEDS)
def test_t37_no_deed_of_a_member_is_done_for_another(play, deed):
    browser, anna = both_in_one_browser(play)
    method = browser.client.put if deed == "draft" else browser.client.post
    answer = method(browser.page(deed), DEEDS[deed], headers={"Koffer-Place": anna})
    assert answer.status_code == 409 and answer.headers["Koffer-Place"] == "other"
    assert list(play.workshop.seats.order_by("number").values_list("name", flat=True)) == ["Anna", "Bert"]


def test_t37_what_was_typed_comes_back_unless_somebody_else_sits_here_now(play):
    browser, anna = both_in_one_browser(play)
    words = {"text": "I once gave a stranger my coat", "side": "other", "keep": "us", "place": anna}
    for person, shown in ((browser, False), (Person("Nobody", workshop=play.workshop), True)):
        answer = person.post(person.page("conversation/1/stories"), words | {"press_key": str(uuid.uuid4())})
        assert answer.status_code == 409
        assert ("I once gave a stranger my coat" in answer.content.decode()) == shown


def test_t37_nor_does_a_console_act_with_another_link(play):
    here = play.facilitator
    place = named(play.console())
    _key, token = FacilitatorKey.give(play.workshop, "Second")
    here.post(f"/f/{token}")
    assert here.post(here.page("console/start"), {"place": place}).status_code == 409
    assert not play.workshop.started
    assert here.post(here.page("console/start"), {"place": named(play.console())}).status_code == 302


def test_t37_on_one_device_the_employees_page_does_nothing_as_the_manager(make_two):
    two = make_two()
    two.do(two.employee, "beside", {"other": "Marloes"})
    two.do(two.employee, "asking", {"wanted": "yes"})
    els = named(two.page(two.employee))
    two.do(two.employee, "turn")
    rows = {f"c{place}": str(points) for place, points in enumerate(EMPLOYEES)} | {"press_key": "press"}
    two.do(two.employee, "sheet", rows | {"place": els}, status=409)
    assert not two.side("manager").handed_in and not two.side("employee").handed_in
    two.do(two.employee, "sheet", rows | {"place": named(two.page(two.employee))})
    assert two.side("manager").handed_in


def test_t37_who_forgot_everything_reads_so(play):
    anna = play.join("Anna")
    place = named(anna.get(anna.page()).content.decode())
    stranger = Person("Anna", workshop=play.workshop)
    answer = stranger.post(stranger.page("wish"), {"wanted": "yes", "place": place})
    assert answer.headers["Koffer-Place"] == "none"
    assert answer.status_code == 409 and "or it forgot who you are" in answer.content.decode()


def test_t37_every_form_of_a_place_names_it(play):
    """No form can be written that forgets it: the token and the place are one tag."""
    anna = play.join("Anna")
    play.start()
    pages = [anna.get(anna.page(name)).content.decode() for name in ("", "own", "name", "mine", "mine/erasure")]
    pages += [play.console(), play.facilitator.get(play.facilitator.page("console/people")).content.decode()]
    for page in pages:
        tokens = page.count('name="csrfmiddlewaretoken"')
        languages = page.count('class="languages"')
        assert tokens and page.count('name="place" value="') >= tokens - languages


# T38: looking changes nothing


@pytest.mark.parametrize("method", ["get", "head"])
def test_t38_a_link_that_is_looked_at_seats_nobody(play, method):
    anna = play.join("Anna")
    address = link(anna)
    anna.post(anna.page("leaving"))
    before = Workshop.objects.values().get(), list(Seat.objects.values())
    anybody = Person("Preview")
    assert getattr(anybody.client, method)(address).status_code == 200
    assert (Workshop.objects.values().get(), list(Seat.objects.values())) == before
    page = anybody.get(address).content.decode()
    assert "you left this workshop" in page and "Sit down again" in page
    assert anybody.post(address).status_code == 302
    assert Seat.objects.get().left_at is None


def test_t38_nor_does_the_link_of_a_side(make_two):
    two = make_two("both")
    address = re.search(r"/one-to-one/as/[\w-]+", two.page(two.manager, "mine"))[0]
    before = two.one.version
    Person("Preview").get(address)
    assert two.one.version == before


# T21: a facilitator who leaves


def test_t21_only_what_that_person_held_ends(play):
    from koffer.workshop.team_link import team_token

    second, token = FacilitatorKey.give(play.workshop, "Second")
    screen, team = play.screen, team_token(play.workshop)
    assert play.facilitator.post(play.facilitator.page(f"console/links/{second.pk}/withdrawal")).status_code == 302
    assert Person("Second").get(f"/f/{token}").status_code == 404
    assert play.stranger.get(screen).status_code == 200 and team_token(play.workshop) == team
    assert play.do("team-links").status_code == 302
    assert play.stranger.get(screen).status_code == 404 and team_token(play.workshop) != team


# T39: "change it" takes nothing out


@pytest.mark.parametrize("mode", ["open", "discreet", "anonymous"])
def test_t39_a_sheet_stays_in_until_another_one_is(make_play, mode):
    play = make_play(mode)
    play.fill(6)
    anna = play.members[0]
    points = anna.sheet
    assert anna.post(anna.page("sheet/change")).status_code == 302
    assert "counts as you handed it in" in anna.own() and play.workshop.sheets_in() == 6
    version = play.workshop.version
    assert anna.post(anna.page("sheet/change")).status_code == 302 and play.workshop.version == version
    assert anna.sheet == points
    assert play.open().status_code == 302
    assert play.workshop.sheets.count() == 6


@pytest.mark.parametrize("mode", ["discreet", "anonymous"])
def test_t39_the_newer_one_counts_or_is_let_go(make_play, mode):
    play = make_play(mode)
    anna = play.join("Anna")
    play.start()
    anna.hand_in(LADDER)
    anna.post(anna.page("sheet/change"))
    number = re.search(r'name="number" value="(\d+)"', anna.own())[1]
    draft = {"points": [str(points) for points in OTHER], "number": int(number)}
    assert anna.client.put(anna.page("draft"), draft, content_type="application/json").status_code == 200
    assert anna.sheet == LADDER and 'value="19"' in anna.own()
    anna.post(anna.page("sheet/change"), {"wanted": "no"})
    assert anna.sheet == LADDER and "Your suitcase is in" in anna.own()
    anna.post(anna.page("sheet/change"))
    assert anna.hand_in(OTHER, press="press-2").status_code == 302
    assert anna.sheet == OTHER and "Your suitcase is in" in anna.own()
    anna.post(anna.page("sheet/back"))
    assert anna.sheet is None and play.workshop.sheets_in() == 0


def test_t39_nor_between_two(make_two):
    two = make_two("both")
    two.hand_in(two.employee, EMPLOYEES)
    version = two.one.version
    two.do(two.employee, "sheet/change")
    assert two.side("employee").sheet() == EMPLOYEES and two.one.version == version
    assert "counts as you handed it in" in two.page(two.employee)
    for who in (two.employee, two.manager):
        two.do(who, "opening", {"wanted": "yes"})
    assert two.one.opened and two.side("employee").sheet() == EMPLOYEES


def test_t39_between_two_the_newer_one_counts(make_two):
    two = make_two("both")
    two.hand_in(two.employee, EMPLOYEES)
    two.do(two.employee, "sheet/change")
    two.hand_in(two.employee, MANAGERS, press="press-2")
    assert two.side("employee").sheet() == MANAGERS and not two.side("employee").changing_sheet
    two.do(two.employee, "sheet/change")
    two.do(two.employee, "sheet/change", {"wanted": "no"})
    assert not two.side("employee").changing_sheet and two.side("employee").sheet() == MANAGERS


def test_t39_nor_a_sheet_from_paper(play):
    play.start()
    at = play.do("paper", {"name": "Els"}).url
    rows = {f"c{place}": str(points) for place, points in enumerate(LADDER)}
    assert play.facilitator.post(at, rows).status_code == 302
    page = play.facilitator.get(f"{at}?again=yes").content.decode()
    assert "counts as it is until you hand in again" in page and play.workshop.sheets_in() == 1
    assert play.facilitator.post(at, rows | {"c0": "18"}).status_code == 302 and play.workshop.sheets_in() == 1


def test_t37_in_every_step_each_form_of_a_phone_names_its_place_and_is_taken(make_play):
    """As a browser sends it, with all hidden fields of its own form."""
    play = make_play("open")
    play.fill(2)
    anna = play.members[0]
    play.open()
    for step in ("conversation/1", "score", "strengths", "label", "sharing"):
        play.show(step)
        page = anna.get(anna.page()).content.decode()
        here = named(page)
        assert set(re.findall(r'name="place" value="([^"]*)"', page)) == {here}, step
        assert set(re.findall(r'name="place" value="([^"]*)"', play.console())) == {named(play.console())}
    for form in re.findall(r'<form[^>]*action="(/w/[^"]+/stories)".*?</form>', anna.own(), re.S):
        assert anna.post(form, {"place": here}).status_code != 409
