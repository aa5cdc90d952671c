"""A page that was patched live equals the page reloaded, for every audience, after every verb."""

import re
import uuid

import pytest
from django.urls import reverse
from django.utils.translation import override

from koffer.workshop.drawings import drawings
from koffer.workshop.models import Workshop
from koffer.workshop.room.audience import FACILITATOR, Audience
from koffer.workshop.room.drawn import shared
from koffer.workshop.tokens import authorise
from tests.conftest import state_of

CSRF = r'<input type="hidden" name="(?:csrfmiddlewaretoken|place)" value="[^"]*">'
PRESS = r'name="press_key" value="[^"]*"'
OWN = '<div id="own" hx-morph-skip>'


def without_own(html):
    """The room without the inside of the own part, and that inside."""
    if OWN not in html:
        return html, ""
    before, rest = html.split(OWN)
    depth = 1
    for tag in re.finditer(r"<(/?)div\b", rest):
        depth += -1 if tag[1] else 1
        if depth == 0:
            return before + OWN + rest[tag.start() :], rest[: tag.start()]
    raise AssertionError("the own part does not end")


def live_equals_reload(person, address):
    """The version streamed to the page at `address`, after comparing the stream with the page itself."""
    page = person.get(address).content.decode()
    token = re.search(r'hx-sse:connect="/live/([^"]+)"', page)[1]
    room = re.search(r'<main id="room"[^>]*>(.*?)</main>', page, re.DOTALL)[1]
    state = state_of(*authorise(token)[:2])
    shared, own = without_own(room)
    assert re.sub(CSRF, "", shared) == without_own(state.html)[0]
    assert without_own(state.html)[1] == ""
    if own:
        own_address = re.search(r'data-own="([^"]+)"', page)[1]
        fetched = person.get(own_address).content.decode()
        assert re.sub(f"{CSRF}|{PRESS}", "", own) == re.sub(f"{CSRF}|{PRESS}", "", fetched)
    return state.version


def compare_all(play):
    """Compare for every audience; returns the version that all of them have."""
    versions = {live_equals_reload(play.facilitator, play.facilitator.page("console"))}
    versions.add(live_equals_reload(play.stranger, play.screen))
    for member in play.members:
        versions.add(live_equals_reload(member, member.page()))
    assert len(versions) == 1
    return versions.pop()


def the_talk(play, anna, bo):
    """Every verb from the conversation to the closing, in an order that a team could follow."""
    press = [str(uuid.UUID(int=n)) for n in range(1, 20)]
    story = {"text": "Zo ging het.", "side": "high", "keep": "us", "press_key": press[1]}
    steps = {"large-text": "Een wijktafel.", "large-who": "everyone", "large-due": "2030-01-31"}
    steps |= {"small-text": "Vraag drie mensen.", "small-who": "two", "small-due": "2030-01-31"}
    finding = {"text": "Wij luisteren.", "example": "De markt.", "remedy": "", "press_key": press[3]}
    again = finding | {"example": "Het plein.", "number": "1"}

    def put_scores():
        body = {"points": ["7"] + ["9"] * 9, "numbers": [1] + [0] * 9}
        return play.facilitator.client.put(
            play.facilitator.page("console/score"), body, content_type="application/json"
        )

    def send(who, kind, number):
        return who.post(who.page(f"sentences/{kind}"), {"text": f"Zin {number}", "press_key": press[number]})

    def decide():
        numbers = [row.number for row in play.workshop.score_drafts.order_by("category__position")]
        return play.decide([19, 17, 15, 13, 11, 9, 7, 5, 3, 1], numbers=numbers)

    return {
        "show a category": lambda: play.show("conversation/3"),
        "offer": lambda: anna.post(anna.page("conversation/3/offer"), {"wanted": "yes", "may_tell": "yes"}),
        "tell": lambda: anna.post(anna.page("conversation/3/stories"), story),
        "note": lambda: play.do("conversation/3/stories", story | {"press_key": press[2]}),
        "take a story off": lambda: play.do("wall", {"off": press[2]}),
        "take the own story away": lambda: anna.post(anna.page(f"stories/{press[1]}/removal")),
        "offer no more": lambda: anna.post(anna.page("conversation/3/offer"), {"wanted": "no"}),
        "provisional score": lambda: play.do("conversation/1/score", {"points": "12", "number": "0"}),
        "plan": lambda: play.do("conversation/plan", {"minutes": "20"}),
        "show the next category": lambda: play.show("conversation/4"),
        "show the score": lambda: play.show("score"),
        "change scores": put_scores,
        "agree": lambda: anna.post(anna.page("nod"), {"nod": "agree"}),
        "make it fit": lambda: play.do("score/fit"),
        "proposal": lambda: play.do("score/proposal"),
        "decide": decide,
        "show the strengths": lambda: play.show("strengths"),
        "send a sentence": lambda: send(anna, "strength", 4),
        "pick": lambda: play.do("findings/strength", finding),
        "change what was picked": lambda: play.do(f"findings/{press[3]}/edit", again),
        "put the strength back": lambda: play.do(f"findings/{press[3]}/back"),
        "show the gaps": lambda: play.show("gaps"),
        "send a gap": lambda: send(bo, "gap", 5),
        "show the label": lambda: play.show("label"),
        "tie a pair": lambda: anna.post(anna.page("label"), steps | {"press_key": press[6]}),
        "type a pair": lambda: play.do("label", steps | {"small-text": "", "press_key": press[7]}),
        "mend a pair": lambda: bo.post(bo.page(f"label/{press[7]}"), steps | {"large-text": "Anders", "number": "1"}),
        "put the own name": lambda: bo.post(bo.page(f"label/{press[6]}/small/name"), {"wanted": "yes"}),
        "put a pair aside": lambda: play.do(f"label/{press[7]}/aside", {"aside": "yes"}),
        "show what we share": lambda: play.show("sharing"),
        "a word": lambda: send(anna, "word", 8),
        "share": lambda: play.do("sharing", {"release": ["label organisation"]}),
        "close": lambda: play.do("closing", {"after": "3", "day": ""}),
        "open again": lambda: play.do("reopening"),
        "close again": lambda: play.do("closing", {"after": "6", "day": ""}),
        "show a category after closing": lambda: play.show("conversation/1"),
    }


def keep_draft(person):
    body = {"points": ["7"] + [""] * 9, "number": 0}
    return person.client.put(person.page("draft"), body, content_type="application/json")


def test_after_every_verb(make_play):
    play = make_play("open")
    anna, bo, cas = (play.join(name) for name in ("Anna", "Bo", "Cas"))
    console = play.facilitator.page
    before = compare_all(play)

    def person(verb, who, **data):
        return play.facilitator.post(reverse(verb, args=[play.workshop.pk, who.seat.pk]), data)

    def withdraw():
        newest = play.workshop.keys.get(label="Second")
        return play.facilitator.post(reverse("withdrawal", args=[play.workshop.pk, newest.pk]))

    def renamed(who, name):
        answer = who.post(who.page("name"), {"name": name})
        who.name = name
        return answer

    settings = {
        "team": "Team Jeugd",
        "destination": "Elders",
        "frame": "Een\nTwee",
        "announced_mode": "open",
        "days_kept": "60",
    }
    rows = {"name": [f"Skill {n}" for n in range(10)], "description": [""] * 10}
    verbs = {
        "join": lambda: play.stranger.post(f"/j/{play.workshop.code}", {"name": "Dirk"}),
        "rename": lambda: renamed(anna, "Annabel"),
        "rename by the facilitator": lambda: person("rename", bo, name="Bo"),
        "edit": lambda: play.facilitator.post(console("console/settings"), settings),
        "edit the sheet": lambda: play.facilitator.post(console("console/design"), rows),
        "show the destination": lambda: play.facilitator.post(console("console/shown"), {"step": "destination"}),
        "show the categories": lambda: play.facilitator.post(console("console/shown"), {"step": "categories"}),
        "look on": lambda: cas.post(cas.page("looking-on"), {"wanted": "yes"}),
        "look on no more": lambda: cas.post(cas.page("looking-on"), {"wanted": "no"}),
        "wish": lambda: cas.post(cas.page("wish"), {"wanted": "yes"}),
        "wish no more": lambda: cas.post(cas.page("wish"), {"wanted": "no"}),
        "start": lambda: play.facilitator.post(console("console/start")),
        "restart": lambda: play.facilitator.post(console("console/restart")),
        "start again": lambda: play.facilitator.post(console("console/start")),
        "hand in": lambda: anna.hand_in(),
        "take back": lambda: anna.post(anna.page("sheet/back")),
        "hand in again": lambda: anna.hand_in(press="press-2"),
        "the second hands in": lambda: bo.hand_in([1, 3, 5, 7, 9, 11, 13, 15, 17, 19]),
        "set aside": lambda: person("aside", bo, aside="yes"),
        "put back": lambda: person("aside", bo, aside="no"),
        "key given": lambda: play.facilitator.post(console("console/links"), {"label": "Second"}),
        "key withdrawn": withdraw,
        "leave": lambda: play.stranger.post(f"/w/{play.workshop.pk}/leaving"),
        "open": play.open,
        "show the lobby": lambda: play.facilitator.post(console("console/shown"), {"step": "lobby"}),
        "show the suitcase": lambda: play.facilitator.post(console("console/shown"), {"step": "suitcase"}),
        "late hand-in": lambda: cas.hand_in(),
        "withdraw": lambda: cas.post(cas.page("mine/sheet/withdrawal")),
        **the_talk(play, anna, bo),
        "erase": lambda: play.members.remove(cas) or cas.post(cas.page("mine/erasure")),
        "tighten": lambda: play.facilitator.post(console("console/mode"), {"mode": "discreet"}),
        "tighten more": lambda: play.facilitator.post(console("console/mode"), {"mode": "anonymous"}),
    }
    for verb, do in verbs.items():
        assert do().status_code in (200, 302), verb
        version = compare_all(play)
        assert (version > before) != verb.startswith("wish"), verb  # nobody may notice a wish
        before = version


def test_a_draft_changes_the_own_part_only(play):
    anna = play.join("Anna")
    play.start()
    before = compare_all(play)
    assert keep_draft(anna).status_code == 200
    assert compare_all(play) == before
    assert 'value="7"' in anna.get(anna.page("own")).content.decode()


def test_every_audience_with_the_whole_picture(play):
    play.fill(5)
    play.open()
    compare_all(play)
    assert "<circle" in play.stranger.get(play.screen).content.decode()


def test_who_draws_first_does_not_choose_the_language(make_play):
    """A thread of the hub has no language of its own: the name on the button is in that of the audience."""
    play = make_play("open").opened([[19, 17, 15, 13, 11, 9, 7, 5, 3, 1], [1, 3, 5, 7, 9, 11, 13, 15, 17, 19]])
    play.show("conversation/1")
    drawings.forget()
    with override("nl"):
        html = shared(Workshop.found(play.workshop.pk), Audience(FACILITATOR, "en"))
    assert "Learning from experience" in html
    assert "Leren van ervaring" not in html


@pytest.mark.in_process
def test_two_processes_draw_the_same_console(make_play, monkeypatch):
    """What stands where a person's own goes is made up anew in each process; nothing that is sent depends on it."""
    play = make_play("open").opened([[19, 17, 15, 13, 11, 9, 7, 5, 3, 1]] * 2)
    drawn = []
    for process in ("one", "two"):
        for name in ("OWN", "CHANGE"):
            monkeypatch.setattr(f"koffer.workshop.room.drawn.{name}", f"{name} of {process}")
        drawings.forget()
        drawn.append(shared(Workshop.found(play.workshop.pk), Audience(FACILITATOR, "en")))
    assert drawn[0] == drawn[1]
