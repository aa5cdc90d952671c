"""A conversation of two on a phone and a laptop, on one device, without a network; every page inspected."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visits
from tests.browser.inspection import WIDE, Inspection
from tests.browser.playing import DESTINATION, INPUTS, SHEETS, fill

pytestmark = pytest.mark.browser


def start(page: Page, role: str, name: str) -> str:
    """Begin as one of the two; returns the address."""
    page.goto("/one-to-one")
    page.check(f"input[value={role}]")
    page.fill("#id_name", name)
    page.fill("#id_destination", DESTINATION)
    page.fill("#id_work", "Programmamaker jeugd")
    page.click("main button.primary")
    expect(page.locator("#own")).to_be_visible()
    return page.url


def hand_in(page: Page, points: tuple[int, ...]) -> None:
    """Fill the own sheet and hand it in."""
    fill(page, points)
    page.click("#hand-in")
    expect(page.locator(INPUTS)).to_have_count(0)


def press(page: Page, form: str) -> None:
    """Press the button of a form, found by the end of its address."""
    page.click(f"form[action$={form}] button")


def opened(anna: Page, marloes: Page) -> str:
    """Anna packs, Marloes comes in without a sheet, and both open; returns the address."""
    here = start(anna, "employee", "Anna")
    hand_in(anna, SHEETS[1])
    press(anna, "invitation")
    marloes.goto(anna.locator(".address a").get_attribute("href") or "")
    marloes.fill("#id_name", "Marloes")
    marloes.click("main button.primary")
    expect(anna.locator(".checks li")).to_have_count(3)
    press(anna, "opening")
    expect(marloes.locator(".checks .yes")).to_have_count(3)
    press(marloes, "opening")
    for page in (anna, marloes):
        page.wait_for_url("**/talk")
    return here


@pytest.mark.parametrize("locale", ["nl-NL", "en-GB"])
def test_two_devices_to_the_review(visit: Visits, locale: str) -> None:
    """Each page follows what the other does; nothing is found on any page."""
    visit.allow("status of 4(10|22)")
    inspect = Inspection.of(locale)
    anna, marloes = visit(phone=True, locale=locale), visit(locale=locale, viewport=WIDE)
    anna.goto("/one-to-one")
    inspect(anna, "beginning")
    here = start(anna, "employee", "Anna")
    inspect(anna, "sheet")
    hand_in(anna, SHEETS[1])
    inspect(anna, "alone")
    press(anna, "invitation")
    link = anna.locator(".address a").get_attribute("href")
    assert link
    marloes.goto(link)
    inspect(marloes, "invitation")
    marloes.fill("#id_name", "Marloes")
    marloes.click("main button.primary")
    inspect(marloes, "not asked")
    expect(anna.locator(".checks li")).to_have_count(3)
    press(anna, "asking")
    expect(marloes.locator(INPUTS)).to_have_count(10)
    hand_in(marloes, SHEETS[3])
    press(marloes, "opening")
    inspect(marloes, "pressed")
    press(anna, "opening")
    for page in (anna, marloes):
        page.wait_for_url("**/talk")
        expect(page.locator(".side-by-side")).to_have_count(10)
    # What the other stores comes in, and what is being typed stays.
    marloes.fill("#text-3", "Zij begon zonder plan")
    anna.fill("#text-1", "Ik belde de wijkagent")
    anna.click("#example-1 button")
    expect(marloes.locator("#c1 .told-here")).to_be_visible()
    expect(marloes.locator("#text-3")).to_have_value("Zij begon zonder plan")
    marloes.fill("#points-1", "abc")
    marloes.click("#score-1 button.primary")
    expect(marloes.locator("#c1 .error")).to_be_visible()
    inspect(marloes, "side by side")
    marloes.fill("#points-1", "17")
    marloes.locator("#c1 summary").click()
    marloes.check("#c1 [name=differ]")
    marloes.click("#score-1 button.primary")
    expect(anna.locator("#c1.said")).to_be_visible()
    expect(marloes.locator("#text-3")).to_have_value("Zij begon zonder plan")
    marloes.goto(f"{here}/findings")
    marloes.fill("#new_strength_text", "Anna hoort wat er speelt")
    marloes.click("#new-strength button")
    expect(marloes.locator(".strength article")).to_have_count(1)
    inspect(marloes, "strengths and gaps")
    anna.goto(f"{here}/steps")
    anna.fill("#new_large-text", "Een vast programma")
    anna.fill("#new_small-text", "De school bellen")
    anna.click("#new-pair button.primary")
    expect(anna.locator(".pair-card")).to_have_count(1)
    inspect(anna, "steps")
    for page in (anna, marloes):
        page.goto(f"{here}/agreement")
    inspect(anna, "agreement")
    anna.click(".confirm button.primary")
    expect(marloes.locator(".confirm .yes")).to_have_count(1)
    marloes.click(".confirm button.primary")
    for page in (anna, marloes):
        expect(page.locator("form[action$=hold]")).to_be_visible()
    inspect(marloes, "agreed")
    press(marloes, "hold")
    marloes.wait_for_url("**/review")
    inspect(marloes, "looking again")
    anna.goto(f"{here}/review")
    press(anna, "showing")
    expect(marloes.locator(".checks .yes")).to_have_count(1)
    press(marloes, "showing")
    expect(marloes.locator("form[action$=showing]")).to_have_count(0)
    for name in ("mine", "withdrawal", "deletion"):
        anna.goto(f"{here}/{name}")
        inspect(anna, name)
    marloes.goto(f"{here}/withdrawal")
    marloes.locator("main form button").click()
    inspect(marloes, "closed, for the manager")
    anna.goto(here)
    inspect(anna, "closed, for the employee")
    anna.goto(f"{here}/deletion")
    anna.locator("main form button").click()
    anna.wait_for_url("**/deleted")
    expect(marloes.locator("form[action$=forgetting]")).to_be_visible()
    expect(marloes.locator("#own")).to_have_count(0)  # told without a press
    inspect(marloes, "gone")
    assert anna.evaluate("Object.keys(localStorage).length") == 0
    assert inspect.report() == []


def test_one_device_and_the_keyboard_alone(visit: Visits) -> None:
    """The two take turns; before both opened no number is on the page. Every press is by the keyboard."""
    page = visit(viewport=WIDE)
    start(page, "manager", "Marloes")
    summary = page.locator("details:has(form[action$=beside]) summary")
    summary.focus()
    page.keyboard.press("Enter")
    page.locator("#id_other").focus()
    page.keyboard.type("Anna")
    page.keyboard.press("Enter")
    turn = page.locator("form.turn button")
    turn.focus()
    page.keyboard.press("Enter")
    fill(page, SHEETS[1])
    page.locator("#hand-in").focus()
    page.keyboard.press("Enter")
    expect(page.locator(INPUTS)).to_have_count(0)
    expect(page.locator(".packed, .numbers")).to_have_count(0)
    for _ in range(2):
        page.locator("form[action$=opening] button").focus()
        page.keyboard.press("Enter")
        if page.locator("form.turn").count() and "talk" not in page.url:
            expect(page.locator("form[action$=opening] button:not(.primary), .side-by-side").first).to_be_visible()
        if "talk" in page.url:
            break
        turn.focus()
        page.keyboard.press("Enter")
        expect(page.locator("form[action$=opening] button.primary")).to_be_visible()
    page.wait_for_url("**/talk")
    expect(page.locator(".side-by-side")).to_have_count(10)


def test_words_typed_without_a_network_are_sent_once(visit: Visits) -> None:
    """They stay in the browser, and go by themselves."""
    visit.allow("ERR_(INTERNET_DISCONNECTED|FAILED|NETWORK_CHANGED)|status of 410")
    anna, marloes = visit(phone=True), visit(viewport=WIDE)
    here = opened(anna, marloes)
    anna.goto(f"{here}/findings")
    anna.context.set_offline(True)
    anna.fill("#new_strength_text", "Ik durf te beginnen")
    anna.click("#new-strength button")
    expect(anna.locator("#new-strength .unsent")).to_be_visible()
    anna.context.set_offline(False)
    expect(anna.locator(".strength article")).to_have_count(1)
    marloes.goto(f"{here}/findings")
    expect(marloes.locator(".strength article")).to_have_count(1)
    # What the other ends is gone at once, also from a page with words that were not sent.
    marloes.fill("#new_strength_text", "Nog niet klaar")
    anna.goto(f"{here}/withdrawal")
    anna.locator("main form button").click()
    expect(marloes.locator("form[action$=forgetting]")).to_be_visible()
    expect(marloes.locator(".strength")).to_have_count(0)
    assert marloes.evaluate("Object.keys(localStorage).length") == 0
    # A browser that slept meanwhile still holds words; the page does not know any more whose.
    marloes.goto("/")
    anna.goto(f"{here}/deletion")
    anna.locator("main form button").click()
    anna.wait_for_url("**/deleted")
    marloes.goto(here)
    marloes.evaluate("localStorage.setItem(`koffer:${location.pathname.split('/')[2]}:9:waits:x`, '{}')")
    press(marloes, "forgetting")
    marloes.wait_for_url(lambda url: "one-to-one" not in url)
    assert marloes.evaluate("Object.keys(localStorage).length") == 0
