"""One sheet, from draft to counted: pressing twice, changing, too late, cut."""

import random
import re

import pytest
from django.db import connection
from django.urls import reverse

from koffer.method.mode import Mode
from koffer.method.order import proposal
from koffer.workshop.models import Box, Draft, Opening, Seat, Sheet, SheetPoints

DOWN = list(proposal(10))
UP = DOWN[::-1]
HIDDEN = r'(name="(csrfmiddlewaretoken|place|press_key)" value|hx-sse:connect)="[^"]*"'


def text(answer):
    return re.sub(HIDDEN, "", answer.content.decode())


def own(person):
    return text(person.get(person.page("own")))


@pytest.fixture
def filling(make_play):
    """Starts filling with Anna and Bo, in the given mode."""

    def make(mode=Mode.DISCREET):
        play = make_play(mode)
        play.join("Anna")
        play.join("Bo")
        play.start()
        return play

    return make


class TestBeforeTheOpening:
    def test_the_same_press_twice_is_one_hand_in(self, filling):
        anna = filling().members[0]
        assert anna.hand_in(DOWN).status_code == 302
        before = Sheet.objects.get()
        assert anna.hand_in(UP).status_code == 302
        assert Sheet.objects.get().pk == before.pk
        assert anna.seat.held.points() == DOWN

    def test_another_press_changes_the_sheet(self, filling):
        anna = filling().members[0]
        anna.hand_in(DOWN)
        assert anna.hand_in(UP, press="press-2").status_code == 302
        assert anna.seat.held.points() == UP
        assert SheetPoints.objects.count() == 10

    def test_what_is_taken_back_is_a_draft_again(self, filling):
        play = filling()
        anna = play.members[0]
        anna.hand_in(DOWN)
        assert anna.post(anna.page("sheet/back")).status_code == 302
        assert not Sheet.objects.exists() and play.workshop.sheets_in() == 0
        assert Draft.objects.get().body == DOWN
        assert re.findall(r'name="c\d+" value="(\d*)"', own(anna)) == [str(n) for n in DOWN]
        assert anna.hand_in(DOWN).status_code == 302
        assert anna.seat.held.points() == DOWN

    def test_taking_back_what_is_not_in_changes_nothing(self, filling):
        anna = filling().members[0]
        assert anna.post(anna.page("sheet/back")).status_code == 302
        assert not Draft.objects.exists()

    def test_a_draft_is_kept_and_comes_back_with_the_page(self, filling):
        anna = filling().members[0]
        body = {"points": ["7", "", "7", "100", "0", "", "", "", "", ""], "number": 0}
        anna.client.put(anna.page("draft"), body, content_type="application/json")
        page = text(anna.get(anna.page()))
        assert re.findall(r'name="c\d+" value="(\d*)"', page) == body["points"]
        assert 'name="number" value="1"' in page
        assert not Sheet.objects.exists()

    def test_a_draft_whose_answer_was_lost_can_be_sent_again(self, filling):
        anna = filling().members[0]
        body = {"points": ["7", *[""] * 9], "number": 0}
        for _again in range(2):
            answer = anna.client.put(anna.page("draft"), body, content_type="application/json")
            assert (answer.status_code, answer.json()) == (200, {"number": 1})
        other = body | {"points": ["8", *[""] * 9]}
        assert anna.client.put(anna.page("draft"), other, content_type="application/json").status_code == 409
        assert anna.hand_in(DOWN, number="1").status_code == 302

    def test_an_empty_category_counts_as_zero(self, filling):
        anna = filling().members[0]
        assert anna.hand_in([*DOWN[:9], ""]).status_code == 302
        assert anna.seat.held.points() == [*DOWN[:9], 0]

    def test_handing_in_ends_the_draft(self, filling):
        anna = filling().members[0]
        body = {"points": [""] * 10, "number": 0}
        anna.client.put(anna.page("draft"), body, content_type="application/json")
        anna.hand_in(DOWN, number="1")
        assert not Draft.objects.exists()

    def test_who_looks_on_is_not_waited_for_and_fills_no_sheet(self, filling):
        play = filling()
        play.join("Cas", look_on="yes")
        play.members[0].hand_in()
        assert "1 of 2 handed in" in text(play.stranger.get(play.screen))
        assert play.members[2].hand_in().status_code == 409
        assert play.workshop.sheets_in() == 1
        assert "<form id" not in own(play.members[2])

    def test_who_leaves_with_a_sheet_in_is_still_counted_on_both_sides(self, filling):
        play = filling()
        for member in play.members:
            member.hand_in()
        play.members[0].post(play.members[0].page("leaving"))
        handed_in, expected = re.search(r"(\d+) of (\d+) handed in", text(play.stranger.get(play.screen))).groups()
        assert int(handed_in) <= int(expected)

    def test_the_own_suitcase_is_a_picture_to_keep(self, filling):
        anna = filling().members[0]
        assert anna.get(anna.page("sheet/picture")).status_code == 404
        anna.hand_in()
        picture = anna.get(anna.page("sheet/picture"))
        assert picture.headers["Content-Type"] == "image/svg+xml"
        assert "attachment" in picture.headers["Content-Disposition"]
        assert b'xmlns="http://www.w3.org/2000/svg"' in picture.content


class TestAfterTheOpening:
    def late(self, filling, mode):
        play = filling(mode)
        play.members[0].hand_in()
        assert play.open().status_code == 302
        return play.members[1]

    def test_open_takes_a_late_sheet_with_a_mark(self, filling):
        bo = self.late(filling, Mode.OPEN)
        assert "one sheet came later" in own(bo)
        assert bo.hand_in(UP).status_code == 302
        assert Sheet.objects.get(seat=bo.seat).late
        assert Opening.objects.get().sheet_count == 1
        assert bo.hand_in(UP).status_code == 302  # the same press
        assert bo.hand_in(DOWN, press="press-2").status_code == 409
        assert bo.seat.held.points() == UP

    def test_discreet_asks_first_and_keeps_what_was_typed(self, filling):
        bo = self.late(filling, Mode.DISCREET)
        asked = bo.hand_in(UP)
        assert asked.status_code == 409
        assert 'name="confirmed"' in text(asked)
        assert "they can tell which points are yours" in text(asked)
        assert re.findall(r'name="c\d+" value="(\d*)"', text(asked)) == [str(n) for n in UP]
        assert Sheet.objects.count() == 1
        assert bo.hand_in(UP, confirmed="yes").status_code == 302
        assert Sheet.objects.get(seat=bo.seat).late

    def test_a_set_aside_sheet_is_gone_and_its_owner_is_not_told_that_it_counts(self, filling):
        play = filling()
        anna, bo = play.members
        anna.hand_in()
        bo.hand_in(UP)
        aside = reverse("aside", args=[play.workshop.pk, bo.seat.pk])
        assert play.facilitator.post(aside, {"aside": "yes"}).status_code == 302
        play.open()
        assert Opening.objects.get().sheet_count == Sheet.objects.count() == 1
        assert "Your points count" not in own(bo)

    def test_who_was_set_aside_may_hand_in_late(self, filling):
        play = filling(Mode.OPEN)
        anna, bo = play.members
        anna.hand_in()
        bo.hand_in(UP)
        play.facilitator.post(reverse("aside", args=[play.workshop.pk, bo.seat.pk]), {"aside": "yes"})
        play.open()
        assert bo.hand_in(DOWN, press="press-2").status_code == 302
        assert bo.seat.held.points() == DOWN

    def test_what_is_put_back_counts(self, filling):
        play = filling()
        for person in play.members:
            person.hand_in()
        for aside in ("yes", "no"):
            play.facilitator.post(reverse("aside", args=[play.workshop.pk, play.members[1].seat.pk]), {"aside": aside})
        play.open()
        assert Opening.objects.get().sheet_count == 2


class TestAnonymous:
    @pytest.fixture
    def opened(self, make_play):
        """Five in order of sitting, one who did not hand in but has a draft, and the opening."""
        play = make_play(Mode.ANONYMOUS)
        self.sheets = play.fill(5)
        self.keys = set(Box.of(play.workshop).sheets)
        late = play.join("Last")
        late.client.put(late.page("draft"), {"points": ["9"] * 10, "number": 0}, content_type="application/json")
        assert play.open().status_code == 302
        return play

    def test_no_row_says_whose_points_these_are(self, opened):
        stored = Sheet.objects.all()
        assert sorted(sheet.as_list() for sheet in stored) == sorted(self.sheets)
        assert not stored.exclude(seat=None).exists()
        assert not Draft.objects.exists()
        box = Box.of(opened.workshop)
        assert len(self.keys) == 5 and not box.sheets and "press-1" in box.presses

    def test_a_late_sheet_and_draft_are_refused(self, opened):
        last = opened.members[5]
        assert last.hand_in(press="press-9", confirmed="yes").status_code == 409
        answer = last.client.put(
            last.page("draft"), {"points": [""] * 10, "number": 0}, content_type="application/json"
        )
        assert answer.status_code == 409
        assert Sheet.objects.count() == 5 and not Draft.objects.exists()
        assert "nothing can be added in an anonymous workshop" in own(last)

    def test_a_retry_of_the_press_is_answered_as_handed_in(self, opened):
        first = opened.members[0]
        assert first.hand_in(self.sheets[0]).status_code == 302
        assert own(first) == own(opened.members[5])  # only the own browser knows whether a sheet is in
        assert first.hand_in(self.sheets[0], press="press-2").status_code == 409
        assert Sheet.objects.count() == 5

    def test_nobody_has_a_picture_of_the_own_sheet(self, opened):
        assert opened.members[0].get(opened.members[0].page("sheet/picture")).status_code == 404

    def test_no_paper_slip_can_be_added(self, opened):
        assert opened.facilitator.post(opened.facilitator.page("console/paper")).status_code == 409


@pytest.mark.in_process
def test_the_order_of_the_stored_rows_is_drawn_by_lot(make_play, monkeypatch):
    play = make_play(Mode.ANONYMOUS)
    sheets = play.fill(6)
    monkeypatch.setattr(random.SystemRandom, "shuffle", lambda self, rows: rows.reverse())
    play.open()
    with connection.cursor() as cursor:
        place = "rowid" if connection.vendor == "sqlite" else "ctid"
        cursor.execute(f"SELECT id FROM workshop_sheet ORDER BY {place}")
        stored = [Sheet.objects.get(pk=pk).as_list() for (pk,) in cursor.fetchall()]
    by_key = sorted(range(6), key=lambda number: Seat.found(play.members[number].secret).own_key)
    assert stored == [sheets[number] for number in by_key][::-1]


def test_tightening_after_the_opening_cuts_the_links_too(make_play):
    play = make_play(Mode.OPEN)
    play.fill(5)
    play.open()
    ids = set(Sheet.objects.values_list("pk", flat=True))
    assert play.facilitator.post(play.facilitator.page("console/mode"), {"mode": "anonymous"}).status_code == 302
    assert not Sheet.objects.exclude(seat=None).exists()
    assert not ids & set(Sheet.objects.values_list("pk", flat=True))
    assert "data-points" not in own(play.members[0])


def test_a_wish_makes_open_discreet_and_changes_no_byte_for_anybody_else(make_play):
    play = make_play(Mode.OPEN)
    play.fill(5)
    wisher, other = play.members[0], play.members[1]

    def seen():
        return [
            text(other.get(other.page())),
            text(play.stranger.get(play.screen)),
            *[text(play.facilitator.get(play.facilitator.page(page))) for page in ("console", "console/people")],
            text(play.facilitator.get(play.facilitator.page("console/opening"))),
        ]

    before = seen()
    wisher.post(wisher.page("wish"), {"wanted": "yes"})
    assert seen() == before
    assert "You asked for a workshop without names" in own(wisher)
    play.open()
    assert play.workshop.mode == Mode.DISCREET
    assert play.workshop.announced_mode == Mode.OPEN


def test_a_wish_that_is_taken_back_leaves_the_workshop_open(make_play):
    play = make_play(Mode.OPEN)
    play.fill(1)
    for wanted in ("yes", "no"):
        play.members[0].post(play.members[0].page("wish"), {"wanted": wanted})
    play.open()
    assert play.workshop.mode == Mode.OPEN


class TestPaper:
    @pytest.fixture
    def corrie(self, filling):
        self.play = filling()
        answer = self.play.facilitator.post(self.play.facilitator.page("console/paper"), {"name": "Corrie"})
        self.address = answer.url
        return self.play.facilitator

    def type(self, person, points):
        rows = {f"c{c.position}": str(n) for c, n in zip(self.play.workshop.categories(), points, strict=True)}
        return person.post(self.address, rows)

    def test_a_sheet_is_typed_counted_and_never_shown_again(self, corrie):
        assert 'value=""' in text(corrie.get(self.address))
        assert self.type(corrie, DOWN).status_code == 302
        assert Seat.objects.get(name="Corrie").held.points() == DOWN
        pages = [self.address, *map(corrie.page, ("console", "console/people", "console/opening"))]
        for page in pages:
            assert 'value="19"' not in text(corrie.get(page)) and ">19<" not in text(corrie.get(page))
        self.play.open()
        assert Opening.objects.get().sheet_count == 1
        assert ">19<" not in text(corrie.get(self.address)) and "<form id" not in text(corrie.get(self.address))

    def test_it_is_taken_back_to_an_empty_page_until_the_opening(self, corrie):
        self.type(corrie, DOWN)
        assert corrie.post(f"{self.address}/back").status_code == 302
        assert 'value="19"' not in text(corrie.get(self.address))
        assert not Sheet.objects.exists()
        self.type(corrie, UP)
        self.play.open()
        assert corrie.post(f"{self.address}/back").status_code == 409
        assert Sheet.objects.count() == 1

    def test_what_is_wrong_is_said_and_what_was_typed_stays(self, corrie):
        for points in (["-1", *DOWN[1:]], [DOWN[1], *DOWN[1:]]):
            answer = self.type(corrie, points)
            assert answer.status_code == 422
            assert f'value="{points[0]}"' in text(answer)
        assert not Sheet.objects.exists()

    def test_a_late_one_has_to_be_confirmed(self, corrie):
        self.play.members[0].hand_in()
        self.play.open()
        asked = self.type(corrie, UP)
        assert asked.status_code == 409 and 'name="confirmed"' in text(asked)
        rows = {f"c{c.position}": str(n) for c, n in zip(self.play.workshop.categories(), UP, strict=True)}
        assert corrie.post(self.address, rows | {"confirmed": "yes"}).status_code == 302
        assert Sheet.objects.filter(late=True).count() == 1

    def test_it_needs_a_name_but_in_an_anonymous_workshop(self, corrie, make_play):
        nameless = corrie.post(corrie.page("console/paper"), {"name": ""})
        assert nameless.status_code == 422 and 'class="error"' in text(nameless)
        play = make_play(Mode.ANONYMOUS)
        play.facilitator.post(play.facilitator.page("console/paper"), {"name": "Corrie"})
        assert [seat.name for seat in play.workshop.seats.all()] == ["Slip"]
