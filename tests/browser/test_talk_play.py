"""From the opened suitcase to the label: a whole talk on console, projector and phones, and what happens on the way."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visits
from tests.browser.inspection import Inspection
from tests.browser.playing import SHEETS, Workshop, opened, send, start_workshop, tell, tie, words

pytestmark = pytest.mark.browser
CONSOLE = {"width": 1440, "height": 900}
PROJECTOR = {"width": 1920, "height": 1080}


def projector(visit: Visits, workshop: Workshop, locale: str = "en-GB") -> Page:
    screen = visit(viewport=PROJECTOR, locale=locale)
    screen.goto(workshop.screen)
    return screen


@pytest.mark.parametrize("mode", ["discreet", "anonymous"])
def test_a_whole_talk(visit: Visits, mode: str) -> None:
    """In Dutch, to the closed suitcase; every page of every step is inspected."""
    inspect = Inspection(thorough=mode == "discreet", contrast=mode == "discreet")
    locale = "nl-NL"
    workshop = start_workshop(visit(viewport=CONSOLE, locale=locale), mode=mode)
    console, screen = workshop.console, projector(visit, workshop, locale)
    phones = opened(visit, workshop, 5)
    anna, bo = phones[:2]
    for page in phones[2:]:
        page.close()

    def look(step: str) -> None:
        inspect(anna, step)
        inspect(console, f"console {step}", phone=False)
        inspect.screen(screen, step)

    workshop.go_on()
    expect(screen.locator(".talk-step h1")).to_be_visible()
    expect(anna.locator("#turn-card")).to_be_visible()
    assert screen.locator(".named").count() == 0
    if mode == "anonymous":  # Lid1 and Lid2 stand at the two ends of the first category; their own browsers know it
        expect(bo.locator("[data-say=mine]")).to_be_visible()
    else:
        bo.check("[name=may_tell]")
        bo.locator(".offer .primary").tap()
        expect(console.locator(".offers .tag")).to_have_count(1)
        expect(screen.locator(".named li")).to_have_count(1)
    tell(anna, "Het taalcafé liep vol. 👩‍👩‍👧")
    if mode == "anonymous":
        waiting = console.locator("form[action$='/stories/opening'] button")
        expect(waiting).to_be_visible()
        tell(bo, "De folder lag er nog.")
        expect(screen.locator(".story")).to_have_count(0)
        waiting.click()
    told = 2 if mode == "anonymous" else 1
    expect(screen.locator(".story")).to_have_count(told)
    console.fill("#story_text", "Niemand wist wie mocht beslissen.")
    console.locator(".note .button").click()
    expect(screen.locator(".story")).to_have_count(told + 1)
    console.fill("#provisional_points", "12")
    console.locator(".note-line .button").click()
    expect(screen.locator(".provisional")).to_be_visible()
    look("conversation")

    console.click("#to-score")
    expect(screen.locator(".board-lines li")).to_have_count(10)
    console.locator("#proposal summary").click()
    look("score")
    console.click("#fill-proposal")
    expect(console.locator("#rows .count input").first).not_to_have_value("")
    console.click("#fit")
    expect(screen.locator(".board-lines .open")).to_have_count(0)
    anna.locator(".nodding [value=agree]").tap()
    expect(screen.locator(".nods")).to_be_visible()
    console.click("#hand-in")
    expect(screen.locator(".suitcase-step #packed")).to_be_visible()
    expect(anna.locator("#packed")).to_be_visible()

    workshop.go_on()
    send(anna, "Wij luisteren.")
    send(bo, "Wij durven.")
    if mode == "anonymous":
        console.locator("form[action$='/strength/opening'] button").click()
    expect(console.locator("[name=sentence]")).to_have_count(2)
    for box in console.locator("[name=sentence]").all():
        box.check()
    expect(console.locator("#pick_text")).not_to_have_value("")
    console.fill("#pick_example", "De markt in mei.")
    console.locator("[id^=pick-] .button").click()
    expect(screen.locator(".finding")).to_have_count(1)
    expect(screen.locator(".waiting li")).to_have_count(0)
    look("strengths")
    workshop.go_on()
    send(bo, "Stoppen met iets.")
    console.fill("#pick_text", "Stoppen met iets.")
    console.select_option("#pick_remedy", "learn")
    console.locator("[id^=pick-] .button").click()
    expect(screen.locator(".finding .remedy")).to_be_visible()
    look("gaps")

    workshop.go_on()
    tie(anna, "Elk kwartaal een wijktafel.", "Vraag drie bezoekers wat zij missen.")
    tie(bo, "Een vast potje.", "")
    expect(screen.locator(".tied")).to_have_count(1)
    expect(anna.locator(".halves li")).to_have_count(1)
    anna.locator(".names-form [value=yes]").last.tap()
    expect(screen.locator(".step-who", has_text="Lid0")).to_be_visible()
    for menu in anna.locator("details").all():
        menu.evaluate("menu => (menu.open = true)")
    look("label")
    bo.locator(".halves a").tap()
    bo.fill("[name=small-text]", "Leg vijf euro in.")
    inspect(bo, "pair")
    bo.locator("main .primary").tap()
    expect(screen.locator(".tied")).to_have_count(2)

    workshop.go_on()
    console.click("#beside .button")
    expect(screen.locator(".roadside-step title")).to_have_count(1)
    expect(anna.locator("[data-stop] title")).to_have_count(1)
    look("roadside")

    workshop.go_on()
    send(anna, "trots")
    if mode == "anonymous":
        send(bo, "nieuwsgierig")
        console.locator("form[action$='/word/opening'] button").click()
    expect(screen.locator(".words .tag")).to_have_count(2 if mode == "anonymous" else 1)
    console.locator("[name=release]").first.check()
    console.locator("#sharing .button").click()
    expect(screen.locator(".shared li").first).not_to_have_text(screen.locator(".shared li").last.inner_text())
    look("sharing")
    console.click("#ask-close")
    console.click("#go-close")
    expect(screen.locator(".closed-step .hangtag .tied")).to_have_count(2)
    expect(anna.locator(".closed-page .tied")).to_have_count(2)
    expect(console.locator("#reopen")).to_be_visible()
    look("closed")
    print("\n" + "\n".join(inspect.report()))
    assert inspect.report() == []


def test_anonymous_only_the_own_browser_knows_the_ends(visit: Visits) -> None:
    """The sentence for the highest is found from the own copy; no request asks for it."""
    workshop = start_workshop(visit(viewport=CONSOLE), mode="anonymous")
    phones = opened(visit, workshop, 5)
    asked: list[str] = []
    phones[1].on("request", lambda request: asked.append(request.url))
    workshop.console.locator("#to-conversation").click()
    expect(phones[1].locator("#turn-card")).to_be_visible()
    places = [int(phone.locator("#turn-card").get_attribute("data-position") or -1) for phone in phones]
    assert len(set(places)) == 1
    bands = [SHEETS[i][places[0]] // 5 for i in range(5)]
    for phone, band in zip(phones, bands, strict=True):
        told = phone.locator("#turn-card h2:visible")
        expect(told).to_have_count(1)
        end = "high" if band == max(bands) else "low" if band == min(bands) else "none"
        expect(told).to_have_attribute("data-say", end)
    assert all(url.endswith("/own") or "/live/" in url or "/static/" in url for url in asked), asked


def test_two_facilitators_at_the_same_score(visit: Visits) -> None:
    """Each sees the other's numbers; both press decide: one decision, and the later sees what changed."""
    visit.allow("status of 409")
    workshop = start_workshop(visit(viewport=CONSOLE), mode="open")
    opened(visit, workshop, 2)
    first = workshop.console
    first.goto(workshop.page("links"))
    first.fill("[name=label]", "Two")
    first.locator("main form .button").first.click()
    link = first.locator("[role=status] .address a").get_attribute("href")
    first.goto(workshop.address)
    second = visit(viewport=CONSOLE)
    assert link
    second.goto(link)
    first.click("#to-score")
    expect(second.locator("#sheet")).to_be_visible()
    fields = [page.locator("#rows .count input") for page in (first, second)]
    first.locator("#rows .count input").first.fill("12")
    expect(fields[1].first).to_have_value("12")
    fields[1].nth(1).fill("9")
    expect(fields[0].nth(1)).to_have_value("9")

    second.context.set_offline(True)
    visit.allow("ERR_INTERNET_DISCONNECTED|ERR_FAILED|ERR_NETWORK|htmx")
    fields[1].first.fill("14")
    expect(second.locator("#saved")).to_have_text(words(second, "waits"))
    with first.expect_response(lambda answer: answer.request.method == "PUT"):  # the 13 is there before the 14
        fields[0].first.fill("13")
    expect(first.locator("#saved")).to_have_text(words(first, "agreed"))
    second.context.set_offline(False)
    expect(second.locator(".other")).to_contain_text("13")
    expect(fields[1].first).to_have_value("14")  # what was typed stays
    fields[1].first.fill("15")
    expect(fields[0].first).to_have_value("15")

    first.click("#fit")
    expect(fields[1].nth(9)).not_to_have_value("")
    first.click("#hand-in")
    expect(first.locator("#hand-in")).to_contain_text("again")
    expect(second.locator("[name=seen]")).to_have_value("1")
    second.evaluate("document.querySelector('[name=seen]').value = '0'")
    fields[1].first.fill("16")
    second.click("#hand-in")
    expect(second.locator("#message")).to_be_visible()
    expect(fields[1].first).to_have_value("16")

    first.click("#to-label")
    expect(first.locator("#pair")).to_be_visible()
    first.fill("#pair [name=large-text]", "Een wijktafel.")
    first.locator("#pair .button").click()
    for page in (first, second):
        page.locator(".halves a").click()
        page.fill("[name=small-text]", "Vraag drie bezoekers." if page is first else "Vraag vier bezoekers.")
    for page in (first, second):
        page.locator("main .button.primary").click()
    expect(second.locator("[role=alert]")).to_contain_text("Vraag drie bezoekers.")
    expect(second.locator("[name=small-text]")).to_have_value("Vraag vier bezoekers.")


def test_what_is_being_written_stays_when_the_room_goes_on(visit: Visits) -> None:
    """A half-written story is not taken away by the next category, nor by a lost connection."""
    visit.allow("ERR_INTERNET_DISCONNECTED|ERR_FAILED|ERR_NETWORK|htmx")
    workshop = start_workshop(visit(viewport=CONSOLE), mode="open")
    phone = opened(visit, workshop, 2)[0]
    console = workshop.console
    console.locator("#to-conversation").click()
    expect(phone.locator("#turn-card")).to_be_visible()
    phone.locator(".write summary").click()
    phone.fill(".write [name=text]", "Toen we begon")
    console.fill("#story_text", "Ik hoor nu")
    console.fill("#provisional_points", "12")
    console.locator(".note-line .button").click()
    expect(console.locator(".provisional, .talk-card").first).to_be_visible()
    expect(console.locator("#story_text")).to_have_value("Ik hoor nu")
    console.locator(".note .button").click()
    expect(console.locator("#story_text")).to_have_value("")
    workshop.go_on_in_talk()
    expect(phone.locator("#moved-on")).to_be_visible()
    expect(phone.locator(".write [name=text]")).to_have_value("Toen we begon")
    phone.context.set_offline(True)
    phone.locator(".write form .button").click()
    expect(phone.locator(".unsent")).to_be_visible()
    expect(phone.locator(".write [name=text]")).to_have_value("Toen we begon")
    phone.context.set_offline(False)
    phone.locator(".write form .button").click()
    expect(phone.locator("#moved-on")).to_be_hidden()
    expect(phone.locator(".write [name=text]")).to_have_value("")
    workshop.go_on_in_talk(back=True)
    expect(phone.locator(".story", has_text="Toen we begon")).to_be_visible()


def test_merging_while_sentences_come_in(visit: Visits) -> None:
    """Ticks, text and caret of the facilitator stay while the phones send."""
    workshop = start_workshop(visit(viewport=CONSOLE), mode="open")
    anna, bo = opened(visit, workshop, 2)
    console = workshop.console
    console.click("#to-strengths")
    expect(anna.locator("#own [name=text]")).to_be_visible()
    send(anna, "Wij luisteren.")
    console.locator("[name=sentence]").first.check()
    console.fill("#pick_text", "Wij luisteren naar")
    console.locator("#pick_text").evaluate("field => field.setSelectionRange(3, 3)")
    expect(bo.locator("#own [name=text]")).to_be_visible()
    send(bo, "Wij durven.")
    expect(console.locator("[name=sentence]")).to_have_count(2)
    expect(console.locator("[name=sentence]:checked")).to_have_count(1)
    assert console.evaluate("[document.activeElement.id, document.activeElement.selectionStart]") == ["pick_text", 3]
    expect(console.locator("#pick_text")).to_have_value("Wij luisteren naar")
    console.locator("[id^=pick-] .button").click()
    expect(anna.locator(".finding")).to_have_count(1)
    expect(anna.locator(".waiting li")).to_have_count(1)


def test_the_order_door_of_the_team_score(visit: Visits) -> None:
    """The numbers follow the order, and everybody sees them."""
    workshop = start_workshop(visit(viewport=CONSOLE), mode="open")
    opened(visit, workshop, 2)
    console, screen = workshop.console, projector(visit, workshop)
    console.click("#to-score")
    expect(console.locator("#sheet .doors")).to_be_visible()
    console.click("#door-order")
    expect(screen.locator(".board-lines b").first).to_have_text("19")
    first = screen.locator(".board-lines .name").first.inner_text()
    console.locator(".row .up").nth(1).click()
    expect(screen.locator(".board-lines .name").first).not_to_have_text(first)
    expect(screen.locator(".board-lines .name").nth(1)).to_have_text(first)
    expect(screen.locator(".board-lines b").first).to_have_text("19")


def test_a_talk_without_scripts(visit: Visits) -> None:
    """Every form works as a plain form too."""
    workshop = start_workshop(visit(viewport=CONSOLE), mode="open")
    phone = opened(visit, workshop, 2)[0]
    plain = visit(phone=True, scripts=False)
    phone.goto(workshop.seat + "link")
    link = phone.locator("main .address a").get_attribute("href")
    assert link
    workshop.console.locator("#to-conversation").click()
    expect(workshop.console.locator(".talk-card")).to_be_visible()
    plain.goto(link)
    plain.locator(".offer .primary").click()
    expect(plain.locator(".offer .notice")).to_be_visible()
    tell_plain = plain.locator(".write")
    tell_plain.locator("summary").click()
    tell_plain.locator("[name=text]").fill("Zo ging het.")
    tell_plain.locator("form .button").click()
    expect(plain.locator(".mine")).to_have_count(1)
    workshop.console.click("#to-label")
    expect(workshop.console.locator("#pair")).to_be_visible()
    plain.reload()
    plain.fill("[name=large-text]", "Een wijktafel.")
    plain.locator("#own .button.primary").click()
    expect(plain.locator(".halves li")).to_have_count(1)
