"""The server goes away and comes back: pages follow by themselves, and nothing typed is lost."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visits
from tests.browser.house import House
from tests.browser.playing import INPUTS, SHEETS, fill, hand_in, joined, start_workshop, typed, words

pytestmark = pytest.mark.browser


def test_a_server_that_restarts(own_house: House, visit_at: Callable[[str], Visits]) -> None:
    """Typed text, focus and draft survive; phones and projector are current again."""
    visit = visit_at(own_house.address)
    visit.allow("ERR_(CONNECTION_REFUSED|CONNECTION_RESET|EMPTY_RESPONSE|FAILED|INCOMPLETE_CHUNKED)|htmx|status of 50")
    workshop = start_workshop(visit(viewport={"width": 1440, "height": 900}))
    screen = visit(viewport={"width": 1920, "height": 1080})
    screen.goto(workshop.screen)
    typing, ready = joined(visit, workshop, "Yusuf"), joined(visit, workshop, "Marijke")
    workshop.start()
    expect(typing.locator(INPUTS)).to_have_count(10)
    fill(ready, SHEETS[0])
    expect(ready.locator("#saved")).to_have_text(words(ready, "saved"))

    own_house.stop()
    for page in (typing, ready, screen, workshop.console):
        expect(page.locator("#connection")).to_be_visible()
    typing.locator(INPUTS).nth(1).fill("18")
    expect(typing.locator("#saved")).to_have_text(words(typing, "offline"))
    own_house.start()

    expect(typing.locator("#saved")).to_have_text(words(typing, "saved"))
    assert typed(typing)[1] == "18"
    for page in (typing, ready, screen, workshop.console):
        expect(page.locator("#connection")).to_be_hidden()
    hand_in(ready)
    joined(visit, workshop, "Fenna")
    expect(screen.locator(".luggage-tag", has_text="Fenna")).to_be_visible()
    expect(workshop.console.locator(".count-in b")).to_have_text("1")
    expect(typing.locator(INPUTS).nth(1)).to_be_focused()
    assert typed(typing)[1] == "18"
