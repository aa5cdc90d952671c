"""The papers seen from outside: what stands where on the page."""

import uuid

import pytest
from django.utils.translation import override

from koffer.takeaway.papers import PAPERS, Request
from koffer.takeaway.typeset import typeset
from tests.takeaway.conftest import LADDER, SHEETS, tie, whole
from tests.takeaway.layout import pages_of, said


def made(play, name, audience="team", size="a4", language="en"):
    with override(language):
        return pages_of(
            typeset(name, PAPERS[name].values(whole(play), Request(audience, size, "https://koffer.example")))
        )


@pytest.fixture
def make_ordinary(make_play):
    """A workshop as most are: six sheets, three strengths, two gaps, and so many pairs."""

    def make(pairs=3):
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

    return make


@pytest.mark.parametrize("language", ["nl", "en"])
def test_an_ordinary_report_is_one_page(make_ordinary, language):
    (page,) = made(make_ordinary(), "report", language=language)
    label = next(word for word in page if word.text == "label" and word.bottom - word.top > 13)
    assert all(word.top > label.top for word in page if word.text == "Ask")


def test_a_label_on_several_pages_keeps_its_heading(make_ordinary):
    pages = made(make_ordinary(pairs=30), "report")
    with_steps = [said(page) for page in pages if "Ask three visitors" in said(page)]
    assert len(with_steps) > 1 and all("Our label" in page for page in with_steps)
    words = " ".join(with_steps)
    assert all(f"{number} Ask three" in words for number in range(30))
