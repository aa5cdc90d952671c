"""Every address of a one-to-one, by everybody, in every state: only the two get in.

To all others it is as if it did not exist: the same bytes as for a key that was made up. A new address without an
entry in the table fails.
"""

import re
import uuid

import pytest
from django.urls import reverse

from koffer.one_to_one.models import Finding, OneToOne, Pair
from koffer.organisation.models import Design, Destination, Entry
from koffer.organisation.models.design import CONNECTIE_FOR_TWO
from tests.addresses import ask, methods_of, of_two
from tests.conftest import new_client
from tests.one_to_one.conftest import STATES, pair_data

PAGE, FORM, ASKED = {"GET", "HEAD"}, {"POST"}, {"GET", "HEAD", "POST"}

TABLE = {
    "one-to-one": PAGE,
    "one-to-one-invitation": FORM,
    "one-to-one-beside": FORM,
    "one-to-one-parting": FORM,
    "one-to-one-texts": FORM,
    "one-to-one-turn": FORM,
    "one-to-one-draft": {"PUT"},
    "one-to-one-sheet": FORM,
    "one-to-one-back": FORM,
    "one-to-one-change": FORM,
    "one-to-one-asking": FORM,
    "one-to-one-opening": FORM,
    "one-to-one-talk": PAGE,
    "one-to-one-score": FORM,
    "one-to-one-example": FORM,
    "one-to-one-findings": PAGE,
    "one-to-one-finding": FORM,
    "one-to-one-finding-removal": FORM,
    "one-to-one-finding-new": FORM,
    "one-to-one-steps": PAGE,
    "one-to-one-pair-new": FORM,
    "one-to-one-pair": FORM,
    "one-to-one-pair-removal": FORM,
    "one-to-one-step": FORM,
    "one-to-one-agreement": PAGE,
    "one-to-one-fit": FORM,
    "one-to-one-look": FORM,
    "one-to-one-confirmation": FORM,
    "one-to-one-review": PAGE,
    "one-to-one-hold": FORM,
    "one-to-one-answer": FORM,
    "one-to-one-showing": FORM,
    "one-to-one-again": FORM,
    "one-to-one-mine": ASKED,
    "one-to-one-withdrawal": ASKED,
    "one-to-one-deletion": ASKED,
    "one-to-one-paper": PAGE,
    "one-to-one-paper-preview": PAGE,
    "one-to-one-own-pdf": PAGE,
    "one-to-one-own-preview": PAGE,
    "one-to-one-pdf": PAGE,
    "one-to-one-preview": PAGE,
    "one-to-one-dates": PAGE,
}
# Of nobody's conversation: the same for everybody. Letting a device forget works for any key and says nothing.
FOR_ALL = {"one-to-one-start", "one-to-one-as", "one-to-one-deleted", "one-to-one-forgetting"}
WORDS = ("Zij belde de wijkagent", "Ik hoor wat er speelt", "Tijd om te proberen", "vast programma", "directeur van")
OTHERS = (
    "nobody",
    "another employee",
    "another manager",
    "administrator",
    "facilitator",
    "viewer",
    "outsider",
    "member",
    "workshop facilitator",
)


def addresses(key, two=None):
    """(name, address) of everything of the conversation `key`; what is in it is that of `two`."""
    found = two and Finding.objects.filter(one_to_one=two.key).first()
    pair = two and Pair.objects.filter(one_to_one=two.key).first()
    known = {"one_to_one": key, "place": 0, "kind": "strength", "size": "small", "token": "x" * 22}
    known |= {"finding": found.pk if found else uuid.uuid4(), "pair": pair.pk if pair else uuid.uuid4()}
    for name, parts in of_two():
        yield name, reverse(name, kwargs={part: known[part] for part in parts})


@pytest.fixture
def others(make_two, make_library, make_play):
    """Everybody else."""
    other, library, outside, play = make_two("both"), make_library(), make_library("Elders"), make_play()
    return {
        "nobody": play.stranger,
        "another employee": other.employee,
        "another manager": other.manager,
        "administrator": library.administrator,
        "facilitator": library.facilitator,
        "viewer": library.viewer,
        "outsider": outside.administrator,
        "member": play.join("Bo"),
        "workshop facilitator": play.facilitator,
    }


def test_every_address_is_in_the_table():
    assert {name for name, _ in of_two()} == set(TABLE) | FOR_ALL


@pytest.mark.parametrize("state", ["alone", "written", "reviewed", "closed"])
def test_nobody_else_reads_anything_not_even_that_it_exists(make_two, others, state):
    two = make_two(state)
    nowhere = dict(addresses(uuid.uuid4()))
    # Whoever holds nothing of any conversation is the same stranger in each state.
    asking = OTHERS if state == "written" else OTHERS[:4]
    wrong = []
    for name, address in addresses(two.key, two):
        for method in methods_of(TABLE[name], every=state == "written") if name in TABLE else ():
            expected = plain(ask(others["nobody"], method, nowhere[name]))
            for who in asking:
                got = ask(others[who], method, address)
                if got.status_code != (404 if method in TABLE[name] else 405):
                    wrong.append(f"{who} {method} {name}: {got.status_code}")
                if plain(got) != expected:
                    wrong.append(f"{who} {method} {name}: not as if it did not exist")
    assert not wrong


def plain(answer):
    """What an answer tells: all but what each form has anew, and the address that was asked for."""
    page = re.sub(r'((?:csrfmiddlewaretoken|place)" value=")[^"]+', r"\1", answer.content.decode())
    headers = {key: value for key, value in answer.headers.items() if key != "Content-Length"}
    return answer.status_code, re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "KEY", page), headers


@pytest.mark.parametrize("state", STATES)
def test_the_two_get_in_and_no_address_is_an_error(make_two, state):
    two = make_two(state)
    wrong = []
    for who in (two.employee, two.manager) if state not in ("alone", "invited") else (two.employee,):
        for name, address in addresses(two.key, two):
            for method in TABLE.get(name, ()):
                got = ask(who, method, address).status_code
                told = {200, 204, 302, 404, 409, 422}
                if got not in told or (got == 404 and name in ("one-to-one", "one-to-one-mine", "one-to-one-paper")):
                    wrong.append(f"{who.name} {method} {name}: {got}")
    assert not wrong


@pytest.mark.parametrize("state", ["alone", "reviewed", "closed"])
def test_no_page_of_an_organisation_changes_by_it(make_two, make_library, state):
    """Begun from an organisation, with its sheet and destination, it is in no list, figure, search or register."""
    library = make_library()
    here, administrator = library.here, library.administrator
    Destination.introduce(library.organisation, administrator.user, text="De huiskamer van de stad")
    design = Design.make(
        library.organisation, administrator.user, "Ons vel", "nl en", CONNECTIE_FOR_TWO[:10], for_two=True
    )
    pages = ["", "search", "search?q=Anna", "sheets", f"sheets/{design.pk}", "settings", "people", "road"]
    pages += ["gallery", f"teams/{library.teams['Balie'].pk}"]
    before = {page: plain(administrator.get(here + page)) for page in pages}
    register = Entry.objects.count()
    file = administrator.get(reverse("account-data")).content
    two = make_two()
    answer = library.facilitator.post(
        f"{here}one-to-one",
        {"role": "employee", "name": "Anna", "destination": "De huiskamer van de stad", "design": str(design.pk)},
    )
    assert answer.status_code == 302
    two.key, two.employee = answer.url.rpartition("/")[2], library.facilitator
    two.reach(state)
    assert Entry.objects.count() == register
    assert {page: plain(administrator.get(here + page)) for page in pages} == before
    assert administrator.get(reverse("account-data")).content == file
    assert b"Anna" not in library.facilitator.get(reverse("account-data")).content
    assert not design.in_use


def test_no_row_points_at_an_organisation_or_an_account():
    """What the tables do not hold, no query and no backup can tell."""
    for kind in OneToOne._meta.apps.get_app_config("one_to_one").get_models():
        targets = {field.related_model._meta.label for field in kind._meta.get_fields() if field.many_to_one}
        assert targets <= {
            "one_to_one.OneToOne",
            "one_to_one.Side",
            "one_to_one.Review",
            "one_to_one.Pair",
            "organisation.Category",
        }


def test_a_guessed_link_opens_nothing(two):
    two.invite()
    for token in ("x" * 22, "", "x" * 300, two.key):
        assert two.manager.get(f"/one-to-one/as/{token or '-'}").status_code == 404


def test_what_is_named_must_be_of_the_own_conversation(make_two):
    one, other = make_two("agreed"), make_two("agreed")
    pair, finding = other.one.pairs.get().pk, other.one.findings.first().pk
    for place, data in [
        (f"steps/{pair}", pair_data()),
        (f"steps/{pair}/removal", {}),
        (f"steps/{pair}/small", {"state": "done"}),
        (f"findings/{finding}", {"text": "Anders"}),
        (f"findings/{finding}/removal", {}),
        ("talk/10", {"points": "3"}),
        ("talk/10/example", {"text": "x"}),
        ("findings/word", {"text": "x"}),
        (f"steps/{one.one.pairs.get().pk}/middle", {"state": "done"}),
    ]:
        one.do(one.employee, place, data, 404)


def test_a_form_without_its_token_gets_a_friendly_page(make_two):
    two = make_two("agreed")
    for name, address in addresses(two.key, two):
        if "POST" in TABLE.get(name, ()):
            client = new_client(enforce_csrf_checks=True, headers={"accept-language": "en"})
            for cookie, morsel in two.employee.client.cookies.items():
                client.cookies[cookie] = morsel.value
            answer = client.post(address, {})
            assert answer.status_code == 403, name
            assert "Once more, please" in answer.content.decode(), name
