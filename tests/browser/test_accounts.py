"""Accounts in a browser: the first administrator, a passkey, an organisation's own sign-in, and every page of it."""

import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.bench.servers import free_port
from tests.browser.conftest import Visits
from tests.browser.house import House
from tests.browser.inspection import WIDE, Inspection
from tests.browser.keyboard import Keyboard

pytestmark = pytest.mark.browser
OIDC = Path(__file__).parent / "oidc"
VisitAt = Callable[[str], Visits]


@pytest.fixture
def home(own_house: House) -> str:
    """The server by its name: a passkey belongs to a name."""
    return own_house.address.replace("127.0.0.1", "localhost")


def first_administrator(house: House, page: Page) -> None:
    """Follow the link that `koffer serve` printed, and make the organisation."""
    link = re.search(r"begins at: (\S+)", house.log)
    assert link
    page.goto(link[1])
    page.fill("[name=name]", "Anna")
    page.fill("[name=organisation]", "Bibliotheek aan de Vecht")
    page.locator("main .button.primary").click()
    page.wait_for_url("**/account/")


def with_authenticator(page: Page) -> None:
    """Give the browser a device that holds passkeys and says yes."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    device = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    device |= {"isUserVerified": True, "automaticPresenceSimulation": True}
    session.send("WebAuthn.addVirtualAuthenticator", {"options": device})


def test_the_first_administrator_comes_back_with_a_passkey(own_house: House, home: str, visit_at: VisitAt) -> None:
    """Without a mail server: the printed link, a passkey, out, and in again; then the passkey goes."""
    page = visit_at(home)(viewport=WIDE)
    first_administrator(own_house, page)
    with_authenticator(page)
    page.locator("main .notice .button.primary").click()
    page.fill("[name=name]", "Laptop of Anna")
    page.locator("#passkey button").click()
    page.wait_for_url("**/account/")
    expect(page.locator("main")).to_contain_text("Laptop of Anna")
    page.locator("a[href$='/logout/']").click()
    page.locator("form[action$='logout/'] button").click()
    page.wait_for_url(re.compile(r":\d+/$"))
    page.goto("/account/login/?next=/account/")
    page.locator("#passkey button").click()
    page.wait_for_url("**/account/")
    page.locator("a[href$='/remove/']").click()
    page.locator("main .button.primary").click()
    page.wait_for_url("**/account/")
    expect(page.locator("main")).not_to_contain_text("Laptop of Anna")


@pytest.fixture
def provider(own_house: House, home: str) -> Iterator["Provider"]:
    """A real OpenID Connect provider on loopback."""
    node = shutil.which("node")
    if not node or not (OIDC / "node_modules").exists():
        pytest.skip("Node, or its package oidc-provider, is not here")
    made = Provider(node, f"{home}/account/with/library/callback/")
    made.start()
    yield made
    made.stop()


class Provider:
    """The provider, which can be stopped and started again."""

    def __init__(self, node: str, redirect: str) -> None:
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self._command = [node, str(OIDC / "provider.mjs"), str(self.port), redirect]

    def start(self) -> None:
        """Start it, and wait until it listens."""
        self._process = subprocess.Popen(self._command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        assert self._process.stdout
        assert self._process.stdout.readline() == "listening\n"

    def stop(self) -> None:
        """End it."""
        self._process.terminate()
        self._process.wait(10)


def sign_in(page: Page, name: str) -> None:
    """Go through the provider's own pages as this person."""
    page.goto("/account/login/")
    page.get_by_role("link", name="Sign in through Our library").click()
    page.fill("[name=login]", name)
    page.fill("[name=password]", "any")
    page.locator("button[type=submit]").click()
    page.locator("button[type=submit]").click()  # the consent


def test_an_organisation_signs_in_through_its_own_provider(
    own_house: House, home: str, provider: Provider, visit_at: VisitAt
) -> None:
    """First login, second login, one that is refused, one that is stopped half-way, a provider that is away."""
    visits = visit_at(home)
    visits.allow(re.escape(provider.address) + r"|fonts\.googleapis|status of (40[13]|503)|wasn't accepted|style")
    first_administrator(own_house, visits())
    choices = ["--name", "Our library", "--server", provider.address, "--client", "koffer", "--listed"]
    choices += ["--domains", "library.example", "--role", "facilitator"]
    secret = {"KOFFER_PROVIDER_SECRET": "loopback-only"}
    told = own_house.run("provider", "Bibliotheek aan de Vecht", "library", *choices, **secret)
    assert "/account/with/library/callback/" in told

    bo = visits()
    sign_in(bo, "bo")
    bo.wait_for_url("**/account/")
    expect(bo.locator("main")).to_contain_text("Bibliotheek aan de Vecht")
    expect(bo.locator("[name=name]")).to_have_value("Person bo")
    assert "bo@library.example" not in bo.content()

    again = visits()
    sign_in(again, "bo")
    again.wait_for_url("**/account/")
    again.get_by_role("link", name="Bibliotheek aan de Vecht").first.click()
    expect(again.locator("h1")).to_have_text("Teams")

    wrong = visits()
    sign_in(wrong, "wrong")
    expect(wrong.locator("h1")).to_have_text("You cannot come in this way")
    wrong.goto("/account/")
    wrong.wait_for_url("**/account/login/**")

    stopped = visits()
    stopped.goto("/account/login/")
    stopped.get_by_role("link", name="Sign in through Our library").click()
    stopped.get_by_role("link", name="Cancel").click()
    expect(stopped.locator("h1")).to_have_text("You stopped signing in")

    provider.stop()
    away = visits()
    away.goto("/account/with/library/")
    expect(away.locator("h1")).to_have_text("Signing in did not work")


@pytest.mark.parametrize("locale", ["nl-NL", "en-GB"])
def test_nothing_is_found_on_any_page_of_an_organisation(
    own_house: House, home: str, visit_at: VisitAt, locale: str
) -> None:
    """An organisation is set up by the keyboard's order of fields, and every page is inspected on the way."""
    visits = visit_at(home)
    visits.allow("status of 4(22|04|03|09)")
    inspect = Inspection.of(locale)
    page = visits(locale=locale, viewport=WIDE)
    for path in ("/account/login/", "/account/signup/", "/account/invitations/none"):
        page.goto(path)
        inspect(page, path)
    link = re.search(r"begins at: (\S+)", own_house.log)
    assert link
    page.goto(link[1])
    inspect(page, "first invitation")
    first_administrator(own_house, page)
    inspect(page, "account")
    for path in ("/account/passkeys/add/", "/account/erasure", "/account/erased", "/account/logout/"):
        page.goto(path)
        inspect(page, path)
    page.goto("/account/")
    page.locator("main .list .button.primary").click()
    here = page.url
    inspect(page, "overview, empty")
    page.goto(f"{here}teams/new")
    inspect(page, "new team")
    page.keyboard.press("Tab")
    page.fill("[name=name]", "Balie")
    page.keyboard.press("Enter")
    page.wait_for_url(here)
    page.goto(f"{here}destination")
    page.fill("[name=text]", "De huiskamer van de stad")
    page.locator("main .button.primary").click()
    expect(page.locator(".goal")).to_be_visible()
    inspect(page, "destination")
    page.goto(f"{here}road")
    inspect(page, "road, empty")
    for name in ("Wijktafels", "Huiskamers"):
        page.fill("[name=name]", name)
        page.locator("#stops .button.primary").click()
        expect(page.locator("#stops .list")).to_contain_text(name)
    inspect(page, "road")
    page.locator("#stops .list a").first.click()
    inspect(page, "stop")
    page.goto(f"{here}road")
    wall = visits(locale=locale, viewport={"width": 1920, "height": 1080})
    wall.goto(page.locator(".address a").get_attribute("href"))
    replace(inspect, words=inspect.words and "nl").screen(wall, "wall")  # in the language of the organisation
    page.goto(f"{here}gallery")
    inspect(page, "gallery, empty")
    page.goto(f"{here}sheets/new")
    for more in page.locator("details").all():
        more.evaluate("more => (more.open = true)")
    inspect(page, "new sheet")
    page.set_viewport_size({"width": 390, "height": 844})
    names = page.locator("[name=name_nl], [name=name_en]")
    assert min(names.evaluate_all("boxes => boxes.map(box => box.clientWidth)")) >= 150
    page.set_viewport_size(WIDE)
    page.locator("[name=name_en]").nth(1).fill("")
    page.locator("main .button.primary").click()
    expect(page.locator("[aria-invalid]")).to_have_count(1)
    inspect(page, "new sheet, a name is missing")
    page.locator("[name=name_en]").nth(1).fill("Creativity")
    page.locator("main .button.primary").click()
    page.wait_for_url("**/sheets")
    inspect(page, "sheets")
    page.goto(f"{here}people")
    page.locator("main .button.primary").click()
    expect(page.locator(".address")).to_be_visible()
    inspect(page, "people, invited")
    page.goto(page.locator(".address").inner_text())
    inspect(page, "invitation of who belongs here already")
    page.goto(f"{here}people")
    page.locator("main .list .button").first.click()
    page.check("[name=all_teams]")
    inspect(page, "person")
    page.locator("main form .button.primary").first.click()
    page.wait_for_url("**/people")
    page.goto(here)
    page.locator("main .list a").first.click()
    inspect(page, "team, empty")
    page.locator("main .button.primary").click()
    inspect(page, "start")
    page.locator("main .button.primary").click()
    page.wait_for_url("**/console")
    page.goto(page.url + "/settings")
    inspect(page, "settings of a workshop")
    page.goto(here)
    page.locator("main .list a").first.click()
    inspect(page, "team")
    page.locator("main .list a").first.click()
    inspect(page, "released")
    for name in ("settings", "register", "workshops?q=balie", "leaving", "workshops?q=nothing"):
        page.goto(here + name)
        inspect(page, name)
    page.goto("/start")
    page.fill("[name=team]", "Los team")
    page.fill("[name=destination]", "Daarheen")
    page.locator("main .button.primary").click()
    page.wait_for_url("**/console")
    page.goto(page.url + "/adoption")
    inspect(page, "adoption")
    print("\n" + "\n".join(inspect.report()))
    assert inspect.report() == []


def test_an_organisation_is_set_up_without_a_mouse(own_house: House, home: str, visit_at: VisitAt) -> None:
    """From the printed link to a workshop of a team, with keys only; the focus is always seen."""
    page = visit_at(home)(viewport=WIDE)
    keys = Keyboard(page)
    link = re.search(r"begins at: (\S+)", own_house.log)
    assert link
    page.goto(link[1])
    keys.type("Your name", "Anna")
    keys.type("Name of your organisation", "Bibliotheek aan de Vecht")
    keys.press("Accept")
    keys.press("Bibliotheek aan de Vecht")
    keys.press("Set the destination")
    keys.type("Destination", "De huiskamer van de stad")
    keys.type("Horizon", "2028")
    keys.press("Introduce")
    keys.press("Road")
    for stop in ("Wijktafels", "Huiskamers"):
        keys.type("Name of the stop", stop)
        keys.press("Add the stop")
        expect(page.locator("#stops .list")).to_contain_text(stop)
    keys.press("Sheets")
    keys.press("Make a sheet from Connectie")
    keys.type("Name of the sheet", "Ons vel")
    keys.type("Name in English", "Curiosity")
    keys.press("Save")
    expect(page.locator("main")).to_contain_text("Ons vel")
    keys.press("People")
    keys.type("For whom is this link?", "Bo")
    keys.choose("Facilitator: starts and runs workshops of teams", 1)
    keys.press("Invite")
    expect(page.locator(".address")).to_be_visible()
    expect(page.locator("main")).to_contain_text("Viewer")
    keys.press("Teams")
    keys.press("New team")
    keys.type("Name of the team", "Balie")
    keys.press("Save")
    keys.press("Balie")
    keys.press("Start a workshop")
    keys.press("Make the workshop")
    expect(page.locator("#go-on")).to_be_visible()
