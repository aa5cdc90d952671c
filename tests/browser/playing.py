"""What a facilitator and members do on their pages, without a word of text: everything is found by id or name."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.browser.conftest import Visits

DESTINATION = "In 2028 is onze bibliotheek de huiskamer van de stad"
FRAME = "Zes vestigingen\nGeen extra uren"
# Each is a whole sheet for the ten categories: 100 points or less, no two the same.
SHEETS = (
    (5, 9, 3, 11, 14, 17, 15, 12, 1, 7),
    (19, 17, 15, 13, 11, 9, 7, 5, 3, 1),
    (1, 3, 5, 7, 9, 11, 13, 15, 17, 19),
    (9, 7, 11, 5, 13, 3, 15, 1, 17, 19),
    (7, 1, 19, 3, 17, 5, 15, 9, 13, 11),
)
INPUTS = "#rows .count input"


@dataclass
class Workshop:
    """A workshop as its facilitator sees it."""

    console: Page
    address: str
    code: str
    screen: str

    @property
    def seat(self) -> str:
        """The address of a member's page, the same for every member."""
        return self.address.removesuffix("console")

    def page(self, name: str) -> str:
        """An address of the facilitator, such as `page("links")`."""
        return f"{self.address}/{name}"

    def go_on(self) -> None:
        """The next step on every screen, and wait until the console shows it."""
        step = self.console.locator(".rail .now").inner_text()
        self.console.click("#go-on")
        expect(self.console.locator(".rail .now")).not_to_have_text(step, use_inner_text=True)

    def start(self) -> None:
        """From the lobby to filling."""
        self.go_on()
        self.go_on()
        self.console.click("#go-start")
        expect(self.console.locator("#stage")).to_have_attribute("data-stage", re.compile("^filling-"))

    def go_on_in_talk(self, *, back: bool = False) -> None:
        """The next category of the talk, or the one before."""
        heading = self.console.locator(".talk-card h2")
        before = heading.inner_text()
        self.console.click("#go-back" if back else "#go-on")
        expect(heading).not_to_have_text(before)

    def open(self) -> None:
        """Open the team suitcase, also without the missing sheets."""
        self.console.click("#go-open")
        self.console.wait_for_url("**/opening")  # the console has such a button too
        self.console.click("main .button.primary")
        expect(self.console.locator("#stage[data-stage^=opened]")).to_be_attached()


def start_workshop(console: Page, *, mode: str = "discreet", frame: str = FRAME) -> Workshop:
    """Make a workshop through the first page and its settings."""
    console.goto("/start")
    console.fill("[name=team]", "Team Klantcontact")
    console.fill("[name=destination]", DESTINATION)
    console.click("main .button.primary")
    expect(console.locator("#stage")).to_be_visible()
    address = console.url
    console.goto(f"{address}/settings")
    console.fill("[name=frame]", frame)
    console.check(f"[name=announced_mode][value={mode}]")
    console.click("main .button.primary")
    code = console.locator(".code-shown").inner_text().replace(" ", "")
    screen = console.locator("#to-screen").get_attribute("href")
    assert screen
    return Workshop(console, address, code, screen)


def join(page: Page, workshop: Workshop, name: str) -> Page:
    """Take a seat with the code."""
    page.goto(f"/j/{workshop.code}")
    page.fill("[name=name]", name)
    page.locator("main .button.primary").click()
    expect(page.locator("#own .own")).to_be_visible()
    return page


def joined(visit: Visits, workshop: Workshop, name: str, *, locale: str = "en-GB") -> Page:
    """A new visitor with a phone who joins."""
    return join(visit(phone=True, locale=locale), workshop, name)


def fill(page: Page, points: Sequence[int]) -> None:
    """Type a sheet, row by row as they stand."""
    expect(page.locator(INPUTS)).to_have_count(len(points))
    for field, number in zip(page.locator(INPUTS).all(), points, strict=True):
        field.fill(str(number))


def hand_in(page: Page) -> None:
    """Press the button and wait for the own suitcase."""
    page.click("#hand-in")
    expect(page.locator("#handed-in")).to_be_visible()


def typed(page: Page) -> list[str]:
    """What stands in the rows, from top to bottom."""
    found: list[str] = page.locator(INPUTS).evaluate_all("fields => fields.map(field => field.value)")
    return found


def words(page: Page, name: str) -> str:
    """A sentence that the sheet says, in the language of the page."""
    said = page.locator("#words").get_attribute(f"data-{name}")
    assert said
    return said


def opened(visit: Visits, workshop: Workshop, count: int) -> list[Page]:
    """Phones that handed in, and the opened suitcase."""
    phones = [joined(visit, workshop, f"Lid{number}") for number in range(count)]
    workshop.start()
    for phone, points in zip(phones, SHEETS, strict=False):
        fill(phone, points)
        hand_in(phone)
    workshop.open()
    return phones


def tell(page: Page, text: str) -> None:
    """Write a story down on a phone."""
    if not page.locator(".write").evaluate("write => write.open"):
        page.locator(".write summary").click()
    page.fill(".write [name=text]", text)
    page.locator(".write form .button").click()


def send(page: Page, text: str) -> None:
    """Send the one sentence, or the one word."""
    page.fill("#own [name=text]", text)
    page.locator("#own .button.primary").click()
    expect(page.locator("#own .button.primary")).to_be_enabled()


def tie(page: Page, large: str, small: str) -> None:
    """Send a pair, or one half of it."""
    page.fill("#own [name=large-text]", large)
    page.fill("#own [name=small-text]", small)
    page.locator("#own .button.primary").click()
    expect(page.locator("#own [name=large-text]")).to_have_value("")
