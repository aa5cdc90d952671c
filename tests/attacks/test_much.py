"""Whoever uses as much as one can: a book on the wall, files that are dear to read, seats (T25 to T28).

shared/cases/trust.md; rules.md, section 7. At a running server: test_stuck.py.
"""

import io
import json
import struct
import tracemalloc
import uuid
import zlib

import pytest
from PIL import Image

from koffer.bounds import MESSAGE_BYTES, MOST_POINTS, SIGNS_OF_ONE, STORIES_OF_ONE, Limit
from koffer.serving.folder import prepare
from koffer.sheets.findings import GAP, STRENGTH
from koffer.web.pictures import PictureField
from koffer.workshop.models import Finding, Sentence, Story, Workshop
from koffer.workshop.models.findings import WORD
from koffer.workshop.room.audience import FACILITATOR, PARTICIPANT, SCREEN, Audience
from koffer.workshop.room.drawn import shared
from tests.conftest import Person

DEAR = "<é&\"'\n𝄞"  # what takes most bytes on a page


def messages(play):
    """What each audience of the room gets."""
    here = Workshop.found(play.workshop.pk)
    audiences = [
        Audience(PARTICIPANT, "nl"),
        Audience(SCREEN, "nl", base="http://here", link=here.link_number),
        Audience(FACILITATOR, "nl", key=here.keys.get().pk),
    ]
    return [shared(here, audience) for audience in audiences]


def tell(person, text):
    """A story from a phone."""
    story = {"text": text, "side": "other", "keep": "us", "press_key": str(uuid.uuid4())}
    return person.post(person.page("conversation/1/stories"), story)


@pytest.mark.parametrize("mode", ["open", "anonymous"])
def test_t26_one_person_has_a_number_of_stories_and_signs(make_play, mode):
    play = make_play(mode)
    play.fill(5)
    play.open()
    play.show("conversation/1")
    anna, bas = play.members[:2]
    told = [tell(anna, f"{number} {'x' * 900}").status_code for number in range(STORIES_OF_ONE + 3)]
    assert told == [302] * STORIES_OF_ONE + [409] * 3
    refused = tell(anna, "one more")
    assert "You wrote very much already" in refused.content.decode() and "one more" in refused.content.decode()
    lengths = [tell(bas, "y" * 9000 + str(number)).status_code for number in range(3)]
    assert lengths == [302] * (SIGNS_OF_ONE // 9001) + [409]
    assert tell(play.members[2], "mine").status_code == 302


def test_t26_no_message_is_larger_whatever_people_type(make_play):
    play = make_play("open")
    play.fill(2)
    play.open()
    here = play.workshop
    categories = here.categories()
    Story.objects.bulk_create(
        Story(workshop=here, category=categories[0], text=DEAR * 1200, seat=None) for _ in range(300)
    )
    for kind, length in ((STRENGTH, 280), (GAP, 280), (WORD, 30)):
        Sentence.objects.bulk_create(Sentence(workshop=here, kind=kind, text=(DEAR * 40)[:length]) for _ in range(2000))
    for kind, count in ((STRENGTH, 3), (GAP, 2)):
        Finding.objects.bulk_create(
            Finding(workshop=here, kind=kind, text=(DEAR * 40)[:280], example=DEAR * 140, place=n) for n in range(count)
        )
    halves = {f"{size}-text": "𝄞" * 280 for size in ("large", "small")}
    halves |= {f"{size}-who": "everyone" for size in ("large", "small")}
    halves |= {"large-due": "2027-05-01", "small-due": "2026-12-10"}
    anna = play.members[0]
    for _ in range(60):
        assert anna.post(anna.page("label"), halves | {"press_key": str(uuid.uuid4())}).status_code == 302
    for step in ("conversation/1", "strengths", "gaps", "label", "sharing", "score", "suitcase"):
        play.show(step)
        for message in messages(play):
            assert 1000 < len(message.encode()) <= MESSAGE_BYTES, step


def test_t26_nor_of_a_thousand_names(make_play, settings):
    from koffer.workshop.models import Seat

    play = make_play("open")
    Seat.objects.bulk_create(
        Seat(workshop=play.workshop, name="𝄞" * 39, name_key=f"k{number}", number=number, token_hash=f"{number}")
        for number in range(1200)
    )
    for message in messages(play):
        assert 1000 < len(message.encode()) <= MESSAGE_BYTES


def test_t26_what_fits_is_not_cut(make_play):
    play = make_play("open")
    play.fill(3)
    play.open()
    play.show("conversation/1")
    text = "z" * 2400
    tell(play.members[0], text)
    assert all(text in message for message in messages(play)[1:])


# T27: files that are cheap to send and dear to read


def png(width, height):
    """A PNG of one colour: few bytes, many points."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    packer = zlib.compressobj(9)
    row = b"\0" * (width // 8 + 2)
    data = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def upload(content):
    """The picture as a form gets it."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile("picture", content)


def test_t27_a_picture_of_forty_million_points_is_not_drawn():
    from django.forms import ValidationError

    field = PictureField(size=(400, 400), kind="PNG")
    content = png(8000, 5000)
    assert len(content) < 200_000
    tracemalloc.start()
    with pytest.raises(ValidationError, match=r"too many points|te veel"):
        field.clean(upload(content))
    assert tracemalloc.get_traced_memory()[1] < 5_000_000
    tracemalloc.stop()


def test_t27_pictures_of_every_day_are_drawn():
    field = PictureField(size=(400, 400), kind="PNG")
    made = io.BytesIO()
    Image.new("RGB", (4000, 3000), "teal").save(made, "JPEG")
    assert MOST_POINTS["JPEG"] > 4000 * 3000
    for content in (made.getvalue(), png(2000, 2000)):
        with Image.open(io.BytesIO(field.clean(upload(content)))) as drawn:
            assert max(drawn.size) == 400


def test_t27_an_archive_cannot_ask_to_be_kept_until_2101(make_play):
    from django.core.files.uploadedfile import SimpleUploadedFile

    play = make_play("open")
    play.fill(2)
    play.open()
    play.decide([19, 16, 14, 12, 10, 9, 8, 6, 4, 2])
    play.do("closing", {"after": "3"})
    archive = json.loads(play.facilitator.get(play.facilitator.page("takeaway/archive.json")).content)
    archive["workshop"]["closing"]["look_on"] = "2101-01-01"
    file = SimpleUploadedFile("archive.json", json.dumps(archive).encode(), "application/json")
    answer = Person("Bo").post("/import", {"archive": file})
    assert answer.status_code == 422 and "closing.look_on" in answer.content.decode()


def test_t27_archives_that_are_brought_wait_their_turn(db, monkeypatch):
    from django.core.files.uploadedfile import SimpleUploadedFile

    monkeypatch.setattr("koffer.takeaway.views.IMPORTS", Limit("imports", 2, 30))
    told = [
        Person("Bo").post("/import", {"archive": SimpleUploadedFile("a.json", b"{}")}).status_code for _ in range(3)
    ]
    assert told == [422, 422, 429]


# T25: seats


def test_t25_joining_waits_where_very_many_join_from_one_place(play, monkeypatch):
    monkeypatch.setattr("koffer.workshop.joining.views.JOINS", Limit("joins", 3, 0.5))
    told = [Person("Bo").post(f"/j/{play.workshop.code}", {"name": f"Bo {number}"}).status_code for number in range(5)]
    assert told == [302] * 3 + [429] * 2


# T28: the folder


@pytest.mark.in_process
def test_t28_nobody_else_on_the_machine_reads_the_data(settings, tmp_path, monkeypatch):
    monkeypatch.setattr("koffer.serving.folder._older", lambda *_: False)
    monkeypatch.setattr("koffer.serving.folder.call_command", lambda *_, **__: None)
    settings.DATA = tmp_path / "data"
    settings.DATA.mkdir(mode=0o755)
    there = settings.DATA / "koffer.sqlite3"
    there.write_text("x")
    there.chmod(0o644)
    import os

    before = os.umask(0o022)
    try:
        prepare()
        assert settings.DATA.stat().st_mode & 0o777 == 0o700 and there.stat().st_mode & 0o777 == 0o600
        new = settings.DATA / "koffer.sqlite3-wal"
        new.write_text("x")
        assert new.stat().st_mode & 0o077 == 0
    finally:
        os.umask(before)
