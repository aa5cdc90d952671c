"""The road (M12): set by administrators, suitcases placed by teams, steps only where they were released; no scores."""

import re

import pytest
from django.urls import reverse

from koffer.journey.models import Placement, StepStop, Stop
from koffer.organisation.models import Destination
from koffer.workshop.models import Pair, StepChange, Workshop
from tests.conftest import Person
from tests.takeaway.conftest import LADDER

LARGE, SMALL = "A table in every district", "Ask three visitors"


@pytest.fixture
def road(library):
    """The library's road with two stops; its address."""
    Destination.introduce(library.organisation, library.administrator.user, text="De huiskamer", horizon="", frame="")
    for name in ("Tables", "Living rooms"):
        answer = library.administrator.post(
            f"{library.here}road/stops", {"name": name, "period": "2027", "aim": f"Aim of {name}"}
        )
        assert answer.status_code == 302
    return f"{library.here}road"


def stops(library):
    """The stops by name."""
    return {stop.name: stop for stop in library.organisation.stops.all()}


def adopt(team, library, name="Balie"):
    """The team's workshop becomes one of the library."""
    team.workshop.adopt(library.teams[name])


def put(team, stop, number=0):
    """The facilitator puts the suitcase there."""
    facilitator = team.play.facilitator
    return facilitator.post(
        facilitator.page("console/road/place"), {"stop": stop.pk if stop else "0", "number": number}
    )


def lay(team, stop):
    """The facilitator lays the large step there."""
    facilitator, pair = team.play.facilitator, Pair.objects.get(workshop=team.workshop)
    return facilitator.post(facilitator.page(f"console/road/steps/{pair.pk}"), {"stop": stop.pk if stop else "0"})


def seen(person, address):
    """The page."""
    return person.get(address).content.decode()


def standing(page, stop):
    """What stands at a stop, in the list."""
    return re.search(rf'<li id="stop-{stop.pk}">(.*?)</li>\s*(?:<li id="stop|</ol>)', page, re.S)[1]


class TestTheOrganisation:
    def test_a_suitcase_stands_where_its_team_put_it(self, team, library, road):
        adopt(team, library)
        tables = stops(library)["Tables"]
        assert put(team, tables).status_code == 302
        for person in library.people.values():
            assert "Balie" in standing(seen(person, road), tables)
        page = team.page()
        assert "Beside the road" in page and "data-stop" in page

    def test_before_a_team_places_it_nothing_stands_there(self, team, library, road):
        adopt(team, library)
        assert "Balie" not in seen(library.viewer, road)

    def test_steps_only_when_the_label_was_released(self, team, library, road):
        adopt(team, library)
        tables = stops(library)["Tables"]
        put(team, tables)
        assert lay(team, tables).status_code == 302
        assert LARGE not in seen(library.administrator, road) and SMALL not in seen(library.administrator, road)
        assert LARGE in seen(team.play.facilitator, team.play.facilitator.page("console/road"))
        team.workshop.release([("label", "teams")])
        assert LARGE not in seen(library.administrator, road)
        team.workshop.release([("label", "organisation")])
        page = standing(seen(library.viewer, road), tables)
        assert LARGE in page and SMALL in page and "✓" not in page
        StepChange.write(team.step(), "done")
        assert "✓" in standing(seen(library.viewer, road), tables)

    def test_no_score_stands_there(self, team, library, road, make_done):
        from tests.journey.conftest import Team

        adopt(team, library)
        other = Team(make_done())
        adopt(other, library, "Jeugd")
        for one in (team, other):
            put(one, stops(library)["Tables"])
            one.workshop.release([(item, "organisation") for item in ("score", "label", "gaps", "strengths")])
        page = seen(library.administrator, road)
        assert "Balie" in page and "Jeugd" in page
        assert not any(f"<b>{number}</b>" in page for number in LADDER)
        assert "We listen to the neighbourhood." not in page and "We do not dare to stop." not in page

    def test_another_organisation_sees_nothing(self, team, library, road, make_library):
        adopt(team, library)
        put(team, stops(library)["Tables"])
        other = make_library("Elders")
        assert other.administrator.get(road).status_code == 404
        page = seen(other.administrator, f"{other.here}road")
        assert "Balie" not in page and "Tables" not in page

    def test_a_facilitator_moves_the_own_teams_only(self, team, library, road):
        adopt(team, library)
        tables, rooms = stops(library).values()
        put(team, tables)
        elsewhere = library.add("elsewhere", "facilitator", "Jeugd")
        own = library.add("own", "facilitator", "Balie")
        place = f"{road}/suitcases/{team.workshop.pk}"
        assert "data-case" not in seen(elsewhere, road) and "data-case" in seen(own, road)
        assert elsewhere.post(place, {"stop": rooms.pk, "number": 1}).status_code == 404
        assert library.viewer.post(place, {"stop": rooms.pk, "number": 1}).status_code == 403
        assert own.post(place, {"stop": rooms.pk, "number": 1}).status_code == 302
        assert Placement.objects.get().stop == rooms

    def test_an_old_page_moves_nothing(self, team, library, road):
        adopt(team, library)
        tables, rooms = stops(library).values()
        put(team, tables)
        put(team, rooms, number=1)
        answer = put(team, None, number=1)
        assert answer.status_code == 409 and "Somebody else moved" in answer.content.decode()
        place = f"{road}/suitcases/{team.workshop.pk}"
        answer = library.facilitator.post(place, {"stop": tables.pk, "number": 1})
        assert answer.status_code == 409 and "Somebody else moved" in answer.content.decode()
        assert Placement.objects.get().stop == rooms

    @pytest.mark.parametrize("stop", ["", "x", "999999", "-1", "1" * 40])
    def test_a_stop_that_is_not_there(self, team, library, road, stop):
        adopt(team, library)
        put(team, None)
        place = f"{road}/suitcases/{team.workshop.pk}"
        assert library.facilitator.post(place, {"stop": stop, "number": 1}).status_code == 422
        facilitator = team.play.facilitator
        assert facilitator.post(facilitator.page("console/road/place"), {"stop": stop}).status_code == 422

    def test_a_stop_of_another_road(self, team, library, road, make_library):
        adopt(team, library)
        other = make_library("Elders")
        Stop.add(other.organisation, other.administrator.user, name="Theirs", period="", aim="")
        assert put(team, Stop.objects.get(name="Theirs")).status_code == 422
        assert not Placement.objects.exists()

    def test_an_administrator_may_hide_and_show_and_no_more(self, team, library, road):
        adopt(team, library)
        put(team, stops(library)["Tables"])
        hiding = f"{road}/suitcases/{team.workshop.pk}/hiding"
        library.administrator.post(hiding, {"hidden": "yes"})
        assert "Balie" not in seen(library.viewer, road) and "out of sight" in seen(library.administrator, road)
        library.administrator.post(hiding, {"hidden": "no"})
        assert "Balie" in seen(library.viewer, road)
        place = f"{road}/suitcases/{team.workshop.pk}"
        assert library.administrator.post(place, {"stop": "0", "number": 1}).status_code == 403

    def test_taken_away_it_is_gone_with_its_steps(self, team, library, road):
        adopt(team, library)
        put(team, stops(library)["Tables"])
        lay(team, stops(library)["Tables"])
        facilitator = team.play.facilitator
        facilitator.post(facilitator.page("console/road/place/removal"))
        assert "Balie" not in seen(library.viewer, road)
        assert not Placement.objects.exists() and not StepStop.objects.exists()

    def test_of_two_workshops_of_a_team_the_last_one_stands_there(self, team, library, road, make_done):
        from tests.journey.conftest import Team

        tables, rooms = stops(library).values()
        later = Team(make_done())
        for one, stop in ((team, tables), (later, rooms)):
            adopt(one, library)
            put(one, stop)
        page = seen(library.viewer, road)
        assert "Balie" not in standing(page, tables) and "Balie" in standing(page, rooms)

    def test_hiding_the_last_one_does_not_bring_an_older_one_back(self, team, library, road, make_done):
        from tests.journey.conftest import Team

        later = Team(make_done())
        for one in (team, later):
            adopt(one, library)
            put(one, stops(library)["Tables"])
        library.administrator.post(f"{road}/suitcases/{later.workshop.pk}/hiding", {"hidden": "yes"})
        assert "Balie" not in seen(library.viewer, road)


class TestStops:
    def test_moved_changed_and_taken_away(self, team, library, road):
        adopt(team, library)
        admin, tables = library.administrator, stops(library)["Tables"]
        put(team, tables)
        admin.post(f"{road}/stops/{tables.pk}/move", {"to": "down"})
        assert [stop.name for stop in library.organisation.stops.all()] == ["Living rooms", "Tables"]
        admin.post(f"{road}/stops/{tables.pk}/move", {"to": "down"})  # the end of the road
        admin.post(f"{road}/stops/{tables.pk}/move", {"to": "up"})
        assert [stop.name for stop in library.organisation.stops.all()] == ["Tables", "Living rooms"]
        admin.post(f"{road}/stops/{tables.pk}", {"name": "Big tables", "period": "", "aim": ""})
        assert "Big tables" in seen(library.viewer, road)
        admin.post(f"{road}/stops/{tables.pk}/removal")
        assert Placement.objects.get().stop is None
        assert "Balie" in seen(library.viewer, road)  # at the beginning
        assert "changed a stop on the road" in seen(admin, f"{library.here}register")

    @pytest.mark.parametrize(
        ("data", "told"),
        [({"name": ""}, "Fill this in"), ({"name": "x" * 61}, "at most 60"), ({"name": "\u200b"}, "Fill this in")],
    )
    def test_a_wrong_stop(self, library, road, data, told):
        answer = library.administrator.post(f"{road}/stops", data | {"period": "typed", "aim": ""})
        assert answer.status_code == 422 and told in answer.content.decode() and "typed" in answer.content.decode()

    def test_twelve_are_enough(self, library, road):
        for number in range(11):
            answer = library.administrator.post(f"{road}/stops", {"name": f"S{number}"})
        assert answer.status_code == 422 and "Twelve stops" in answer.content.decode()
        assert library.organisation.stops.count() == 12


class TestTheWall:
    def link(self, library, road):
        return re.search(r'href="http://testserver(/wall/[^"]+)"', seen(library.administrator, road))[1]

    def test_without_an_account_and_nothing_to_press(self, team, library, road):
        adopt(team, library)
        put(team, stops(library)["Tables"])
        page = seen(Person("Screen"), self.link(library, road))
        assert "Balie" in page and "Aim of Tables" in page and "De huiskamer" in page
        assert "<form" not in page and "data-case" not in page and '<html lang="nl"' in page

    def test_an_ended_link_opens_nothing(self, library, road):
        old = self.link(library, road)
        assert library.administrator.post(f"{road}/wall").status_code == 302
        assert Person("x").get(old).status_code == Person("x").get(f"{old}x").status_code == 404
        assert Person("x").get(self.link(library, road)).status_code == 200
        assert "/wall/" not in seen(library.viewer, road)


class TestAWorkshopOfNobody:
    def test_has_a_small_road_of_its_own(self, team):
        facilitator = team.play.facilitator
        page = facilitator.page("console/road")
        assert facilitator.post(f"{page}/stops", {"name": "Spring", "period": "", "aim": ""}).status_code == 302
        stop = Stop.objects.get()
        assert put(team, stop).status_code == lay(team, stop).status_code == 302
        assert LARGE in seen(facilitator, page) and "Only your team sees this road" in seen(facilitator, page)
        assert "Spring" in team.page() and f"{team.link}/road.pdf" in team.page()
        assert team.visitor.get(f"{team.link}/road.png").content.startswith(b"\x89PNG")
        assert facilitator.post(f"{page}/stops/{stop.pk}/removal").status_code == 302
        assert not Stop.objects.exists() and not StepStop.objects.exists()

    def test_an_organisation_sets_the_stops_of_its_own(self, team, library, road):
        adopt(team, library)
        facilitator = team.play.facilitator
        answer = facilitator.post(facilitator.page("console/road/stops"), {"name": "Mine", "period": "", "aim": ""})
        assert answer.status_code == 409 and not Stop.objects.filter(name="Mine").exists()

    def test_before_the_opening_there_is_no_place(self, make_play):
        play = make_play()
        page = play.facilitator.page("console/road")
        assert "Open the team suitcase first" in seen(play.facilitator, page)
        assert play.facilitator.post(f"{page}/place", {"stop": "0"}).status_code == 409
        assert play.stranger.get(page).status_code == 404

    def test_it_goes_with_its_workshop(self, team):
        facilitator = team.play.facilitator
        facilitator.post(facilitator.page("console/road/stops"), {"name": "Spring", "period": "", "aim": ""})
        put(team, Stop.objects.get())
        Workshop.objects.get(pk=team.workshop.pk).delete()
        assert not Stop.objects.exists() and not Placement.objects.exists()


def test_a_page_of_the_road_asks_equally_often_for_many_teams(
    team,
    library,
    road,
    make_done,
    django_assert_max_num_queries,
):
    from koffer.organisation.models import Team as Group
    from tests.journey.conftest import Team

    for number in range(6):
        group = Group.make(library.organisation, library.administrator.user, f"T{number}")
        one = Team(make_done())
        one.workshop.adopt(group)
        put(one, stops(library)["Tables"])
        lay(one, stops(library)["Tables"])
        one.workshop.release([("label", "organisation")])
    with django_assert_max_num_queries(15):
        page = seen(library.administrator, reverse("road", args=[library.organisation.pk]))
    assert page.count(LARGE) == 6
