"""Teams, people, invitations, destination, sheets, register: what an administrator sets up."""

import io
import json
import re

import pytest
from django.db import connection
from PIL import Image

from koffer.bounds import Limit
from koffer.organisation.models import Design, Destination, Entry, Invitation, Membership, Organisation, Team
from koffer.organisation.models.design import CONNECTIE
from koffer.workshop.models import FacilitatorKey, Workshop
from tests.conftest import Person
from tests.organisation.conftest import signed_in


def picture(kind="PNG", size=(3000, 2000), **options):
    """An uploaded picture."""
    made = io.BytesIO()
    Image.new("RGB", size, "teal").save(made, kind, **options)
    made.seek(0)
    made.name = "picture.png"
    return made


def rows_of(count, **changed):
    """The form of a sheet with so many categories."""
    texts = {"name_nl": "Naam", "name_en": "Name", "description_nl": "", "description_en": ""}
    texts |= {"small_nl": "", "small_en": "", "large_nl": "", "large_en": ""} | changed
    rows = {key: [f"{text} {n}" if text else "" for n in range(count)] for key, text in texts.items()}
    return {"name": "Ons vel", "languages": "nl en", "place": [str(n + 1) for n in range(count)]} | rows


# Coming in


def test_the_first_invitation_makes_an_organisation(invited):
    anna = Person("Anna")
    address = invited(None)
    assert "set up your organisation" in anna.get(address).content.decode()
    assert anna.post(address, {"name": "", "organisation": "Bieb"}).status_code == 422
    answer = anna.post(address, {"name": "Anna", "organisation": "Bieb"})
    assert answer.status_code == 302
    assert Membership.objects.get().role == "administrator"
    assert "Bieb" in anna.get("/account/").content.decode()
    here = f"/o/{Membership.objects.get().organisation_id}/teams/"
    anna.post(f"{here}new", {"name": "Balie"})
    answer = anna.post(f"{here}{Team.objects.get().pk}/workshops/new", {"destination": "Daarheen"})
    assert answer.status_code == 302
    assert Person("Bo").get(address).status_code == 404


def test_an_invitation_works_once_and_not_for_ever(library, invited, django_assert_num_queries):
    address = invited(library.organisation, role="viewer")
    bo = Person("Bo")
    assert bo.post(address, {"name": "Bo"}).status_code == 302
    assert bo.get(library.here).status_code == 200
    assert Person("Cas").post(address, {"name": "Cas"}).status_code == 404
    late = invited(library.organisation)
    Invitation.objects.update(expires_at="2020-01-01T00:00Z")
    assert Person("Cas").get(late).status_code == 404


def test_who_is_signed_in_accepts_as_that_person(make_library, invited):
    one, two = make_library("Een"), make_library("Twee")
    address = invited(two.organisation, role="viewer")
    assert one.viewer.post(address).status_code == 302
    assert one.viewer.user.memberships.count() == 2


def test_accepting_again_only_makes_an_administrator(library, invited):
    """So that `koffer invite` saves an organisation whose administrator is away."""
    library.viewer.post(invited(library.organisation, role="facilitator"))
    assert library.viewer.get(f"{library.here}people").status_code == 403
    library.administrator.post(invited(library.organisation, role="viewer"))
    assert library.administrator.get(f"{library.here}people").status_code == 200
    library.viewer.post(invited(library.organisation, role="administrator"))
    assert library.viewer.get(f"{library.here}people").status_code == 200


@pytest.mark.parametrize("who", ["viewer", "administrator"])
def test_who_belongs_here_already_is_told_and_leaves_the_invitation(library, invited, who):
    address = invited(library.organisation, role="administrator" if who == "administrator" else "facilitator")
    for ask in (library.people[who].get, library.people[who].post):
        assert f"You belong here already, as {who}." in ask(address).content.decode()
    assert Person("Cas").post(address, {"name": "Cas"}).status_code == 302


def test_an_invitation_by_mail_proves_its_address(library, settings, mailoutbox):
    settings.MAIL = "smtp://here"
    answer = library.administrator.post(
        f"{library.here}people/invitations", {"email": "Bo@library.example", "role": "viewer", "all_teams": "on"}
    )
    assert "on its way to Bo@library.example" in answer.content.decode()
    [mail] = mailoutbox
    address = next(line for line in mail.body.splitlines() if line.startswith("http")).removeprefix("http://testserver")
    assert address not in answer.content.decode()  # who invites cannot come in as the invited
    bo = Person("Bo")
    bo.post(address, {"name": "Bo"})
    assert "bo@library.example" in bo.get("/account/").content.decode()


def test_an_address_of_another_account_stays_there(library, invited, settings):
    first, second = Person("Bo"), Person("Not Bo")
    first.post(invited(library.organisation, role="viewer", email="bo@library.example"), {"name": "Bo"})
    second.post(invited(library.organisation, role="viewer", email="BO@library.example"), {"name": "Not Bo"})
    assert "bo@library.example" not in second.get("/account/").content.decode().lower()


def test_a_mail_server_that_is_away_is_told_and_nothing_is_stored(library, settings, monkeypatch):
    settings.MAIL = "smtp://here"

    def away(*_args, **_kwargs):
        raise ConnectionRefusedError

    monkeypatch.setattr("koffer.organisation.views.people.send_mail", away)
    answer = library.administrator.post(
        f"{library.here}people/invitations", {"email": "bo@library.example", "role": "viewer"}
    )
    assert answer.status_code == 422
    assert "could not be sent" in answer.content.decode()
    assert 'value="bo@library.example"' in answer.content.decode()
    assert not Invitation.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_slow_mail_server_blocks_nobody(library, settings, monkeypatch):
    settings.MAIL = "smtp://here"
    in_transaction = []
    monkeypatch.setattr(
        "koffer.organisation.views.people.send_mail", lambda *_: in_transaction.append(connection.in_atomic_block)
    )
    library.administrator.post(f"{library.here}people/invitations", {"email": "bo@library.example", "role": "viewer"})
    assert in_transaction == [False]
    assert Invitation.objects.count() == 1


@pytest.mark.parametrize("how", ["removed", "demoted"])
def test_what_an_administrator_kept_of_invitations_ends_with_the_role(library, how):
    bo = library.add("bo", "administrator")
    page = bo.post(f"{library.here}people/invitations", {"role": "administrator"}).content.decode()
    address = "/account" + page.split('class="address"')[1].split("/account")[1].split("<")[0]
    library.administrator.post(f"{library.here}people/invitations", {"role": "viewer"})
    assert Person("Bo").get(address).status_code == 200
    theirs = f"{library.here}people/{bo.membership.pk}"
    library.administrator.post(*[(f"{theirs}/removal",), (theirs, {"role": "viewer"})][how == "demoted"])
    assert Person("Bo").get(address).status_code == 404
    assert Invitation.objects.count() == 1


def test_invitations_are_limited_in_words(library, monkeypatch, settings, mailoutbox):
    settings.MAIL = "smtp://here"
    monkeypatch.setattr("koffer.organisation.views.people.INVITATIONS", Limit("test", 1, 60))
    monkeypatch.setattr("koffer.organisation.models.invitation.MOST_WAITING", 2)
    form = {"role": "viewer", "email": "bo@library.example"}
    assert library.administrator.post(f"{library.here}people/invitations", form).status_code == 200
    answer = library.administrator.post(f"{library.here}people/invitations", form)
    assert answer.status_code == 429 and "Try again in" in answer.content.decode()
    assert len(mailoutbox) == 1
    for status in (200, 422):
        assert library.administrator.post(f"{library.here}people/invitations", {"role": "viewer"}).status_code == status


# Roles


def test_who_changes_the_own_place_comes_to_a_page_that_answers(library):
    one, two = library.add("one", "administrator"), library.add("two", "administrator")
    answer = one.post(f"{library.here}people/{one.membership.pk}", {"role": "viewer"}, follow=True)
    assert (answer.status_code, answer.redirect_chain) == (200, [(library.here, 302)])
    answer = two.post(f"{library.here}people/{two.membership.pk}/removal", follow=True)
    assert (answer.status_code, answer.redirect_chain) == (200, [("/account/", 302)])


def test_a_new_administrator_runs_no_workshops_unless_a_team_was_chosen(library):
    invite = f"{library.here}people/invitations"
    balie = library.teams["Balie"]
    for chosen, teams in (({}, []), ({"teams": [str(balie.pk)]}, [balie])):
        form = {"role": "administrator", "all_teams": "on"} | chosen
        assert library.administrator.post(invite, form).status_code == 200
        made = Invitation.objects.latest("expires_at")
        assert (made.all_teams, list(made.teams.all())) == (False, teams)
    library.administrator.post(invite, {"role": "facilitator", "all_teams": "on"})
    assert Invitation.objects.latest("expires_at").all_teams


def test_the_last_administrator_stays(library):
    own = library.administrator.membership
    people = f"{library.here}people/{own.pk}"
    assert library.administrator.post(people, {"role": "viewer"}).status_code == 422
    assert library.administrator.post(f"{people}/removal").status_code == 422
    assert library.administrator.post(f"{library.here}leaving").status_code == 409
    assert library.administrator.post("/account/erasure").status_code == 409
    assert Membership.objects.get(pk=own.pk).role == "administrator"


def test_a_role_reaches_the_teams_that_were_given(library):
    bo = library.add("bo", "facilitator", "Balie")
    balie, jeugd = (f"{library.here}teams/{library.teams[team].pk}" for team in ("Balie", "Jeugd"))
    assert bo.get(balie).status_code == 200
    assert bo.get(jeugd).status_code == 404
    assert "Jeugd" not in bo.get(library.here).content.decode()
    library.administrator.post(
        f"{library.here}people/{bo.membership.pk}", {"role": "viewer", "teams": [str(library.teams["Jeugd"].pk)]}
    )
    assert bo.get(balie).status_code == 404
    assert bo.get(jeugd).status_code == 200
    assert bo.get(f"{jeugd}/workshops/new").status_code == 403


def test_who_loses_a_team_loses_the_keys_of_its_workshops(library):
    workshop = library.start()
    console = f"/w/{workshop.pk}/console"
    bo = library.add("bo", "facilitator")
    assert bo.post(f"{library.here}workshops/{workshop.pk}/role").status_code == 302
    assert bo.get(console).status_code == 200
    library.administrator.post(f"{library.here}people/{bo.membership.pk}/removal")
    assert bo.get(console).status_code == 404
    assert bo.get(library.here).status_code == 404
    assert library.facilitator.get(console).status_code == 200


def test_an_account_is_erased_and_the_register_keeps_no_name(library):
    workshop = library.start()
    other = library.add("Zonnebloem", "facilitator")
    other.post(f"{library.here}workshops/{workshop.pk}/role")
    taken = json.loads(other.get("/account/data.json").content)
    assert taken["name"] == "Zonnebloem"
    assert taken["register"][0]["did"] == "facilitates"
    assert other.post("/account/erasure").status_code == 302
    assert other.get("/account/").status_code == 302
    register = library.administrator.get(f"{library.here}register").content.decode()
    assert "Zonnebloem" not in register
    assert "Somebody who is not here any more" in register
    assert not FacilitatorKey.objects.filter(user=other.user.pk).exists()


# Teams


def test_a_team_is_made_renamed_and_put_away(library):
    admin, here = library.administrator, library.here
    assert admin.post(f"{here}teams/new", {"name": "Depot"}).status_code == 302
    assert "this name already" in admin.post(f"{here}teams/new", {"name": "ｄｅｐｏｔ"}).content.decode()
    team = Team.objects.get(name="Depot")
    assert admin.post(f"{here}teams/{team.pk}/name", {"name": "balie"}).status_code == 422
    admin.post(f"{here}teams/{team.pk}/name", {"name": "Magazijn"})
    admin.post(f"{here}teams/{team.pk}/archiving")
    assert "Magazijn" not in library.viewer.get(here).content.decode()
    assert "Magazijn" in admin.get(here).content.decode()
    admin.post(f"{here}teams/{team.pk}/archiving", {"back": "1"})
    assert "Magazijn" in library.viewer.get(here).content.decode()


# Destination (M1)


def test_a_workshop_keeps_the_destination_that_it_was_held_with(library):
    admin, here = library.administrator, library.here
    form = {"text": "De huiskamer van de stad", "frame": "Zes vestigingen", "horizon": "in 2028", "picture": picture()}
    assert admin.post(f"{here}destination", form).status_code == 302
    start = library.facilitator.get(f"{here}teams/{library.teams['Balie'].pk}/workshops/new").content.decode()
    assert "De huiskamer van de stad" in start
    workshop = library.start(destination="De huiskamer van de stad")
    admin.post(f"{here}destination", {"text": "De werkplaats van de stad"})
    assert Workshop.objects.get(pk=workshop.pk).held_with.number == 1
    page = library.viewer.get(f"{here}workshops/{workshop.pk}").content.decode()
    assert "De huiskamer van de stad" in page
    assert "De werkplaats van de stad" in page
    assert "has a new destination" in library.facilitator.get(f"/w/{workshop.pk}/console/settings").content.decode()
    assert Destination.objects.get(number=1).text == "De huiskamer van de stad"


def test_the_picture_of_the_destination_is_seen_in_the_room_only(library):
    workshop = library.start()
    library.administrator.post(f"{library.here}destination", {"text": "Daarheen", "picture": picture()})
    shown = library.start(destination="Daarheen")
    library.facilitator.post(f"/w/{shown.pk}/console/shown", {"step": "destination"})
    member = Person("Anna")
    member.post(f"/j/{shown.code}", {"name": "Anna"})
    page = member.get(f"/w/{shown.pk}/").content.decode()
    address = page.split('class="destination-picture" src="')[1].split('"')[0]
    answer = member.get(address)
    assert answer["content-type"] == "image/jpeg"
    assert Image.open(io.BytesIO(answer.content)).size == (1200, 800)
    key = address.rpartition("/")[2]
    assert member.get(f"/w/{workshop.pk}/destination/{key}").status_code == 404
    assert member.get(address.replace(".jpg", "x.jpg")).status_code == 404


@pytest.mark.parametrize(
    "upload",
    [
        io.BytesIO(b"<svg onload='alert(1)'/>"),
        io.BytesIO(b"\x89PNG\r\n\x1a\n" + b"0" * 200),
        io.BytesIO(b""),
        picture("GIF", (20, 20)),
        picture("PNG", (9000, 9000)),
    ],
    ids=["svg", "broken", "empty", "gif", "too many points"],
)
def test_a_hostile_picture_is_refused_in_words(library, upload):
    upload.seek(0)
    upload.name = "logo.png"
    answer = library.administrator.post(f"{library.here}logo", {"logo": upload})
    assert answer.status_code == 422
    assert 'class="error"' in answer.content.decode()
    assert library.viewer.get(f"{library.here}logo.png").status_code == 404


def test_a_logo_is_drawn_anew_without_what_the_camera_wrote(library):
    exif = Image.Exif()
    exif[0x010E] = "taken at the home of Anna"
    assert library.administrator.post(f"{library.here}logo", {"logo": picture("JPEG", exif=exif)}).status_code == 302
    content = library.viewer.get(f"{library.here}logo.png").content
    assert b"Anna" not in content
    assert Image.open(io.BytesIO(content)).size == (360, 240)
    library.administrator.post(f"{library.here}logo/removal")
    assert library.viewer.get(f"{library.here}logo.png").status_code == 404


# Sheets (M4, M15)


def test_a_sheet_is_made_changed_and_used(library):
    admin, here = library.administrator, library.here
    assert "Kansen zien" in admin.get(f"{here}sheets/new").content.decode()
    assert admin.post(f"{here}sheets/new", rows_of(3)).status_code == 302
    made = library.organisation.designs.get()
    form = rows_of(3) | {"place": ["3", "1", "2"], "revision": str(made.revision)}
    admin.post(f"{here}sheets/{made.pk}", form)
    made.refresh_from_db()
    assert [row.name_en for row in made.rows()] == ["Name 1", "Name 2", "Name 0"]
    assert made.number == 1
    workshop = library.start(design=str(made.pk))
    assert [c.name for c in workshop.categories()] == ["Name 1", "Name 2", "Name 0"]


def test_a_sheet_in_use_is_frozen_and_a_change_makes_a_new_version(library):
    admin, here = library.administrator, library.here
    admin.post(f"{here}sheets/new", rows_of(3))
    old = library.organisation.designs.get()
    workshop = library.start(design=str(old.pk))
    assert "is frozen" in admin.get(f"{here}sheets/{old.pk}").content.decode()
    admin.post(f"{here}sheets/{old.pk}", rows_of(4) | {"revision": str(old.revision)})
    new = library.organisation.designs.get(archived_at=None)
    assert (new.number, new.based_on, len(new.rows())) == (2, old, 4)
    assert len(Design.objects.get(pk=old.pk).rows()) == 3
    assert len(workshop.categories()) == 3


def test_a_sheet_that_cannot_be_filled_is_refused_with_the_arithmetic(library):
    answer = library.administrator.post(f"{library.here}sheets/new", rows_of(15))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "A sheet with 15 categories cannot be filled" in page
    assert "at least 105 points" in page
    assert "Name 14" in page  # what was typed stays
    assert library.administrator.post(f"{library.here}sheets/new", rows_of(1)).status_code == 422
    assert not library.organisation.designs.exists()


def test_a_copy_of_an_own_sheet_is_called_a_copy(library):
    made = Design.make(library.organisation, library.administrator.user, "Ons vel", "nl en", CONNECTIE)
    for of, name in (("", "Our Connectie"), (f"?of={made.pk}", "Ons vel (copy)")):
        page = library.administrator.get(f"{library.here}sheets/new{of}").content.decode()
        assert f'name="name" value="{name}"' in page


def test_a_wrong_text_is_told_at_its_own_box(library):
    form = rows_of(2) | {"small_en": ["", "x" * 201]}
    page = library.administrator.post(f"{library.here}sheets/new", form).content.decode()
    (wrong,) = re.findall(r"<(?:input|textarea)[^>]*aria-invalid[^>]*>", page)
    assert 'name="small_en" lang="en"' in wrong
    assert 'aria-describedby="error_2"' in wrong
    assert '<p class="error" role="alert" id="error_2">' in page
    assert page.count("<details open>") == 1
    page = library.administrator.post(f"{library.here}sheets/new", rows_of(2) | {"name": ""}).content.decode()
    assert 'aria-describedby="name_error"' in page
    assert "<label lang=" not in page


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"name": " "}, "Give the sheet a name"),
        ({"name_en": ["", "B", "C"]}, "in each language"),
        ({"name_nl": ["x" * 41, "B", "C"]}, "at most 40 characters"),
        ({"small_en": ["x" * 201, "", ""]}, "at most 200 characters"),
        ({"name_nl": ["B", "ｂ", "C"]}, "the same name"),
    ],
)
def test_a_wrong_text_is_told_and_stays(library, changed, reason):
    answer = library.administrator.post(f"{library.here}sheets/new", rows_of(3) | changed)
    assert answer.status_code == 422
    assert reason in answer.content.decode()


def test_a_sheet_in_one_language_says_the_same_in_both(library):
    form = rows_of(2) | {"languages": "nl", "name_en": ["", ""]}
    library.administrator.post(f"{library.here}sheets/new", form)
    assert [row.name_en for row in library.organisation.designs.get().rows()] == ["Naam 0", "Naam 1"]


def test_libraries_exchange_sheets_as_files(make_library):
    one, two = make_library("Een"), make_library("Twee")
    one.administrator.post(f"{one.here}sheets/new", rows_of(5, small_nl="Klein", large_en="Large"))
    made = one.organisation.designs.get()
    content = one.viewer.get(f"{one.here}sheets/{made.pk}.json").content
    upload = io.BytesIO(content)
    upload.name = "sheet.json"
    assert two.administrator.post(f"{two.here}sheets/file", {"file": upload}).status_code == 302
    taken = two.organisation.designs.get()
    assert taken.rows() == made.rows()
    assert two.viewer.get(f"{two.here}sheets/{taken.pk}.json").content == content


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[" * 100_000,
        json.dumps({"format": "koffer-sheet", "version": 2}).encode(),
        json.dumps(
            {"format": "koffer-sheet", "version": 1, "name": "x", "languages": "nl", "categories": [], "more": 1}
        ).encode(),
        json.dumps({"format": "koffer-sheet", "version": 1, "name": "x", "languages": "nl", "categories": []}).encode(),
        b" " * 300_000,
    ],
    ids=["empty", "broken", "encoding", "deep", "newer", "unknown field", "no categories", "large"],
)
def test_a_file_that_is_no_sheet_is_refused_in_words(library, content):
    upload = io.BytesIO(content)
    upload.name = "sheet.json"
    answer = library.administrator.post(f"{library.here}sheets/file", {"file": upload})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert not re.search(
        "Object|JSON|Expected|Input", answer.content.decode().split('role="alert"')[1].split("</p>")[0]
    )
    assert not library.organisation.designs.exists()


def test_a_file_with_a_mistake_says_where(library):
    upload = io.BytesIO(json.dumps({"format": "koffer-sheet", "version": 1, "name": 7}).encode())
    upload.name = "sheet.json"
    page = library.administrator.post(f"{library.here}sheets/file", {"file": upload}).content.decode()
    assert "Something is wrong at: name" in page


# Settings and register


def test_a_line_about_somebody_who_was_erased_has_an_end(library):
    bo = library.add("bo", "viewer")
    library.administrator.post(f"{library.here}people/{bo.membership.pk}", {"role": "facilitator", "all_teams": "on"})
    library.administrator.post(f"{library.here}people/{bo.membership.pk}/removal")
    bo.post("/account/erasure")
    page = library.administrator.get(f"{library.here}register").content.decode()
    for did in ("changed the role or the teams of", "took away the access of"):
        assert f"{did} <bdi>somebody who is not here any more</bdi>" in page


def test_another_term_holds_for_the_workshops_that_are_there(library):
    workshop = library.start()
    before = workshop.purge_on
    form = {"name": "Bieb", "language": "en", "days_kept": "90", "sure": "90"}
    assert library.administrator.post(f"{library.here}settings", form).status_code == 302
    workshop.refresh_from_db()
    assert (before - workshop.purge_on).days == 365 - 90
    assert Organisation.objects.get().name == "Bieb"
    assert library.administrator.post(f"{library.here}settings", form | {"days_kept": "7"}).status_code == 422


def test_the_register_tells_who_looked_and_changed_once_a_day(library):
    workshop = library.start()
    for _ in range(3):
        library.viewer.get(f"{library.here}workshops/{workshop.pk}")
    library.administrator.post(f"{library.here}teams/new", {"name": "Depot"})
    page = library.administrator.get(f"{library.here}register").content.decode()
    assert page.count("looked at what was shown by") == 1
    assert "made the team <bdi>Depot</bdi>" in page
    assert "started a workshop for <bdi>Balie</bdi>" in page
    assert Entry.objects.filter(by=library.viewer.user).count() == 1


@pytest.mark.parametrize("path", ["", "workshops", "workshops?q=balie"])
def test_the_register_tells_who_looked_at_the_list_of_all_teams(library, path):
    library.start()
    for _ in range(3):
        assert library.viewer.get(library.here + path).status_code == 200
    page = library.administrator.get(f"{library.here}register").content.decode()
    assert page.count(f"looked at the list of workshops of <bdi>{library.organisation.name}</bdi>") == 1


# Adopting


def test_a_workshop_without_an_account_is_taken_in_by_its_facilitator(library, make_play):
    play = make_play()
    play.join("Anna")
    address = f"/w/{play.workshop.pk}/console/adoption"
    assert play.facilitator.get(address).status_code == 302  # asks to sign in
    assert library.facilitator.get(address).status_code == 404  # has no key
    play.facilitator.client.force_login(library.facilitator.user)
    assert "Balie" in play.facilitator.get(address).content.decode()
    assert play.facilitator.post(address, {"team": "x"}).status_code == 422
    assert play.facilitator.post(address, {"team": str(library.teams["Balie"].pk)}).status_code == 302
    workshop = Workshop.objects.get(pk=play.workshop.pk)
    assert (workshop.owned_by, workshop.days_kept) == (library.teams["Balie"], 365)
    assert library.viewer.get(f"{library.here}workshops/{workshop.pk}").status_code == 200
    assert play.facilitator.post(address, {"team": str(library.teams["Jeugd"].pk)}).status_code == 409


def test_search_finds_what_this_person_may_see(library):
    library.start("Balie", destination="Naar de zon")
    library.start("Jeugd", destination="Naar de maan")
    bo = library.add("bo", "viewer", "Balie")
    page = bo.get(f"{library.here}workshops?q=naar").content.decode()
    assert "1 workshop" in page
    assert "Balie," in page
    assert "2 workshops" in library.administrator.get(f"{library.here}workshops?q=naar+DE").content.decode()
    assert "0 workshops" in library.administrator.get(f"{library.here}workshops?q=%25").content.decode()


def test_who_is_not_signed_in_is_asked_to(library):
    answer = Person("Anna").get(library.here)
    assert answer.status_code == 302
    assert answer.url.startswith("/account/login/?next=/o/")
    assert signed_in(library.viewer.user).get("/account/login/").status_code == 302
