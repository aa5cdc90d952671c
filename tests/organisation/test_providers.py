"""An organisation's own sign-in, against a provider on loopback: who comes in, as whom, and who must not."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp

from koffer.host.cli import main
from koffer.organisation.account.ways import key_of
from koffer.organisation.models import Membership, Provider, User
from tests.conftest import Person


class House(BaseHTTPRequestHandler):
    """Answers what OpenID Connect asks of a provider; who comes is what `server.claims` says."""

    def do_GET(self):
        """The configuration, or the claims."""
        here = f"http://127.0.0.1:{self.server.server_port}"
        names = ("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri")
        known = {name: f"{here}/{name}" for name in names} | {"issuer": here}
        self._say(self.server.claims if self.path == "/userinfo_endpoint" else known)

    def do_POST(self):
        """A token for any code."""
        self.rfile.read(int(self.headers["content-length"]))
        self._say({"access_token": "x", "token_type": "Bearer"})

    def log_message(self, *_args):
        """Nothing."""

    def _say(self, what):
        content = json.dumps(what).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


@pytest.fixture
def house():
    """A provider; `house.claims` may be set."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), House)
    server.claims = {"sub": "17", "name": "Bo", "email": "bo@library.example"}
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def provide(house):
    """`provide(library, "vecht")` gives the library this sign-in."""

    def make(library, name="vecht", **choices):
        settings = {"server_url": f"http://127.0.0.1:{house.server_port}", "oauth_pkce_enabled": True}
        app = SocialApp.objects.create(
            provider="openid_connect", provider_id=name, name=name, client_id="koffer", secret="s", settings=settings
        )
        return Provider.objects.create(app=app, organisation=library.organisation, **choices)

    return make


def come_back(person, away, name="vecht"):
    """The provider sends `person`, who was sent `away` to it, back."""
    state = parse_qs(urlsplit(away.url).query)["state"][0]
    return person.get(f"/account/with/{name}/callback/?code=c&state={state}")


def sign_in(person, name="vecht", query=""):
    """There and back."""
    away = person.get(f"/account/with/{name}/{query}")
    assert away.status_code == 302, away.status_code
    return come_back(person, away, name)


def connecting(person):
    """The address on the own account page that leads to a provider."""
    page = person.get("/account/").content.decode()
    return page.split('href="/account/with/')[1].split('"')[0].replace("&amp;", "&") if "/with/" in page else None


# Adding one to an account


def test_a_foreign_provider_is_not_added_by_a_link(make_library, provide):
    """Else whoever runs it comes in as whoever follows the link."""
    one, two = make_library("Een"), make_library("Twee")
    provide(two, "theirs")
    for person in one.people.values():
        assert person.get("/account/with/theirs/?process=connect").status_code == 404
    assert not SocialAccount.objects.exists()


def test_only_the_own_account_page_of_the_same_session_leads_to_adding(make_library, provide):
    one = make_library("Een")
    provide(one)
    link = connecting(one.viewer)
    proof = link.partition("proof=")[2]
    for query in ("?process=connect", "?process=connect&proof=x", "?process=connect&proof=%C3%A9"):
        assert one.viewer.get(f"/account/with/vecht/{query}").status_code == 404
    assert one.facilitator.get(f"/account/with/vecht/?process=connect&proof={proof}").status_code == 404
    asked = Person("Nobody").get(f"/account/with/{link}")
    assert asked.url.startswith("/account/login/")
    assert sign_in(one.viewer, query=link.removeprefix("vecht/")).url == "/account/"
    assert SocialAccount.objects.get().user == one.viewer.user
    assert SocialAccount.objects.get().extra_data == {}
    assert connecting(one.viewer) is None


def test_who_left_meanwhile_does_not_add_a_provider(make_library, provide):
    one = make_library("Een")
    provide(one)
    away = one.viewer.get(f"/account/with/{connecting(one.viewer)}")
    one.viewer.post(f"{one.here}leaving")
    assert come_back(one.viewer, away).status_code == 401
    assert not SocialAccount.objects.exists()


@pytest.mark.parametrize("process", ["redirect", "", "x"])
def test_there_is_nothing_else_to_do_with_a_provider(make_library, provide, process):
    provide(make_library())
    assert Person("Bo").get(f"/account/with/vecht/?process={process}").status_code == 404
    assert Person("Bo").get("/account/with/vecht/?process=login").status_code == 302


# Coming in


@pytest.mark.parametrize(
    "claims", [{"email": "anna@library.example"}, {"email": None}, {"email": "new@library.example"}]
)
def test_the_first_time_makes_an_account_whatever_the_address(make_library, provide, house, claims):
    """One that has an account already, none at all, and one that is new: it neither opens nor hides an account."""
    library = make_library()
    anna = library.administrator.user
    EmailAddress.objects.create(user=anna, email="anna@library.example", verified=True, primary=True)
    provide(library, role="viewer")
    house.claims |= claims
    bo = Person("Bo")
    assert sign_in(bo).status_code == 302
    assert bo.get(library.here).status_code == 200
    assert bo.get(f"{library.here}people").status_code == 403
    account = SocialAccount.objects.get()
    assert account.user != anna
    assert account.extra_data == {}
    assert account.user.email == ""
    assert list(EmailAddress.objects.values_list("user", flat=True)) == [anna.pk]
    assert sign_in(Person("Bo again")).status_code == 302
    assert SocialAccount.objects.get().extra_data == {}
    assert User.objects.count() == 4


@pytest.mark.parametrize("said", [False, "false"])
def test_an_address_that_the_provider_calls_unverified_lets_nobody_in(make_library, provide, house, said):
    provide(make_library(), domains="library.example")
    house.claims["email_verified"] = said
    answer = sign_in(Person("Bo"))
    assert answer.status_code == 403
    assert "own e-mail addresses" in answer.content.decode()
    assert not SocialAccount.objects.exists()
    house.claims["email_verified"] = True
    assert sign_in(Person("Bo")).status_code == 302


def test_another_domain_is_not_let_in(make_library, provide, house):
    provide(make_library(), domains="library.example")
    for email in ("bo@elsewhere.example", None):
        house.claims["email"] = email
        assert sign_in(Person("Bo")).status_code == 403


# After leaving


def passkey(user):
    return Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data={"name": "phone"})


@pytest.mark.parametrize("how", ["leaving", "removal"])
def test_the_sign_in_of_an_organisation_that_one_left_is_no_way_in(make_library, provide, how):
    library = make_library()
    provide(library)
    user = library.viewer.user
    SocialAccount.objects.create(user=user, provider="vecht", uid="17")
    assert sign_in(Person("Bo")).status_code == 302
    if how == "leaving":
        library.viewer.post(f"{library.here}leaving")
    else:
        library.administrator.post(f"{library.here}people/{library.viewer.membership.pk}/removal")
    assert sign_in(Person("Bo")).status_code == 302  # the only way to the own account
    passkey(user)
    bo = Person("Bo")
    answer = sign_in(bo)
    assert answer.status_code == 403
    assert "do not belong to this organisation any more" in answer.content.decode()
    assert bo.get("/account/").status_code == 302
    assert not Membership.objects.filter(user=user).exists()
    assert User.objects.count() == 3  # nor a way in as a newcomer


def test_a_sign_in_can_be_removed_with_a_warning_when_it_is_the_last(make_library, provide):
    library = make_library()
    provide(library)
    account = SocialAccount.objects.create(user=library.viewer.user, provider="vecht", uid="17")
    address = f"/account/ways/{key_of(account)}/removal"
    assert f'href="{address}"' in library.viewer.get("/account/").content.decode()
    assert "only way to sign in" in library.viewer.get(address).content.decode()
    passkey(library.viewer.user)
    assert "only way to sign in" not in library.viewer.get(address).content.decode()
    assert library.facilitator.post(address).status_code == 404
    assert library.viewer.post(address).url == "/account/"
    assert not SocialAccount.objects.exists()


# Setting one up, on the command line


@pytest.fixture
def command(monkeypatch, in_process_commands):
    """`command("Bieb", "vecht", …)` is `koffer provider Bieb vecht …`."""
    monkeypatch.setenv("KOFFER_PROVIDER_SECRET", "s")

    def run(*words):
        return main(["provider", *words])

    return run


def test_an_id_of_another_organisation_is_refused(make_library, provide, command, capsys):
    make_library("Een")
    theirs = provide(make_library("Twee"))
    for words in (("--server", "https://evil.example", "--client", "x"), ("--remove",)):
        assert command("Een", "vecht", *words) == 1
        assert "another organisation" in capsys.readouterr().err
    theirs.refresh_from_db()
    assert (theirs.organisation.name, theirs.app.client_id) == ("Twee", "koffer")


def test_another_server_and_removing_end_who_came_in(make_library, provide, command, house):
    provide(make_library("Een"))
    assert sign_in(Person("Bo")).status_code == 302
    setting = ("--server", f"http://127.0.0.1:{house.server_port}/", "--client", "other")
    assert command("Een", "vecht", *setting) == 0
    assert SocialAccount.objects.exists()
    assert command("Een", "vecht", "--server", "https://elsewhere.example", "--client", "other") == 0
    assert not SocialAccount.objects.exists()
    assert command("Een", "vecht", *setting) == 0
    assert sign_in(Person("Bo")).status_code == 302
    assert command("Een", "vecht", "--remove") == 0
    assert not SocialAccount.objects.exists()
    assert command("Een", "vecht", "--remove") == 1
