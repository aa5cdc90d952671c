"""Signing in with a code by mail, through a real SMTP server; limits; and nobody learns whether an address is known."""

import json
import re
import socket
from datetime import timedelta
from types import SimpleNamespace

import pytest
from aiosmtpd.controller import Controller
from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.utils import timezone

from tests.conftest import Person
from tests.organisation.conftest import signed_in

LOGIN, CONFIRM = "/account/login/", "/account/login/code/confirm/"


class Letterbox:
    """Keeps what an SMTP server received."""

    def __init__(self):
        self.mails = []

    async def handle_DATA(self, server, session, envelope):
        self.mails.append(SimpleNamespace(to=envelope.rcpt_tos, text=envelope.content.decode()))
        return "250 Message accepted for delivery"

    def code(self):
        """The code in the last mail."""
        return re.search(r"^([A-Z0-9-]{6,9})\r?$", self.mails[-1].text, re.M)[1]


@pytest.fixture
def letterbox(settings, db):
    """A real SMTP server on loopback, to which this server sends."""
    box = Letterbox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    settings.MAIL = "smtp://127.0.0.1"
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.EMAIL_TIMEOUT = 5
    yield box
    controller.stop()


@pytest.fixture
def bo(library):
    """The viewer of the library, with a confirmed address."""
    EmailAddress.objects.create(user=library.viewer.user, email="bo@library.example", verified=True, primary=True)
    return library.viewer


def test_a_code_by_mail_signs_in(letterbox, bo):
    person = Person("Bo")
    answer = person.post(LOGIN, {"email": "BO@library.example", "next": bo.here})
    assert answer.status_code == 302
    assert letterbox.mails[0].to == ["bo@library.example"] or letterbox.mails[0].to == ["BO@library.example"]
    wrong = person.post(CONFIRM, {"code": "AAAAAA"})
    assert wrong.status_code == 200
    assert 'class="error"' in wrong.content.decode()
    answer = person.post(answer.url, {"code": letterbox.code()})
    assert person.get(bo.here).status_code == 200
    assert "viewer" in person.get("/account/").content.decode()


def test_three_wrong_codes_end_it(letterbox, bo):
    person = Person("Bo")
    person.post(LOGIN, {"email": "bo@library.example"})
    for _ in range(3):
        person.post(CONFIRM, {"code": "AAAAAA"})
    person.post(CONFIRM, {"code": letterbox.code()})
    assert person.get(bo.here).status_code == 302


def test_nobody_learns_whether_an_address_has_an_account(letterbox, bo):
    """The same answers, the same bytes, a mail for both."""
    pages = []
    for address in ("bo@library.example", "no@library.example"):
        person = Person("Somebody")
        asked = person.post(LOGIN, {"email": address})
        shown = person.get(CONFIRM).content.decode()
        wrong = person.post(CONFIRM, {"code": "AAAAAA"}).content.decode()
        cleaned = [re.sub(r'value="[^"]{64}"', "", page).replace(address, "") for page in (shown, wrong)]
        pages.append((asked.status_code, asked.url, *cleaned))
    assert pages[0] == pages[1]
    assert len(letterbox.mails) == 2
    assert "There is no account with it here" in letterbox.mails[1].text.replace("=\r\n", "")


def test_asking_for_codes_is_limited_in_words(letterbox, bo):
    answers = [Person("Bo").post(LOGIN, {"email": "bo@library.example"}).status_code for _ in range(4)]
    assert answers == [302, 302, 302, 200]
    page = Person("Bo").post(LOGIN, {"email": "bo@library.example"}).content.decode()
    assert "Too many" in page
    assert len(letterbox.mails) == 3
    for number in range(20):
        answer = Person("Bo").post(LOGIN, {"email": f"n{number}@library.example"})
    assert answer.status_code == 200
    assert "Too many" in answer.content.decode()


def test_a_mail_server_that_is_away_is_told(bo, settings):
    settings.MAIL = "smtp://127.0.0.1"
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 9, 2
    answer = Person("Bo").post(LOGIN, {"email": "bo@library.example"})
    assert answer.status_code == 503
    assert "cannot send mail" in answer.content.decode()


def test_an_address_is_added_with_a_code(letterbox, library):
    admin = library.administrator
    answer = admin.post("/account/email/", {"action_add": "1", "email": "anna@library.example"})
    assert answer.status_code == 302
    assert "We sent a code" in admin.get(answer.url).content.decode()
    assert admin.post(answer.url, {"code": letterbox.code()}).status_code == 302
    assert "anna@library.example" in admin.get("/account/").content.decode()
    person = Person("Anna")
    person.post(LOGIN, {"email": "anna@library.example"})
    person.post(CONFIRM, {"code": letterbox.code()})
    assert person.get(f"{library.here}people").status_code == 200


def test_an_address_of_another_account_is_not_told_and_not_added(letterbox, library, bo):
    answer = library.administrator.post("/account/email/", {"action_add": "1", "email": "bo@library.example"})
    other = library.facilitator.post("/account/email/", {"action_add": "1", "email": "no@library.example"})
    assert (answer.status_code, answer.get("location")) == (other.status_code, other.get("location"))
    letterbox.mails.pop()
    library.administrator.post(answer.url, {"code": letterbox.code()})
    owner = EmailAddress.objects.get(email="bo@library.example", verified=True).user
    assert owner == bo.user


@pytest.mark.parametrize("email", ["", "bo", "bo@", "x" * 300 + "@library.example", "bo@library.example\r\nBcc: x@y.z"])
def test_what_is_no_address_is_told(letterbox, email):
    answer = Person("Bo").post(LOGIN, {"email": email})
    assert answer.status_code == 200
    assert 'class="error"' in answer.content.decode()
    assert letterbox.mails == []


HOLLOW = {"id": "AAAA", "rawId": "AAAA", "type": "public-key", "response": {}}
SHORT = HOLLOW | {
    "response": {"clientDataJSON": "e30", "authenticatorData": "AA", "signature": "AA", "userHandle": "AA"}
}


@pytest.mark.parametrize(
    "credential",
    [
        json.dumps(HOLLOW),
        json.dumps(SHORT),
        "",
        "null",
        "[]",
        '"x"',
        '{"id": 1}',
        '{"response": []}',
        '{"response": {"userHandle": "AAAA"}}',
        "{",
    ],
)
def test_a_made_up_passkey_is_refused(db, credential):
    person = Person("Bo")
    person.get("/account/passkeys/login/", headers={"X-Requested-With": "XMLHttpRequest"})
    assert person.post("/account/passkeys/login/", {"credential": credential}).status_code == 302
    assert person.get("/account/").status_code == 302


@pytest.mark.parametrize("credential", [json.dumps(HOLLOW), json.dumps(SHORT), "", "null", "[]", '{"id": 1}'])
def test_a_made_up_new_passkey_is_refused_in_words(library, credential):
    library.viewer.get("/account/passkeys/add/")
    answer = library.viewer.post("/account/passkeys/add/", {"credential": credential, "passwordless": "on"})
    assert answer.status_code == 200
    assert 'class="error"' in answer.content.decode()


def test_signing_out_ends_the_session_on_the_server(library):
    cookies = dict(library.viewer.client.cookies)
    library.viewer.post("/account/logout/")
    stolen = Person("Stolen")
    for name, morsel in cookies.items():
        stolen.client.cookies[name] = morsel.value
    assert stolen.get(library.here).status_code == 302


def test_without_a_mail_server_the_page_asks_for_no_address(db, settings):
    settings.MAIL = ""
    page = Person("Bo").get(LOGIN).content.decode()
    assert 'name="email"' not in page
    assert "ask an administrator for a new invitation" in page


# Sessions


def test_a_sign_in_that_is_not_finished_is_forgotten_soon(letterbox, bo):
    Session.objects.all().delete()
    person = Person("Bo")
    person.post(LOGIN, {"email": "bo@library.example"})
    assert Session.objects.get().expire_date < timezone.now() + timedelta(minutes=16)
    person.post(CONFIRM, {"code": letterbox.code()})
    assert Session.objects.get().expire_date > timezone.now() + timedelta(days=13)
    assert person.client.cookies["koffer_account"]["max-age"] == 60 * 60 * 24 * 14


def test_erasing_an_account_ends_its_sessions_everywhere(library):
    other = signed_in(library.viewer.user)
    assert other.get("/account/").status_code == 200
    before = Session.objects.count()
    library.viewer.post("/account/erasure")
    assert Session.objects.count() == before - 2
    assert other.get("/account/").status_code == 302
    assert library.facilitator.get("/account/").status_code == 200
