"""What goes by itself in an organisation: workshops at the end of its own term, old lines, invitations, sessions."""

from datetime import timedelta

from django.contrib.sessions.models import Session
from django.utils import timezone

from koffer.organisation.clearing import clear
from koffer.organisation.models import Entry, Invitation
from koffer.workshop.models import Task, Workshop
from tests.conftest import noon
from tests.takeaway.conftest import make_done  # noqa: F401 (a fixture)


def register(library):
    """The page of the register."""
    return library.administrator.get(f"{library.here}register").content.decode()


def test_a_workshop_goes_with_the_organisation_s_term_and_the_register_tells(library):
    workshop = library.start(destination="Naar de vuurtoren")
    assert workshop.purge_on == timezone.localdate() + timedelta(days=365)
    assert Task.run(noon(workshop.purge_on)) == {}
    assert Task.run(noon(workshop.purge_on + timedelta(days=1))) == {"purge": 1}
    assert not Workshop.objects.exists()
    assert "The server deleted, at the end of its term, a workshop of <bdi>Balie</bdi>" in register(library)
    assert "vuurtoren" not in register(library)


def test_a_shorter_term_deletes_what_is_over_it(library):
    Workshop.objects.filter(pk=library.start().pk).update(used_on=timezone.localdate() - timedelta(days=100))
    form = {"name": "Bieb", "language": "nl", "days_kept": "90"}
    for sure in ("", "180"):
        asked = library.administrator.post(f"{library.here}settings", form | {"sure": sure})
        assert asked.status_code == 422
        assert "A shorter term deletes 1 workshop within an hour" in asked.content.decode()
        assert Task.run(noon(timezone.localdate())) == {}
    assert library.administrator.post(f"{library.here}settings", form | {"sure": "90"}).status_code == 302
    assert Task.run(noon(timezone.localdate())) == {"purge": 1}


def test_sheets_go_two_weeks_after_closing_and_the_register_tells(make_done, library):  # noqa: F811
    play = make_done()
    Workshop.found(play.workshop.pk).adopt(library.teams["Balie"])
    assert Task.run(noon(timezone.localdate() + timedelta(days=14))) == {"erase-sheets": 1}
    assert "erased the sheets, two weeks after closing, of a workshop of" in register(library)


def test_old_lines_invitations_and_sessions_go(library, invited):
    invited(library.organisation, role="viewer")
    before = timezone.now() - timedelta(days=731)
    old = Entry.objects.create(organisation=library.organisation, verb="left", at=before)
    Invitation.objects.update(expires_at=before)
    ended = Session.objects.filter(pk=Session.objects.first().pk)
    ended.update(expire_date=before)
    others = Session.objects.count() - 1
    clear()
    assert not Entry.objects.filter(pk=old.pk).exists()
    assert Entry.objects.filter(verb="invited").exists()
    assert not Invitation.objects.exists()
    assert not ended.exists()
    assert Session.objects.count() == others
