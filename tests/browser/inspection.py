"""What is looked at on a page: axe, nothing beside it, nothing too small for a finger."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
NARROW, WIDE = {"width": 320, "height": 640}, {"width": 1280, "height": 800}
RUN = """async ([only, contrast, preload]) => {
  // SMALL asks more than target-size, which takes what the sheet's fixed edges cover for small.
  const rules = {"target-size": {enabled: false}, "color-contrast": {enabled: contrast}};
  const how = {resultTypes: ["violations"], runOnly: only, rules, preload};
  const found = await axe.run(document, how);
  return found.violations.flatMap(({id, nodes}) => nodes.map((node) =>
    `${id}: ${node.target.join(" ")} | ${(node.any[0] ?? node.all[0] ?? node.none[0])?.message ?? ""}`));
}"""
BESIDE = """() => {
  const wide = document.documentElement.scrollWidth;
  if (wide <= innerWidth) return [];
  const out = [...document.body.querySelectorAll("*")]
    .filter((e) => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest("svg > *"))
    .map((e) => [e.tagName.toLowerCase(), ...e.classList].join("."));
  return [`scrolls sideways: ${wide} > ${innerWidth} by ${out.slice(0, 4).join(" ")}`];
}"""
# What a finger has to hit. A link within a sentence is as large as its line; a radio has its label.
SMALL = """() => [...document.querySelectorAll("button, input, summary, select, textarea, a")].flatMap((e) => {
  const held = e.matches("[type=radio], [type=checkbox]") ? e.closest("label") : e;
  const {width, height} = held.getBoundingClientRect();
  const inline = e.tagName === "A" && getComputedStyle(e).display === "inline";
  const enough = width >= 43.9 && height >= 43.9;
  if (enough || inline || !e.checkVisibility() || e.matches(".skip, [type=hidden]")) return [];
  const name = [e.tagName.toLowerCase(), e.name?.replace(/[0-9]+/, "N") ?? "", ...e.classList].join(" ");
  return [`small target: ${name} ${Math.round(width)}x${Math.round(height)}`];
})"""


@dataclass
class Inspection:
    """Looks at pages and gathers what is wrong with them, so that one run tells everything.

    `thorough`: at every width, and dark. Colours are looked at too, which takes most of the time, unless `contrast` is
    off. `words` is for pages that were looked at in another language: only how wide they are, and in what language.
    """

    thorough: bool
    contrast: bool = True
    words: str = ""
    found: dict[str, set[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, locale: str) -> "Inspection":
        """Of the pages in one language of two.

        The English words are the keys of the Dutch ones: what is empty, or called like another, is so in Dutch.
        """
        return cls(thorough=True) if locale == "nl-NL" else cls(thorough=False, words=locale[:2])

    def __call__(self, page: Page, name: str, *, phone: bool = True, widths: tuple[Any, ...] = (NARROW, WIDE)) -> None:
        """Inspect `page` as it stands; `phone` pages have targets for fingers."""
        before = page.viewport_size
        if self.words:
            said = page.evaluate("document.documentElement.lang")
            self._add(name, "language", [] if said == self.words else [f"its language is said to be {said!r}"])
        elif not page.evaluate("'axe' in window"):
            page.evaluate(AXE)
        for size in widths:
            page.set_viewport_size(size)
            self._add(name, size, page.evaluate(BESIDE))
            if self.thorough or (size is widths[0] and not self.words):
                styles_read = size is widths[0]  # they are the same at the next width
                how = [{"type": "tag", "values": TAGS}, self.contrast, styles_read]
                self._add(name, size, page.evaluate(RUN, how))
            if phone and size is NARROW:
                self._add(name, size, page.evaluate(SMALL))
        if self.thorough:
            page.emulate_media(color_scheme="dark")
            self._add(name, "dark", page.evaluate(RUN, [{"type": "rule", "values": ["color-contrast"]}, True, False]))
            page.emulate_media(color_scheme="light")
        if before:
            page.set_viewport_size(before)

    def _add(self, name: str, where: Any, messages: list[str]) -> None:
        for message in messages:
            place = where if isinstance(where, str) else f"{where['width']}"
            self.found.setdefault(message, set()).add(f"{name}@{place}")

    def screen(self, screen: Page, name: str) -> None:
        """Inspect the projector page at its two sizes."""
        sizes = ({"width": 1920, "height": 1080}, {"width": 1024, "height": 768})
        self(screen, f"screen {name}", phone=False, widths=sizes)

    def report(self) -> list[str]:
        """One line per finding, with the pages that have it."""
        return [f"{message}  ← {', '.join(sorted(places))}" for message, places in sorted(self.found.items())]
