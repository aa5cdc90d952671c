"""Spreadsheets and calendars: the same numbers as the page, text that stays text, and no sheet of anybody."""

import csv
import io
import re
from datetime import timedelta
from statistics import median

import icalendar
import openpyxl
import pytest
from django.utils import timezone
from django.utils.translation import override

from koffer.takeaway import tables
from koffer.takeaway.dates import calendar
from koffer.web.links import Link
from koffer.workshop.models import StepChange, Workshop
from koffer.workshop.models.label import Action
from koffer.workshop.team_link import team_token
from tests.takeaway.conftest import LADDER, SHEETS, tie, whole


def book(play):
    answer = play.facilitator.get(play.facilitator.page("takeaway/team.xlsx"))
    assert answer.status_code == 200
    return openpyxl.load_workbook(io.BytesIO(answer.content))


def columns(sheet):
    return {column[0].value: [cell.value for cell in column[1:]] for column in sheet.iter_cols()}


def test_the_same_numbers_as_the_page(make_done):
    play = make_done("open")
    scores = columns(book(play)["Team score"])
    assert scores["Team score"] == LADDER
    by_category = list(zip(*SHEETS, strict=True))
    assert scores["Lowest"] == [min(one) for one in by_category]
    assert scores["Highest"] == [max(one) for one in by_category]
    assert scores["Median"] == [median(one) for one in by_category]
    assert scores["Mean"] == pytest.approx([sum(one) / 6 for one in by_category], abs=0.05)
    page = play.members[0].get(play.members[0].page()).content.decode()
    steps = columns(book(play)["Steps"])
    assert steps["What"] == ["A table in every district", "Ask three visitors"]
    assert [day.date() for day in steps["By"]] == list(Action.objects.order_by("size").values_list("due", flat=True))
    assert all(text in page for text in steps["What"]) and steps["State"] == ["on the label"] * 2


@pytest.mark.parametrize(("mode", "sheets"), [("open", 4), ("discreet", 4)])
def test_few_sheets_show_the_decided_score_only(make_done, mode, sheets):
    scores = columns(book(make_done(mode, sheets))["Team score"])
    assert scores["Team score"] == LADDER
    for name in ("Mean", "Median", "Lowest", "Highest"):
        assert scores[name] == [None] * 10


def test_an_anonymous_workshop_has_bands(make_done):
    scores = columns(book(make_done("anonymous"))["Team score"])
    assert all(number % 5 == 0 for number in scores["Lowest (bands of five)"] + scores["Highest (bands of five)"])
    assert scores["Lowest (bands of five)"] == [min(one) // 5 * 5 for one in zip(*SHEETS, strict=True)]


@pytest.mark.parametrize("mode", ["open", "discreet", "anonymous"])
def test_no_table_holds_a_name_or_a_sheet(make_done, mode):
    play = make_done(mode)
    sheets = book(play)
    rows = [[cell.value for cell in row] for sheet in sheets for row in sheet.iter_rows()]
    rows += [list(column) for sheet in sheets for column in columns(sheet).values()]
    for sheet in SHEETS[1:]:
        assert not any(row[-10:] == sheet for row in rows)
    said = " ".join(str(cell) for row in rows for cell in row)
    for name in ("score", "steps"):
        said += play.facilitator.get(play.facilitator.page(f"takeaway/{name}.csv")).content.decode()
    said += play.facilitator.get(play.facilitator.page("takeaway/dates.ics")).content.decode()
    assert not any(f"Member{number}" in said for number in range(6))


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "https://koffer.example"])
def test_no_text_becomes_a_formula(make_done, text):
    play = make_done()
    Action.objects.update(text=text)
    Workshop.objects.update(team=text)
    cells = [cell for sheet in book(play) for row in sheet.iter_rows() for cell in row]
    assert [cell.data_type for cell in cells if cell.value == text] == ["s", "s"]
    assert not any(cell.data_type == "f" or cell.hyperlink for cell in cells)
    answer = play.facilitator.get(play.facilitator.page("takeaway/steps.csv"))
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0]["What"] == (text if text.startswith("http") else f"'{text}")


def test_a_table_speaks_the_language_of_its_reader(make_done):
    workshop = whole(make_done("open"))
    with override("nl"):
        made = tables.as_csv(tables.scores(workshop)).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(made), delimiter=";"))
    assert rows[0][:3] == ["Categorie", "Teamscore", "Gemiddelde"]
    assert any("," in row[2] for row in rows) and not any("." in row[2] for row in rows)


def test_the_bands_are_named_in_dutch_too(make_done):
    workshop = whole(make_done("anonymous"))
    with override("nl"):
        head = tables.scores(workshop).head
    assert head[-1] == "Hoogste (per vijf punten)"


def test_the_dates_of_steps_and_of_the_next_look(make_done):
    play = make_done()
    answer = play.facilitator.get(play.facilitator.page("takeaway/dates.ics"))
    events = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    assert [str(event["SUMMARY"]) for event in events] == [
        "Large step: A table in every district",
        "Small step: Ask three visitors",
        "We look at our suitcase again (Team Klantcontact)",
    ]
    assert {event["DTSTART"].dt for event in events} >= {whole(play).closing.look_on}
    assert len({str(event["UID"]) for event in events}) == 3


def test_the_feed_opens_with_its_link_and_nothing_else(make_done):
    play = make_done()
    workshop = whole(play)
    answer = play.stranger.get(f"/calendar/{team_token(workshop, 'calendar')}.ics")
    assert answer.status_code == 200 and b"Ask three visitors" in answer.content
    assert play.stranger.get(f"/calendar/{workshop.pk.hex}.ics").status_code == 404
    assert play.stranger.get(f"/calendar/{team_token(workshop, 'calendar')}x.ics").status_code == 404
    token = team_token(workshop, Link.CALENDAR)
    workshop.delete()
    assert play.stranger.get(f"/calendar/{token}.ics").status_code == 404


def test_the_same_dates_are_the_same_bytes(make_done):
    """Each is stamped with the day of the last change, whenever it is fetched."""
    play = make_done()
    earlier = timezone.localdate() - timedelta(days=3)
    Workshop.objects.update(used_on=earlier)
    made = calendar(whole(play), "https://koffer.example")
    assert made == calendar(whole(play), "https://koffer.example")
    assert stamps(made) == {earlier}
    StepChange.write(Action.objects.get(size="small"), "done")
    assert stamps(calendar(whole(play), "https://koffer.example")) == {timezone.localdate()}


def stamps(made):
    return {event["DTSTAMP"].dt.date() for event in icalendar.Calendar.from_ical(made).walk("VEVENT")}


def test_without_a_day_there_is_no_calendar_but_an_empty_feed(make_play):
    play = make_play().opened(SHEETS)
    anna = play.members[0]
    assert "dates.ics" not in anna.get(anna.page("takeaway")).content.decode()
    answer = anna.get(anna.page("takeaway/dates.ics"))
    assert answer.status_code == 409 and "There is no day to put in a calendar yet." in answer.content.decode()
    feed = play.stranger.get(f"/calendar/{team_token(play.workshop, 'calendar')}.ics")
    assert feed.status_code == 200 and not icalendar.Calendar.from_ical(feed.content).walk("VEVENT")
    tie(play, "A table in every district", "Ask three visitors")
    assert "dates.ics" in anna.get(anna.page("takeaway")).content.decode()
    assert anna.get(anna.page("takeaway/dates.ics")).status_code == 200


def test_the_feed_speaks_the_language_in_which_it_was_given(make_done):
    play = make_done()
    page = play.facilitator.get(play.facilitator.page("takeaway")).content.decode()
    address = re.search(r'<p class="address">[^<]*testserver([^<]+)<', page)[1].replace("&amp;", "&")
    assert b"Small step" in play.stranger.get(address).content
    dutch = address.replace("language=en", "language=nl")
    assert b"Kleine stap" in play.stranger.get(dutch).content
    assert play.stranger.get(address.replace("language=en", "language=xx")).status_code == 200


def test_the_name_of_a_calendar_is_escaped(make_done):
    workshop = whole(make_done())
    workshop.team = "Balie, Jeugd; en\nmeer"
    made = calendar(workshop, "https://koffer.example").decode()
    assert "X-WR-CALNAME:The suitcase of Balie\\, Jeugd\\; en\\nmeer" in made
    assert "\nmeer" not in made.replace("\\nmeer", "")
