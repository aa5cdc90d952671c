"""Pictures of all pages, from workshops that this script plays itself on a server of its own: `make pictures`.

Writes FOLDER/{light,dark}/NAME-WIDTH.png and a sheet with all of a kind, FOLDER/all-SCHEME-WIDTH.png, in Dutch, with
made-up names: an open workshop of nine members and what comes after it, a discreet one with three sheets, and an
anonymous one.
"""

import argparse
import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

from koffer.rehearsal.own_server import own_server
from tools.chromium import launch

NAMES = ("Yusuf", "Marijke", "Fenna", "Ilse", "Samira", "Rob", "Ank", "Bas", "Lotte")
DESTINATION = "In 2028 is onze bibliotheek de huiskamer van de stad"
FRAME = "Zes vestigingen\nGeen extra uren\nIedereen welkom"
PLACES = (19, 17, 15, 13, 11, 9, 7, 5, 3, 1)
EQUAL = (5, 9, 3, 9, 14, 17, 15, 12, 1, 7)
OWN = (5, 9, 3, 11, 14, 17, 15, 12, 1, 7)
SIZES = {390: (390, 844), 1440: (1440, 900), 1920: (1920, 1080)}
INPUTS = "#rows .count input"
SHEET, THUMBNAIL = 2400, 300  # pixels wide


@dataclass
class Studio:
    """Takes pictures in light and dark; a page is turned to each size that is wanted and back."""

    browser: Browser
    address: str
    folder: Path
    taken: list[str] = field(default_factory=list)

    def visitor(self, width: int, **options: Any) -> Page:
        """A page of a new visitor, Dutch, at one of our sizes."""
        if width == 390:
            options = {"is_mobile": True, "has_touch": True} | options
        wide, high = SIZES[width]
        context = self.browser.new_context(
            base_url=self.address,
            locale="nl-NL",
            viewport={"width": wide, "height": high},
            device_scale_factor=1,
            reduced_motion="reduce",
            **options,
        )
        return context.new_page()

    def take(self, page: Page, name: str, *widths: int, full: bool = False) -> None:
        """Pictures of `page` as it stands; `full` shows all of it, otherwise what fits the screen."""
        before = page.viewport_size
        for width in widths or (390, 1440, 1920):
            wide, high = SIZES[width]
            page.set_viewport_size({"width": wide, "height": high})
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
                page.evaluate("document.fonts.ready")
                path = self.folder / scheme / f"{name}-{width}.png"
                path.parent.mkdir(parents=True, exist_ok=True)
                page.screenshot(path=path, full_page=full, animations="disabled", caret="hide")
                # A palette: a third of the bytes, and nobody sees it.
                Image.open(path).convert("RGB").quantize(192, Image.Quantize.FASTOCTREE).save(path, optimize=True)
                self.taken.append(str(path))
        page.emulate_media(color_scheme="light")
        if before:
            page.set_viewport_size(before)


@dataclass
class Play:
    """A workshop: the console, the projector, and phones."""

    studio: Studio
    mode: str
    team: str = "Team Klantcontact"
    phones: list[Page] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.console = self.studio.visitor(1440)
        self.console.goto("/start")
        self.console.fill("[name=team]", self.team)
        self.console.fill("[name=destination]", DESTINATION)
        self.console.click("main .button.primary")
        self.address = self.console.url
        self.console.goto(f"{self.address}/settings")
        self.console.fill("[name=frame]", FRAME)
        self.console.check(f"[name=announced_mode][value={self.mode}]")
        if self.mode == "open":
            self.studio.take(self.console, "settings", full=True)
        self.console.click("main .button.primary")
        self.code = self.console.locator(".code-shown").inner_text().replace(" ", "")
        self.screen = self.studio.visitor(1920)
        self.screen.goto(self.console.locator("#to-screen").get_attribute("href") or "")

    def join(self, name: str) -> Page:
        """Somebody takes a seat."""
        phone = self.studio.visitor(390)
        phone.goto(f"/j/{self.code}")
        phone.fill("[name=name]", name)
        phone.click("main .button.primary")
        expect(phone.locator("#own .own")).to_be_visible()
        self.phones.append(phone)
        return phone

    def step(self, name: str) -> None:
        """Show a step and wait until the projector has it."""
        self.console.click("#go-on")
        expect(self.screen.locator(f".step-{name}")).to_be_visible()

    def start(self) -> None:
        """Start filling."""
        self.console.click("#go-start")
        for phone in self.phones:
            expect(phone.locator(INPUTS)).to_have_count(len(PLACES))

    def hand_in(self, phone: Page, points: tuple[int, ...]) -> None:
        """Fill a sheet and hand it in."""
        fill(phone, points)
        phone.click("#hand-in")
        expect(phone.locator("#handed-in")).to_be_visible()

    def through(self) -> None:
        """From the lobby to the opened suitcase; everybody hands in another sheet."""
        for step in ("destination", "categories"):
            self.step(step)
        self.start()
        for place, phone in enumerate(self.phones):
            self.hand_in(phone, PLACES[place:] + PLACES[:place])
        self.open()

    def open(self) -> None:
        """Open the team suitcase."""
        self.console.goto(f"{self.address}/opening")
        self.console.click("main .button.primary")
        expect(self.screen.locator(".step-suitcase")).to_be_visible()
        expect(self.phones[0].locator("#team")).to_be_visible()

    def leave(self) -> None:
        """Close all pages."""
        for page in (self.console, self.screen, *self.phones):
            page.context.close()


def fill(phone: Page, points: tuple[int, ...]) -> None:
    """Type a sheet."""
    for place, number in enumerate(points):
        phone.locator(INPUTS).nth(place).fill(str(number))


def public_pages(studio: Studio) -> None:
    """What a visitor sees who is in no workshop."""
    page = studio.visitor(1440)
    for path, name in (("/", "home"), ("/example", "example"), ("/start", "start"), ("/join", "code"), ("/x", "404")):
        page.goto(path)
        studio.take(page, name, full=True)
    page.goto("/join")
    page.fill("[name=code]", "AAAAAA")
    page.click("main .button.primary")
    studio.take(page, "code-wrong")
    page.context.close()


def open_workshop(studio: Studio) -> None:
    """Nine members, from the empty lobby to the opened suitcase with dots."""
    play = Play(studio, "open")
    chance = random.Random(3)
    studio.take(play.screen, "screen-lobby-empty", 1920)
    visitor = studio.visitor(390)
    visitor.goto(f"/j/{play.code}")
    studio.take(visitor, "join", full=True)
    visitor.context.close()
    for name in NAMES:
        play.join(name)
    first, second, third = play.phones[:3]
    expect(play.screen.locator(".luggage-tag")).to_have_count(len(NAMES) + 1)
    studio.take(first, "member-waiting", full=True)
    studio.take(play.console, "console-lobby")
    studio.take(play.screen, "screen-lobby", 1440, 1920)
    for step in ("destination", "categories"):
        play.step(step)
        studio.take(play.console, f"console-{step}")
        studio.take(play.screen, f"screen-{step}", 1440, 1920)
    studio.take(first, "member-categories", full=True)
    play.start()
    studio.take(first, "member-sheet-empty")
    fill(third, EQUAL)
    studio.take(third, "member-sheet-equal")
    studio.take(third, "member-sheet-equal-whole", full=True)
    second.click("#door-order")
    studio.take(second, "member-order")
    for number, phone in enumerate(play.phones[:-1]):
        points = list(PLACES)
        chance.shuffle(points)
        if phone is second:
            phone.click("#door-points")
        play.hand_in(phone, OWN if number == 2 else tuple(points))
    studio.take(third, "member-handed-in", full=True)
    expect(play.console.locator(".count-in b")).to_have_text("8")
    studio.take(play.console, "console-filling")
    studio.take(play.screen, "screen-filling", 1440, 1920)
    seat = play.address.removesuffix("console")
    for path in ("link", "name"):
        first.goto(seat + path)
        studio.take(first, path, full=True)
    first.goto(f"/j/{play.code}")
    studio.take(first, "already-here", full=True)
    first.goto(seat)
    for path in ("people", "links", "mode", "design", "opening"):
        play.console.goto(f"{play.address}/{path}")
        studio.take(play.console, path, full=True)
    play.console.goto(f"{play.address}/people")
    play.console.locator("main a[href$='/name']").first.click()
    studio.take(play.console, "rename")
    play.console.goto(f"{play.address}/people")
    play.console.fill("[name=name]", "Ank op papier")
    play.console.locator("main .button.primary").first.click()
    studio.take(play.console, "paper", full=True)
    play.open()
    studio.take(third, "member-opened", full=True)
    studio.take(play.console, "console-suitcase", full=True)
    studio.take(play.screen, "screen-suitcase", 1440, 1920)
    the_talk(studio, play)
    afterwards(studio, play)
    play.leave()


def the_talk(studio: Studio, play: Play) -> None:
    """From the opened suitcase to the closed one, with what people say."""
    console, (first, second, third) = play.console, play.phones[:3]

    def look(step: str) -> None:
        console.wait_for_timeout(400)  # the hub gathers changes for a tenth of a second, per screen
        studio.take(first, f"member-{step}", full=True)
        studio.take(console, f"console-{step}", 1440, full=True)
        studio.take(play.screen, f"screen-{step}", 1440, 1920)

    play.step("conversation")
    expect(first.locator("#turn-card")).to_be_visible()
    look("conversation")
    second.locator(".offer .primary").click()
    first.locator(".write summary").click()
    first.fill(".write [name=text]", "We begonnen het taalcafé zonder te wachten op een plan. Nu komen er twintig.")
    first.locator(".write form .button").click()
    console.fill("#story_text", "Het idee voor de muziekhoek ligt al een jaar stil. Niemand wist wie mocht beslissen.")
    console.locator(".note .button").click()
    expect(play.screen.locator(".story")).to_have_count(2)
    console.fill("#provisional_points", "12")
    console.locator(".note-line .button").click()
    look("stories")
    console.click("#to-score")
    expect(console.locator("#proposal")).to_be_visible()
    console.locator("#proposal summary").click()
    console.click("#fill-proposal")
    expect(play.screen.locator(".board-lines .open")).to_have_count(0)
    look("score")
    console.click("#fit")
    expect(console.locator("#own .notice")).to_be_visible()
    console.click("#hand-in")
    expect(play.screen.locator(".suitcase-step")).to_be_visible()
    look("decided")
    play.step("strengths")
    for phone, text in ((first, "We luisteren naar de buurt."), (second, "We krijgen dingen voor elkaar.")):
        phone.fill("#own [name=text]", text)
        phone.locator("#own .button.primary").click()
    expect(console.locator("[name=sentence]")).to_have_count(2)
    console.fill("#pick_text", "We luisteren naar de hele buurt.")
    console.fill("#pick_example", "De rondgang langs de markt in mei.")
    console.locator("[id^=pick-] .button").click()
    expect(play.screen.locator(".finding")).to_be_visible()
    look("strengths")
    play.step("gaps")
    console.fill("#pick_text", "We durven nog niet te stoppen met iets.")
    console.select_option("#pick_remedy", "learn")
    console.locator("[id^=pick-] .button").click()
    expect(play.screen.locator(".finding .remedy")).to_be_visible()
    look("gaps")
    play.step("label")
    for phone, large, small in (
        (first, "Elk kwartaal een wijktafel met bewoners.", "Vraag deze week drie bezoekers wat zij missen."),
        (second, "Iedereen mag kleine ideeën zelf proberen.", "Probeer één idee uit en vertel hoe het ging."),
        (third, "Halfjaarlijks oefenen met wat als.", ""),
    ):
        expect(phone.locator("[name=large-text]")).to_be_visible()
        phone.fill("[name=large-text]", large)
        phone.fill("[name=small-text]", small)
        phone.locator("#own .button.primary").click()
    expect(play.screen.locator(".tied")).to_have_count(2)
    first.locator(".names-form [value=yes]").nth(1).click()
    look("label")
    third.locator(".halves a").click()
    studio.take(third, "pair", full=True)
    play.step("roadside")
    console.click("#beside .button")
    expect(play.screen.locator("[data-stop] title")).to_have_count(1)
    look("roadside")
    play.step("sharing")
    first.fill("#own [name=text]", "trots")
    first.locator("#own .button.primary").click()
    console.locator("[name=release]").first.check()
    console.locator("#sharing .button").click()
    expect(play.screen.locator(".words .tag")).to_have_count(1)
    look("sharing")
    console.click("#ask-close")
    console.click("#go-close")
    expect(play.screen.locator(".closed-step")).to_be_visible()
    look("closed")


def afterwards(studio: Studio, play: Play) -> None:
    """What comes after the closing: papers, the team's page, the road, a presentation, and looking again."""
    console = play.console
    doors = (("a[href$='takeaway']", "take-along"), ("#to-steps", "team"), ("#to-road", "road"))
    for door, name in (*doors, ("#to-presentations", "presentations"), ("#to-review", "review-planned")):
        console.goto(play.address)
        console.locator(door).first.click()
        console.wait_for_load_state()
        studio.take(console, name, 390, 1440, full=True)
    console.click("#go-hold")
    expect(console.locator("#go-together")).to_be_visible()
    studio.take(console, "review", 390, 1440, full=True)
    phone = play.phones[0]
    phone.goto(console.locator(".address a").get_attribute("href") or "")
    studio.take(phone, "review-phone", 390, full=True)


def few_sheets(studio: Studio) -> None:
    """A discreet workshop with three sheets: no picture yet."""
    play = Play(studio, "discreet", "Team Collectie")
    for name in NAMES[:3]:
        play.join(name)
    play.through()
    studio.take(play.phones[0], "member-few", full=True)
    studio.take(play.console, "console-few")
    studio.take(play.screen, "screen-few", 1440, 1920)
    play.step("conversation")
    studio.take(play.phones[0], "member-conversation-few", 390, full=True)
    studio.take(play.screen, "screen-conversation-few", 1920)
    play.leave()


def anonymous(studio: Studio) -> None:
    """An anonymous workshop with six sheets: a lobby without names, dots in bands, the own copy."""
    play = Play(studio, "anonymous", "Team Jeugd")
    for name in NAMES[:6]:
        play.join(name)
    expect(play.screen.locator(".huge")).to_have_text("6")
    studio.take(play.screen, "screen-lobby-anonymous", 1440, 1920)
    play.through()
    studio.take(play.phones[0], "member-opened-anonymous", full=True)
    studio.take(play.screen, "screen-suitcase-anonymous", 1440, 1920)
    play.step("conversation")
    expect(play.phones[0].locator("#turn-card")).to_be_visible()
    studio.take(play.phones[0], "member-conversation-anonymous", 390, full=True)
    studio.take(play.screen, "screen-conversation-anonymous", 1920)
    play.leave()


def contact_sheets(folder: Path) -> None:
    """A sheet for each size and scheme with all its pictures small, to look at in one glance."""
    for scheme in ("light", "dark"):
        for width in SIZES:
            pictures = sorted((folder / scheme).glob(f"*-{width}.png"))
            across = max(1, SHEET // THUMBNAIL)
            high = THUMBNAIL * SIZES[width][1] // SIZES[width][0]
            sheet = Image.new("RGB", (across * THUMBNAIL, -(-len(pictures) // across) * high), "white")
            for number, picture in enumerate(pictures):
                with Image.open(picture) as full:
                    small = full.convert("RGB").resize((THUMBNAIL - 8, full.height * (THUMBNAIL - 8) // full.width))
                row, column = divmod(number, across)
                sheet.paste(
                    small.crop((0, 0, small.width, min(small.height, high - 8))), (column * THUMBNAIL, row * high)
                )
            sheet.save(folder / f"all-{scheme}-{width}.png")


@contextmanager
def chromium() -> Iterator[Browser]:
    """The Chromium of this machine."""
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


def main() -> None:
    """Play, and say how many pictures were taken."""
    parser = argparse.ArgumentParser(prog="python -m tools.shots", description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path, help="where the pictures go")
    folder = parser.parse_args().folder
    with own_server() as server, chromium() as browser:
        server.begin()
        studio = Studio(browser, server.url, folder)
        for part in (public_pages, open_workshop, few_sheets, anonymous):
            part(studio)
        contact_sheets(folder)
        print(f"{len(studio.taken)} pictures in {folder}")


if __name__ == "__main__":
    main()
