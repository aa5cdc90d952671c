"""A stranger, and whoever compares numbers: an id opens nothing and counts nothing (rules.md, section 1, rule 15)."""

import base64
import itertools
import re

import pytest
from django.urls import get_resolver

from koffer.one_to_one.models import Side, Step
from koffer.organisation.models import Design, Invitation
from koffer.organisation.models.design import CONNECTIE
from koffer.web.qr import qr_svg
from koffer.workshop.access import door
from koffer.workshop.models import FacilitatorKey, Workshop
from koffer.workshop.team_link import team_token
from tests.addresses import all_patterns
from tests.conftest import Person
from tests.one_to_one.conftest import make_two
from tests.takeaway.conftest import make_done

__all__ = ["make_done", "make_two"]


def test_t4_no_page_of_a_workshop_leads_a_stranger_to_its_code(make_play):
    """Every address that holds nothing but the workshop's id: 404, and no answer says the code."""
    play = make_play("discreet")
    asked = 0
    for name, parts, route in all_patterns():
        if parts != ["workshop"] or not route.startswith("w/"):
            continue
        path = "/" + re.sub(r"<[^>]+>", str(play.workshop.pk), route)
        for method in ("get", "post"):
            answer = getattr(play.stranger.client, method)(path)
            asked += 1
            to_sign_in = answer.status_code == 302 and answer.url.startswith("/account/login/")
            assert to_sign_in or answer.status_code in (404, 405), (name, method, answer.status_code)
            assert play.workshop.code not in str(answer.headers) + answer.content.decode()
    assert asked > 40


def test_t4_a_viewer_of_the_organisation_learns_no_code(library):
    workshop = library.start()
    for path in (f"/w/{workshop.pk}/console/paper/stack", f"/w/{workshop.pk}/"):
        assert library.viewer.get(path).status_code == 404
    page = library.viewer.get(f"{library.here}workshops/{workshop.pk}").content.decode()
    assert workshop.code not in page


def test_t4_the_blank_sheet_leads_to_joining(make_play, monkeypatch):
    """Who fills it may scan it: what it holds is the code that hangs on the wall, not the facilitator's page."""
    drawn = []
    monkeypatch.setattr(
        "koffer.takeaway.papers.sheets.qr_svg", lambda address, about: drawn.append(address) or qr_svg(address, about)
    )
    play = make_play("discreet")
    assert play.facilitator.get(play.facilitator.page("takeaway/sheet.pdf")).status_code == 200
    assert drawn == [f"http://testserver{door(play.workshop)}"]


RUNNING = re.compile(r'(?:name="[a-z]|data-[a-z]+="|id="[a-z-]*|value="|/)(\d{1,15})(?=[/"])')


def numbers_in(text):
    """Numbers in the places of keys: names and values of fields, ids, addresses; not the moment of a strap."""
    return {number for number in RUNNING.findall(text) if not re.fullmatch(r"1\d{9}", number)}


def test_t10_pages_of_a_later_workshop_hold_no_larger_numbers(make_play):
    """Between the two others made workshops, sheets, designs and keys: nothing on a page counts them."""
    told = []
    for _time in range(2):
        play = make_play("open")
        play.fill(3)
        pages = [play.console(), play.members[0].own()]
        asked = (play.facilitator.page("console/people"), play.facilitator.page("console/links"))
        pages += [play.facilitator.get(path).content.decode() for path in asked]
        play.open()
        for step in ("suitcase", "conversation/1", "score", "strengths", "label"):
            play.show(step)
            pages += [play.console(), play.members[0].get(play.members[0].page()).content.decode()]
            pages.append(play.stranger.get(play.screen).content.decode())
        keys = {str(key) for key in FacilitatorKey.objects.values_list("pk", flat=True)}
        told.append([numbers_in(page) - keys for page in pages])
        for _other in range(3):
            make_play("open").fill(2)
    assert told[0] == told[1]


def test_t10_pages_of_a_later_conversation_of_two_hold_no_larger_numbers(make_two):
    """How many others talk is nobody's business."""
    told = []
    for _time in range(2):
        two = make_two("opened")
        two.write()
        pages = [two.page(who, place) for who in (two.employee, two.manager) for place in ("", "talk", "steps")]
        keys = {str(key) for kind in (Side, Step) for key in kind.objects.values_list("pk", flat=True)}
        assert min(map(int, keys)) > 10**8
        told.append([numbers_in(page) - keys for page in pages])
        for _other in range(3):
            make_two("both")
    assert told[0] == told[1]


def test_t10_keys_in_addresses_are_random(library, make_play):
    """Of what an organisation makes: people, invitations, sheets; and of a workshop its links."""
    boss = library.administrator.user
    for number in range(5):
        Design.make(library.organisation, boss, f"Vel {number}", "nl en", CONNECTIE)
        Invitation.make(library.organisation, role="viewer")
        library.add(f"person {number}", "viewer", "Balie")
        make_play("open")
    for kind in (library.organisation.designs, library.organisation.invitations, library.organisation.memberships):
        assert spread_out(kind.values_list("pk", flat=True))
    assert spread_out(FacilitatorKey.objects.values_list("pk", flat=True))


def spread_out(keys):
    """Whether no two of these keys are neighbours, and most are large."""
    keys = sorted(keys)
    return len(keys) >= 5 and min(b - a for a, b in itertools.pairwise(keys)) > 10**6 and keys[2] > 10**10


def test_t10_no_address_takes_a_running_number():
    """A new address with a number must be a place that counts from 1, or a key that is random."""
    known = {"place", "member", "invitation", "design", "stop", "key"}
    found = set()

    def look(patterns):
        for entry in patterns:
            found.update(n for n, c in entry.pattern.converters.items() if type(c).__name__ == "IntConverter")
            look(getattr(entry, "url_patterns", []))

    look(get_resolver().url_patterns)
    assert found == known


def test_t10_the_token_of_a_stream_counts_nothing(make_play):
    play = make_play("open")
    token = re.search(r"/live/([^\"]+)", play.console())[1]
    told = base64.urlsafe_b64decode(token.split(":")[0] + "==").decode()
    assert [n for n in re.findall(r"\d+", told) if len(n) < 9 and n not in str(play.workshop.pk)] in ([], ["1"])


def test_t11_a_calendar_opens_nothing_else(make_done):
    """Somebody to whom the calendar was forwarded follows everything that stands in it."""
    play = make_done()
    workshop = Workshop.found(play.workshop.pk)
    page = play.facilitator.get(play.facilitator.page("takeaway")).content.decode()
    feed = re.search(r"/calendar/[^\"?]+\.ics", page)[0]
    stranger = Person("Stranger")
    text = stranger.get(feed).content.decode().replace("\r\n ", "")
    assert "BEGIN:VEVENT" in text and team_token(workshop) not in text and workshop.code not in text
    links = set(re.findall(r"https?://[^/\s]+(/\S*)", text))
    assert links and {stranger.get(link).status_code for link in links} == {404}
    for ident in set(re.findall(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", text)):
        for path in (f"/w/{ident}/", f"/w/{ident}/console", f"/t/{ident}", f"/r/{ident}"):
            assert stranger.get(path).status_code == 404


def test_t11_the_calendar_that_is_saved_opens_nothing_either(make_done):
    play = make_done()
    text = play.facilitator.get(play.facilitator.page("takeaway/dates.ics")).content.decode().replace("\r\n ", "")
    links = set(re.findall(r"https?://[^/\s]+(/\S*)", text))
    assert links and {Person("Stranger").get(link).status_code for link in links} == {404}


@pytest.mark.parametrize("name", ["report.pdf", "score.csv", "archive.json", "team.xlsx"])
def test_t10_no_file_name_or_header_holds_an_id(make_done, name):
    play = make_done()
    answer = play.facilitator.get(play.facilitator.page(f"takeaway/{name}"))
    assert answer.status_code == 200
    assert str(play.workshop.pk) not in str(answer.headers) and play.workshop.code not in str(answer.headers)
    assert not re.search(r"\d", answer.headers["Content-Disposition"])
