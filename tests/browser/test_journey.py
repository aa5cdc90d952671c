"""What comes after a workshop, in a browser: steps that are done, and a suitcase that moves along the road."""

import json

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visits
from tests.browser.inspection import WIDE, Inspection

pytestmark = pytest.mark.browser

AT = "2026-11-01T10:00:00Z"
NAMES = ("Durven", "Luisteren", "Doorzetten")
TEXTS = {f"{text}_{language}": "" for text in ("description", "small", "large") for language in ("nl", "en")}


def step(text: str) -> dict[str, object]:
    """One half of a pair."""
    return {"text": text, "who": "everyone", "due": "2027-03-01", "people": [], "changes": []}


CLOSED = {
    "format": "koffer-workshop",
    "version": 2,
    "made_at": AT,
    "workshop": {
        "team": "Team Jeugd",
        "destination": "De huiskamer van de stad",
        "frame": "",
        "announced_mode": "discreet",
        "mode": "discreet",
        "shown_step": "closed",
        "shown_category": None,
        "days_kept": 90,
        "categories": [{"name_nl": name, "name_en": name} | TEXTS for name in NAMES],
        "started": AT,
        "opening": {"at": AT, "mode": "discreet", "sheet_count": 6},
        "closing": {"at": AT, "look_on": "2027-05-01", "ended_at": None},
        "talks": [],
        "scores": [],
        "decisions": [{"at": AT, "points": [50, 30, 20]}],
        "findings": [
            {"kind": kind, "text": text, "example": "De markt in mei.", "remedy": remedy, "sentences": []}
            for kind, text, remedy in (
                ("strength", "We luisteren naar de buurt.", ""),
                ("gap", "We durven niet te stoppen.", "learn"),
            )
        ],
        "sentences": [],
        "pairs": [
            {
                "aside": False,
                "large": step("Een wijktafel"),
                "small": step("Vraag drie bezoekers") | {"due": "2026-11-20"},
            }
        ],
        "stories": [],
        "releases": [{"item": item, "audience": "teams"} for item in ("score", "strengths", "gaps", "label")],
    },
}


def closed_workshop(page: Page) -> None:
    """A workshop that is over, taken in from its archive; the page is its console."""
    page.goto("/import")
    page.set_input_files(
        "[name=archive]", {"name": "a.json", "mimeType": "application/json", "buffer": json.dumps(CLOSED).encode()}
    )
    page.locator("main form .button.primary").click()
    page.wait_for_url("**/console")


@pytest.mark.parametrize("locale", ["nl-NL", "en-GB"])
def test_a_step_is_done_by_whoever_has_the_link(visit: Visits, locale: str) -> None:
    inspect = Inspection.of(locale)
    console = visit(locale=locale, viewport=WIDE)
    closed_workshop(console)
    console.locator("#to-steps").click()
    inspect(console, "steps, for the facilitator")
    link = console.locator(".address a").get_attribute("href")
    assert link
    phone = visit(phone=True, locale=locale)
    phone.goto(link)
    expect(phone.locator("#asked")).to_be_visible()  # a fortnight has passed
    inspect(phone, "steps, asked")
    small = phone.locator("#asked form")
    small.locator("textarea").fill("Twee zeiden ja")
    small.locator("button[value=done]").click()
    expect(phone.locator("#asked")).to_have_count(0)
    expect(phone.locator(".live-step.small .stands")).to_contain_text("Twee zeiden ja")
    inspect(phone, "steps, one done")
    assert inspect.report() == [], "\n".join(inspect.report())


def test_a_suitcase_moves_by_list_and_by_hand(visit: Visits) -> None:
    visit.allow("status of 409")
    inspect = Inspection(thorough=True)
    console = visit(viewport=WIDE)
    closed_workshop(console)
    console.locator("#to-road").click()
    for name in ("Wijktafels", "Huiskamers"):
        console.fill("[name=name]", name)
        console.locator("form[action$=stops] .button").click()
        expect(console.locator(".list")).to_contain_text(name)
    lists, said = console.locator("form.move select").first, console.locator("#road-said")
    lists.select_option(label="Wijktafels")
    lists.locator("xpath=..").locator("button").click()
    expect(said).to_contain_text("Wijktafels")
    expect(lists).to_be_focused()
    inspect(console, "beside the road")
    second = console.context.new_page()
    second.goto(console.url)
    case = console.locator(".for-wide .movable")
    goal = console.locator(".for-wide [data-stop]").nth(2)
    start, end = case.bounding_box(), goal.bounding_box()
    assert start and end
    console.mouse.move(start["x"] + start["width"] / 2, start["y"] + start["height"] / 2)
    console.mouse.down()
    console.mouse.move(end["x"] + end["width"] / 2, end["y"] + end["height"] / 2, steps=4)
    console.mouse.up()
    expect(said).to_contain_text("Huiskamers")
    expect(lists).to_have_value(goal.get_attribute("data-stop") or "")
    # The second window still shows the stop before: it is told, and shows where the suitcase stands.
    other = second.locator("form.move select").first
    other.select_option("0")
    other.locator("xpath=..").locator("button").click()
    expect(second.locator("#road-said")).not_to_be_empty()
    expect(other).to_have_value(goal.get_attribute("data-stop") or "")
    assert inspect.report() == [], "\n".join(inspect.report())


def test_a_move_that_is_not_kept_is_told(visit: Visits) -> None:
    visit.allow("ERR_FAILED|status of 404")
    console = visit(viewport=WIDE)
    closed_workshop(console)
    console.locator("#to-road").click()
    console.fill("[name=name]", "Wijktafels")
    console.locator("form[action$=stops] .button").click()
    expect(console.locator(".list")).to_contain_text("Wijktafels")  # a page that is still on its way is not intercepted
    lists, said = console.locator("form.move select").first, console.locator("#road-said")
    failures = (lambda route: route.abort(), lambda route: route.fulfill(status=404, body="<h1>Not found</h1>"))
    next_one = iter(failures)
    console.route("**/road/place", lambda route: next(next_one)(route))  # one for both: a second may come too late
    for _ in failures:
        lists.select_option(label="Wijktafels")
        lists.locator("xpath=..").locator("button").click()
        expect(said).to_have_text("That could not be saved. Try again.")
        expect(said).to_be_in_viewport()
        expect(lists).to_have_value("0")
        console.evaluate("document.getElementById('road-said').textContent = ''")


def test_a_link_that_was_ended_leaves_the_screen(visit: Visits) -> None:
    visit.allow("ERR_INTERNET_DISCONNECTED|status of 404")
    console = visit(viewport=WIDE)
    closed_workshop(console)
    console.locator("#to-review").click()
    console.locator("#go-hold").click()
    link = console.locator(".address a").get_attribute("href")
    assert link
    screen = visit()
    screen.goto(f"{link}/screen")
    screen.context.set_offline(True)
    expect(screen.locator("#connection")).to_be_visible()
    screen.context.set_offline(False)
    expect(screen.locator("#connection")).to_be_hidden()
    console.goto(console.url.removesuffix("/review"))
    console.locator("#to-steps").click()
    console.locator("form[action$=team-links] button").click()
    expect(screen.locator("main")).not_to_contain_text("Write in silence")


@pytest.mark.parametrize("locale", ["nl-NL", "en-GB"])
def test_a_team_looks_again_in_silence_and_then_together(visit: Visits, locale: str) -> None:
    inspect = Inspection.of(locale)
    console = visit(locale=locale, viewport=WIDE)
    closed_workshop(console)
    console.locator("#to-review").click()
    inspect(console, "review, planned")
    console.locator("#go-hold").click()
    expect(console.locator("#go-together")).to_be_visible()
    console.locator("#to-skip").click()
    inspect(console, "review, to call off")
    console.locator("main .button.primary").click()
    expect(console.locator("#go-together")).to_be_visible()
    link = console.locator(".address a").get_attribute("href")
    assert link
    screen = visit(locale=locale, viewport={"width": 1920, "height": 1080})
    screen.goto(f"{link}/screen")
    inspect.screen(screen, "review, in silence")
    screen.emulate_media(color_scheme="dark")
    code = screen.locator("svg.qr").evaluate(
        "one => [getComputedStyle(one).backgroundColor, getComputedStyle(one.firstChild).fill]"
    )
    assert code == ["rgb(255, 255, 255)", "rgb(20, 33, 61)"]  # a camera can read it at night too
    screen.emulate_media(color_scheme="light")
    phone = visit(phone=True, locale=locale)
    phone.goto(link)
    ask = phone.locator("details.ask").first
    ask.locator("summary").click()
    inspect(phone, "review, writing")
    ask.locator("[name=well]").fill("We begroeten iedereen")
    ask.locator("button").click()
    expect(phone.locator("details.ask summary .tag")).to_be_visible()
    expect(console.locator(".count-in b")).to_have_text("1")  # by itself
    expect(screen.locator("main")).not_to_contain_text("We begroeten iedereen")
    inspect(console, "review, in silence")
    console.locator("#go-together").click()
    for page in (console, phone, screen):
        expect(page.locator("#current")).to_contain_text("We begroeten iedereen")
    inspect(phone, "review, together")
    inspect.screen(screen, "review, together")
    console.locator("#go-finish").click()
    expect(console.locator("#go-hold")).to_be_visible()
    console.locator("a.button[href*=history]").first.click()
    inspect(console, "then and now")
    assert inspect.report() == [], "\n".join(inspect.report())


@pytest.mark.parametrize("locale", ["nl-NL", "en-GB"])
def test_a_suitcase_is_shown_to_other_teams(visit: Visits, locale: str) -> None:
    inspect = Inspection.of(locale)
    console = visit(locale=locale, viewport=WIDE)
    closed_workshop(console)
    console.locator("#to-presentations").click()
    inspect(console, "presentations")
    console.fill("[name=name]", "Teamdag")
    console.locator("#go-prepare").click()
    console.locator(".list a").first.click()
    link = console.locator(".address a").get_attribute("href")
    assert link
    screen = visit(locale=locale, viewport={"width": 1920, "height": 1080})
    screen.goto(f"{link}/screen")
    inspect.screen(screen, "event, before it begins")
    phone = visit(phone=True, locale=locale)
    phone.goto(link)
    inspect(phone, "event, before it begins")
    console.locator("#go-begin").click()
    for page in (phone, screen):
        expect(page.locator(".slide-destination")).to_be_visible()  # by itself
    for kind in ("score", "strength", "gap", "label", "questions"):
        inspect(console, f"slide before {kind}")
        console.locator("#slide-on").click()
        for page in (console, phone, screen):
            expect(page.locator(f".slide-{kind}")).to_be_visible()
        inspect.screen(screen, f"slide {kind}")
    inspect(phone, "event")
    phone.fill("[name=text]", "Hoe begonnen jullie?")
    phone.locator("button[value=question]").click()
    expect(phone.locator(".card [role=status]")).to_be_visible()
    for page in (console, screen):
        expect(page.locator("#current")).to_contain_text("Hoe begonnen jullie?")
    console.locator("#go-done").click()
    assert inspect.report() == [], "\n".join(inspect.report())
