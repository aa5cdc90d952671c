"""A discarded workshop is met nowhere: not on the road, in a mail, in the gallery, an event, a history or a list."""

import re
from datetime import timedelta

import pytest
from django.core import mail

from koffer.journey.models import Event
from koffer.journey.review.history import series
from koffer.workshop.models import Task, Workshop
from tests.conftest import noon
from tests.journey.test_presentation import Show
from tests.journey.test_reminders import HERE, agreed
from tests.journey.test_review import fill_again
from tests.journey.test_road import adopt, put, road, seen, standing, stops
from tests.takeaway.conftest import LADDER

__all__ = ["road"]

NAME = "Team Klantcontact"


def discard(team):
    assert team.play.do("discarding", {"name": NAME}).status_code == 302


def restore(team):
    facilitator = team.play.facilitator
    assert facilitator.post(facilitator.page("console/restoring")).status_code == 302


def test_its_links_open_nothing(team):
    link = team.link
    discard(team)
    assert team.visitor.get(link).status_code == team.visitor.get(f"{link}/history").status_code == 404
    restore(team)
    assert team.visitor.get(link).status_code == 200


def test_it_stands_on_no_road(team, library, road):
    adopt(team, library)
    put(team, stops(library)["Tables"])
    tables = stops(library)["Tables"]
    assert "Balie" in standing(seen(library.viewer, road), tables)
    discard(team)
    assert "Balie" not in standing(seen(library.viewer, road), tables)
    restore(team)
    assert "Balie" in standing(seen(library.viewer, road), tables)


def test_no_mail_leaves(team, settings):
    settings.MAIL, settings.PUBLIC_URL = "smtp://mail.example.org", HERE
    due = team.step().due
    agreed(team)
    discard(team)
    Workshop.everything.update(purge_on=due + timedelta(days=9))
    Task.run(noon(due - timedelta(days=1)))
    assert mail.outbox == []


def test_other_teams_do_not_meet_it(team, library):
    adopt(team, library)
    show = Show(team)
    link = show.link
    show.do("begin")
    assert NAME in seen(show.visitor, link)
    gallery = f"{library.here}gallery"
    assert team.workshop.owned_by.name in seen(library.facilitator, gallery)
    discard(team)
    page = seen(show.visitor, link)
    assert NAME not in page and "This is our suitcase" not in page
    assert f"/gallery/{Workshop.everything.get().pk}" not in seen(library.facilitator, gallery)
    assert Event.objects.get().now() is None


def test_a_history_goes_on_around_it(team):
    first = team.workshop
    fill_again(team, LADDER[::-1])
    second = team.workshop
    third = fill_again(team, LADDER)
    discarded = Workshop.objects.get(pk=second.pk)
    Workshop.objects.filter(pk=discarded.pk).update(discarded_on=first.used_on)
    assert [one.pk for one in series(first)] == [first.pk, third.workshop.pk]
    assert [one.pk for one in series(third.workshop)] == [first.pk, third.workshop.pk]


@pytest.mark.parametrize("who", ["administrator", "facilitator"])
def test_an_organisation_sees_no_trace_but_where_it_restores(team, library, who):
    adopt(team, library)
    team.workshop.release([("score", "organisation")])
    page = f"{library.here}workshops/{team.workshop.pk}"
    assert library.people[who].get(page).status_code == 200
    discard(team)
    assert library.people[who].get(page).status_code == 404
    assert str(team.play.facilitator.workshop.pk) not in seen(library.people[who], f"{library.here}workshops?q=")
    listed = seen(library.people[who], f"{library.here}teams/{library.teams['Balie'].pk}")
    assert ("restoring" in listed) is (who == "administrator")


def test_an_administrator_discards_and_restores(team, library):
    adopt(team, library)
    here = f"{library.here}workshops/{team.workshop.pk}"
    assert library.administrator.post(f"{here}/discarding", {"name": "Balie"}).status_code == 422
    assert library.administrator.post(f"{here}/discarding", {"name": NAME}).status_code == 302
    assert team.play.facilitator.get(team.play.facilitator.page("console")).status_code == 410
    assert library.facilitator.post(f"{here}/restoring").status_code == 403
    assert library.administrator.post(f"{here}/restoring").status_code == 302
    assert team.play.facilitator.get(team.play.facilitator.page("console")).status_code == 200
    register = seen(library.administrator, f"{library.here}register")
    assert "administrator discarded a workshop of" in re.sub(r"<[^>]+>", "", register)
    assert "administrator restored a discarded workshop of" in re.sub(r"<[^>]+>", "", register)


def test_the_register_tells_of_a_link(team, library):
    adopt(team, library)
    discard(team)
    register = re.sub(r"<[^>]+>", "", seen(library.administrator, f"{library.here}register"))
    assert "A facilitator with a link discarded a workshop of" in register


def test_an_administrator_of_another_library_does_neither(team, library, make_library):
    adopt(team, library)
    other = make_library("Elders")
    for here in (library.here, other.here):
        page = f"{here}workshops/{team.workshop.pk}"
        assert other.administrator.post(f"{page}/discarding", {"name": NAME}).status_code == 404
    discard(team)
    key = team.play.facilitator.workshop.pk
    assert other.administrator.post(f"{other.here}workshops/{key}/restoring").status_code == 404
    assert Workshop.everything.get().discarded_on
