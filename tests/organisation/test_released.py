"""What an organisation sees of a workshop (rules.md, 3, viewer O): what the team released, item by item, no more."""

import json

import pytest

from koffer.takeaway.archive.reading import read
from koffer.workshop.models import Workshop
from koffer.workshop.models.releasing import Release
from tests.conftest import Person
from tests.takeaway.conftest import LADDER, make_done, text_of  # noqa: F401 (a fixture)

ITEMS = {
    "score": "Our suitcase with the team score",
    "strengths": "We listen to the neighbourhood.",
    "gaps": "We do not dare to stop.",
    "label": "A table in every district",
    "stories": "A story for everybody",
}
NUMBERS = [f"<b>{number}</b>" for number in LADDER]


@pytest.fixture
def adopt(library):
    """`adopt(play)`: the workshop becomes one of the team Balie."""

    def take_in(play):
        Workshop.found(play.workshop.pk).adopt(library.teams["Balie"])
        return f"{library.here}workshops/{play.workshop.pk}"

    return take_in


@pytest.mark.parametrize("mode", ["open", "discreet", "anonymous"])
@pytest.mark.parametrize("item", [*ITEMS, None])
def test_an_item_is_seen_when_it_was_released_to_the_organisation(make_done, library, adopt, mode, item):  # noqa: F811
    play = make_done(mode)
    address = adopt(play)
    Workshop.found(play.workshop.pk).release([(other, "teams") for other in ITEMS])
    if item:
        Release.objects.create(workshop=play.workshop, item=item, audience="organisation")
    for person in library.people.values():
        page = person.get(address).content.decode()
        for other, words in ITEMS.items():
            assert (words in page) == (other == item != "stories"), other
        assert all((number in page) == (item == "score") for number in NUMBERS)
        assert "A story for us" not in page
        assert not any(member.name in page for member in play.members)


def test_stories_are_neither_offered_nor_given_to_the_organisation(make_done, library, adopt):  # noqa: F811
    """Rules.md, 3: released stories are for other teams (V) and files (X)."""
    play = make_done()
    address = adopt(play)
    play.do("sharing", {"release": ["stories organisation", "stories teams"]})
    assert list(play.workshop.releases.values_list("item", "audience")) == [("stories", "teams")]
    page = play.console()
    assert 'value="stories teams"' in page
    assert 'value="stories organisation"' not in page
    Release.objects.create(workshop=play.workshop, item="stories", audience="organisation")  # of an older version
    assert ITEMS["stories"] not in library.administrator.get(address).content.decode()
    assert "shows nothing" in library.administrator.get(f"{library.here}workshops?q=").content.decode()


def test_before_a_decision_no_score_is_seen(make_play, library, adopt):
    play = make_play().opened([LADDER] * 5)
    Workshop.found(play.workshop.pk).release([("score", "organisation")])
    page = library.viewer.get(adopt(play)).content.decode()
    assert not any(number in page for number in NUMBERS)
    assert "<svg" not in page.split("What the team shows you")[1]


def test_no_page_holds_the_scores_of_two_teams(make_done, library, adopt):  # noqa: F811
    """Lists tell that workshops exist and whether something is shown, never a number of a score."""
    for team in ("Balie", "Jeugd"):
        play = make_done()
        Workshop.found(play.workshop.pk).adopt(library.teams[team])
        Workshop.found(play.workshop.pk).release([(item, "organisation") for item in ITEMS])
    for path in ("", "workshops?q=", f"teams/{library.teams['Balie'].pk}"):
        page = library.administrator.get(library.here + path).content.decode()
        assert not any(number in page for number in NUMBERS)
        assert not any(words in page for item, words in ITEMS.items() if item != "score")


def test_steps_help_only_teams_of_the_same_organisation(make_done, make_play, library, make_library):  # noqa: F811
    elsewhere = make_library("Elders")
    done = make_done()
    Workshop.found(done.workshop.pk).adopt(elsewhere.teams["Balie"])
    Workshop.found(done.workshop.pk).release([("label", "teams")])
    stuck = make_play("open").opened([LADDER, LADDER[::-1]])
    stuck.show("label")
    assert "A table in every district" not in stuck.console()
    Workshop.found(stuck.workshop.pk).adopt(library.teams["Balie"])
    assert "A table in every district" not in stuck.console()
    other = make_play("open").opened([LADDER, LADDER[::-1]])
    other.show("label")
    Workshop.found(other.workshop.pk).adopt(elsewhere.teams["Jeugd"])
    assert "A table in every district" in other.console()


def test_the_archive_of_an_adopted_workshop_can_be_taken_in(make_done, adopt):  # noqa: F811
    play = make_done()
    adopt(play)
    content = play.facilitator.get(play.facilitator.page("takeaway/archive.json")).content
    assert json.loads(content)["workshop"]["days_kept"] == 90
    assert read(content).workshop.team == play.workshop.team


def test_the_report_names_the_organisation(make_done, library, adopt):  # noqa: F811
    play = make_done()
    adopt(play)
    report = play.facilitator.get(play.facilitator.page("takeaway/report.pdf")).content
    assert library.organisation.name in text_of(report)


def test_a_member_is_told_to_whom_a_workshop_belongs(library, make_play):
    workshop = library.start()
    member = Person("Zus", workshop=workshop)
    told = f"belongs to Balie, {library.organisation.name}: there they see that it was held"
    assert told in member.get(f"/j/{workshop.code}").content.decode()
    assert member.post(f"/j/{workshop.code}", {"name": "Zus"}).status_code == 302
    assert told in member.get(member.page("mine")).content.decode()
    play = make_play()
    other = play.join("Anna")
    for page in (f"/j/{play.workshop.code}", other.page("mine")):
        assert "belongs to" not in other.get(page).content.decode()
