"""A whole workshop on a console, a projector and phones, and what a room does to it on the way."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visits
from tests.browser.playing import (
    DESTINATION,
    INPUTS,
    SHEETS,
    Workshop,
    fill,
    hand_in,
    join,
    joined,
    start_workshop,
    typed,
    words,
)

pytestmark = pytest.mark.browser
CONSOLE = {"width": 1440, "height": 900}
PROJECTOR = {"width": 1920, "height": 1080}


@pytest.fixture
def workshop(visit: Visits) -> Workshop:
    """A discreet workshop, just made."""
    return start_workshop(visit(viewport=CONSOLE))


def started(visit: Visits, workshop: Workshop, *names: str) -> list[Page]:
    """Phones with a sheet before them."""
    phones = [joined(visit, workshop, name) for name in names]
    workshop.start()
    for phone in phones:
        expect(phone.locator("#sheet")).to_be_visible()
    return phones


@pytest.mark.parametrize("third", ["nl-NL", "en-GB"])
def test_a_whole_workshop(visit: Visits, third: str) -> None:
    """From the first page to the opened suitcase, with three phones and somebody without JavaScript."""
    console = visit(viewport=CONSOLE, locale="nl-NL")
    workshop = start_workshop(console, mode="open")
    screen = visit(viewport=PROJECTOR, locale="nl-NL")
    screen.goto(workshop.screen)

    phones = []
    for name, locale in (("Yusuf", "nl-NL"), ("Marijke", "nl-NL"), ("Fenna", third)):
        phones.append(joined(visit, workshop, name, locale=locale))
        expect(screen.locator(".luggage-tag", has_text=name)).to_be_visible()
        expect(console.locator(".tags", has_text=name)).to_be_visible()
    expect(phones[2].locator("html")).to_have_attribute("lang", third[:2])
    expect(phones[0].locator(".tag")).to_have_count(3)
    plain = join(visit(phone=True, scripts=False, locale="nl-NL"), workshop, "Ilse")
    expect(screen.locator(".luggage-tag", has_text="Ilse")).to_be_visible()

    workshop.go_on()
    expect(screen.locator(".step-destination h1")).to_have_text(DESTINATION)
    workshop.go_on()
    expect(screen.locator(".step-categories .categories li")).to_have_count(10)
    expect(phones[0].locator(".happening .categories li")).to_have_count(10)
    console.click("#go-start")
    for phone in phones:
        expect(phone.locator(INPUTS)).to_have_count(10)
    expect(screen.locator(".step-filling")).to_be_visible()

    for phone, points in zip(phones, SHEETS, strict=False):
        fill(phone, points)
        hand_in(phone)
    plain.reload()
    fill(plain, SHEETS[3])
    hand_in(plain)
    expect(console.locator(".count-in b")).to_have_text("4")
    expect(console.locator(".tag.in")).to_have_count(4)

    workshop.open()
    expect(screen.locator(".step-suitcase #packed svg")).to_be_visible()
    for phone in phones:
        expect(phone.locator("#team #packed svg")).to_be_visible()
        expect(phone.locator("#handed-in svg").first).to_be_visible()
    plain.reload()
    expect(plain.locator("#team #packed svg")).to_be_visible()
    expect(console.locator(".spreads li")).to_have_count(10)


def test_the_plain_form_says_what_is_wrong_and_keeps_what_was_typed(visit: Visits, workshop: Workshop) -> None:
    """Without JavaScript the server judges, next to the rows."""
    visit.allow("status of 422")
    plain = join(visit(phone=True, scripts=False), workshop, "Ilse")
    workshop.start()
    plain.reload()
    expect(plain.locator(".doors")).to_be_hidden()
    fill(plain, (9, *SHEETS[0][1:]))
    plain.click("#hand-in")
    expect(plain.locator("#message")).to_be_visible()
    expect(plain.locator(".row.equal .way-out:visible")).to_have_count(1)
    assert typed(plain) == [str(n) for n in (9, *SHEETS[0][1:])]
    plain.locator(INPUTS).first.fill("5")
    hand_in(plain)


def test_equal_scores_have_a_way_out_of_one_tap(visit: Visits, workshop: Workshop) -> None:
    """Two rows with 9 points: the offered number makes the sheet whole."""
    (phone,) = started(visit, workshop, "Fenna")
    fill(phone, (5, 9, 3, 9, *SHEETS[0][4:]))
    expect(phone.locator(".row.equal")).to_have_count(2)
    phone.click("#hand-in")
    offer = phone.locator(".row.equal .way-out button")
    expect(offer.first).to_be_focused()
    assert [int(number) for number in offer.evaluate_all("all => all.map(b => b.dataset.make)")] == [8, 10]
    offer.last.tap()
    expect(phone.locator(".row.equal")).to_have_count(0)
    assert typed(phone)[3] == "10"
    hand_in(phone)


def test_the_order_door_permutes_the_points(visit: Visits, workshop: Workshop) -> None:
    """Points stay with the places; a category that moves takes the points of its new place."""
    (phone,) = started(visit, workshop, "Marijke")
    phone.locator("#door-order").tap()
    names = phone.locator(".row")
    before = names.evaluate_all("rows => rows.map(row => row.dataset.name)")
    places = typed(phone)
    assert places == sorted(places, key=int, reverse=True)
    phone.locator(".row .up").nth(2).tap()
    after = names.evaluate_all("rows => rows.map(row => row.dataset.name)")
    assert after == [before[0], before[2], before[1], *before[3:]]
    assert typed(phone) == places
    expect(phone.locator(".row .up").nth(1)).to_be_focused()
    expect(phone.locator("#saved")).to_have_text(words(phone, "saved"))
    phone.locator("#door-points").tap()
    assert sorted(typed(phone), key=int, reverse=True) == places
    hand_in(phone)


def test_offline_is_told_and_made_good(visit: Visits, workshop: Workshop) -> None:
    """What is typed without a connection stays on the phone, and is sent when it is back."""
    visit.allow("ERR_INTERNET_DISCONNECTED|ERR_FAILED|ERR_NETWORK|htmx")
    (phone,) = started(visit, workshop, "Samira")
    phone.context.set_offline(True)
    phone.locator(INPUTS).first.fill("17")
    expect(phone.locator("#saved")).to_have_text(words(phone, "offline"))
    phone.context.set_offline(False)
    expect(phone.locator("#saved")).to_have_text(words(phone, "saved"))
    assert typed(phone)[0] == "17"
    phone.reload()
    assert typed(phone)[0] == "17"


def test_a_hand_in_without_connection_follows_by_itself(visit: Visits, workshop: Workshop) -> None:
    """Pressing the button in a dead spot is enough."""
    visit.allow("ERR_INTERNET_DISCONNECTED|ERR_FAILED|ERR_NETWORK|htmx")
    (phone,) = started(visit, workshop, "Rob")
    fill(phone, SHEETS[0])
    expect(phone.locator("#saved")).to_have_text(words(phone, "saved"))
    phone.context.set_offline(True)
    phone.click("#hand-in")
    expect(phone.locator("#saved")).to_have_text(words(phone, "waiting"))
    phone.context.set_offline(False)
    expect(phone.locator("#handed-in")).to_be_visible()


def test_a_draft_outlives_the_page(visit: Visits, workshop: Workshop) -> None:
    """Lock the phone, reload, come back: the numbers are there."""
    (phone,) = started(visit, workshop, "Yusuf")
    fill(phone, SHEETS[0])
    expect(phone.locator("#saved")).to_have_text(words(phone, "saved"))
    phone.reload()
    assert typed(phone) == [str(n) for n in SHEETS[0]]
    phone.locator(INPUTS).first.fill("6")
    phone.reload()  # at once: the browser kept it
    expect(phone.locator(INPUTS).first).to_have_value("6")


def test_handing_in_taking_back_handing_in(visit: Visits, workshop: Workshop) -> None:
    """Until the opening a sheet can be changed."""
    (phone,) = started(visit, workshop, "Yusuf")
    fill(phone, SHEETS[0])
    hand_in(phone)
    expect(workshop.console.locator(".count-in b")).to_have_text("1")
    phone.click("form[action$='/sheet/change'] button")
    expect(phone.locator("#sheet")).to_be_visible()
    expect(phone.locator("#changing")).to_be_visible()
    expect(workshop.console.locator(".count-in b")).to_have_text("1")  # it stays in until another one is
    assert typed(phone) == [str(n) for n in SHEETS[0]]
    phone.locator(INPUTS).first.fill("4")
    hand_in(phone)
    expect(phone.locator("#handed-in [data-points='4']")).to_be_attached()
    expect(workshop.console.locator(".count-in b")).to_have_text("1")
    phone.click("form[action$='/sheet/change'] button")
    phone.click("form[action$='/sheet/back'] button")
    expect(workshop.console.locator(".count-in b")).to_have_text("0")
    assert typed(phone)[0] == "4"


def test_typing_is_not_disturbed_by_what_comes_in(visit: Visits, workshop: Workshop) -> None:
    """Text, focus and caret stay while others join, hand in, and the facilitator leafs back."""
    phone, other = started(visit, workshop, "Yusuf", "Marijke")
    field = phone.locator(INPUTS).nth(4)
    field.fill("12")
    field.evaluate("field => field.setSelectionRange(1, 1)")
    field.evaluate("field => (window.mine = field)")
    phone.evaluate("window.scrolled = scrollY")
    happening = phone.locator(".happening .line b").first
    before = happening.inner_text()
    joined(visit, workshop, "Fenna")
    expect(happening).not_to_have_text(before)
    before = happening.inner_text()
    fill(other, SHEETS[1])
    hand_in(other)
    expect(happening).not_to_have_text(before)
    workshop.console.click("#to-destination")
    expect(workshop.console.locator("#to-filling")).to_be_visible()
    state = phone.evaluate(
        """[document.activeElement === window.mine, window.mine.isConnected, window.mine.value,
        window.mine.selectionStart, scrollY === window.scrolled]"""
    )
    assert state == [True, True, "12", 1, True]


def test_a_name_that_is_being_typed_stays(visit: Visits, workshop: Workshop) -> None:
    """An opened menu on a phone stays open when the room changes."""
    phone = joined(visit, workshop, "Yusuf")
    phone.locator("#own .menu summary").tap()
    joined(visit, workshop, "Marijke")
    expect(phone.locator(".happening .tag")).to_have_count(2)
    expect(phone.locator("#own .menu")).to_have_attribute("open", "")


def test_the_personal_link_restores_the_seat(visit: Visits, workshop: Workshop) -> None:
    """On another device the same person sits before the same draft."""
    (phone,) = started(visit, workshop, "Yusuf")
    phone.locator(INPUTS).nth(2).fill("21")
    expect(phone.locator("#saved")).to_have_text(words(phone, "saved"))
    phone.goto(workshop.seat + "link")
    link = phone.locator("main .address a").get_attribute("href")
    assert link
    tablet = visit(viewport={"width": 1024, "height": 768})
    tablet.goto(link)
    expect(tablet).to_have_url(workshop.seat)
    assert typed(tablet)[2] == "21"


def test_the_language_switch(visit: Visits, workshop: Workshop) -> None:
    """One press, the same page, the other language; and back."""
    phone = joined(visit, workshop, "Yusuf")
    expect(phone.get_by_role("heading", name="You are in, Yusuf")).to_be_visible()
    phone.click("button[name=language][value=nl]")
    expect(phone.locator("html")).to_have_attribute("lang", "nl")
    expect(phone).to_have_url(workshop.seat)
    expect(phone.get_by_role("heading", name="You are in, Yusuf")).to_have_count(0)
    joined(visit, workshop, "Marijke")
    expect(phone.locator(".happening .tag")).to_have_count(2)
    expect(phone.get_by_text(re.compile("people are here"))).to_have_count(0)
    phone.click("button[name=language][value=en]")
    expect(phone.get_by_role("heading", name="You are in, Yusuf")).to_be_visible()


def test_a_shared_tablet(visit: Visits, workshop: Workshop) -> None:
    """The next person sees nothing of the one before, and both sheets count."""
    tablet = visit(viewport={"width": 1024, "height": 768})
    join(tablet, workshop, "Yusuf")
    workshop.start()
    fill(tablet, SHEETS[0])
    hand_in(tablet)
    tablet.goto(workshop.seat + "link")
    link = tablet.locator("main .address a").get_attribute("href")
    tablet.goto(f"/j/{workshop.code}")
    tablet.click("form[action$='/someone-else'] button")
    tablet.fill("[name=name]", "Marijke")
    tablet.click("main .button.primary")
    expect(tablet.locator(INPUTS)).to_have_count(10)
    assert typed(tablet) == [""] * 10
    fill(tablet, SHEETS[1])
    hand_in(tablet)
    expect(workshop.console.locator(".count-in b")).to_have_text("2")
    assert link
    tablet.goto(link)
    tablet.click("form[data-away] button")  # Marijke sits here: it asks first
    expect(tablet.locator("#handed-in [data-points='14']")).to_be_attached()


def test_the_projector_grows_with_a_key(visit: Visits, workshop: Workshop) -> None:
    """Plus makes everything bigger, and the device remembers it."""
    screen = visit(viewport=PROJECTOR)
    screen.goto(workshop.screen)
    heading = screen.locator(".left-half h1")
    size = "heading => parseFloat(getComputedStyle(heading).fontSize)"
    before = heading.evaluate(size)
    screen.keyboard.press("+")
    assert heading.evaluate(size) > before * 1.1
    screen.reload()
    assert heading.evaluate(size) > before * 1.1
