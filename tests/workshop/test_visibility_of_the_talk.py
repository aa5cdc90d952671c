"""The visibility table of rules.md, section 3, for what comes after the opening, on the bytes of pages and streams."""

import re
import uuid

import pytest
from django.core import serializers
from django.db.models import Model

from koffer.method.mode import Mode
from koffer.workshop import models
from koffer.workshop.models import Offer, Sentence, Story
from koffer.workshop.room.audience import FACILITATOR, PARTICIPANT, SCREEN
from koffer.workshop.tokens import authorise
from tests.conftest import state_of
from tests.workshop.test_visibility import AUDIENCES, streamed

MODES = list(Mode)
OTHERS = [PARTICIPANT, SCREEN]
PLAIN = [19, 17, 15, 13, 11, 9, 7, 5, 3, 1]
ENDS = [1, 17, 15, 13, 11, 9, 7, 5, 3, 19]
AGREED = [18, 16, 14, 12, 11, 9, 8, 6, 4, 2]
TOKENS = r'/live/[^"]+|(?:csrfmiddlewaretoken|place)" value="[^"]+|press_key" value="[^"]+'


def opened(make_play, mode, sheets):
    """A workshop in which the last member gave the first category the least, all others the most."""
    play = make_play(mode).opened([PLAIN] * (sheets - 1) + [ENDS])
    play.show("conversation/1")
    return play


def names_in(play, audience):
    """The members whose names an audience sees in the step that is shown."""
    return set(re.findall(r"Member\d", re.sub(r'class="tags".*?</ul>', "", streamed(play, audience), flags=re.DOTALL)))


def stored():
    """Everything in the tables of the workshop, but the version of the workshop."""
    kinds = [getattr(models, name) for name in models.__all__]
    rows = []
    for kind in kinds:
        if issubclass(kind, Model) and "pk" not in kind.__dict__:
            rows.append(serializers.serialize("json", kind.objects.order_by("pk")))
    return re.sub(r'"version": \d+', "", "".join(rows))


@pytest.mark.parametrize("sheets", [4, 5])
@pytest.mark.parametrize("mode", MODES)
class TestNamesAtDots:
    def test_only_of_the_category_on_the_table_in_an_open_workshop(self, make_play, mode, sheets):
        if mode == Mode.ANONYMOUS and sheets < 5:
            return
        play = opened(make_play, mode, sheets)
        for audience in AUDIENCES:
            html = streamed(play, audience)
            assert ('id="named"' in html) == (mode == Mode.OPEN), audience
            if mode == Mode.OPEN:
                named = re.search(r'id="named">(.*?)</ul>', html, re.DOTALL)[1]
                assert named.count("<li>") == 2 and f"Member{sheets - 1}</bdi>" in named
            else:
                assert not names_in(play, audience)
        for step in ("suitcase", "score", "strengths", "gaps", "label", "sharing", "lobby"):
            play.show(step)
            for audience in AUDIENCES:
                html = streamed(play, audience)
                assert 'id="named"' not in html and "will you begin" not in html, (step, audience)

    def test_not_after_the_closing(self, make_play, mode, sheets):
        if mode == Mode.ANONYMOUS and sheets < 5:
            return
        play = opened(make_play, mode, sheets)
        play.decide(AGREED)
        play.do("closing", {"after": "3", "day": ""})
        play.show("conversation/1")
        for audience in AUDIENCES:
            assert not names_in(play, audience)

    def test_discreet_only_of_who_said_so(self, make_play, mode, sheets):
        if mode != Mode.DISCREET:
            return
        play = opened(make_play, mode, sheets)
        last, first = play.members[-1], play.members[0]
        before = {audience: streamed(play, audience) for audience in OTHERS}
        first.post(first.page("conversation/1/offer"), {"wanted": "yes"})
        assert {audience: streamed(play, audience) for audience in OTHERS} == before  # offered, but not named
        last.post(last.page("conversation/1/offer"), {"wanted": "yes", "may_tell": "yes"})
        for audience in OTHERS:
            expected = {f"Member{sheets - 1}"} if sheets >= 5 else set()
            assert names_in(play, audience) == expected
        play.show("conversation/2")
        assert not names_in(play, SCREEN)

    def test_dots_ranges_and_sentences_as_the_number_allows(self, make_play, mode, sheets):
        if mode == Mode.ANONYMOUS and sheets < 5:
            return
        play = opened(make_play, mode, sheets)
        shows = mode == Mode.OPEN or sheets >= 5
        for audience in (SCREEN, FACILITATOR):
            html = streamed(play, audience)
            assert ('id="talk-' in html) == shows
            assert ("lowest</text>" in html) == shows
            if mode == Mode.ANONYMOUS:
                assert "15–19 points" in html and ">19 points<" not in html
        own = play.members[-1].own()
        assert ("You gave the lowest score here" in own) == (shows and mode != Mode.ANONYMOUS)
        assert ("You gave 1 point." in own) == (mode != Mode.ANONYMOUS)


def test_anonymous_every_phone_gets_the_same_bytes(make_play):
    play = opened(make_play, Mode.ANONYMOUS, 6)
    owns = {re.sub(TOKENS, "", re.sub(r"Member\d", "NAME", member.own())) for member in play.members}
    assert len(owns) == 1
    own = owns.pop()
    assert 'data-low="0" data-high="15"' in own
    assert not re.search(r"You gave (the|\d)", own)


@pytest.mark.parametrize("mode", MODES)
def test_passing_leaves_no_trace(make_play, mode):
    """Whoever reads the question and does nothing: no row, no version, no byte anywhere is different."""
    play = opened(make_play, mode, 6)
    rows, version = stored(), play.workshop.version
    seen = {audience: streamed(play, audience) for audience in AUDIENCES}
    asked = play.members[-1]
    asked.get(asked.page())
    asked.own()
    assert stored() == rows and play.workshop.version == version
    assert {audience: streamed(play, audience) for audience in AUDIENCES} == seen


@pytest.mark.parametrize("mode", [Mode.OPEN, Mode.DISCREET])
def test_an_offer_that_was_taken_back_leaves_no_trace(make_play, mode):
    play = opened(make_play, mode, 6)
    rows = stored()
    seen = {audience: re.sub(r'data-stage="[^"]*"', "", streamed(play, audience)) for audience in AUDIENCES}
    anna = play.members[0]
    for wanted in ("yes", "no"):
        anna.post(anna.page("conversation/1/offer"), {"wanted": wanted, "may_tell": "yes"})
    assert stored() == rows
    assert {a: re.sub(r'data-stage="[^"]*"', "", streamed(play, a)) for a in AUDIENCES} == seen


@pytest.mark.parametrize("stricter", [Mode.DISCREET, Mode.ANONYMOUS])
def test_tightening_takes_the_names_off_the_wall(make_play, stricter):
    play = opened(make_play, Mode.OPEN, 6)
    anna = play.members[0]
    story = {"text": "Zo ging het.", "side": "high", "keep": "us", "named": "on", "press_key": str(uuid.uuid4())}
    anna.post(anna.page("conversation/1/stories"), story)
    anna.post(anna.page("conversation/1/offer"), {"wanted": "yes"})
    anna.post(anna.page("sentences/strength"), {"text": "Wij luisteren.", "press_key": str(uuid.uuid4())})
    assert names_in(play, SCREEN)
    page = play.stranger.get(play.screen).content.decode()
    old_stream = re.search(r'hx-sse:connect="/live/([^"]+)"', page)[1]
    assert play.do("mode", {"mode": stricter}).status_code == 302
    named = {"Member0"} if stricter == Mode.DISCREET else set()  # the story that Anna put her own name to
    for audience in OTHERS:
        html = streamed(play, audience)
        assert 'id="named"' not in html
        assert names_in(play, audience) == named
    for page in (
        play.stranger.get(play.screen),
        anna.get(anna.page()),
        play.facilitator.get(play.facilitator.page("console")),
    ):
        assert page.headers["Cache-Control"].find("no-store") >= 0
        assert 'id="named"' not in page.content.decode()
    assert (
        'id="named"' not in state_of(*authorise(old_stream)[:2]).html
    )  # a stream that reconnects gets the newest state
    assert anna.get(anna.page("sheet/picture")).status_code == (200 if stricter == Mode.DISCREET else 404)
    linked = stricter == Mode.DISCREET
    assert Offer.objects.exists() == linked
    assert Story.objects.filter(seat__isnull=False).exists() == linked
    assert Sentence.objects.filter(seat__isnull=False).exists() == linked


@pytest.mark.parametrize("mode", MODES)
def test_who_agrees_is_a_number(make_play, mode):
    """Two workshops in which another member agrees give everybody the same bytes."""
    seen = []
    for who in (0, 1):
        play = opened(make_play, mode, 6)
        play.show("score")
        play.members[who].post(play.members[who].page("nod"), {"nod": "agree"})
        html = "".join(streamed(play, audience) for audience in OTHERS)
        html = html.replace(str(play.workshop.pk), "ID")
        seen.append(re.sub(r'(line|stop|spread|team)-\d+|data-stage="[^"]*"|name="[cn]\d+"', "", html))
    assert seen[0] == seen[1]
    assert "1 agrees" in seen[0]


@pytest.mark.parametrize("mode", MODES)
def test_sentences_and_words_never_have_a_name(make_play, mode):
    play = opened(make_play, mode, 6)
    for kind, step in (("strength", "strengths"), ("gap", "gaps"), ("word", "sharing")):
        for member in play.members[:2]:
            member.post(member.page(f"sentences/{kind}"), {"text": "Samen", "press_key": str(uuid.uuid4())})
        play.show(step)
        if mode == Mode.ANONYMOUS:
            assert not any("Samen" in streamed(play, audience) for audience in AUDIENCES)
            assert play.do(f"sentences/{kind}/opening").status_code == 302
        for audience in AUDIENCES:
            assert "Samen" in streamed(play, audience)
            assert not names_in(play, audience)
