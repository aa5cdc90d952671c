"""What a phone fetches: a room full of them shares one bad connection."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visits
from tests.browser.playing import INPUTS, join, joined, start_workshop

pytestmark = pytest.mark.browser
KB = 1024


@dataclass
class Scale:
    """Counts what goes over the wire for one page, headers included."""

    bytes: dict[str, int] = field(default_factory=dict)
    kinds: dict[str, tuple[str, str]] = field(default_factory=dict)
    asked: int = 0
    kept: set[str] = field(default_factory=set)

    def weigh(self, page: Page) -> "Scale":
        """Begin counting."""
        session = page.context.new_cdp_session(page)
        session.on("Network.requestWillBeSent", self._ask)
        session.on("Network.requestServedFromCache", lambda event: self.kept.add(event["requestId"]))
        session.on("Network.responseReceived", self._answer)
        session.on("Network.loadingFinished", self._finish)
        session.send("Network.enable")
        return self

    def _ask(self, event: dict[str, Any]) -> None:
        self.kinds[event["requestId"]] = (event.get("type", ""), event["request"]["url"])
        if not event["request"]["url"].startswith("data:"):
            self.asked += 1
        if redirect := event.get("redirectResponse"):
            self.bytes[event["requestId"] + "-"] = int(redirect["encodedDataLength"])

    def _answer(self, event: dict[str, Any]) -> None:
        if event["response"].get("fromDiskCache"):
            self.kept.add(event["requestId"])

    def _finish(self, event: dict[str, Any]) -> None:
        self.bytes[event["requestId"]] = int(event["encodedDataLength"])

    @property
    def fonts(self) -> int:
        """Bytes of fonts."""
        return sum(size for ident, size in self.bytes.items() if self.kinds.get(ident, ("",))[0] == "Font")

    @property
    def total(self) -> int:
        """All bytes."""
        return sum(self.bytes.values())

    @property
    def requests(self) -> int:
        """Requests that left the phone."""
        return self.asked - len(self.kept)

    def tell(self, name: str) -> None:
        """Print the figures and what they consist of."""
        print(f"\n{name}: {self.total / KB:.1f} KB of which fonts {self.fonts / KB:.1f} KB, {self.requests} requests")
        for ident, (kind, url) in self.kinds.items():
            if ident not in self.kept:
                print(f"  {self.bytes.get(ident, 0):7} {kind:10} {url.split('/', 3)[3][:70]}")


def test_a_first_and_a_second_visit(visit: Visits) -> None:
    """A member who joins while filling is under way: the join page, then the sheet; later once more the sheet."""
    workshop = start_workshop(visit())
    joined(visit, workshop, "Marijke")
    workshop.start()
    phone = visit(phone=True, locale="nl-NL")
    first = Scale().weigh(phone)
    join(phone, workshop, "Yusuf")
    expect(phone.locator(INPUTS)).to_have_count(10)
    expect(phone.locator(".doors")).to_be_visible()
    phone.wait_for_function("document.fonts.status === 'loaded'")
    first.tell("first visit")

    again = phone.context.new_page()
    phone.close()
    second = Scale().weigh(again)
    again.goto(workshop.seat)
    expect(again.locator(".doors")).to_be_visible()
    again.wait_for_function("document.fonts.status === 'loaded'")
    second.tell("second visit")

    assert first.total - first.fonts <= 60 * KB
    assert first.total <= 100 * KB
    assert second.total <= 8 * KB
    assert first.requests <= 10
