"""A stack of paper sheets: typed or from a file, all of them or none, and never after the opening."""

import csv
import io
import uuid
import zipfile

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from koffer.method.order import proposal
from koffer.workshop.models import Seat, Sheet
from koffer.workshop.models.kinds import PAPER

LADDER = list(proposal(10))


@pytest.fixture
def filling(make_play):
    """A workshop whose people fill their sheets."""
    play = make_play("discreet")
    play.start()
    return play


def form(play, rows, press=None):
    """The form with these rows: (name, typed texts), or (name, typed texts, seat)."""
    data = {"name": [], "seat": [], "press_key": press or str(uuid.uuid4())}
    categories = play.workshop.categories()
    for name, typed, *seat in rows:
        data["name"].append(name)
        data["seat"].append(seat[0] if seat else "")
        for category, text in zip(categories, typed, strict=True):
            data.setdefault(f"c{category.position}", []).append(str(text))
    return data


def send(play, rows, press=None):
    return play.facilitator.post(play.facilitator.page("console/paper/stack"), form(play, rows, press))


def upload(play, content, name="sheets.csv"):
    data = {"from": "file", "file": SimpleUploadedFile(name, content)}
    return play.facilitator.post(play.facilitator.page("console/paper/stack"), data)


def as_csv(play, rows, head=None, delimiter=","):
    made = io.StringIO()
    writer = csv.writer(made, delimiter=delimiter)
    writer.writerow(head or ["Name", *(category.name_nl for category in play.workshop.categories())])
    writer.writerows(rows)
    return made.getvalue().encode()


def as_xlsx(play, rows):
    book = openpyxl.Workbook()
    book.active.append([*(category.name_en for category in play.workshop.categories()), "Naam"])
    for row in rows:
        book.active.append(row)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def packed_again(content, parts):
    """The zip file with these parts in the place of its own."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        if content:
            with zipfile.ZipFile(io.BytesIO(content)) as old:
                parts = {name: old.read(name) for name in old.namelist()} | parts
        for name, body in parts.items():
            packed.writestr(name, body)
    return made.getvalue()


def test_all_of_them_are_handed_in(filling):
    answer = send(filling, [("Anna", LADDER), ("", [""] * 10), ("Bo", LADDER[::-1])])
    assert answer.status_code == 302
    seats = Seat.objects.filter(workshop=filling.workshop, kind=PAPER).order_by("number")
    assert [(seat.name, seat.sheet.as_list()) for seat in seats] == [("Anna", LADDER), ("Bo", LADDER[::-1])]


@pytest.mark.parametrize(
    ("bad", "told"),
    [
        (("Bo", [17] * 10), "too many"),
        (("Bo", [*LADDER[:9], LADDER[0]]), "same number"),
        (("Bo", ["x", *LADDER[1:]]), "whole number"),
        (("Bo", ["", "", *LADDER[2:]]), "only one category can have zero"),
        (("", LADDER), "Type the name"),
        (("N" * 41, LADDER), "too long"),
    ],
)
def test_one_that_is_wrong_holds_all_of_them(filling, bad, told):
    answer = send(filling, [("Anna", LADDER), bad])
    html = answer.content.decode()
    assert answer.status_code == 422 and told in html
    assert "Anna" in html and f'value="{bad[1][3]}"' in html  # what was typed stands there again
    assert not Seat.objects.exists() and not Sheet.objects.exists()


def test_nothing_typed(filling):
    assert "Type at least one sheet" in send(filling, [("", [""] * 10)]).content.decode()


def test_a_paper_seat_that_waits_is_a_row(filling):
    filling.facilitator.post(filling.facilitator.page("console/paper"), {"name": "Carla"})
    seat = Seat.objects.get()
    page = filling.facilitator.get(filling.facilitator.page("console/paper/stack")).content.decode()
    assert str(seat.pk) in page and "Carla" in page
    assert send(filling, [("Carla", LADDER, str(seat.pk))]).status_code == 302
    assert Seat.objects.get().handed_in


def test_the_seat_of_a_device_is_out_of_reach(filling):
    anna = filling.join("Anna")
    answer = send(filling, [("Anna", LADDER, str(anna.seat.pk))])
    assert answer.status_code == 409 and "The sheet of Anna is in already." in answer.content.decode()
    assert not anna.seat.handed_in
    assert not Seat.objects.filter(kind=PAPER).exists()


def test_the_same_stack_sent_twice_is_one_stack(filling):
    press = str(uuid.uuid4())
    filling.facilitator.post(filling.facilitator.page("console/paper"), {"name": "Carla"})
    rows = [("Anna", LADDER), ("Bo", LADDER[::-1]), ("Carla", LADDER, str(Seat.objects.get().pk))]
    for _time in range(2):
        assert send(filling, rows, press).status_code == 302
    assert sorted(Seat.objects.values_list("name", flat=True)) == ["Anna", "Bo", "Carla"]
    assert Sheet.objects.count() == 3
    assert send(filling, [("Anna", LADDER)]).status_code == 302  # another press is another Anna
    assert Seat.objects.filter(name="Anna 2").exists()


def test_alike_slips_are_two_slips(make_play):
    play = make_play("anonymous")
    play.start()
    press = str(uuid.uuid4())
    for _time in range(2):
        assert send(play, [("", LADDER), ("", LADDER)], press).status_code == 302
    assert play.workshop.sheets_in() == 2


def test_a_sheet_that_is_in_already(filling):
    filling.facilitator.post(filling.facilitator.page("console/paper"), {"name": "Carla"})
    seat = str(Seat.objects.get().pk)
    assert send(filling, [("Carla", LADDER, seat)]).status_code == 302
    answer = send(filling, [("Anna", LADDER), ("Carla", LADDER[::-1], seat)])
    assert answer.status_code == 409 and "The sheet of Carla is in already." in answer.content.decode()
    assert Seat.objects.get().sheet.as_list() == LADDER


def test_more_than_a_hundred_are_refused_whole(filling):
    answer = send(filling, [(f"Person {number}", LADDER) for number in range(101)])
    assert answer.status_code == 422 and "At most 100 sheets at a time" in answer.content.decode()
    assert 'value="Person 100"' in answer.content.decode()
    assert not Seat.objects.exists()


def test_who_is_not_the_facilitator_types_no_stack(filling):
    page = filling.facilitator.page("console/paper/stack")
    member = filling.join("Anna")
    assert filling.stranger.get(page).status_code == 404
    assert member.get(page).status_code == 403
    assert filling.stranger.post(page, {}).status_code == 404
    assert member.post(page, {}).status_code == 403


def test_slips_without_names_in_an_anonymous_workshop(make_play):
    play = make_play("anonymous")
    play.start()
    page = play.facilitator.get(play.facilitator.page("console/paper/stack")).content.decode()
    assert 'name="name"' not in page
    assert send(play, [("", LADDER), ("", LADDER[::-1])]).status_code == 302
    assert {seat.name.split()[0] for seat in Seat.objects.all()} == {"Slip"}


def test_before_filling_and_after_the_opening(make_play):
    play = make_play("open")
    assert send(play, [("Anna", LADDER)]).status_code == 409
    play.fill(2)
    play.open()
    assert play.facilitator.get(play.facilitator.page("console/paper/stack")).status_code == 409
    assert send(play, [("Anna", LADDER)]).status_code == 409
    assert Sheet.objects.count() == 2


class TestFromAFile:
    def test_it_is_looked_at_before_it_is_handed_in(self, filling):
        rows = [["Anna", *LADDER], ["Bo", *LADDER[::-1]]]
        for content in (
            as_csv(filling, rows),
            as_csv(filling, rows, delimiter=";"),
            b"\xef\xbb\xbf" + as_csv(filling, rows),
        ):
            html = upload(filling, content).content.decode()
            assert "2 sheets were read." in html and 'value="Anna"' in html and 'value="Bo"' in html
            assert not Sheet.objects.exists() and not Seat.objects.exists()

    def test_a_spreadsheet_in_another_order_of_columns(self, filling):
        html = upload(filling, as_xlsx(filling, [[*LADDER, "=1+1"]]), "sheets.xlsx").content.decode()
        assert "1 sheet was read." in html
        html = upload(
            filling, as_xlsx(filling, [[*LADDER, "Anna"], [*map(float, LADDER[::-1]), "Bo"]])
        ).content.decode()
        assert "2 sheets were read." in html and 'value="Bo"' in html and "cannot be handed in" not in html

    def test_errors_row_by_row(self, filling):
        rows = [["Anna", *LADDER], ["Bo", *[9] * 10], ["", *LADDER], ["Dirk", "veel", *LADDER[1:]]]
        html = upload(filling, as_csv(filling, rows)).content.decode()
        assert "3 cannot be handed in like this" in html
        for told in ("Two categories have the same number", "Type the name", "whole number"):
            assert told in html

    def test_a_name_that_is_there_is_told_before(self, filling):
        filling.join("Anna")
        rows = [["anna", *LADDER], ["Bo", *LADDER], ["BO", *LADDER[::-1]]]
        html = upload(filling, as_csv(filling, rows)).content.decode()
        assert "it becomes anna 2." in html and "it becomes BO 2." in html and html.count("it becomes") == 2
        send(filling, [(name, typed) for name, *typed in rows])
        assert set(Seat.objects.filter(kind=PAPER).values_list("name", flat=True)) == {"anna 2", "Bo", "BO 2"}

    def test_a_name_that_waits_gets_its_sheet(self, filling):
        filling.facilitator.post(filling.facilitator.page("console/paper"), {"name": "Carla"})
        html = upload(filling, as_csv(filling, [["Carla", *LADDER]])).content.decode()
        assert f'name="seat" value="{Seat.objects.get().pk}"' in html

    @pytest.mark.parametrize(
        ("content", "told"),
        [
            (b"", "no rows"),
            (b"Name,Kansen zien\n", "no rows"),
            (b"Name,Kansen zien\nAnna,1\n", "missing, or there twice: Creativity"),
            ("Name\nÉva".encode("latin-1"), "CSV UTF-8"),
            (b"a\x00b\n1,2\n", "CSV UTF-8"),
            (b'"' + b"x" * 200_000 + b"\n1,2\n", "CSV UTF-8"),
            (b"PK\x03\x04 not a zip", "cannot be read"),
        ],
    )
    def test_what_is_no_table(self, filling, content, told):
        answer = upload(filling, content)
        assert answer.status_code == 422 and told in answer.content.decode()

    def test_a_hundred_thousand_rows(self, filling):
        answer = upload(filling, as_csv(filling, [["Anna", *LADDER]]) + b"Bo,1,2\n" * 100_000)
        assert "more than 100 sheets" in answer.content.decode()

    def test_empty_rows_cut_nothing_off(self, filling):
        rows = [[""] * 11] * 150 + [["Anna", *LADDER]]
        assert 'value="Anna"' in upload(filling, as_csv(filling, rows)).content.decode()
        rows = [[""] * 11] * 150 + [[*LADDER, "Anna"]]
        assert 'value="Anna"' in upload(filling, as_xlsx(filling, rows)).content.decode()

    def test_a_zip_bomb(self, filling):
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr("xl/worksheets/sheet1.xml", b"<x>" * 100_000_000)
        assert made.tell() < 2_000_000
        answer = upload(filling, made.getvalue(), "sheets.xlsx")
        assert answer.status_code == 422 and "holds too much" in answer.content.decode()

    @pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/sharedStrings.xml"])
    @pytest.mark.parametrize("body", [b"<x>" * 60_000, b"<!DOCTYPE x><x/>", "<!DOCTYPE x><x/>".encode("utf-16")])
    def test_a_small_file_that_takes_long(self, filling, part, body):
        answer = upload(filling, packed_again(as_xlsx(filling, [[*LADDER, "Anna"]]), {part: body}))
        assert answer.status_code == 422 and "holds too much" in answer.content.decode()

    def test_a_word_file(self, filling):
        document = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"}
        answer = upload(filling, packed_again(None, document), "sheets.docx")
        assert answer.status_code == 422 and "cannot be read" in answer.content.decode()

    @pytest.mark.parametrize(("offset", "value"), [(6, 1), (8, 99), (8, 14)])
    def test_a_password_and_another_way_of_packing(self, filling, offset, value):
        content = bytearray(as_xlsx(filling, [[*LADDER, "Anna"]]))
        for sign, shift in ((b"PK\x03\x04", 0), (b"PK\x01\x02", 2)):
            place = content.find(sign)
            while place >= 0:
                content[place + offset + shift] = value
                place = content.find(sign, place + 1)
        answer = upload(filling, bytes(content), "sheets.xlsx")
        assert answer.status_code == 422 and "cannot be read" in answer.content.decode()

    def test_too_large(self, filling):
        answer = upload(filling, b"x" * 3_000_000)
        assert answer.status_code == 422 and "2 MB" in answer.content.decode()

    def test_a_zip_that_is_no_spreadsheet(self, filling):
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as packed:
            packed.writestr("readme.txt", "hello")
        assert "cannot be read" in upload(filling, made.getvalue()).content.decode()
