"""A stack of paper sheets with the keyboard alone, covered when it is left, and papers to take along."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visits
from tests.browser.playing import SHEETS, joined, opened, start_workshop

pytestmark = pytest.mark.browser
CONSOLE = {"width": 1366, "height": 900}


def test_a_stack_is_typed_with_the_keyboard_alone(visit: Visits) -> None:
    """Tab and digits; each row says at once how it stands; all are handed in together."""
    workshop = start_workshop(visit(viewport=CONSOLE))
    workshop.start()
    console = workshop.console
    console.goto(workshop.page("paper/stack"))
    states = console.locator("tbody .state")
    console.locator("tbody input[name=name]").first.focus()
    for name, sheet in zip(("Ank", "Bea"), (SHEETS[0], (*SHEETS[1][:9], SHEETS[1][0])), strict=True):
        console.keyboard.type(name)
        for number in sheet:
            console.keyboard.press("Tab")
            console.keyboard.type(str(number))
        console.keyboard.press("Enter")
    expect(states.nth(0)).to_have_text(f"Good: {sum(SHEETS[0])} points")
    expect(states.nth(1)).to_have_text(f"Twice {SHEETS[1][0]}")
    expect(console.locator("tbody input[name=name]").nth(2)).to_be_focused()
    console.locator("tbody tr").nth(1).locator("td input").last.fill(str(SHEETS[1][9]))
    expect(states.nth(1)).to_have_text(f"Good: {sum(SHEETS[1])} points")
    console.click("#hand-in-all")
    console.wait_for_url("**/people")
    expect(console.locator(".list li", has_text="handed in")).to_have_count(2)


def test_enter_on_the_last_row_adds_one(visit: Visits) -> None:
    """Up to the limit; a row without a name is not called good, and fields say whether they are wrong."""
    workshop = start_workshop(visit(viewport=CONSOLE))
    workshop.start()
    console = workshop.console
    console.goto(workshop.page("paper/stack"))
    rows = console.locator("tbody tr")
    expect(rows).to_have_count(8)
    last = rows.last.locator("td input")
    for place, number in enumerate(SHEETS[0]):
        last.nth(place).fill(str(number))
    expect(rows.last.locator(".state")).not_to_contain_text("Good")
    rows.last.locator("input[name=name]").fill("Ank")
    expect(rows.last.locator(".state")).to_contain_text("Good")
    expect(last.first).to_have_attribute("aria-invalid", "false")
    last.first.fill("x")
    expect(last.first).to_have_attribute("aria-invalid", "true")
    console.keyboard.press("Enter")
    expect(rows).to_have_count(9)
    expect(rows.last.locator("input[name=name]")).to_be_focused()
    expect(rows.last.locator("input[name=name]")).to_have_value("")
    console.evaluate("document.getElementById('sheet').dataset.most = 9")
    console.keyboard.press("Enter")
    expect(rows).to_have_count(9)


def test_a_stack_that_is_left_alone_covers_itself(visit: Visits) -> None:
    """After half a minute, and as soon as another window comes before it."""
    workshop = start_workshop(visit(viewport=CONSOLE))
    workshop.start()
    console = workshop.console
    console.clock.install()
    console.goto(workshop.page("paper/stack"))
    console.locator("tbody td input").first.fill("31")
    expect(console.locator("#curtain")).to_be_hidden()
    console.clock.run_for(31_000)
    expect(console.locator("#curtain")).to_be_visible()
    console.click("#uncover")
    expect(console.locator("tbody td input").first).to_have_value("31")
    console.evaluate("window.dispatchEvent(new Event('blur'))")
    expect(console.locator("#curtain")).to_be_visible()


def test_papers_are_seen_before_they_are_taken(visit: Visits) -> None:
    """The page shows a picture of each, and a press downloads the file."""
    workshop = start_workshop(visit(viewport=CONSOLE), mode="open")
    phones = opened(visit, workshop, 2)
    phones[0].goto(workshop.seat + "takeaway")
    pictures = phones[0].locator(".papers img")
    expect(pictures).to_have_count(2)  # report and poster: no pair hangs on the label yet
    for picture in pictures.all():
        picture.scroll_into_view_if_needed()
        picture.evaluate("image => image.decode()")
        assert picture.evaluate("image => image.naturalWidth") > 300
    with phones[0].expect_download() as file:
        phones[0].get_by_role("link", name="XLSX").click()
    assert file.value.suggested_filename == "team-klantcontact.xlsx"
    late = joined(visit, workshop, "Late")
    late.goto(workshop.seat + "takeaway")
    expect(late.locator(".papers")).to_be_visible()


def test_a_paper_that_takes_long_says_so(visit: Visits) -> None:
    """After a second, and not before; it goes when the person comes back."""
    workshop = start_workshop(visit(viewport=CONSOLE), mode="open")
    phone = opened(visit, workshop, 1)[0]
    phone.clock.install()
    phone.goto(workshop.seat + "takeaway")
    # The page stays, as it does while the paper is made.
    phone.evaluate("document.addEventListener('click', (event) => event.preventDefault())")
    phone.locator(".papers a.button").first.click()
    phone.clock.run_for(900)
    expect(phone.locator("#making")).to_be_hidden()
    phone.clock.run_for(200)
    expect(phone.locator("#making")).to_be_visible()
    phone.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(phone.locator("#making")).to_be_hidden()
