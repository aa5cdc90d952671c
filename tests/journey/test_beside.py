"""Beside the road, as a step of the workshop (M12): on the wall, on the phones and on the console."""

import pytest

from koffer.journey.models import Placement, Stop
from koffer.workshop.step import STEPS
from tests.takeaway.conftest import SHEETS
from tests.workshop.test_visibility import AUDIENCES, FACILITATOR, streamed

QUESTION = "Where do we put our suitcase?"


@pytest.fixture
def beside(make_play):
    """An opened workshop of nobody, with two stops on its road, that shows the step."""
    play = make_play().opened(SHEETS)
    for name in ("Tables", "Living rooms"):
        assert play.do("road/stops", {"name": name, "period": "2027", "aim": ""}).status_code == 302
    assert play.show("roadside").status_code == 302
    return play


def put(play, stop, number=0):
    """The facilitator puts the suitcase there."""
    return play.do("beside", {"stop": stop.pk if stop else "0", "number": number})


def test_everybody_sees_the_road_and_the_suitcase_as_soon_as_it_stands_there(beside):
    pages = {audience: streamed(beside, audience) for audience in AUDIENCES}
    assert all("Living rooms" in page and "data-stop" in page for page in pages.values())
    assert all(QUESTION in page for page in pages.values())
    version = beside.workshop.version
    assert put(beside, Stop.objects.get(name="Tables")).status_code == 302
    assert beside.workshop.version > version
    for audience in AUDIENCES:
        page = streamed(beside, audience)
        assert "<title>Team Klantcontact</title>" in page and "<title>Team Klantcontact</title>" not in pages[audience]
    assert "Our suitcase stands here: Tables." in streamed(beside, AUDIENCES[0])


def test_it_comes_before_what_we_share_and_the_script_fits_the_meeting(beside):
    console = streamed(beside, FACILITATOR)
    here = console.index('aria-current="step">Beside the road')
    assert console.index("to-label") < here < console.index("to-sharing")
    assert sum(step.minutes for step in STEPS.values()) <= 90
    assert 'value="sharing"' in console and "The place says nothing about how far we are" in console


def test_before_the_opening_it_cannot_be_shown(make_play):
    play = make_play()
    assert play.show("roadside").status_code == 409
    assert put(play, None).status_code == 409 and not Placement.objects.exists()


def test_a_stop_that_is_gone_and_another_press_in_between_are_said_at_the_form(beside):
    tables, rooms = Stop.objects.get(name="Tables"), Stop.objects.get(name="Living rooms")
    gone = beside.do("beside", {"stop": "17", "number": 0})
    assert gone.status_code == 422 and "That stop is not there any more" in gone.content.decode()
    put(beside, tables)
    late = put(beside, rooms, number=0)
    assert late.status_code == 409 and "Somebody else moved this suitcase" in late.content.decode()
    assert Placement.objects.get().stop == tables
    assert put(beside, rooms, number=1).status_code == 302 and Placement.objects.get().stop == rooms


def test_a_member_and_a_stranger_cannot_move_it(beside):
    address = beside.facilitator.page("console/beside")
    assert beside.members[0].post(address, {"stop": "0"}).status_code == 403
    assert beside.stranger.post(address, {"stop": "0"}).status_code == 404
    assert not Placement.objects.exists()


def test_in_an_organisation_it_is_seen_by_others_when_it_is_closed(beside, library):
    workshop = beside.workshop
    workshop.adopt(library.teams["Balie"])
    stop = Stop.objects.create(organisation=library.organisation, name="Wijktafels", place=1)
    assert "Wijktafels" in streamed(beside, FACILITATOR) and "Living rooms" not in streamed(beside, FACILITATOR)
    assert put(beside, stop).status_code == 302
    road = f"{library.here}road"
    assert "<title>Balie</title>" not in library.viewer.get(road).content.decode()
    beside.decide([19, 17, 15, 13, 11, 9, 7, 5, 3, 1])
    assert beside.do("closing", {"after": "3", "day": ""}).status_code == 302
    assert "<title>Balie</title>" in library.viewer.get(road).content.decode()


def test_nobody_sees_the_suitcase_of_another_team_there(beside, library, make_play):
    stop = Stop.objects.create(organisation=library.organisation, name="Wijktafels", place=1)
    other = make_play().opened(SHEETS)
    for play, team in ((beside, "Balie"), (other, "Jeugd")):
        play.workshop.adopt(library.teams[team])
        play.show("roadside")
        assert put(play, stop).status_code == 302
    for audience in AUDIENCES:
        assert "<title>Jeugd</title>" not in streamed(beside, audience)


def test_without_stops_it_says_what_to_do(make_play, library):
    play = make_play().opened(SHEETS)
    play.show("roadside")
    assert "add a stop first" in play.console()
    play.workshop.adopt(library.teams["Balie"])
    assert "an administrator of your organisation sets them" in play.console()
