"""What is one person's own goes from this browser too, with and without scripts."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visits
from tests.browser.playing import SHEETS, fill, hand_in, joined, start_workshop

pytestmark = pytest.mark.browser
KEPT = "Object.keys(localStorage).length"


@pytest.mark.parametrize("form", ["mine/sheet/withdrawal", "mine/erasure"])
def test_the_copies_of_this_browser_go_too(visit: Visits, form: str) -> None:
    """A copy of the own sheet stays while it is needed, and not longer."""
    workshop = start_workshop(visit(), mode="anonymous")
    phone = joined(visit, workshop, "Yusuf")
    workshop.start()
    fill(phone, SHEETS[0])
    hand_in(phone)
    assert phone.evaluate(KEPT) > 0
    phone.goto(workshop.seat + form)
    assert phone.evaluate(KEPT) > 0  # asked, and not yet answered
    phone.locator("form[data-away] button").dblclick()
    expect(phone.locator("form[data-away]")).to_have_count(0)
    expect(phone.locator("h1")).to_be_visible()
    assert phone.evaluate(KEPT) == 0
    assert phone.url.endswith("/erased" if "erasure" in form else "/mine")
