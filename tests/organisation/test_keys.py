"""What somebody may do in workshops of an organisation ends with the rights, and not before."""

import pytest

from koffer.organisation.models import Entry, Organisation
from koffer.workshop.access import screen_key
from koffer.workshop.models import FacilitatorKey, Workshop
from tests.conftest import Person


def rights(library, person, **given):
    """The administrator gives `person` this role and these teams."""
    form = {"role": "facilitator"} | given
    answer = library.administrator.post(f"{library.here}people/{person.membership.pk}", form)
    assert answer.status_code == 302, answer.content.decode()


def take_in(library, play, team="Balie"):
    """The facilitator of the play, signed in as that of the library, takes the workshop in."""
    play.facilitator.client.force_login(library.facilitator.user)
    address = f"/w/{play.workshop.pk}/console/adoption"
    return play.facilitator.post(address, {"team": str(library.teams[team].pk)})


def second_link(person, workshop, label="Cas"):
    """Somebody with a link that `person` made."""
    page = person.post(f"/w/{workshop.pk}/console/links", {"label": label}).content.decode()
    address = page.split("shown only now")[1].split('href="')[1].split('"')[0].removeprefix("http://testserver")
    other = Person(label)
    assert other.get(address).status_code == 302
    return other


def test_who_took_a_workshop_in_loses_its_console_with_the_role(library, make_play):
    play = make_play()
    console = f"/w/{play.workshop.pk}/console"
    assert take_in(library, play).status_code == 302
    assert play.facilitator.get(console).status_code == 200
    rights(library, library.facilitator, role="viewer")
    assert play.facilitator.get(console).status_code == 404


def test_links_that_were_given_before_taking_in_end_with_the_role_too(library, make_play):
    play = make_play()
    console = f"/w/{play.workshop.pk}/console"
    other = second_link(play.facilitator, play.workshop)
    assert take_in(library, play).status_code == 302
    assert other.get(console).status_code == 200
    library.administrator.post(f"{library.here}people/{library.facilitator.membership.pk}/removal")
    assert play.facilitator.get(console).status_code == 404
    assert other.get(console).status_code == 404


def test_a_link_for_another_ends_with_the_rights_of_who_gave_it(library):
    workshop = library.start()
    console = f"/w/{workshop.pk}/console"
    other = second_link(library.facilitator, workshop)
    assert other.get(console).status_code == 200
    screen = f"/w/{workshop.pk}/screen/{screen_key(workshop)}"
    assert Person("Stranger").get(screen).status_code == 200
    assert "Cas" in library.facilitator.get(f"{console}/links").content.decode()
    library.administrator.post(f"{library.here}people/{library.facilitator.membership.pk}/removal")
    assert other.get(console).status_code == 404
    assert Person("Stranger").get(screen).status_code == 200  # the team's, not that person's


def test_a_team_that_was_put_away_is_kept_when_rights_change(library):
    bo = library.add("bo", "facilitator", "Balie", "Jeugd")
    workshop = library.start("Balie")
    console = f"/w/{workshop.pk}/console"
    bo.post(f"{library.here}workshops/{workshop.pk}/role")
    away = f"{library.here}teams/{library.teams['Balie'].pk}"
    library.administrator.post(f"{away}/archiving")
    rights(library, bo, teams=[str(library.teams["Jeugd"].pk)])
    assert bo.get(console).status_code == 200
    assert library.facilitator.get(console).status_code == 200
    assert bo.get(away).status_code == 200
    rights(library, bo, role="viewer", teams=[str(library.teams["Jeugd"].pk)])
    assert bo.get(console).status_code == 404


def test_no_workshop_is_started_for_a_team_that_was_put_away(library):
    team = f"{library.here}teams/{library.teams['Balie'].pk}"
    library.administrator.post(f"{team}/archiving")
    assert library.facilitator.get(f"{team}/workshops/new").status_code == 404
    assert library.facilitator.post(f"{team}/workshops/new", {"destination": "Daarheen"}).status_code == 404
    assert not Workshop.objects.exists()


def test_opening_the_console_again_makes_no_second_key(library):
    workshop = library.start()
    bo = library.add("bo", "facilitator")
    for _ in range(3):
        assert bo.post(f"{library.here}workshops/{workshop.pk}/role").status_code == 302
    assert FacilitatorKey.objects.filter(user=bo.user).count() == 1
    assert Entry.objects.filter(verb="facilitates").count() == 1
    bo.client.force_login(library.administrator.user)
    library.administrator.membership.teams.add(library.teams["Balie"])
    assert bo.post(f"{library.here}workshops/{workshop.pk}/role").status_code == 302
    assert FacilitatorKey.objects.filter(user=library.administrator.user).exists()


@pytest.fixture
def just_before(monkeypatch):
    """`just_before(act)`: another administrator is faster, and does `act` before the lock is taken."""

    def arrange(act):
        locked = Organisation.locked

        def slower(organisation):
            monkeypatch.setattr(Organisation, "locked", locked)
            act()
            return locked(organisation)

        monkeypatch.setattr(Organisation, "locked", slower)

    return arrange


def test_rights_and_term_are_those_under_the_lock(library, make_play, just_before):
    bo = library.facilitator.membership
    start = f"{library.here}teams/{library.teams['Balie'].pk}/workshops/new"
    just_before(lambda: Organisation.objects.update(days_kept=90))
    library.facilitator.post(start, {"destination": "Daarheen"})
    workshop = Workshop.objects.get()
    assert workshop.days_kept == 90
    key = FacilitatorKey.objects.count()
    for address in (start, f"{library.here}workshops/{workshop.pk}/role"):
        bo.all_teams = True
        bo.save()
        just_before(lambda: type(bo).objects.filter(pk=bo.pk).update(all_teams=False))
        assert library.facilitator.post(address, {"destination": "Daarheen"}).status_code == 404
    assert (Workshop.objects.count(), FacilitatorKey.objects.count()) == (1, key)
    bo.save()
    play = make_play()
    just_before(lambda: type(bo).objects.filter(pk=bo.pk).update(role="viewer"))
    assert take_in(library, play).status_code == 403
    assert Workshop.objects.get(pk=play.workshop.pk).owned_by is None
