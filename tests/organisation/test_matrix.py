"""Every address of accounts and organisations, by every role, of the own organisation or another, by state.

The table says what each may do; a new address without an entry fails.
"""

import uuid
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse
from django.utils import timezone

from koffer.journey.models import Placement, Stop
from koffer.method.order import proposal
from koffer.organisation.account.ways import key_of
from koffer.organisation.models import Design, Destination, Invitation
from koffer.organisation.models.design import CONNECTIE
from koffer.workshop.models import FacilitatorKey, Seat, Workshop
from tests.addresses import METHODS, ask, methods_of, of_organisations, of_workshops
from tests.conftest import Person, new_client
from tests.organisation.conftest import signed_in as signed_in_as

# nobody, somebody of another organisation (whatever role), viewer and facilitator of another team, viewer and
# facilitator of the team, administrator, administrator to whom the team was given
ROLES = ("nobody", "outsider", "other viewer", "other facilitator", "viewer", "facilitator", "administrator", "both")

EVERYBODY_HERE = (302, 404, 200, 200, 200, 200, 200, 200)
WHO_SEES_THE_TEAM = (302, 404, 404, 404, 200, 200, 200, 200)
ADMINISTRATORS = (302, 404, 403, 403, 403, 403, 200, 200)


def verb(done, where=ADMINISTRATORS):
    """The same as a page, with the status of what is done, or of a form without what it asks."""
    return tuple(done if status == 200 else status for status in where)


def facilitators(page):
    """Of the team: only who may run its workshops."""
    return (302, 404, 404, 404, 403, page, 403, page)


def signed_in(status):
    """The own account: everybody who is signed in."""
    return (302, *(status,) * 7)


ANYBODY = (200,) * 8
AWAY_WHEN_SIGNED_IN = (200, *(302,) * 7)

TABLE = {
    # Signing in and the own account
    "account": {"GET": signed_in(200)},
    "account-name": {"POST": signed_in(422)},
    "account-data": {"GET": signed_in(200)},
    # The last administrator of an organisation stays.
    "account-erasure": {"GET": signed_in(200), "POST": (302, 409, 302, 302, 302, 302, 409, 302)},
    "account-erased": {"GET": ANYBODY},
    "invitation": {"GET": ANYBODY, "POST": (422, 302, *(409,) * 6)},  # who belongs here already leaves it unused
    "account_signup": {"GET": ANYBODY},
    "account_login": {"GET": AWAY_WHEN_SIGNED_IN, "POST": AWAY_WHEN_SIGNED_IN},
    "account_request_login_code": {
        "GET": AWAY_WHEN_SIGNED_IN,
        "POST": AWAY_WHEN_SIGNED_IN,
        "PUT": AWAY_WHEN_SIGNED_IN,
    },
    "account_confirm_login_code": dict.fromkeys(METHODS, (302,) * 8),  # no code was asked for
    "account_logout": {"GET": signed_in(200), "POST": (302,) * 8},
    "account_inactive": {"GET": ANYBODY},
    "account_email": {"GET": signed_in(200), "POST": signed_in(302)},
    "account_email_verification_sent": {"GET": (302,) * 8, "POST": (302,) * 8},  # no code was sent
    "mfa_login_webauthn": {"GET": (302,) * 8, "POST": (302,) * 8},
    "mfa_add_webauthn": {"GET": signed_in(200), "POST": signed_in(200)},
    # A way in of somebody else: it is not there. Removing an own one: in the browser, and in test_providers.py.
    "mfa_remove_webauthn": {"GET": signed_in(404), "POST": signed_in(404)},
    "account-way-removal": {
        "GET": signed_in(404),
        "POST": signed_in(404),
    },
    "openid_connect_login": {"GET": (404,) * 8},  # no such provider
    "openid_connect_callback": dict.fromkeys(METHODS, (404,) * 8),
    "socialaccount_login_cancelled": {"GET": ANYBODY},
    "socialaccount_login_error": {"GET": (401,) * 8},
    # An organisation
    "organisation": {"GET": EVERYBODY_HERE},
    "organisation-leaving": {"GET": EVERYBODY_HERE, "POST": (302, 404, 302, 302, 302, 302, 409, 302)},
    "organisation-settings": {"GET": ADMINISTRATORS, "POST": verb(422)},
    "logo": {"POST": verb(422)},
    "logo-removal": {"POST": verb(302)},
    "logo-picture": {"GET": verb(404, EVERYBODY_HERE)},  # there is none
    "register": {"GET": ADMINISTRATORS},
    "organisation-people": {"GET": ADMINISTRATORS},
    "invite": {"POST": verb(422)},
    "invitation-withdrawal": {"POST": verb(302)},
    "person": {"GET": ADMINISTRATORS, "POST": verb(422)},
    "person-removal": {"POST": verb(302)},
    "team-new": {"GET": ADMINISTRATORS, "POST": verb(422)},
    "team-edit": {"GET": ADMINISTRATORS, "POST": verb(422)},
    "team-archiving": {"POST": verb(302)},
    "destination": {"GET": EVERYBODY_HERE, "POST": verb(422)},
    "destination-picture": {"GET": verb(404, EVERYBODY_HERE)},  # there is none
    "designs": {"GET": EVERYBODY_HERE},
    "design-new": {"GET": ADMINISTRATORS, "POST": verb(422)},
    "design-import": {"POST": verb(422)},
    "organisation-design": {"GET": EVERYBODY_HERE, "POST": verb(422)},
    "design-archiving": {"POST": verb(302)},
    "design-export": {"GET": EVERYBODY_HERE},
    # Teams and workshops
    "search": {"GET": EVERYBODY_HERE},
    "team": {"GET": WHO_SEES_THE_TEAM},
    "team-start": {"GET": facilitators(200), "POST": facilitators(422)},
    "released": {"GET": WHO_SEES_THE_TEAM},
    "role": {"POST": facilitators(302)},
    "team-discarding": {"GET": ADMINISTRATORS, "POST": verb(422)},
    "team-restoring": {"POST": verb(404)},  # it was not discarded
    # A conversation of two: everybody of the organisation may begin one; it is of no organisation then.
    "one-to-one-within": {"GET": EVERYBODY_HERE, "POST": verb(422, EVERYBODY_HERE)},
    # Suitcases that teams show to each other: this team did not.
    "gallery": {"GET": EVERYBODY_HERE},
    "gallery-suitcase": {"GET": verb(404, EVERYBODY_HERE)},
    # The road
    "road": {"GET": EVERYBODY_HERE},
    "stop-add": {"POST": verb(422)},
    "stop-edit": {"GET": ADMINISTRATORS, "POST": verb(422)},
    "stop-move": {"POST": verb(302)},
    "stop-removal": {"POST": verb(302)},
    "wall-link": {"POST": verb(302)},
    "road-place": {"POST": facilitators(422)},
    "road-hiding": {"POST": verb(302)},
}
ALLAUTH = ("account_", "mfa_", "openid_", "socialaccount_")  # what these do with PUT and DELETE is theirs
# What knows no workshop, so no state of one.
ELSEWHERE = (
    "account",
    "invitation",
    "organisation-",
    "logo",
    "invite",
    "person",
    "team-new",
    "team-edit",
    "design",
    "stop-",
)
STATES = ("prepared", "filling", "opened", "closed")


def workshop_in(state, library):
    """A workshop of the team Balie in this state; its team releases everything."""
    workshop = library.start()
    key = FacilitatorKey.objects.get(workshop=workshop)
    if state == "prepared":
        return workshop
    workshop.begin_filling(by=key)
    for number in range(5):
        seat, _token = Seat.take(workshop, f"Secretname{number}")
        seat.hand_in(proposal(10), f"press-{number}")
    if state == "filling":
        return workshop
    workshop = Workshop.found(workshop.pk)
    workshop.open(by=key)
    workshop.release([("score", "organisation"), ("strengths", "organisation")])
    if state == "closed":
        Workshop.found(workshop.pk).decide(list(proposal(10)), by=key, seen=0, numbers=[0] * 10)
        Workshop.found(workshop.pk).close(timezone.localdate() + timedelta(days=90), by=key)
    return workshop


def person_of(role, library, other):
    """Somebody with this role, signed in."""
    if role == "nobody":
        return Person("nobody")
    if role == "outsider":
        return other.administrator
    name = {"viewer": "viewer", "facilitator": "facilitator", "administrator": "administrator"}.get(role)
    if name:
        return library.people[name]
    if role == "both":
        return library.add(role, "administrator", "Balie")
    return library.add(role, role.split()[1], "Jeugd")


def addresses(library, workshop):
    """(name, address) of everything of this library."""
    team = library.teams["Balie"]
    bo = library.add("bo", "viewer")
    passkey = Authenticator.objects.create(user=bo.user, type=Authenticator.Type.WEBAUTHN, data={"name": "phone"})
    design = Design.make(library.organisation, library.administrator.user, "Ons vel", "nl en", CONNECTIE)
    goal = Destination.introduce(library.organisation, library.administrator.user, text="Daarheen")
    invitation, token = Invitation.make(library.organisation, role="viewer")
    known = {"organisation": library.organisation.pk, "team": team.pk, "workshop": workshop.pk}
    known |= {"member": bo.membership.pk, "design": design.pk, "destination": goal.pk, "provider_id": "none"}
    stop = Stop.objects.create(organisation=library.organisation, name="Wijktafels", place=1)
    Placement.objects.create(workshop=workshop, stop=stop)
    known |= {"stop": stop.pk, "invitation": invitation.pk, "token": token, "key": key_of(passkey)}
    for name, parts in of_organisations():
        yield name, reverse(name, kwargs={part: known[part] for part in parts})


def test_every_address_is_in_the_table():
    assert {name for name, _ in of_organisations()} == set(TABLE)


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("role", ROLES)
def test_everybody_may_do_what_the_table_says(make_library, settings, role, state):
    settings.ACCOUNT_RATE_LIMITS = settings.MFA_RATE_LIMITS = False
    library, other = make_library(), make_library("Elders")
    workshop = workshop_in(state, library)
    person = person_of(role, library, other)
    wrong = []
    for name, address in addresses(library, workshop):
        if state != "opened" and name.startswith(ALLAUTH + ELSEWHERE):
            continue
        # A page of allauth has a method of its own for each; ours say 405.
        ours = methods_of(TABLE[name], every=state == "opened")
        for method in ("GET", "POST") if name.startswith(ALLAUTH) else ours:
            row = TABLE[name].get("GET" if method == "HEAD" else method, (405,) * len(ROLES))
            got = ask(person, method, address)
            if got.status_code != row[ROLES.index(role)]:
                wrong.append(f"{method} {name}: {got.status_code} instead of {row[ROLES.index(role)]}")
            if b"Secretname" in got.content:
                wrong.append(f"{method} {name} shows a name")
    assert not wrong


@pytest.mark.parametrize("state", ["filling", "closed"])
def test_an_account_opens_no_more_of_a_workshop_than_a_stranger_may(make_library, state):
    """Not the console, not a seat, not a file: for these a key or a seat is needed, whatever the role."""
    library, other = make_library(), make_library("Elders")
    workshop = workshop_in(state, library)
    people = {role: person_of(role, library, other) for role in ("outsider", "other facilitator", "viewer", "both")}
    people["facilitator"] = signed_in_as(library.facilitator.user)  # on another device than where it was started
    stranger, wrong = Person("stranger"), []
    for name, address in workshop_addresses(workshop):
        for method in ("GET", "POST"):
            expected = ask(stranger, method, address).status_code
            if address.startswith("/w/") and expected not in (404, 405, 302):
                wrong.append(f"{method} {name}: a stranger gets {expected}")
            for role, person in people.items():
                got = ask(person, method, address).status_code
                if got != (404 if name == "adoption" else expected):  # a stranger is asked to sign in there
                    wrong.append(f"{method} {name}: {role} gets {got} instead of {expected}")
    assert not wrong


def workshop_addresses(workshop):
    """(name, address) of everything of a workshop; links and keys are guessed."""
    known = {"workshop": workshop.pk, "code": "AAAAAA", "seat": uuid.uuid4(), "token": "x" * 22, "key": "x"}
    known |= {"place": 1, "size": "small", "story": uuid.uuid4(), "finding": uuid.uuid4(), "pair": uuid.uuid4()}
    known |= {"text": uuid.uuid4(), "answer": uuid.uuid4()}
    known |= {"turn": uuid.uuid4(), "of": uuid.uuid4(), "reaction": uuid.uuid4()}
    known |= {"stop": 1, "kind": "strength", "name": "report"}
    for name, parts in of_workshops():
        own = {"key": 1} if name == "withdrawal" else {"name": "score"} if name == "takeaway-table" else {}
        yield name, reverse(name, kwargs={part: (known | own)[part] for part in parts})


def test_what_is_named_must_be_of_the_own_organisation(make_library):
    """An administrator reaches nothing of another organisation through the own."""
    one, two = make_library("Een"), make_library("Twee")
    workshop = two.start()
    design = Design.make(two.organisation, two.administrator.user, "Hun vel", "nl en", CONNECTIE)
    goal = Destination.introduce(two.organisation, two.administrator.user, text="Daarheen", picture=b"x")
    invitation, _token = Invitation.make(two.organisation, role="viewer")
    stop = Stop.objects.create(organisation=two.organisation, name="Wijktafels", place=1)
    Placement.objects.create(workshop=workshop, stop=stop)
    team, bo = two.teams["Balie"], two.viewer.membership
    for method, path in [
        ("get", f"teams/{team.pk}"),
        ("post", f"teams/{team.pk}/name"),
        ("post", f"teams/{team.pk}/archiving"),
        ("get", f"teams/{team.pk}/workshops/new"),
        ("get", f"workshops/{workshop.pk}"),
        ("post", f"workshops/{workshop.pk}/role"),
        ("get", f"people/{bo.pk}"),
        ("post", f"people/{bo.pk}/removal"),
        ("post", f"people/invitations/{invitation.pk}/withdrawal"),
        ("get", f"sheets/{design.pk}"),
        ("get", f"sheets/{design.pk}.json"),
        ("get", f"sheets/new?of={design.pk}"),
        ("post", f"sheets/{design.pk}/archiving"),
        ("get", f"destination/{goal.pk}.jpg"),
        ("get", f"teams/{uuid.uuid4()}"),
        ("get", f"road/stops/{stop.pk}"),
        ("post", f"road/stops/{stop.pk}/move"),
        ("post", f"road/stops/{stop.pk}/removal"),
        ("post", f"road/suitcases/{workshop.pk}"),
        ("post", f"road/suitcases/{workshop.pk}/hiding"),
    ]:
        assert getattr(one.administrator, method)(one.here + path).status_code == 404, path
    Design.make(one.organisation, one.administrator.user, "Ons vel", "nl en", CONNECTIE)
    start = f"{one.here}teams/{one.teams['Balie'].pk}/workshops/new"
    answer = one.facilitator.post(start, {"destination": "Daarheen", "design": str(design.pk)})
    assert answer.status_code == 422
    rights = {"role": "viewer", "teams": [str(team.pk)]}
    assert one.administrator.post(f"{one.here}people/{one.viewer.membership.pk}", rights).status_code == 422


def test_a_form_without_its_token_gets_a_friendly_page(library):
    workshop = library.start()
    for name, address in addresses(library, workshop):
        if "POST" in TABLE[name]:
            client = new_client(enforce_csrf_checks=True)
            for cookie, morsel in library.administrator.client.cookies.items():
                client.cookies[cookie] = morsel.value
            assert client.post(address).status_code == 403, name
