"""A server, a browser, and visitors whose pages are watched: whatever a page complains about fails its test."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Playwright, Request, expect, sync_playwright

from tests.browser.house import House
from tools.chromium import close, launch, program

PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
PATIENCE = 30_000  # ms for what is expected: a machine that tests stands still for seconds now and then
TELL_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) =>
  console.error(`CSP: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`));
"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The browser comes last: while Playwright runs, Django takes this thread for an asynchronous one."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


class Visits:
    """Makes visitors, each with a browser context of their own, and remembers what their pages complain about."""

    def __init__(self, browser: Browser, address: str) -> None:
        self._browser = browser
        self._address = address
        self._contexts: list[Any] = []
        self._allowed: list[str] = []
        self.complaints: list[str] = []

    def __call__(self, *, locale: str = "en-GB", phone: bool = False, scripts: bool = True, **options: Any) -> Page:
        """A page in a fresh context; `phone` gives it the size and the touch of one."""
        if phone:
            options = PHONE | options
        context = self._browser.new_context(
            base_url=self._address, locale=locale, java_script_enabled=scripts, **options
        )
        context.set_default_timeout(PATIENCE)
        self._contexts.append(context)
        if scripts:
            context.add_init_script(TELL_VIOLATIONS)
        context.on("console", self._console)
        context.on("request", self._request)
        context.on("weberror", lambda error: self.complaints.append(f"page error: {error.error}"))
        return context.new_page()

    def allow(self, pattern: str) -> None:
        """Complaints that match are what this test provokes."""
        self._allowed.append(pattern)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(f"console: {message.text} ({message.location.get('url', '')})")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self._address, "data:", "blob:", "about:", "chrome-error:")):
            self.complaints.append(f"request outside: {request.url}")

    def leave(self) -> None:
        """Close everything, and fail for what was complained about."""
        for context in self._contexts:
            close(context)
        allowed = re.compile("|".join(self._allowed) or "(?!)")
        assert [told for told in self.complaints if not allowed.search(told)] == []


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The server that the tests of this run share."""
    house = House(tmp_path_factory.mktemp("house"))
    house.start()
    yield house
    house.stop()


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Playwright, without browsers of its own."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """The Chromium of this machine."""
    if not program():
        pytest.skip("Chromium is not here")
    browser = launch(playwright)
    yield browser
    close(browser)


@pytest.fixture
def visit(browser: Browser, house: House) -> Iterator[Visits]:
    """`visit(locale="nl-NL", phone=True)` is a new visitor of the shared server."""
    visits = Visits(browser, house.address)
    yield visits
    visits.leave()


@pytest.fixture
def visit_at(browser: Browser) -> Iterator[Callable[[str], Visits]]:
    """`visit_at(address)` gives the visits to another server."""
    made: list[Visits] = []

    def make(address: str) -> Visits:
        made.append(Visits(browser, address))
        return made[-1]

    yield make
    for visits in made:
        visits.leave()


@pytest.fixture
def own_house(tmp_path: Path) -> Iterator[House]:
    """A server for one test, which may stop and start it."""
    house = House(tmp_path)
    house.start()
    yield house
    house.stop()
