"""A director, and a team elsewhere: what a team chose for others is seen by those others, and by nobody else."""

import re

import pytest

from koffer.workshop.models import Workshop
from tests.takeaway.conftest import make_done, tie

__all__ = ["make_done"]
GAP, LABEL = "We do not dare to stop.", "A table in every district"


@pytest.fixture
def done(make_done, library):
    """A team of the library that is done."""
    play = make_done()
    Workshop.found(play.workshop.pk).adopt(library.teams["Balie"])
    return play


def gallery(library, person, play):
    """What somebody reads in the gallery: the list, and the team's own page."""
    listed = person.get(f"{library.here}gallery").content.decode()
    page = person.get(f"{library.here}gallery/{play.workshop.pk}")
    return ("Balie" in listed), page.status_code, page.content.decode()


def test_t12_what_is_for_other_teams_is_not_for_the_director(done, library):
    done.workshop.release([("gaps", "teams"), ("label", "teams"), ("label", "organisation")])
    for person in (library.viewer, library.administrator):
        listed, status, page = gallery(library, person, done)
        assert (listed, status) == (True, 200) and LABEL in page and GAP not in page
    listed, status, page = gallery(library, library.facilitator, done)
    assert (listed, status) == (True, 200) and LABEL in page and GAP in page


def test_t12_a_suitcase_for_other_teams_alone_is_not_even_listed(done, library):
    done.workshop.release([("gaps", "teams"), ("label", "organisation")])
    assert gallery(library, library.viewer, done)[:2] == (False, 404)
    assert gallery(library, library.facilitator, done)[:2] == (True, 200)


def test_t12_an_administrator_who_runs_a_team_is_another_team(done, library):
    done.workshop.release([("gaps", "teams")])
    assert gallery(library, library.administrator, done)[:2] == (False, 404)
    library.administrator.membership.teams.add(library.teams["Jeugd"])
    assert gallery(library, library.administrator, done)[:2] == (True, 200)


def test_t12_the_choice_and_the_gallery_use_the_same_words(done):
    done.do("reopening")
    done.show("sharing")
    words = done.console()
    assert "Other teams are people who run a team of your organisation" in words
    assert "such as a director, sees only what you show to the organisation" in words


def examples(play):
    """The examples of earlier teams on a console."""
    play.show("label")
    return play.console().split('id="own"')[1]


def test_t13_examples_come_from_teams_of_the_same_organisation_alone(done, library, make_play):
    done.workshop.release([("label", "teams")])
    theirs, stranger = make_play("open"), make_play("open")
    Workshop.found(theirs.workshop.pk).adopt(library.teams["Jeugd"])
    for play in (theirs, stranger):
        play.opened([[19, 17, 15, 13, 11, 9, 7, 5, 3, 1]] * 2)
    assert LABEL in examples(theirs)
    assert LABEL not in examples(stranger)


def test_t13_a_discarded_workshop_is_quoted_nowhere(done, library, make_play):
    done.workshop.release([("label", "teams")])
    theirs = make_play("open").opened([[19, 17, 15, 13, 11, 9, 7, 5, 3, 1]] * 2)
    Workshop.found(theirs.workshop.pk).adopt(library.teams["Jeugd"])
    done.do("discarding", {"name": "Team Klantcontact"})
    assert LABEL not in examples(theirs)


def test_t13_without_an_organisation_no_text_of_strangers_stands_on_a_console(make_done, make_play):
    spam = make_done()
    spam.do("reopening")
    tie(spam, "Kijk op www.example.test", "Klik hier")
    spam.do("sharing", {"release": ["label teams"]})
    spam.do("closing", {"after": "3"})
    other = make_play("open").opened([[19, 17, 15, 13, 11, 9, 7, 5, 3, 1]] * 2)
    assert "example.test" not in examples(other)


def test_t13_nor_is_their_event_offered(make_done):
    """The second place: a name of an event is a text of a stranger too."""
    spam, other = make_done(), make_done()
    for play in (spam, other):
        play.do("sharing", {"release": ["label teams"]})
    spam.do("presentations", {"parts": ["label"], "minutes": "5", "name": "Kijk op www.example.test", "notes": ""})
    page = other.facilitator.get(other.facilitator.page("console/presentations")).content.decode()
    assert "example.test" not in page and re.search("new event", page)
