"""What the two take along: PDF/UA-1, with all that they agreed on, and with the own sheet alone."""

import io
import re

import pytest
from pypdf import PdfReader

from koffer.one_to_one.models import Finding, Score
from tests.one_to_one.conftest import EMPLOYEES, MANAGERS, pair_data
from tests.takeaway.test_papers import is_accessible, text_of

LONG = "Ünïçødé langwoord " * 15


def paper(two, who, name, language="en"):
    who.client.cookies["koffer_language"] = language
    answer = who.get(two.at(f"{name}.pdf"))
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/pdf"
    return answer.content


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_paper_is_accessible_and_never_says_team(make_two, language):
    two = make_two("agreed")
    for who, names in [(two.employee, ("sheet", "own", "agreement")), (two.manager, ("sheet", "agreement"))]:
        for name in names:
            pdf = paper(two, who, name, language)
            assert is_accessible(pdf)
            assert PdfReader(io.BytesIO(pdf)).trailer["/Root"]["/Lang"] == language
            assert "team" not in text_of(pdf).casefold()


def test_the_agreement_holds_all_of_it(make_two):
    two = make_two("agreed")
    words = text_of(paper(two, two.manager, "agreement"))
    for told in ("Ik hoor wat er speelt", "Tijd om te proberen", "twee uur per week", "17 / 4", "Confirmed by both on"):
        assert told in words, told
    assert "Zij belde" not in words  # an example of the conversation stays in it


def test_a_draft_has_room_to_sign(make_two):
    two = make_two("opened")
    words = text_of(paper(two, two.employee, "agreement"))
    assert "A draft" in words
    assert words.count("Marloes") >= 2


def test_the_own_sheet_holds_the_own_points_alone(make_two):
    two = make_two("opened")
    words = text_of(paper(two, two.employee, "own")).split()
    names = [category.name_en.split()[0] for category in two.one.categories()]
    numbers = [int(word) for word in words if word.isdigit() and int(word) in EMPLOYEES]
    assert numbers[-10:] == EMPLOYEES != MANAGERS
    assert all(name in words for name in names)


def test_no_file_holds_the_points_that_the_manager_gave(make_two):
    """rules.md, section 3: individual points in a file, the employee's own only."""
    two = make_two("filling")
    two.do(two.employee, "asking", {"wanted": "yes"})
    two.hand_in(two.manager, MANAGERS)
    for _ in range(2):
        assert two.manager.get(two.at("own.pdf")).status_code == 404
        assert "own.pdf" not in two.page(two.manager)
        assert two.employee.get(two.at("own.pdf")).status_code == 200
        for who in (two.employee, two.manager):
            two.do(who, "opening", {"wanted": "yes"})


def test_each_paper_is_seen_before_it_is_taken(make_two):
    """A preview beside every link, for whom the paper is, and for nobody else."""
    two = make_two("filling")
    for who, names in ((two.employee, {"sheet", "own"}), (two.manager, {"sheet"})):
        assert set(re.findall(r"/(\w+)\.png", two.page(who))) == names
        for name in ("sheet", "own", "agreement"):
            answer = who.get(two.at(f"{name}.png"))
            assert (answer.status_code == 200 and answer.content.startswith(b"\x89PNG")) == (name in names)
    for who in (two.employee, two.manager):
        two.do(who, "opening", {"wanted": "yes"})
    for who in (two.employee, two.manager):
        assert two.at("agreement.png") in two.page(who, "agreement")
        assert who.get(two.at("agreement.png")).content.startswith(b"\x89PNG")


def test_a_manager_who_is_shut_out_gets_no_paper_at_all(make_two):
    two = make_two("agreed")
    two.do(two.employee, "withdrawal")
    assert two.manager.get(two.at("sheet.pdf")).url == two.at()
    assert two.employee.get(two.at("sheet.pdf")).status_code == 200


def test_the_longest_texts_thirty_pairs_and_none_at_all(make_two):
    two = make_two("opened")
    assert is_accessible(paper(two, two.employee, "agreement"))
    for number in range(30):
        two.do(
            two.employee,
            "steps/new",
            pair_data() | {"large-text": f"Nummer{number}x {LONG[:250]}", "support": LONG[:280]},
        )
    for number in range(3):
        Finding.objects.create(one_to_one=two.one, kind="strength", text=LONG[:280], example=LONG * 3, place=number)
    words = text_of(paper(two, two.manager, "agreement"))
    assert all(f"Nummer{number}x" in words for number in range(30))


def test_emoji_and_other_scripts(make_two):
    two = make_two("opened")
    two.do(two.employee, "findings/strength", {"text": "😀 مرحبا بكم", "example": "👩‍👩‍👧"})
    two.do(two.employee, "mine", {"name": "=1+1 😀"})
    assert is_accessible(paper(two, two.employee, "agreement"))


def test_without_a_day_there_is_no_calendar(make_two):
    two = make_two("opened")
    answer = two.employee.get(two.at("dates.ics"))
    assert answer.status_code == 409 and "There is no day to put in a calendar yet." in answer.content.decode()


def test_the_dates_are_those_of_the_steps_and_the_next_look(make_two):
    two = make_two("agreed")
    answer = two.manager.get(two.at("dates.ics"))
    text = answer.content.decode().replace("\r\n ", "")
    assert text.count("BEGIN:VEVENT") == 3
    assert "Bel de directeur" in text
    assert str(two.one.look_on).replace("-", "") in text
    assert Score.objects.count() == 10


def test_what_is_being_changed_is_not_called_confirmed(make_two):
    """One of the two begins a review alone, and changes a step."""
    two = make_two("agreed")
    two.do(two.manager, "review/hold")
    two.do(two.manager, "steps/new", pair_data() | {"large-text": "Elke zaterdag werken"})
    for who in (two.employee, two.manager):
        words = text_of(paper(two, who, "agreement"))
        assert "Elke zaterdag" in words
        assert "Confirmed by both" not in words
        assert "not confirmed again yet" in words
        page = two.page(who, "agreement")
        assert "What you agreed on" not in page
        assert "not confirmed again yet" in page
    two.confirm()
    assert "Confirmed by both" in text_of(paper(two, two.employee, "agreement"))
    assert "What you agreed on" in two.page(two.employee, "agreement")
