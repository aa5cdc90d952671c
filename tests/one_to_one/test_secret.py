"""Before both pressed "open", neither gets a number or a word of the other: compared on the bytes."""

import re

import pytest

from koffer.one_to_one.models import Side
from tests.addresses import of_two
from tests.one_to_one.conftest import EMPLOYEES, MANAGERS, hash_of
from tests.one_to_one.test_matrix import TABLE, addresses
from tests.takeaway.conftest import text_of

DIFFERENT = [50, 20, 0, 2, 3, 4, 5, 6, 7, 1]


def everything(two, who):
    """All that this person can fetch, but for what is anew with each conversation and each page."""
    pages = {}
    for name, address in addresses(two.key, two):
        if "GET" not in TABLE.get(name, ()) or name == "one-to-one-deletion":
            continue
        answer = who.get(address, follow=True)
        kind = answer.headers["Content-Type"]
        if kind == "image/png":  # a picture of a paper that is read here as well
            text = ""
        else:
            text = text_of(answer.content) if kind == "application/pdf" else plain(answer.content.decode())
        pages[name] = answer.status_code, text
    return pages


def plain(page):
    page = re.sub(r'(csrfmiddlewaretoken|place|press_key)" value="[^"]*', r"\1", page)
    page = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "KEY", page)
    page = re.sub(r"(/one-to-one/as/)[\w-]+|<svg class=\"qr\".*?</svg>", r"\1", page)
    page = re.sub(r'data-seat="\d+"|data-change="[^"]*"', "", page)
    return re.sub(r'"(c|e)\d+"', r'"\1"', page)


def played(make_two, theirs, *, who, opens=(), asked=True, takes_back=False):
    """What `who` gets when the other handed in `theirs`."""
    two = make_two("both")
    if asked:
        two.do(two.employee, "asking", {"wanted": "yes"})
    mine = EMPLOYEES if who == "employee" else MANAGERS
    sheets = {"employee": mine if who == "employee" else theirs, "manager": mine if who == "manager" else theirs}
    for role in ("employee", "manager") if asked else ("employee",):
        two.hand_in(getattr(two, role), sheets[role])
    for role in opens:
        two.do(getattr(two, role), "opening", {"wanted": "yes"})
    return everything(two, getattr(two, who))


@pytest.mark.parametrize("who", ["employee", "manager"])
@pytest.mark.parametrize("opens", [(), ("employee",), ("manager",)])
def test_the_sheet_of_the_other_leaves_no_trace(make_two, who, opens):
    theirs = MANAGERS if who == "employee" else EMPLOYEES
    one = played(make_two, theirs, who=who, opens=opens)
    other = played(make_two, DIFFERENT, who=who, opens=opens)
    assert one == other


def test_after_both_it_shows(make_two):
    """The comparison above can tell: with both presses the pages differ."""
    both = ("employee", "manager")
    one, other = (played(make_two, theirs, who="manager", opens=both) for theirs in (EMPLOYEES, DIFFERENT))
    assert one != other


def test_a_manager_who_fills_nothing_gets_nothing_either(make_two):
    one, other = (
        played(make_two, theirs, who="manager", opens=("manager",), asked=False) for theirs in (EMPLOYEES, DIFFERENT)
    )
    assert one == other


def test_a_draft_is_seen_by_its_person_alone(make_two):
    pages = []
    for points in (["9", "", "3"] + [""] * 7, [""] * 10):
        two = make_two("both")
        body = {"points": points, "number": 0}
        kept = two.employee.client.put(two.at("draft"), body, content_type="application/json")
        assert kept.status_code == 200
        pages.append(everything(two, two.manager))
        assert ('value="9"' in two.page(two.employee)) == (points[0] == "9")
    assert pages[0] == pages[1]


def test_it_opens_only_when_all_is_in_and_both_pressed(make_two):
    two = make_two("both")
    two.do(two.employee, "opening", {"wanted": "yes"}, 409)  # nothing is in
    two.hand_in(two.employee, EMPLOYEES)
    two.do(two.employee, "opening", {"wanted": "yes"})
    assert not two.one.opened
    two.do(two.employee, "asking", {"wanted": "yes"})  # asked after all: what was pressed is off
    assert not Side.objects.filter(one_to_one=two.key, opens=True).exists()
    two.do(two.employee, "opening", {"wanted": "yes"}, 409)
    two.hand_in(two.manager, MANAGERS)
    two.do(two.manager, "opening", {"wanted": "yes"})
    two.do(two.manager, "opening", {"wanted": "no"})
    two.do(two.employee, "opening", {"wanted": "yes"})
    assert not two.one.opened
    two.do(two.employee, "sheet/back")  # and a sheet that is taken back lets go of it again
    two.hand_in(two.employee, DIFFERENT, press="again")
    two.do(two.manager, "opening", {"wanted": "yes"})
    assert not two.one.opened
    two.do(two.employee, "opening", {"wanted": "yes"})
    assert two.one.opened
    for place, data in [("sheet/back", {}), ("asking", {"wanted": "no"})]:
        two.do(two.employee, place, data, 409)
    two.hand_in(two.employee, EMPLOYEES, press="later", status=409)


def test_the_manager_fills_nothing_unasked(make_two):
    two = make_two("both")
    two.hand_in(two.manager, MANAGERS, status=409)
    two.do(two.manager, "asking", {"wanted": "yes"}, 409)
    two.do(two.employee, "asking", {"wanted": "yes"})
    two.hand_in(two.manager, MANAGERS)
    two.do(two.employee, "asking", {"wanted": "no"})
    assert two.side("manager").sheet() is None
    assert two.side("manager").press_key == ""


def test_whoever_sent_an_invitation_cannot_come_in_as_the_other(two):
    """The link opens nothing by itself, works once, and gives another secret than it holds."""
    path = two.invite()
    page = two.employee.get(path).content.decode()
    assert "This invitation is for the other" in page
    assert two.employee.post(path, {"name": "Anna"}).status_code == 200
    assert "manager" not in two.one.sides_by_role()
    assert two.manager.post(path, {"name": "Marloes"}).status_code == 302
    assert two.employee.get(path).status_code == 404
    token = path.rpartition("/")[2]
    assert two.side("manager").token_hash != hash_of(token)
    assert two.side("manager").invitation_hash == ""
    two.do(two.employee, "invitation", {}, 409)
    two.do(two.employee, "beside", {"other": "Iemand"}, 409)


def test_a_newer_invitation_ends_the_older(two):
    older, newer = two.invite(), two.invite()
    assert two.manager.get(older).status_code == 404
    assert two.manager.get(newer).status_code == 200


def test_on_one_device_no_number_is_sent_before_both_opened(make_two):
    """The device holds both: so it gets nothing that the other could look at."""
    two = make_two(by="manager")
    device = two.manager
    two.do(device, "beside", {"other": "Anna"})
    two.do(device, "turn")
    assert "Now at this device: <b>Anna</b>" in two.page(device)
    rows = {f"c{c.position}": str(n) for c, n in zip(two.one.categories(), DIFFERENT, strict=True)}
    body = {"points": [str(n) for n in DIFFERENT], "number": 0}
    assert device.client.put(two.at("draft"), body, content_type="application/json").status_code == 200
    assert two.side("employee").draft is None
    two.do(device, "sheet", rows | {"press_key": "one"})
    pages = two.page(device) + two.page(device, "mine")
    text = re.sub(r"<svg.*?</svg>|<[^>]*>", " ", pages, flags=re.DOTALL)
    assert not re.search(r"\b50\b", text)
    assert 'class="packed"' not in pages
    assert "/one-to-one/as/" not in pages
    assert device.get(two.at("own.pdf")).status_code == 404
    two.do(device, "sheet/back")
    assert two.side("employee").draft is None
    two.do(device, "sheet", rows | {"press_key": "two"})
    two.do(device, "opening", {"wanted": "yes"})
    two.do(device, "turn")
    assert not two.one.opened
    two.do(device, "opening", {"wanted": "yes"})
    assert two.one.opened
    assert "<b>50</b>" in two.page(device, "talk")
    assert "/one-to-one/as/" in two.page(device, "mine")


def test_all_addresses_were_compared():
    assert {name for name, _ in of_two()} >= set(TABLE)
