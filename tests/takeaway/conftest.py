"""A team that is done, as a workshop to take along."""

import io
import shutil
import subprocess
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from pypdf import PdfReader

from koffer.workshop.models import Workshop
from tests.conftest import Play
from tests.kept import once
from tests.workshop.test_findings_and_label import pair

LADDER = [19, 17, 15, 13, 11, 9, 7, 5, 3, 1]
SHEETS = [LADDER, LADDER[::-1], [11, 1, 19, 3, 17, 5, 15, 7, 13, 9], [2, 4, 6, 8, 10, 12, 14, 16, 18, 0]]
SHEETS += [[20, 18, 16, 14, 12, 10, 6, 3, 1, 0], [8, 21, 7, 22, 6, 20, 5, 4, 3, 2]]


def text_of(pdf: bytes) -> str:
    """All words of a PDF, with single spaces: by poppler, which reads in a tenth of the time of pypdf, where it is."""
    if not shutil.which("pdftotext"):
        return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())
    read = subprocess.run(["pdftotext", "-raw", "-nopgbrk", "-", "-"], input=pdf, stdout=subprocess.PIPE, check=True)
    return " ".join(read.stdout.decode().split())


def tie(play: Play, large: str, small: str) -> None:
    """A pair on the label."""
    member = play.members[0]
    assert member.post(member.page("label"), pair(large=large, small=small)).status_code == 302


def tell(play: Play, text: str, keep: str = "others", by: int = 0) -> None:
    """A story about the first category, told by this member."""
    member = play.members[by]
    data = {"text": text, "side": "other", "keep": keep, "press_key": str(uuid.uuid4())}
    assert member.post(member.page("conversation/1/stories"), data).status_code == 302


@pytest.fixture
def make_done(make_play: Callable[..., Play]) -> Callable[..., Play]:
    """`make_done("open", sheets=6)`: decided, with findings, pairs and stories, and closed."""

    def done(mode: str, sheets: int) -> Play:
        play = make_play(mode).opened(SHEETS[:sheets])
        play.show("conversation/1")
        tell(play, "A story for everybody")
        tell(play, "A story for us", keep="us")
        if mode == "anonymous":
            play.do("conversation/1/stories/opening")
        play.decide(LADDER)
        for kind, text in (("strength", "We listen to the neighbourhood."), ("gap", "We do not dare to stop.")):
            data: dict[str, Any] = {"text": text, "example": "The market.", "press_key": str(uuid.uuid4())}
            assert play.do(f"findings/{kind}", data | {"remedy": "learn" if kind == "gap" else ""}).status_code == 302
        tie(play, "A table in every district", "Ask three visitors")
        play.do("closing", {"after": "3", "day": ""})
        return play

    def make(mode: str = "discreet", sheets: int = 6) -> Play:
        return once(("done", mode, sheets), lambda: done(mode, sheets))

    return make


def whole(play: Play) -> Workshop:
    """The workshop with its facts."""
    found = Workshop.found(play.workshop.pk)
    assert found
    return found
