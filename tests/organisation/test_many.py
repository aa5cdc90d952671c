"""A page asks the database as often for a large library as for a small one. How long it takes: `make bench`."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from koffer.organisation.models import Design, Destination, Invitation, Team
from koffer.organisation.models.design import CONNECTIE

MOST = 12  # queries of a page, with the session and who is signed in


def counted(library, workshop):
    """The number of queries of each page, by its address without the keys."""
    design, team = library.organisation.designs.get(name="Team 2"), library.teams["Balie"]
    paths = ["", f"teams/{team.pk}", f"teams/{team.pk}/workshops/new", "workshops?q=naar", "people", "register"]
    paths += [f"people/{library.viewer.membership.pk}", "settings", "destination", "sheets", f"sheets/{design.pk}"]
    paths += [f"workshops/{workshop.pk}", "leaving"]
    library.administrator.membership.teams.add(team)  # so that this administrator may start workshops too
    numbers = {}
    for path in [library.here + path for path in paths] + ["/account/"]:
        library.administrator.get(path)  # the register's line of today is written by the first
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert library.administrator.get(path).status_code == 200
        numbers[path] = len(asked)
    return numbers


def grow(library, times):
    """So many more of everything."""
    boss = library.administrator.user
    for number in range(times):
        name = f"Team {library.organisation.teams.count()}"
        library.teams[name] = Team.make(library.organisation, boss, name)
        Design.make(library.organisation, boss, name, "nl en", CONNECTIE)
        Destination.introduce(library.organisation, boss, text=f"Naar {number}")
        Invitation.make(library.organisation, boss, role="viewer")
        library.add(name, "viewer", "Balie", "Jeugd")
        library.start("Balie", destination=f"Naar {number}")


def test_every_page_asks_as_often_for_a_large_library(library):
    workshop = library.start()
    grow(library, 1)
    small = counted(library, workshop)
    grow(library, 12)
    large = counted(library, workshop)
    assert large == small
    assert max(large.values()) <= MOST
