"""Every page, in both languages, narrow and wide, light and dark: axe finds nothing, nothing runs out of the page."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visits
from tests.browser.inspection import WIDE, Inspection
from tests.browser.playing import INPUTS, SHEETS, Workshop, fill, hand_in, join, joined, start_workshop, words

pytestmark = pytest.mark.browser


def _public(inspect: Inspection, page: Page) -> None:
    for path in ("/", "/start", "/join", "/example", "/import", "/privacy", "/erased", "/nothing/here"):
        page.goto(path)
        for part in page.locator("details").all():
            part.evaluate("part => (part.open = true)")
        inspect(page, path)
    for path, name in (("/start", "team"), ("/join", "code")):
        page.goto(path)
        page.fill(f"[name={name}]", "\u200b" if name == "team" else "AAAAAA")
        page.locator("form").evaluate_all("forms => forms.forEach(form => (form.noValidate = true))")
        page.locator("main form .button").first.click()
        expect(page.locator(".error").first).to_be_visible()
        inspect(page, f"{path} with errors")


def _console(inspect: Inspection, workshop: Workshop, name: str) -> None:
    inspect(workshop.console, f"console {name}", phone=False)


def _pages(inspect: Inspection, workshop: Workshop, names: tuple[str, ...], when: str = "") -> None:
    for name in names:
        workshop.console.goto(workshop.page(name))
        for cover in workshop.console.locator("details").all():
            cover.evaluate("cover => (cover.open = true)")
        inspect(workshop.console, f"{name} {when}")
    workshop.console.goto(workshop.address)


@pytest.mark.parametrize("locale", ["nl-NL", "en-GB"])
def test_nothing_is_found_on_any_page(visit: Visits, locale: str) -> None:
    """A workshop is played, and every page is inspected in each of its states."""
    visit.allow("status of 4(04|09|22|03)")
    inspect = Inspection.of(locale)
    console = visit(locale=locale, viewport=WIDE)
    _public(inspect, console)
    workshop = start_workshop(console, mode="open")
    screen = visit(locale=locale, viewport={"width": 1920, "height": 1080})
    screen.goto(workshop.screen)
    member = visit(phone=True, locale=locale)
    member.goto(f"/j/{workshop.code}")
    inspect(member, "join")
    join(member, workshop, "Yusuf")
    inspect(member, "waiting")
    other = joined(visit, workshop, "Marijke", locale=locale)
    observer = visit(phone=True, locale=locale)
    observer.goto(f"/j/{workshop.code}")
    observer.fill("[name=name]", "Rob")
    observer.click("[name=look_on]")
    expect(observer.locator("#own .own")).to_be_visible()
    observer.locator(".menu summary").first.tap()
    inspect(observer, "observer")
    for path in ("link", "name", "mine", "mine/sheet/withdrawal", "mine/erasure"):
        other.goto(workshop.seat + path)
        inspect(other, path)
    other.goto(f"/j/{workshop.code}")
    inspect(other, "already here")
    other.goto(workshop.seat)

    _console(inspect, workshop, "lobby")
    inspect.screen(screen, "lobby")
    _pages(inspect, workshop, ("settings", "design", "mode", "links", "people", "opening"), "before")
    console.goto(workshop.page("people"))
    console.locator("main a[href$='/name']").first.click()
    inspect(console, "rename")
    console.goto(workshop.address)
    workshop.go_on()
    expect(screen.locator(".step-destination")).to_be_visible()
    _console(inspect, workshop, "destination")
    inspect.screen(screen, "destination")
    workshop.go_on()
    expect(screen.locator(".step-categories")).to_be_visible()
    expect(member.locator(".happening .categories")).to_be_visible()
    inspect(member, "categories")
    _console(inspect, workshop, "categories")
    inspect.screen(screen, "categories")
    console.click("#go-start")
    expect(member.locator(INPUTS)).to_have_count(10)
    inspect(member, "sheet")
    console.goto(workshop.page("people"))
    console.fill("[name=name]", "Ank")
    console.locator("main .button.primary").first.click()
    expect(console.locator("#sheet")).to_be_visible()
    inspect(console, "paper")
    fill(console, SHEETS[2])
    console.click("#hand-in")
    expect(console.locator("main form[action$='/console/paper']")).to_be_visible()
    _pages(inspect, workshop, ("settings", "people", "opening", "paper/stack"), "filling")
    _console(inspect, workshop, "filling")
    inspect.screen(screen, "filling")
    fill(member, (5, 9, 3, 9, *SHEETS[0][4:]))
    expect(member.locator(".row.equal")).to_have_count(2)
    inspect(member, "sheet with an equal pair")
    fill(member, SHEETS[0])
    member.click("#door-order")
    inspect(member, "order")
    hand_in(member)
    for menu in member.locator("details").all():
        menu.evaluate("menu => (menu.open = true)")
    inspect(member, "handed in")
    fill(other, SHEETS[1])
    hand_in(other)
    workshop.open()
    expect(screen.locator("#packed")).to_be_visible()
    expect(member.locator("#team")).to_be_visible()
    expect(observer.locator("#team")).to_be_visible()
    inspect(member, "opened")
    inspect(observer, "observer, opened")
    _console(inspect, workshop, "suitcase")
    inspect.screen(screen, "suitcase")
    _pages(inspect, workshop, ("people", "mode", "links"), "opened")
    for person, home in ((member, workshop.seat), (console, workshop.address.removesuffix("console"))):
        if person is member:
            for path in ("mine", "mine/sheet/withdrawal", "mine/erasure"):
                person.goto(home + path)
                inspect(person, f"{path} opened")
        person.goto(home + "takeaway")
        for menu in person.locator("details").all():
            menu.evaluate("menu => (menu.open = true)")
        inspect(person, "takeaway")
        person.goto(home if person is member else workshop.address)
    late = joined(visit, workshop, "Ilse", locale=locale)
    inspect(late, "late sheet")
    late.evaluate("document.querySelector('form[action$=leaving]').submit()")
    late.wait_for_url("**/")
    console.locator(".tools").evaluate(
        """(tools, address) => { const form = tools.appendChild(document.createElement("form"));
        form.method = "post"; form.action = address;
        form.append(document.querySelector("[name=csrfmiddlewaretoken]").cloneNode()); form.submit(); }""",
        workshop.page("restart"),
    )
    expect(console.locator("#stage")).to_have_count(0)
    inspect(console, "refused")
    member.goto(workshop.address)
    inspect(member, "403")
    print("\n" + "\n".join(inspect.report()))
    assert inspect.report() == []


def test_few_and_anonymous_have_nothing_either(visit: Visits) -> None:
    """The states that other modes add: too few sheets for a picture, a cut link, too late."""
    inspect = Inspection(thorough=False)
    for mode in ("discreet", "anonymous"):
        workshop = start_workshop(visit(viewport=WIDE), mode=mode)
        screen = visit(viewport={"width": 1920, "height": 1080})
        screen.goto(workshop.screen)
        members = [joined(visit, workshop, f"Member{n}") for n in range(4 if mode == "anonymous" else 2)]
        slow = joined(visit, workshop, "Slow")
        if mode == "anonymous":
            inspect.screen(screen, "lobby, anonymous")
        workshop.start()
        for member, points in zip(members, SHEETS, strict=False):
            fill(member, points)
            hand_in(member)
        if mode == "anonymous":
            fill(slow, SHEETS[4])
            hand_in(slow)
        workshop.open()
        expect(screen.locator(".step-suitcase")).to_be_visible()
        expect(members[0].locator("#team")).to_be_visible()
        inspect(members[0], f"opened, {mode}")
        inspect(joined(visit, workshop, "Late"), f"late, {mode}")
        _console(inspect, workshop, f"suitcase, {mode}")
        inspect.screen(screen, f"suitcase, {mode}")
    print("\n" + "\n".join(inspect.report()))
    assert inspect.report() == []


def test_the_keyboard_alone_is_enough(visit: Visits) -> None:
    """Tab to the sheet, type, arrow up, hand in; what has the focus is never behind another part."""
    workshop = start_workshop(visit())
    page = join(visit(viewport={"width": 390, "height": 700}), workshop, "Yusuf")
    workshop.start()
    expect(page.locator(".doors")).to_be_visible()
    covered = """() => { const {left, top, width, height} = document.activeElement.getBoundingClientRect();
      const there = document.elementFromPoint(left + width / 2, top + height / 2);
      return !there || !(document.activeElement.contains(there) || there.contains(document.activeElement)); }"""
    hidden = []

    def tab_to(selector: str) -> None:
        for _ in range(80):
            page.keyboard.press("Tab")
            if page.evaluate(covered):
                hidden.append(page.evaluate("document.activeElement.outerHTML.slice(0, 90)"))
            if page.evaluate("selector => document.activeElement.matches(selector)", selector):
                return
        raise AssertionError(f"Tab never comes to {selector}")

    for index, number in enumerate(SHEETS[0]):
        tab_to(INPUTS)
        page.keyboard.type(str(number - 1))
        page.keyboard.press("ArrowUp")
        assert page.locator(INPUTS).nth(index).input_value() == str(number)
    expect(page.locator("#saved")).to_have_text(words(page, "saved"))
    tab_to("#hand-in")
    page.keyboard.press("Enter")
    expect(page.locator("#handed-in")).to_be_visible()
    assert hidden == []
