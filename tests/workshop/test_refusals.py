"""What is refused: who may not, closed steps, old pages, wrong values. Never an error of ours."""

import asyncio
import json
import uuid

import pytest
from django.db import connection
from django.urls import reverse

from koffer.live.hub import Hub
from koffer.live.stream import Streams
from koffer.method.order import proposal
from koffer.workshop.access import screen_key
from koffer.workshop.models import Draft, FacilitatorKey, Sheet
from koffer.workshop.tokens import authorise
from tests.addresses import METHODS, ask, of_workshops
from tests.conftest import state_of

GUESSED = "guessed-guessed-guesse"
UNKNOWN = uuid.UUID(int=7)

PUBLIC = {"GET": (200, 200)}
LINK = {"GET": (404, 404)}
OWN_PAGE = {"GET": (404, 200)}
OWN_VERB = {"POST": (404, 302)}
CONSOLE_PAGE = {"GET": (404, 403)}
CONSOLE_VERB = {"POST": (404, 403)}
CONSOLE_FORM = CONSOLE_PAGE | CONSOLE_VERB

# Per address and method: (anybody who is not of this workshop, a member of it); any other method is 405.
TABLE = {
    "livez": PUBLIC,
    "readyz": PUBLIC,
    "metrics": {"GET": (404, 404)},  # no token is set; with one: tests/serving/test_metrics.py
    "language": {"POST": (302, 302)},
    "home": PUBLIC,
    "start": PUBLIC | {"POST": (422, 422)},
    "example": PUBLIC,
    "privacy": PUBLIC,
    "erased": PUBLIC,
    "code": PUBLIC | {"POST": (422, 422)},
    "join": PUBLIC | {"POST": (422, 200)},  # a member is asked: someone else?
    "someone-else": {"POST": (302, 302)},
    "door": PUBLIC | {"POST": (422, 200)},
    "someone-else-at-door": {"POST": (302, 302)},
    "personal-link": LINK | {"POST": (404, 404)},
    "private-link": LINK | {"POST": (404, 404)},
    "screen": LINK,
    "seat": OWN_PAGE,
    "own": OWN_PAGE,
    "link": OWN_PAGE,
    "name": OWN_PAGE | {"POST": (404, 422)},
    "looking-on": OWN_VERB,
    "wish": OWN_VERB,
    "leaving": OWN_VERB,
    "mine": OWN_PAGE,
    "mine-file": OWN_PAGE,
    "withdrawal-of-sheet": OWN_PAGE | OWN_VERB,
    "erasure": OWN_PAGE | OWN_VERB,
    "draft": {"PUT": (404, 422)},
    "sheet": {"POST": (404, 409)},  # filling has not started
    "sheet-back": OWN_VERB,
    "sheet-change": OWN_VERB,
    "picture": {"GET": (404, 404)},
    "paper": CONSOLE_VERB,
    "paper-sheet": CONSOLE_FORM,
    "paper-back": CONSOLE_VERB,
    "paper-stack": CONSOLE_FORM,
    "opening": CONSOLE_FORM,
    "console": CONSOLE_PAGE,
    "shown": CONSOLE_VERB,
    "filling-start": CONSOLE_VERB,
    "more-time": CONSOLE_VERB,
    "restart": CONSOLE_VERB,
    "settings": CONSOLE_FORM,
    "design": CONSOLE_FORM,
    "mode": CONSOLE_FORM,
    "discarding": CONSOLE_FORM,
    "restoring": {"POST": (404, 404)},  # it was not discarded
    "links": CONSOLE_FORM,
    "withdrawal": CONSOLE_VERB,
    "people": CONSOLE_PAGE,
    "rename": CONSOLE_FORM,
    "showing-out": CONSOLE_VERB,
    "name-hidden": CONSOLE_VERB,
    "room-lock": CONSOLE_VERB,
    "aside": CONSOLE_VERB,
    "console-own": CONSOLE_PAGE,
    # The talk and what follows: the suitcase is not open yet, or what is named is not there.
    "offer": {"POST": (404, 409)},
    "story": {"POST": (404, 422)},
    "story-removal": {"POST": (404, 404)},
    "plan": CONSOLE_VERB,
    "story-note": CONSOLE_VERB,
    "stories-opening": CONSOLE_VERB,
    "sentences-opening": CONSOLE_VERB,
    "off-the-wall": CONSOLE_VERB,
    "provisional": CONSOLE_VERB,
    "nod": {"POST": (404, 409)},
    "score-draft": {"PUT": (404, 403)},
    "score-fit": CONSOLE_VERB,
    "score-proposal": CONSOLE_VERB,
    "decision": CONSOLE_VERB,
    "sentence": {"POST": (404, 422)},
    "finding-pick": CONSOLE_VERB,
    "finding-edit": CONSOLE_VERB,
    "finding-back": CONSOLE_VERB,
    "pair-add": {"POST": (404, 422)},
    "pair-edit": {"GET": (404, 404), "POST": (404, 404)},
    "pair-name": {"POST": (404, 404)},
    "pair-note": CONSOLE_VERB,
    "pair-aside": CONSOLE_VERB,
    "sharing": CONSOLE_VERB,
    "closing": CONSOLE_VERB,
    "reopening": CONSOLE_VERB,
    # What is taken along: the suitcase is not open yet; the paper that is asked for is the report.
    "takeaway": OWN_PAGE,
    "takeaway-own": {"GET": (404, 404)},  # nothing is handed in
    "takeaway-paper": {"GET": (404, 409)},
    "takeaway-preview": {"GET": (404, 409)},
    "takeaway-table": {"GET": (404, 409)},
    "takeaway-workbook": {"GET": (404, 409)},
    "takeaway-dates": {"GET": (404, 409)},  # there are no days yet
    "calendar-feed": LINK,
    "team-paper": LINK,
    "team-preview": LINK,
    # What comes after: the links are guessed.
    "team-page": LINK,
    "step-change": {"POST": (404, 404)},
    "team-links": CONSOLE_VERB,
    "step-reminder": LINK | {"POST": (404, 404)},
    "look-reminder": LINK | {"POST": (404, 404)},
    "reminder": LINK | {"POST": (404, 404)},
    "presentations": CONSOLE_FORM,
    "presentation": CONSOLE_PAGE,
    "presentation-plan": CONSOLE_FORM,
    "event-order": CONSOLE_VERB,
    "presentation-begin": CONSOLE_VERB,
    "presentation-slide": CONSOLE_VERB,
    "presentation-finish": CONSOLE_VERB,
    "presentation-example": CONSOLE_VERB,
    "reaction-answered": CONSOLE_VERB,
    "event-ending": CONSOLE_VERB,
    "event": LINK,
    "event-screen": LINK,
    "reaction": {"POST": (404, 404)},
    "wall": LINK,
    "history": LINK,
    "review": CONSOLE_PAGE,
    "review-hold": CONSOLE_VERB,
    "review-postpone": CONSOLE_VERB,
    "review-together": CONSOLE_VERB,
    "review-pair": CONSOLE_VERB,
    "review-off-the-wall": CONSOLE_VERB,
    "review-again": CONSOLE_VERB,
    "review-skip": CONSOLE_FORM,
    "review-finish": CONSOLE_VERB,
    "review-phone": LINK,
    "review-screen": LINK,
    "review-answer": {"POST": (404, 404)},
    "console-road": CONSOLE_PAGE,
    "placement": CONSOLE_VERB,
    "placement-removal": CONSOLE_VERB,
    "beside": CONSOLE_VERB,
    "step-stop": CONSOLE_VERB,
    "own-stop": CONSOLE_VERB,
    "own-stop-removal": CONSOLE_VERB,
    "takeaway-archive": CONSOLE_PAGE,
    "import": PUBLIC | {"POST": (422, 422)},
    "adoption": {"GET": (302, 302), "POST": (302, 302)},  # asks to sign in: tests/organisation
    "workshop-destination": LINK,
}


def addresses(play, seat):
    """(name, address) of every page of this workshop; links and screen keys are guessed."""
    known = {"workshop": play.workshop.pk, "code": play.workshop.code, "seat": seat.pk, "token": GUESSED}
    known |= {
        "turn": UNKNOWN,
        "of": UNKNOWN,
        "reaction": UNKNOWN,
        "stop": 7,
        "place": 3,
        "size": "small",
        "story": UNKNOWN,
        "finding": UNKNOWN,
        "pair": UNKNOWN,
        "text": UNKNOWN,
        "answer": UNKNOWN,
    }
    for name, parts in of_workshops():
        key = play.workshop.keys.get().pk if name == "withdrawal" else GUESSED
        known["name"] = "score" if name == "takeaway-table" else "report"
        kind = "strength" if name in ("sentence", "sentences-opening", "finding-pick") else "story"
        yield name, reverse(name, kwargs={part: (known | {"key": key, "kind": kind})[part] for part in parts})


def test_every_address_is_in_the_table():
    assert {name for name, _ in of_workshops()} == set(TABLE)


@pytest.mark.parametrize("who", ["stranger", "member", "member of another", "facilitator of another"])
def test_who_may_not_is_refused_everywhere(make_play, who):
    play, other = make_play(), make_play()
    member, elsewhere = play.join("Anna"), other.join("Bo")
    person = {
        "stranger": play.stranger,
        "member": member,
        "member of another": elsewhere,
        "facilitator of another": other.facilitator,
    }[who]
    wrong = []
    last = ["leaving", "erasure"]  # then nobody is left; a running server undoes nothing
    for name, address in sorted(
        addresses(play, member.seat), key=lambda one: 1 + last.index(one[0]) if one[0] in last else 0
    ):
        for method in METHODS:
            pair = TABLE[name].get("GET" if method == "HEAD" else method, (405, 405))
            expected, got = pair[who == "member"], ask(person, method, address).status_code
            if got != expected:
                wrong.append(f"{method} {name}: {got} instead of {expected}")
    assert not wrong


def test_a_facilitator_reaches_nothing_of_another_workshop_through_the_own(make_play):
    play, other = make_play(), make_play()
    theirs = other.join("Bo").seat
    for name in ("rename", "showing-out", "name-hidden", "aside", "paper-sheet", "paper-back"):
        assert play.facilitator.post(reverse(name, args=[play.workshop.pk, theirs.pk])).status_code == 404
    for key in (other.workshop.keys.get().pk, 10**30):
        assert play.facilitator.post(reverse("withdrawal", args=[play.workshop.pk, key])).status_code == 404
    assert other.members[0].seat.left_at is None


def test_the_sheet_of_a_device_cannot_be_typed_by_the_facilitator(play):
    anna = play.join("Anna")
    play.start()
    for name in ("paper-sheet", "paper-back"):
        assert play.facilitator.post(reverse(name, args=[play.workshop.pk, anna.seat.pk])).status_code == 404


def test_the_screen_opens_with_its_own_key_only(make_play):
    play, other = make_play(), make_play()
    assert play.stranger.get(play.screen).status_code == 200
    for key in (screen_key(other.workshop), screen_key(play.workshop)[:-1], "é"):
        assert play.stranger.get(reverse("screen", args=[play.workshop.pk, key])).status_code == 404


def test_the_screen_ends_with_the_links(play):
    address = play.screen
    audience = authorise(stream_of(play.stranger.get(address)))[:2]
    assert state_of(*audience)
    key = FacilitatorKey.give(play.workshop, "Second")[0]
    play.facilitator.post(reverse("withdrawal", args=[play.workshop.pk, key.pk]))
    assert FacilitatorKey.objects.get(pk=key.pk).label == "" and state_of(*audience)
    play.facilitator.post(reverse("team-links", args=[play.workshop.pk]))
    assert state_of(*audience) is None
    assert play.stranger.get(address).status_code == 404
    assert play.facilitator.get(address).url == play.screen != address
    assert play.screen in play.console()
    assert state_of(*authorise(stream_of(play.stranger.get(play.screen)))[:2])


def test_a_form_without_its_token_gets_a_friendly_page(play):
    anna = play.join("Anna")
    for name, address in addresses(play, anna.seat):
        for method in {"POST", "PUT"} & TABLE[name].keys():
            answer = ask(anna, method, address, enforce_csrf_checks=True)
            assert answer.status_code == 403, name
            assert "Once more, please" in answer.content.decode(), name


# Streams


def stream_status(token, method="GET"):
    """The status that the stream application answers; it must answer at once."""
    sent = []

    async def receive():
        return {"type": "http.disconnect"}

    async def send(message):
        sent.append(message)

    scope = {"type": "http", "method": method, "path": f"/live/{token}"}
    asyncio.run(asyncio.wait_for(Streams(Hub(), authorise)(scope, receive, send), 5))
    assert sent[-1]["body"] == b""
    return sent[0]["status"]


def stream_of(answer):
    """The token of the stream that a page opens."""
    return answer.content.decode().split('hx-sse:connect="/live/')[1].split('"')[0]


def real_token(play):
    return stream_of(play.facilitator.get(play.facilitator.page("console")))


def test_only_a_signed_stream_opens(play):
    token = real_token(play)
    body, _, signature = token.rpartition(":")
    assert authorise(token)
    of_the_screen = screen_key(play.workshop)
    for forged in ("", GUESSED, body, f"{body}:", f"{body}:{signature[::-1]}", f"x{token}", "é", of_the_screen):
        assert stream_status(forged) == 404, forged


@pytest.mark.parametrize("method", ["POST", "HEAD", "PUT"])
def test_a_stream_is_fetched_and_nothing_else(play, method):
    assert stream_status(real_token(play), method) == 405


# Closed steps


def is_refused(answer, reason):
    assert answer.status_code in (409, 422)
    assert reason in answer.content.decode()


def test_handing_in_before_the_start(play):
    anna = play.join("Anna")
    is_refused(anna.hand_in(), "Filling has not started yet")
    assert not Sheet.objects.exists()


def test_handing_in_anew_after_the_opening(play):
    play.fill(1)
    play.open()
    before = play.members[0].seat.held.points()
    is_refused(play.members[0].hand_in(before[::-1], press="press-2"), "Your sheet counts as you handed it in earlier")
    is_refused(play.members[0].post(play.members[0].page("sheet/back")), "your sheet counts")
    assert play.members[0].seat.held.points() == before


def test_settings_and_sheet_after_the_start(play):
    play.start()
    before = play.workshop
    texts = {"team": "Others", "destination": "Elsewhere", "announced_mode": "discreet", "days_kept": "90"}
    answer = play.facilitator.post(play.facilitator.page("console/settings"), texts)
    is_refused(answer, "Filling has started, so this stays as it is")
    assert 'value="Others"' in answer.content.decode()
    rows = {"name": ["One", "Two"], "description": ["", ""]}
    is_refused(play.facilitator.post(play.facilitator.page("console/design"), rows), "so the sheet stays as it is")
    assert (play.workshop.team, play.workshop.version) == (before.team, before.version)
    assert len(play.workshop.categories()) == 10


def test_going_back_to_preparing_with_a_sheet_in(play):
    play.fill(1)
    is_refused(play.facilitator.post(play.facilitator.page("console/restart")), "Sheets are in already")
    assert play.workshop.started


@pytest.mark.parametrize("step", ["suitcase", "filling", "", "elsewhere"])
def test_showing_what_is_not_there_yet(play, step):
    answer = play.facilitator.post(play.facilitator.page("console/shown"), {"step": step})
    is_refused(answer, "That step cannot be shown yet")
    assert play.workshop.shown_step == "lobby"


def test_opening_without_a_sheet(play):
    is_refused(play.open(), "Start filling first")
    play.start()
    is_refused(play.open(), "Opening takes at least one sheet")
    assert not play.workshop.opened


def test_changes_of_people_after_the_opening(play):
    play.fill(2)
    play.open()
    anna = play.members[0].seat
    for verb, data in (("aside", {"aside": "yes"}), ("rename", {"name": "Other"})):
        is_refused(
            play.facilitator.post(reverse(verb, args=[play.workshop.pk, anna.pk]), data), "The team suitcase is open"
        )
    is_refused(play.members[0].post(play.members[0].page("wish"), {"wanted": "yes"}), "open already")
    assert play.members[0].seat.held.points()
    assert play.workshop.sheets_in() == 2


def test_looking_on_with_a_sheet_in(play):
    play.fill(1)
    answer = play.members[0].post(play.members[0].page("looking-on"), {"wanted": "yes"})
    is_refused(answer, "Your sheet is in")
    assert play.members[0].seat.kind == "member"


# Old pages


def keep(person, points, number):
    return person.client.put(
        person.page("draft"), {"points": points, "number": number}, content_type="application/json"
    )


@pytest.fixture
def filling(play):
    play.join("Anna")
    play.start()
    return play


def test_a_draft_of_an_older_page_does_not_overwrite_the_newer(filling):
    anna = filling.members[0]
    assert keep(anna, ["1"] + [""] * 9, 0).json() == {"number": 1}
    assert keep(anna, ["2"] + [""] * 9, 1).json() == {"number": 2}
    for old in (0, 1, 3):
        answer = keep(anna, ["9"] + [""] * 9, old)
        assert answer.status_code == 409
        assert "newer in another window" in answer.json()["message"]
    assert Draft.objects.get().body[0] == 2


def test_an_older_page_cannot_hand_in_and_keeps_what_was_typed(filling):
    anna = filling.members[0]
    keep(anna, ["1"] + [""] * 9, 0)
    keep(anna, ["2"] + [""] * 9, 1)
    answer = anna.hand_in(list(proposal(10)), number="1")
    is_refused(answer, "in another window")
    assert 'value="19"' in answer.content.decode()
    assert not Sheet.objects.exists()


def test_an_older_page_cannot_replace_the_sheet_that_a_newer_page_handed_in(filling):
    anna = filling.members[0]
    keep(anna, ["1"] + [""] * 9, 0)
    keep(anna, ["2"] + [""] * 9, 1)
    newer = list(proposal(10))
    assert anna.hand_in(newer, number="2").status_code == 302
    answer = anna.hand_in(newer[::-1], press="press-of-the-old-page", number="1")
    assert anna.seat.held.points() == newer
    assert answer.status_code == 409


@pytest.mark.parametrize(
    "body",
    [
        "",
        "x",
        "[]",
        "7",
        "null",
        "{}",
        '{"points": 7, "number": 0}',
        '{"points": [], "number": 0}',
        '{"points": ["", "", "", "", "", "", "", "", "", ""], "number": -1}',
        '{"points": ["", "", "", "", "", "", "", "", "", ""], "number": "0"}',
        '{"points": ["", "", "", "", "", "", "", "", "", ""], "number": 9999999999}',
        '{"points": ["", "", "", "", "", "", "", "", "", ""]}',
        b"\xff\xfe",
        "[" * 2000,
        " " * 2049,
    ],
)
def test_a_draft_that_cannot_be_read(filling, body):
    anna = filling.members[0]
    answer = anna.client.put(anna.page("draft"), body, content_type="application/json")
    assert answer.status_code == 422
    assert not Draft.objects.exists()


def test_a_draft_may_hold_nonsense_as_nothing(filling):
    anna = filling.members[0]
    nonsense = ["-1", "1.5", "٣", "101", "👜", "\ud800", 7, None, ["1"], {"a": 1}]
    body = json.dumps({"points": nonsense, "number": 0})
    assert anna.client.put(anna.page("draft"), body, content_type="application/json").status_code == 200
    assert Draft.objects.get().body == [None] * 10


# Wrong values on the sheet

LADDER = ["19", "17", "15", "13", "11", "9", "7", "5", "3", "1"]


def send_sheet(person, typed):
    rows = {f"c{c.position}": text for c, text in zip(person.workshop.categories(), typed, strict=True)}
    return person.post(person.page("sheet"), rows | {"press_key": "press-1"})


@pytest.mark.parametrize("text", ["-1", "1.5", "1,5", "٣", "101", "1e1", "+1", "👜", "‮1", "1\u200b", "0x1", "½"])
def test_a_number_that_is_none_is_told_at_its_row_and_stays(filling, text):
    answer = send_sheet(filling.members[0], [text, *LADDER[1:]])
    html = answer.content.decode()
    assert answer.status_code == 422
    first = filling.workshop.categories()[0].position
    row = html.split(f'name="c{first}"')[1].split("</li>")[0]
    assert f'value="{text}"' in row and f'aria-describedby="e{first}"' in row
    assert "Type a whole number from 0 to 100." in row
    assert html.count("<p>Type a whole number") == 1
    assert all(f'value="{number}"' in html for number in LADDER[1:])
    assert not Sheet.objects.exists()


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        (["20", *LADDER[1:]], "1 point too many"),
        (["17", *LADDER[1:]], "Two categories have the same number"),
        (["", "0", *LADDER[2:]], "only one category can have zero"),
        (["", "", *LADDER[2:]], "only one category can have zero"),
        (["100", "1", *[""] * 8], "1 point too many|only one category"),
    ],
)
def test_a_sheet_that_breaks_a_rule_is_explained_and_stays(filling, typed, reason):
    answer = send_sheet(filling.members[0], typed)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert any(part in html for part in reason.split("|"))
    assert all(f'value="{number}"' in html for number in typed if number)
    assert not Sheet.objects.exists()


def test_two_equal_are_told_at_the_second(filling):
    html = send_sheet(filling.members[0], ["17", *LADDER[1:]]).content.decode()
    first, second = filling.workshop.categories()[:2]
    assert f"As much as {first.name}" in html.split(f'name="c{second.position}"')[1].split("</li>")[0]


def test_rows_that_the_sheet_does_not_have_count_for_nothing(filling):
    anna = filling.members[0]
    rows = {f"c{place + 10}": n for place, n in enumerate(LADDER)}
    assert anna.post(anna.page("sheet"), rows).status_code == 422
    assert not Sheet.objects.exists()


# Wrong values in the other forms


@pytest.mark.parametrize("field", ["team", "destination"])
@pytest.mark.parametrize("text", ["", "  ", "\u200b\u2060\u202e", "x" * 201, "👜" * 201, "a\x00b"])
def test_a_text_that_cannot_be_used_is_told_at_its_field(play, field, text):
    good = {"team": "Typed team", "destination": "Typed destination"}
    answer = play.stranger.post("/start", good | {field: text})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert 'class="error"' in html.split(f'name="{field}"')[1].split("</div>")[0]
    assert ("Typed destination" if field == "team" else "Typed team") in html
    if "x" in text:
        assert text in html


@pytest.mark.parametrize("name", ["👩🏽‍🚀", "محمد", "\u202eevil", "Zoë", "<b>x</b>", "李", "A\u0301"])
def test_any_writing_is_a_name(play, name):
    anna = play.stranger.post(f"/j/{play.workshop.code}", {"name": name})
    assert anna.status_code == 302
    seat = play.workshop.seats.get()
    assert "\u202e" not in seat.name
    html = play.stranger.get(anna.url).content.decode()
    assert "<b>x</b>" not in html
    assert play.facilitator.get(play.facilitator.page("console")).status_code == 200


def test_three_people_with_the_same_longest_name_are_told_apart(play):
    for _ in range(3):
        play.join("x" * 40)
    assert len(set(play.workshop.seats.values_list("name", flat=True))) == 3


def test_a_name_that_is_too_long_stays_in_its_field(play):
    answer = play.stranger.post(f"/j/{play.workshop.code}", {"name": "y" * 41})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "at most 40 characters" in html and "y" * 41 in html


def test_a_wrong_code_stays_in_its_field(play):
    answer = play.stranger.post("/join", {"code": "zzz zzz"})
    assert answer.status_code == 422
    assert 'id="code_error"' in answer.content.decode() and 'value="zzz zzz"' in answer.content.decode()


@pytest.mark.parametrize("target", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:x", ""])
def test_switching_the_language_never_leads_away(play, target):
    answer = play.stranger.post("/language", {"language": "nl", "next": target})
    assert (answer.status_code, answer.url) == (302, "/")


class TestWhatADatabaseCannotStore:
    """PostgreSQL refuses what SQLite takes: a person must never see that."""

    @pytest.fixture(autouse=True, params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
    def _database(self, request, db):
        if connection.vendor != request.param:
            pytest.skip(f"this run has {connection.vendor}")

    def test_a_name_that_grows_when_it_is_compared(self, play):
        answer = play.stranger.post(f"/j/{play.workshop.code}", {"name": "\ufdfa" * 40})
        assert answer.status_code in (302, 422)
        for seat in play.workshop.seats.all():
            assert len(seat.name_key) <= 80

    def test_a_zero_byte_in_a_code(self, play):
        assert play.stranger.get("/j/AB%00CDE").status_code == 404

    def test_a_zero_byte_in_a_press_key(self, play):
        anna = play.join("Anna")
        play.start()
        assert anna.hand_in(press="a\x00b").status_code in (302, 422)


@pytest.mark.parametrize("charset", ["unicode_escape", "utf-7", "rot13", "hex", "undefined", "latin-1"])
def test_a_body_in_another_charset_is_refused(play, charset):
    """Some codecs give half characters, others raise: a form of ours is always UTF-8."""
    anna = play.join("Anna")
    body = b'--b\r\nContent-Disposition: form-data; name="name"\r\n\r\n\\ud800\r\n--b--\r\n'
    kind = f"multipart/form-data; boundary=b; charset={charset}"
    assert anna.client.generic("POST", anna.page("name"), body, content_type=kind).status_code == 400
