"""Ways on: for the last person of an organisation, for two who change the same, and when signing in did not work."""

import json

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp

from koffer.organisation.account.ways import key_of
from koffer.organisation.models import Design, Organisation, Provider, User
from koffer.organisation.models.design import CONNECTIE
from tests.conftest import Person
from tests.organisation.test_organisation import rows_of


def alone(library):
    """The administrator, after the others went."""
    for role in ("facilitator", "viewer"):
        library.people[role].post("/account/erasure")
    return library.administrator


# Leaving


def test_the_last_person_takes_an_empty_organisation_along(library, make_library):
    elsewhere = make_library("Elders")
    app = SocialApp.objects.create(provider="openid_connect", provider_id="vecht", name="vecht", client_id="koffer")
    Provider.objects.create(app=app, organisation=library.organisation)
    SocialAccount.objects.create(user=elsewhere.viewer.user, provider="vecht", uid="17")
    last = alone(library)
    assert "that organisation goes too" in last.get("/account/erasure").content.decode()
    answer = last.post("/account/erasure", follow=True)
    assert "Your account is erased" in answer.content.decode()
    assert list(Organisation.objects.all()) == [elsewhere.organisation]
    assert not User.objects.filter(pk=last.user.pk).exists()
    assert not SocialApp.objects.exists()
    assert not SocialAccount.objects.exists()


def test_the_last_person_is_told_what_to_do_while_there_are_workshops(library):
    library.start()
    last = alone(library)
    answer = last.post("/account/erasure")
    assert answer.status_code == 409
    assert "Invite another administrator first, or choose a shorter term" in answer.content.decode()
    assert last.get(library.here).status_code == 200


def test_the_last_administrator_among_others_stays(library):
    assert "goes too" not in library.administrator.get("/account/erasure").content.decode()
    answer = library.administrator.post("/account/erasure")
    assert answer.status_code == 409
    assert "Make somebody else administrator first" in answer.content.decode()


def test_what_is_kept_tells_of_left_organisations_and_of_keys(library):
    workshop = library.start()
    bo = library.add("bo", "facilitator")
    bo.post(f"{library.here}workshops/{workshop.pk}/role")
    library.administrator.post(f"{library.here}people/{bo.membership.pk}", {"role": "facilitator", "all_teams": "on"})
    bo.post(f"{library.here}leaving")
    taken = json.loads(bo.get("/account/data.json").content)
    assert taken["organisations"] == []
    assert [(line["did"], line["by"]) for line in taken["register"]] == [
        ("facilitates", "you"),
        ("role", "somebody, about you"),
        ("left", "you"),
    ]
    assert taken["register"][0]["organisation"] == library.organisation.name
    [key] = taken["facilitator of"]
    assert key["team"] == "Balie"
    assert key["ended"]


# Two at the same time


def test_who_changes_an_old_page_of_a_sheet_is_told_and_keeps_the_text(library):
    made = Design.make(library.organisation, library.administrator.user, "Ons vel", "nl en", CONNECTIE)
    address = f"{library.here}sheets/{made.pk}"
    page = library.administrator.get(address).content.decode()
    seen = {"revision": page.split('name="revision" value="')[1].split('"')[0]}
    other = library.add("other", "administrator")
    assert other.post(address, rows_of(3) | seen | {"name": "Van de ander"}).status_code == 302
    answer = library.administrator.post(address, rows_of(4, name_en="Mine") | seen)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Somebody else changed this sheet" in page
    assert "Mine 3" in page
    made.refresh_from_db()
    assert (made.name, len(made.rows())) == ("Van de ander", 3)
    again = {"revision": page.split('name="revision" value="')[1].split('"')[0]}
    assert library.administrator.post(address, rows_of(4) | again).status_code == 302


def test_two_do_not_make_two_new_versions_of_a_sheet_in_use(library):
    made = Design.make(library.organisation, library.administrator.user, "Ons vel", "nl en", CONNECTIE)
    library.start(design=str(made.pk))
    seen = {"revision": str(made.revision)}
    answers = [library.administrator.post(f"{library.here}sheets/{made.pk}", rows_of(n) | seen) for n in (3, 4)]
    assert [answer.status_code for answer in answers] == [302, 409]
    assert library.organisation.designs.count() == 2


# Signing in


def test_the_way_to_a_provider_keeps_where_somebody_was_going(library):
    app = SocialApp.objects.create(provider="openid_connect", provider_id="vecht", name="vecht", client_id="koffer")
    Provider.objects.create(app=app, organisation=library.organisation, listed=True)
    bo = Person("Bo")
    page = bo.get(bo.get(f"{library.here}people").url).content.decode()
    assert f'/account/with/vecht/?next={library.here.replace("/", "%2F")}people"' in page


def test_a_try_that_did_not_work_is_told_once(library, settings, mailoutbox):
    settings.MAIL = "smtp://here"
    bo = Person("Bo")
    bo.get("/account/passkeys/login/", headers={"X-Requested-With": "XMLHttpRequest"})
    answer = bo.post("/account/passkeys/login/", {"credential": "{}"})
    assert 'role="alert"><p>That did not work' in bo.get(answer.url).content.decode()
    bo.post("/account/login/", {"email": "bo@library.example"})
    for _ in range(3):
        answer = bo.post("/account/login/code/confirm/", {"code": "AAAAAA"})
    assert 'role="alert"><p>That did not work' in bo.get(answer.url).content.decode()
    assert 'role="alert"' not in bo.get("/account/login/").content.decode()


def test_taking_the_last_way_in_away_is_warned_about(library, settings):
    user = library.viewer.user
    kind = Authenticator.Type.WEBAUTHN
    keys = [Authenticator.objects.create(user=user, type=kind, data={"name": name}) for name in ("phone", "laptop")]
    address = f"/account/passkeys/{key_of(keys[0])}/remove/"
    assert "only way to sign in" not in library.viewer.get(address).content.decode()
    keys[1].delete()
    assert "only way to sign in" in library.viewer.get(address).content.decode()
    settings.MAIL = "smtp://here"
    EmailAddress.objects.create(user=user, email="bo@library.example", verified=True)
    assert "only way to sign in" not in library.viewer.get(address).content.decode()


def test_signing_out_first_says_what_stays_open(library):
    page = library.viewer.get("/account/").content.decode()
    assert 'href="/account/logout/"' in page
    assert 'action="/account/logout/"' not in page
    assert "stay open here" in library.viewer.get("/account/logout/").content.decode()
