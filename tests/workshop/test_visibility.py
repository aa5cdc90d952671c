"""The visibility table of rules.md, section 3, row by row and mode by mode, on the bytes of pages and streams.

Where an audience may know a number only, its bytes must not depend on who or on which points: two workshops
that differ in nothing else give the same bytes.
"""

import re

import pytest

from koffer.method.mode import Mode
from koffer.workshop.models import Sheet, Workshop
from koffer.workshop.room.audience import FACILITATOR, PARTICIPANT, SCREEN
from koffer.workshop.tokens import authorise
from tests.conftest import state_of

MODES = list(Mode)
AUDIENCES = [PARTICIPANT, SCREEN, FACILITATOR]
LOW = [19, 17, 15, 13, 11, 9, 7, 5, 3, 1]
HIGH = [1, 3, 5, 7, 9, 11, 13, 15, 17, 19]


def streamed(play, audience):
    """The bytes that an audience gets, from its own page's stream."""
    return state_of(*listened(play, audience)).html


def listened(play, audience):
    """The room and the audience of the stream to which its own page listens."""
    page = {
        PARTICIPANT: lambda: play.members[0].get(play.members[0].page()),
        SCREEN: lambda: play.stranger.get(play.screen),
        FACILITATOR: lambda: play.facilitator.get(play.facilitator.page("console")),
    }[audience]()
    found = re.search(r'hx-sse:connect="/live/([^"]+)"', page.content.decode())
    return authorise(found[1])[:2]


def everything(play):
    """All that others than one member may fetch: streams, and each page of console and projector."""
    pages = ["console", "console/people", "console/opening", "console/settings", "console/design", "console/mode"]
    texts = [streamed(play, audience) for audience in AUDIENCES]
    texts += [play.facilitator.get(play.facilitator.page(page), follow=True).content.decode() for page in pages]
    texts.append(play.stranger.get(play.screen).content.decode())
    texts.append(play.stranger.get(f"/j/{play.workshop.code}").content.decode())
    return texts


def without_identity(html, play):
    """The bytes without what differs between any two workshops: ids, code, QR, hashes, the time on the strap."""
    html = html.replace(str(play.workshop.pk), "ID").replace(play.workshop.code, "CODE")
    html = re.sub(r'<svg class="qr".*?</svg>', "QR", html, flags=re.DOTALL)
    html = re.sub(r"<span aria-hidden=\"true\">\w</span>", "", html)
    html = re.sub(r"/screen/[^\"]+", "/screen/KEY", html)
    html = re.sub(r"/j/CODE/[\w-]+", "/j/CODE/KEY", html)
    html = re.sub(r'data-until="\d+"|until \d\d:\d\d', "UNTIL", html)
    return re.sub(r'code-shown">\w+ \w+<', "CODE", html)


@pytest.mark.parametrize("mode", MODES)
class TestBeforeTheOpening:
    def test_who_joined(self, make_play, mode):
        play = make_play(mode)
        play.join("Annabel")
        play.join("Bartholomeus")
        for audience in AUDIENCES:
            sees = "Bartholomeus" in streamed(play, audience)
            assert sees == (mode != Mode.ANONYMOUS or audience == FACILITATOR), audience

    def test_who_handed_in_is_a_number_for_members_and_projector(self, make_play, mode):
        seen = []
        for who in (0, 1):
            play = make_play(mode)
            play.join("Annabel")
            play.join("Bartholomeus")
            play.start()
            play.members[who].hand_in()
            seen.append({audience: without_identity(streamed(play, audience), play) for audience in AUDIENCES})
        assert "1 of 2" in seen[0][PARTICIPANT] and "1 of 2" in seen[0][SCREEN]
        assert seen[0][PARTICIPANT] == seen[1][PARTICIPANT]
        assert seen[0][SCREEN] == seen[1][SCREEN]
        assert (seen[0][FACILITATOR] == seen[1][FACILITATOR]) == (mode == Mode.ANONYMOUS)

    def test_drafts_and_points_are_their_owners(self, make_play, mode):
        seen = []
        for points in (LOW, HIGH):
            play = make_play(mode)
            play.join("Annabel")
            play.start()
            before = everything(play)
            complete = r"<p>\s*<strong>\d sheets? (?:is|are) complete and not handed in yet[^<]*</strong>\s*</p>\s*"
            play.members[0].client.put(
                play.members[0].page("draft"),
                {"points": [str(n) for n in points], "number": 0},
                content_type="application/json",
            )
            tokens = r'(/live/[^"]+|(?:csrfmiddlewaretoken|place|press_key)" value="[^"]+)'
            for was, now in zip(before, everything(play), strict=True):
                assert re.sub(tokens, "", was) == re.sub(f"{tokens}|{complete}", "", now)
            assert play.members[0].hand_in(points, number="1").status_code == 302
            assert ">19<" in play.members[0].get(play.members[0].page("own")).content.decode()
            seen.append([without_identity(re.sub(tokens, "", t), play) for t in everything(play)])
        for one, other in zip(*seen, strict=True):
            assert re.sub(r"/people/[0-9a-f-]+", "", one) == re.sub(r"/people/[0-9a-f-]+", "", other)

    def test_a_wish_is_seen_by_nobody(self, make_play, mode):
        play = make_play(mode)
        play.join("Annabel")
        play.join("Bartholomeus")
        before = [streamed(play, audience) for audience in AUDIENCES]
        other = play.members[1].get(play.members[1].page("own")).content
        play.members[0].post(play.members[0].page("wish"), {"wanted": "yes"})
        assert [streamed(play, audience) for audience in AUDIENCES] == before
        hide = rb'(?:csrfmiddlewaretoken|place)" value="[^"]+'
        after = play.members[1].get(play.members[1].page("own")).content
        assert re.sub(hide, b"", other) == re.sub(hide, b"", after)


@pytest.mark.parametrize("sheets", [2, 3, 4, 5, 6])
@pytest.mark.parametrize("mode", MODES)
class TestAfterTheOpening:
    @pytest.fixture
    def opened(self, make_play, mode, sheets):
        play = make_play(mode)
        play.fill(sheets)
        answer = play.open()
        if mode == Mode.ANONYMOUS and sheets < 5:
            assert answer.status_code == 409
            assert not play.workshop.opened
            return None
        assert answer.status_code == 302
        return play

    def test_means_and_dots(self, opened, mode, sheets):
        if opened is None:
            return
        means = sheets >= (2 if mode == Mode.OPEN else 5)
        dots = mode == Mode.OPEN or sheets >= 5
        for audience in AUDIENCES:
            html = streamed(opened, audience)
            assert bool(re.search(r'class="spreads"', html)) == dots, audience
            assert ("points on average" in html or "of the 100 points" in html) == means
            assert ('class="few"' in html) == (not means)
            circles = sum(
                part.count("<circle") for part in re.findall(r'<ul class="spreads">.*?</ul>', html, re.DOTALL)
            )
            swatches = sum(
                part.count("<circle") for part in re.findall(r'<ul class="categories">.*?</ul>', html, re.DOTALL)
            )
            assert swatches == 0
            assert (circles >= 10 * sheets) if dots else circles == 0
            assert dots or 'stroke-dasharray="0 ' not in html  # many dots, in lines

    def test_few_sheets_say_only_close_or_far_apart(self, opened, mode, sheets):
        if opened is None or mode == Mode.OPEN or sheets >= 5:
            return
        for audience in AUDIENCES:
            html = streamed(opened, audience)
            assert "close together" in html or "far apart" in html
            counted = re.sub(r"<svg.*?</svg>|<p class=\"count-in\">.*?</p>", "", html, flags=re.DOTALL)
            assert not re.search(r"<b>\d", counted)

    def test_no_name_stands_at_a_dot(self, opened, mode, sheets):
        if opened is None:
            return
        for audience in AUDIENCES:
            assert "Member0" not in streamed(opened, audience)

    def test_the_own_sheet_is_its_owners(self, opened, mode, sheets):
        if opened is None:
            return
        member, colleague = opened.members[0], opened.members[1]
        own = member.get(member.page("own")).content.decode()
        assert ("data-points" in own) == (mode != Mode.ANONYMOUS)
        assert colleague.get(colleague.page("own")).content.decode() != own
        numbers = re.findall(r'data-points="(\d+)"', own)
        for audience in AUDIENCES:
            assert "data-points" not in streamed(opened, audience)
        if mode != Mode.ANONYMOUS:
            assert numbers == [str(n) for n in member.seat.held.points()]

    def test_anonymous_cuts_the_link(self, opened, mode, sheets):
        if opened is None:
            return
        linked = Sheet.objects.filter(workshop=opened.workshop, seat__isnull=False).count()
        assert linked == (0 if mode == Mode.ANONYMOUS else sheets)

    def test_anonymous_dots_stand_in_bands_of_five(self, opened, mode, sheets):
        if opened is None or mode != Mode.ANONYMOUS:
            return
        html = streamed(opened, SCREEN)
        ends = re.findall(r"from (\d+)–(\d+) to (\d+)–(\d+) points", html)
        assert len(ends) == 10
        assert all(int(low) % 5 == 0 and int(high) == int(low) + 4 for low, high, *_ in ends)


def test_the_order_of_the_rows_tells_nothing(make_play):
    play = make_play(Mode.ANONYMOUS)
    sheets = play.fill(6)
    play.open()
    stored = [sheet.as_list() for sheet in Sheet.objects.filter(workshop=play.workshop).order_by("pk")]
    assert sorted(stored) == sorted(sheets)
    assert all(str(s) for s in stored)


@pytest.mark.parametrize("mode", [Mode.OPEN, Mode.DISCREET])
def test_late_sheets(make_play, mode):
    play = make_play(mode)
    play.fill(5)
    late = play.join("Laura")
    play.open()
    answer = late.hand_in(HIGH)
    if mode == Mode.DISCREET:
        assert answer.status_code == 409
        answer = late.hand_in(HIGH, confirmed="yes")
    assert answer.status_code == 302
    for audience in AUDIENCES:
        html = streamed(play, audience)
        assert "6 people" in html
        assert ("came in later" in html) == (mode == Mode.OPEN)


def test_one_wish_makes_an_open_workshop_discreet_and_tells_nobody_whose(make_play):
    play = make_play(Mode.OPEN)
    play.fill(5)
    play.members[0].post(play.members[0].page("wish"), {"wanted": "yes"})
    assert "This workshop is open." in streamed(play, FACILITATOR)
    play.open()
    assert play.workshop.mode == Mode.DISCREET
    for audience in AUDIENCES:
        assert "This workshop is discreet" in streamed(play, audience)


def test_a_paper_sheet_is_seen_only_while_it_is_typed(make_play):
    play = make_play()
    play.start()
    answer = play.facilitator.post(play.facilitator.page("console/paper"), {"name": "Corrie"})
    workshop = Workshop.objects.get(pk=play.workshop.pk)
    rows = {f"c{c.position}": str(n) for c, n in zip(workshop.categories(), LOW, strict=True)}
    assert play.facilitator.post(answer.url, rows).status_code == 302
    page = play.facilitator.get(answer.url).content.decode()
    assert "Nobody sees the points any more" in page
    assert 'value="19"' not in page
