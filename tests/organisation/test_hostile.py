"""What people, or programs, send on purpose or by accident: refused in words, never an error of the server."""

import asyncio
import io
import json
import struct
import threading

import pytest
from django.core.cache import caches
from django.db import InterfaceError, connection, transaction

from koffer.organisation.models import Invitation
from koffer.serving import waiting_work
from tests.conftest import Person

DEEP = "[" * 100_000
ONE = {"name_nl": "Naam", "name_en": "Name", "small_nl": "", "small_en": "", "large_nl": "", "large_en": ""}
ONE |= {"description_nl": "", "description_en": ""}
TWO = ONE | {"name_nl": "Twee", "name_en": "Two"}
LONGER = "\u0958"  # normalised it is two characters


def test_a_passkey_without_end_is_refused(library):
    person = Person("Bo")
    person.get("/account/passkeys/login/", headers={"X-Requested-With": "XMLHttpRequest"})
    # In parts, as a script may send it: whole, three signs for each bracket are more than a form may have.
    assert person.client.post("/account/passkeys/login/", {"credential": DEEP}).status_code == 302
    library.viewer.get("/account/passkeys/add/")
    answer = library.viewer.client.post("/account/passkeys/add/", {"credential": DEEP, "passwordless": "on"})
    assert answer.status_code == 200
    assert 'class="error"' in answer.content.decode()


def bring(library, name="Vel", **changed):
    """Take in the file of a sheet, one category of which is `changed`."""
    content = {"format": "koffer-sheet", "version": 1, "name": name, "languages": "nl en"}
    upload = io.BytesIO(json.dumps(content | {"categories": [ONE | changed, TWO]}).encode())
    upload.name = "sheet.json"
    return library.administrator.post(f"{library.here}sheets/file", {"file": upload})


@pytest.mark.parametrize(
    "changed",
    [
        {"name": "\u200b"},
        {"name": LONGER * 60},
        {"name_nl": "\u200b"},
        {"name_en": "\u3164 "},
        {"name_nl": LONGER * 40},
        {"small_nl": LONGER * 200},
    ],
)
def test_a_text_of_a_file_that_is_nothing_or_too_long_is_refused(library, changed):
    answer = bring(library, **changed)
    assert answer.status_code == 422
    assert "empty, or a text is too long" in answer.content.decode()
    assert not library.organisation.designs.exists()


def test_the_texts_of_a_file_are_kept_as_what_is_typed_is(library):
    assert bring(library, " Ons\u0000 vel ", name_nl="Na\u200bam ", small_nl="Een\u0000 stap").status_code == 302
    made = library.organisation.designs.get()
    assert (made.name, made.rows()[0].name_nl, made.rows()[0].small_nl) == ("Ons vel", "Naam", "Een stap")


def test_a_line_that_grows_is_judged_as_it_is_kept(library):
    answer = library.administrator.post(f"{library.here}teams/new", {"name": LONGER * 60})
    assert answer.status_code == 422
    assert "at most 60 characters" in answer.content.decode()
    assert library.administrator.post(f"{library.here}teams/new", {"name": "e\u0301" * 60}).status_code == 302
    assert library.administrator.post(f"{library.here}teams/new", {"name": "\u200b"}).status_code == 422


def test_an_address_that_does_not_fit_is_told(library, settings, mailoutbox):
    settings.MAIL = "smtp://here"
    address = f"{'x' * 60}@{'.'.join(['y' * 60] * 4)}.example"
    form = {"email": address, "role": "viewer"}
    answer = library.administrator.post(f"{library.here}people/invitations", form)
    assert answer.status_code == 422
    assert "at most 254 characters" in answer.content.decode()
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("problem", [TypeError, struct.error, KeyError, IndexError, EOFError])
def test_whatever_a_reader_of_pictures_stumbles_over_is_told(library, monkeypatch, problem):
    def stumble(*_args, **_kwargs):
        raise problem("made up")

    monkeypatch.setattr("PIL.Image.open", stumble)
    upload = io.BytesIO(b"\x89PNG\r\n\x1a\n")
    upload.name = "logo.png"
    answer = library.administrator.post(f"{library.here}logo", {"logo": upload})
    assert answer.status_code == 422
    assert "not a picture that we can read" in answer.content.decode()


def test_a_stranger_cannot_push_out_what_was_counted(db):
    counts = caches["default"]
    counts.set("that matters", 1)
    for number in range(2000):
        counts.set(f"other-{number}", 1)
    assert counts.get("that matters") == 1


# Work that goes by itself


def test_the_hourly_work_goes_on_after_an_error(monkeypatch):
    done = []

    def work():
        done.append(1)
        if len(done) == 3:
            raise asyncio.CancelledError
        raise RuntimeError

    monkeypatch.setattr(waiting_work, "work", work)
    monkeypatch.setattr(waiting_work, "HOUR", 0)
    with pytest.raises(asyncio.CancelledError):
        asyncio.run(waiting_work.work_now_and_then())
    assert len(done) == 3


def test_the_hourly_work_waits_for_a_database_that_hung_up(db, monkeypatch):
    closed = []

    def hung_up(_now):
        raise InterfaceError

    monkeypatch.setattr(waiting_work.Task, "run", hung_up)
    monkeypatch.setattr(connection, "close_if_unusable_or_obsolete", lambda: closed.append(1))
    waiting_work.work()
    assert closed


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_line_of_the_register_does_not_wait_for_the_lock_of_an_organisation(library):
    """Else two administrators, each with a lock that the other one needs, end in a deadlock."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer")
    answers = []

    def put_away():
        path = f"{library.here}teams/{library.teams['Balie'].pk}/archiving"
        answers.append(library.administrator.post(path).status_code)
        connection.close()

    other = threading.Thread(target=put_away)
    with transaction.atomic():
        library.organisation.locked()
        other.start()
        other.join(20)
    assert answers == [302]
