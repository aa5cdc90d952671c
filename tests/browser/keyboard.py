"""A visitor without a mouse: goes from field to field with the Tab key, and sees where the focus is."""

from playwright.sync_api import Page

MOST = 150  # presses of Tab until something must have come
# What has the focus: its name as it is read aloud, whether it looks different from itself without focus, and whether it
# is a field.
FOCUSED = """() => {
  const here = document.activeElement;
  if (!here || here === document.body) return ["", true, false];
  const words = here.labels?.length ? here.labels[0].innerText : here.ariaLabel || here.innerText || here.value || "";
  const style = getComputedStyle(here);
  const looks = () => [style.outlineStyle, style.outlineWidth, style.boxShadow].join(" ");
  const focused = looks();
  here.blur();
  const without = looks();
  here.focus();
  return [words.trim().split("\\n")[0], focused !== without, here.matches("input, textarea, select")];
}"""


class Keyboard:
    """Does everything on `page` with keys only. Raises `AssertionError` for what the Tab key does not reach."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def go_to(self, name: str, *, field: bool = False) -> None:
        """Press Tab until the link or button, or with `field` the field, called `name` has the focus, visibly."""
        met = []
        for _ in range(MOST):
            self._page.keyboard.press("Tab")
            words, seen, typed = self._page.evaluate(FOCUSED)
            assert seen, f"nobody sees that “{words}” has the focus"
            if words == name and typed == field:
                return
            met.append(words)
        raise AssertionError(f"the Tab key does not come to “{name}”, only to {met}")

    def type(self, name: str, text: str) -> None:
        """Put `text` into the field called `name`."""
        self.go_to(name, field=True)
        self._page.keyboard.press("Control+A")
        self._page.keyboard.type(text)

    def choose(self, group: str, steps: int) -> None:
        """Go to the choice whose first (or chosen) one is called `group`, and `steps` further down."""
        self.go_to(group, field=True)
        for _ in range(steps):
            self._page.keyboard.press("ArrowDown")

    def press(self, name: str) -> None:
        """Follow the link, or press the button, called `name`."""
        self.go_to(name)
        with self._page.expect_navigation():
            self._page.keyboard.press("Enter")
