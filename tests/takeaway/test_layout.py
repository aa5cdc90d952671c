"""The papers seen from outside: what stands where on the page."""

import itertools
import uuid

import pytest
from django.utils import timezone
from django.utils.translation import override

from koffer.takeaway.papers import PAPERS, Request
from koffer.takeaway.typeset import typeset
from koffer.workshop.models import Action, Finding, Workshop
from koffer.workshop.models.closing import AFTER_CLOSING
from koffer.workshop.models.terms import erase_sheets
from tests.kept import once
from tests.takeaway.conftest import LADDER, SHEETS, tie, whole
from tests.takeaway.layout import pages_of, said


def made(play, name, audience="team", size="a4", language="en"):
    with override(language):
        return pages_of(
            typeset(name, PAPERS[name].values(whole(play), Request(audience, size, "https://koffer.example")))
        )


def mm(length):
    return length * 72 / 25.4


@pytest.fixture
def make_ordinary(make_play):
    """A workshop as most are: six sheets, three strengths, two gaps, and so many pairs."""

    def ordinary(pairs):
        play = make_play().opened(SHEETS)
        play.decide(LADDER)
        for kind, text in (
            ("strength", "We listen to the neighbourhood."),
            ("strength", "We stand in for each other."),
            ("strength", "We know many people outside the building."),
            ("gap", "We do not dare to stop with anything yet."),
            ("gap", "We do not know well what to do when it goes otherwise."),
        ):
            data = {"text": text, "example": "The market came because visitors asked for it.", "remedy": "learn"}
            assert play.do(f"findings/{kind}", data | {"press_key": str(uuid.uuid4())}).status_code == 302
        for number in range(pairs):
            tie(play, f"{number} A table in every district each quarter", f"{number} Ask three visitors what they miss")
        play.do("closing", {"after": "3", "day": ""})
        return play

    return lambda pairs=3: once(("ordinary", pairs), lambda: ordinary(pairs))


LONG = ("Bijzonder lange stappen van tweehonderdtachtig tekens lang " * 9, "W" * 280, "ﷺ " * 140, "👩‍👩‍👧 " * 60)


def lengthen(text):
    """Every text as long as it may be."""
    Workshop.objects.update(team=text[:60], destination=text[:200])
    Action.objects.update(text=text[:280])
    Finding.objects.update(text=text[:280], example=(text * 4)[:1000])


@pytest.mark.parametrize("text", LONG, ids=["words", "one word", "wide signs", "emoji"])
class TestTheLongestTexts:
    def test_a_masthead_stays_in_its_band(self, make_ordinary, text):
        play = make_ordinary()
        lengthen(text)
        for name, below in (("report", "What"), ("script", "Welcome")):
            first = made(play, name)[0]
            under = next(word.top for word in first if word.text == below)
            head = [word for word in first if word.bottom < min(under, 90)]
            assert min(word.top for word in head) > 5 and max(word.bottom for word in head) < 78
            assert max(word.right for word in head) < 595 - 25

    def test_a_tag_holds_all_of_its_pair(self, make_ordinary, text):
        play = make_ordinary(pairs=4)
        lengthen(text)
        (page,) = made(play, "label")
        years = sorted(word.bottom for word in page if word.text.isdigit() and word.text.startswith("20"))
        assert len(years) == 8  # the day of a small and of a large step stands last in each half
        above = next(word.bottom for word in page if word.text == "suitcase.")  # where the tags begin
        assert years[3] < above + mm(115) < above + mm(124) < years[4] and years[7] < above + mm(124 + 115)

    def test_words_do_not_stand_on_each_other(self, make_ordinary, text):
        play = make_ordinary(pairs=4)
        lengthen(text)
        play.do("sharing", {"release": ["strengths teams", "label teams"]})
        papers = [(name, size) for name in ("poster", "label", "report") for size in PAPERS[name].sizes]
        for (name, size), audience in itertools.product(papers, ("team", "teams")):
            wide = {"a3": 1191, "a4": 842 if name == "poster" else 595}[size]
            for page in made(play, name, audience, size):
                assert not [(a, b) for a, b in itertools.combinations(page, 2) if a.meets(b)], (name, size)
                assert max(word.right for word in page) < wide - 20


@pytest.mark.parametrize("language", ["nl", "en"])
def test_an_ordinary_report_is_one_page(make_ordinary, language):
    (page,) = made(make_ordinary(), "report", language=language)
    label = next(word for word in page if word.text == "label" and word.bottom - word.top > 13)
    assert all(word.top > label.top for word in page if word.text == "Ask")


@pytest.mark.parametrize(
    ("mode", "sheets", "told"),
    [("discreet", 2, "Your sheets are far apart."), ("open", 1, "There is one sheet"), ("open", 3, "fewer than five")],
)
@pytest.mark.parametrize("decided", [True, False])
def test_a_report_of_few_sheets_says_why_there_are_no_dots(make_play, mode, sheets, told, decided):
    play = make_play(mode).opened(SHEETS[:sheets])
    if decided:
        play.decide(LADDER)
    (page,) = made(play, "report")
    assert told in said(page) and "Our sheets" not in said(page) and "–" not in said(page)
    assert ("Spotting" in said(page)) == decided  # the mean of three is no number for a file


def test_a_report_after_the_erasure_says_so(make_ordinary):
    play = make_ordinary()
    assert "Our sheets" in said(made(play, "report")[0])
    erase_sheets(play.workshop.pk, timezone.now() + AFTER_CLOSING)
    (page,) = made(play, "report")
    assert "The sheets are erased." in said(page) and "Our sheets" not in said(page)
    assert "Spotting opportunities" in said(page)


def test_the_parts_that_others_may_not_see_leave_no_empty_half(make_ordinary):
    play = make_ordinary()
    headings = {"strengths": "strength", "gaps": "missing", "score": "gave", "label": "label"}
    for items in (["strengths"], ["gaps"], ["score"], ["strengths", "gaps"], ["label"], ["gaps", "score", "label"]):
        play.do("sharing", {"release": [f"{item} organisation" for item in items]})
        (page,) = made(play, "report", "organisation")
        found = {
            item: [word for word in page if word.text == text and word.bottom - word.top > 12]
            for item, text in headings.items()
        }
        assert {item for item, words in found.items() if words} == set(items)
        assert min(word.left for word in page if word.top > 400) < 100  # something stands at the left margin


def test_a_label_on_several_pages_keeps_its_heading(make_ordinary):
    pages = made(make_ordinary(pairs=30), "report")
    with_steps = [said(page) for page in pages if "Ask three visitors" in said(page)]
    assert len(with_steps) > 1 and all("Our label" in page for page in with_steps)
    words = " ".join(with_steps)
    assert all(f"{number} Ask three" in words for number in range(30))
