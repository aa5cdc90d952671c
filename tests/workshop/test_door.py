"""The door in front of Django: it stores what the view would store, and passes everything else on."""

import asyncio
from urllib.parse import urlencode

import pytest
from django.db import OperationalError

from koffer.method.order import proposal
from koffer.serving import group as module
from koffer.serving.bodies import Bodies
from koffer.serving.door import Door
from koffer.serving.group import Group
from koffer.workshop.models import Sheet, Workshop

pytestmark = pytest.mark.django_db(transaction=True)

CSRF = "c" * 32
PASSED_ON = 299


@pytest.fixture(autouse=True)
def _own_group(monkeypatch):
    """A group of this test, with a thread and a connection of its own."""
    group = Group()
    monkeypatch.setattr("koffer.serving.door.group", group)
    return group


def knock(person, *, method="POST", accept="application/json", cookie=None, csrf=CSRF, page="sheet", **fields):
    """What comes out for one request: 204 for stored, 299 for passed on; and the bytes that were passed on."""
    body = urlencode(fields | {"csrfmiddlewaretoken": csrf}).encode()
    session = person.secret if cookie is None else cookie
    headers = [
        (b"host", b"testserver"),
        (b"accept", accept.encode()),
        (b"content-type", b"application/x-www-form-urlencoded;charset=UTF-8"),
        (b"content-length", str(len(body)).encode()),
        (b"cookie", f"ks-{person.workshop.pk.hex[:12]}={session}; csrftoken={CSRF}".encode()),
    ]
    scope = {"type": "http", "method": method, "path": person.page(page), "headers": headers, "query_string": b""}
    sent, passed = [], []

    async def onward(scope, receive, send):
        passed.append((await receive())["body"])
        await send({"type": "http.response.start", "status": PASSED_ON, "headers": []})

    async def receive():
        return {"type": "http.request", "body": body}

    async def send(message):
        sent.append(message)

    asyncio.run(Door(onward)(scope, receive, send))
    assert not passed or passed == [body]
    return sent[0]["status"]


def rows(play, points=None):
    """The fields of a sheet."""
    categories = play.workshop.categories()
    return {f"c{c.position}": n for c, n in zip(categories, points or proposal(len(categories)), strict=True)}


@pytest.fixture
def started(make_play):
    """A workshop that fills, with Anna and a stranger."""
    play = make_play("open")
    play.join("Anna")
    play.start()
    return play


def test_a_sheet_is_stored_once_whatever_comes_again(started):
    (anna,) = started.members
    version = started.workshop.version
    assert knock(anna, press_key="one", **rows(started)) == 204
    assert knock(anna, press_key="one", **rows(started)) == 204
    assert anna.seat.held.points() == list(proposal(10))
    assert Sheet.objects.count() == 1
    assert knock(anna, press_key="two", **rows(started, range(19, 0, -2))) == 204
    assert anna.seat.held.points() == list(range(19, 0, -2))
    assert started.workshop.version > version


@pytest.mark.parametrize(
    "wrong",
    [
        {"method": "GET"},
        {"accept": "text/html"},
        {"csrf": "d" * 32},
        {"csrf": ""},
        {"cookie": ""},
        {"cookie": "guessed"},
        {"page": "sheet/back"},
        {"page": "draft"},
        {"page": "sheet/picture"},
    ],
)
def test_what_it_does_not_know_goes_on_and_nothing_is_stored(started, wrong):
    (anna,) = started.members
    assert knock(anna, press_key="one", **(rows(started) | wrong)) == PASSED_ON
    assert not Sheet.objects.exists()


@pytest.mark.parametrize("points", [[99] * 10, [5] * 10, ["x"] * 10, [""] * 10, [-1, *range(9)], [1.5, *range(9)]])
def test_what_is_refused_goes_on_and_changes_nothing(started, points):
    (anna,) = started.members
    version = started.workshop.version
    assert knock(anna, press_key="one", **rows(started, points)) == PASSED_ON
    assert not Sheet.objects.exists()
    assert started.workshop.version == version


def test_a_body_that_is_too_long_goes_on_whole(started):
    """The ordinary way refuses it, or takes what only it can take."""
    (anna,) = started.members
    pieces = [b"x" * 6000, b"y" * 6000, b"z"]
    ready = [{"type": "http.request", "body": piece, "more_body": piece != b"z"} for piece in pieces]
    got = []

    async def receive():
        return ready.pop(0)

    async def onward(scope, receive, send):
        got.append((await receive())["body"])

    headers = [(b"accept", b"application/json"), (b"content-type", b"application/x-www-form-urlencoded")]
    scope = {"type": "http", "method": "POST", "path": anna.page("sheet"), "headers": headers}
    asyncio.run(Bodies(Door(onward))(scope, receive, None))
    assert got == [b"".join(pieces)]


def test_a_seat_of_another_workshop_goes_on(started, make_play):
    other = make_play("open")
    bo = other.join("Bo")
    other.start()
    bo.workshop = started.workshop
    assert knock(bo, press_key="one", **rows(started)) == PASSED_ON
    assert not Sheet.objects.exists()


def test_a_database_that_is_away_goes_on(started, monkeypatch):
    def away(*_args, **_kwargs):
        raise OperationalError("database is locked")

    monkeypatch.setattr("koffer.serving.door.hand_in", away)
    assert knock(started.members[0], press_key="one", **rows(started)) == PASSED_ON


def test_one_bad_deed_does_not_spoil_the_others(started, _own_group):
    workshop = started.workshop

    def deed(number):
        Workshop.objects.filter(pk=workshop.pk).update(days_kept=number)
        if number == 2:
            raise ValueError("a mistake of ours")
        return number

    async def play():
        return await asyncio.gather(
            *(_own_group.do("", lambda n=n: deed(n)) for n in (1, 2, 3)), return_exceptions=True
        )

    one, two, three = asyncio.run(play())
    assert (one, three) == (1, 3) and isinstance(two, ValueError)
    assert module.MOST > 3
    assert Workshop.objects.get(pk=workshop.pk).days_kept == 3


def test_a_body_that_is_cut_off_is_no_sheet(started):
    """Half a form can be a valid sheet: an empty last category counts as zero."""
    (anna,) = started.members
    fields = {"csrfmiddlewaretoken": CSRF, "press_key": "one"} | rows(started, [20, *range(9, 0, -1)])
    body = urlencode(fields).encode()
    headers = [
        (b"host", b"testserver"),
        (b"accept", b"application/json"),
        (b"content-type", b"application/x-www-form-urlencoded"),
        (b"content-length", str(len(body)).encode()),
        (b"cookie", f"ks-{anna.workshop.pk.hex[:12]}={anna.secret}; csrftoken={CSRF}".encode()),
    ]
    scope = {"type": "http", "method": "POST", "path": anna.page("sheet"), "headers": headers, "query_string": b""}
    pieces = [{"type": "http.request", "body": body[:-1], "more_body": True}, {"type": "http.disconnect"}]
    answers = []

    async def receive():
        return pieces.pop(0)

    async def send(message):
        answers.append(message)

    async def onward(_scope, receive, _send):
        await receive()

    asyncio.run(Bodies(Door(onward))(scope, receive, send))
    assert answers == []
    assert not Sheet.objects.exists()


def test_what_is_no_address_goes_on_alone(started, _own_group):
    """A stranger must not spoil a commit that others share."""
    (anna,) = started.members
    done = []
    _own_group.do = lambda *_: done.append(1)
    anna.page = lambda _name: f"/w/{'-' * 36}/sheet"
    assert knock(anna, press_key="one", **rows(started)) == PASSED_ON
    assert done == []
