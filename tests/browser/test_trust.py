"""Right, or said within ten seconds: a mute stream, storage that throws, cookies that are gone, seven tabs.

shared/cases/trust.md, T17, T22, T29 to T33 and T37. Over HTTP: tests/attacks.
"""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Visits
from tests.browser.house import House
from tests.browser.playing import INPUTS, SHEETS, Workshop, fill, hand_in, join, joined, send, start_workshop
from tests.browser.test_journey import closed_workshop
from tests.browser.test_one_to_one import hand_in as pack
from tests.browser.test_one_to_one import opened, press
from tests.browser.test_one_to_one import start as begin

pytestmark = pytest.mark.browser

LAPTOP = {"viewport": {"width": 1440, "height": 900}}
TEN_SECONDS = 14_000  # ms: ten, and what a machine that tests stands still
STORY = "form[action$=stories] textarea"


def talking(visit: Visits, workshop: Workshop, *names: str) -> list[Page]:
    """Members who handed in, in the talk about a category."""
    people = [joined(visit, workshop, name) for name in names]
    workshop.start()
    for person, sheet in zip(people, SHEETS, strict=False):
        fill(person, sheet)
        hand_in(person)
    workshop.open()
    workshop.go_on()
    for person in people:
        expect(person.locator("#turn-card")).to_be_visible()
    return people


def write(page: Page, text: str) -> None:
    """Open the card and type a story."""
    page.locator("details.write summary").click()
    page.fill(STORY, text)


# T30: a proxy that holds streams back


def withhold(page: Page) -> None:
    """The head of a stream passes, its body does not."""
    page.add_init_script(
        """const asked = window.fetch;
        window.fetch = async (address, options) => {
          const answer = await asked(address, options);
          const wants = new Headers(options?.headers).get("accept") ?? "";
          if (!wants.includes("event-stream")) return answer;
          const silent = new ReadableStream({ pull: () => new Promise(() => {}) });
          return new Response(silent, { status: answer.status, headers: answer.headers });
        };"""
    )


def test_t30_behind_a_mute_proxy_every_page_is_right_by_asking(visit: Visits) -> None:
    console, screen, phone = visit(**LAPTOP), visit(viewport={"width": 1920, "height": 1080}), visit(phone=True)
    for page in (console, screen, phone):
        withhold(page)
    workshop = start_workshop(console)
    screen.goto(workshop.screen)
    join(phone, workshop, "Anna")
    expect(screen.locator(".luggage-tag", has_text="Anna")).to_be_visible(timeout=TEN_SECONDS)
    expect(console.locator(".tags .tag", has_text="Anna")).to_be_visible(timeout=TEN_SECONDS)
    step = console.locator(".rail .now").inner_text()
    console.click("#go-on")
    expect(console.locator(".rail .now")).not_to_have_text(step, use_inner_text=True, timeout=3_000)
    workshop.go_on()
    console.click("#go-start")
    expect(phone.locator(INPUTS)).to_have_count(10, timeout=TEN_SECONDS)
    expect(console.locator(".kept")).to_be_visible()


def stall(page: Page) -> None:
    """From `window.stalled` on nothing of the room comes through: neither its stream nor what is asked for."""
    page.add_init_script(
        """const asked = window.fetch, never = () => new Promise(() => {});
        window.fetch = async (address, options) => {
          const live = String(address).includes("/live/");
          if (live && window.stalled) return never();
          const answer = await asked(address, options);
          if (!live || !answer.body) return answer;
          const reader = answer.body.getReader();
          const pull = async (out) => {
            const piece = await reader.read();
            if (window.stalled) return never();
            piece.done ? out.close() : out.enqueue(piece.value);
          };
          return new Response(new ReadableStream({ pull }), { status: answer.status, headers: answer.headers });
        };"""
    )


def test_t30_a_stream_that_goes_silent_is_told_within_ten_seconds(visit: Visits) -> None:
    console, screen = visit(**LAPTOP), visit(viewport={"width": 1920, "height": 1080})
    stall(screen)
    workshop = start_workshop(console)
    screen.goto(workshop.screen)
    joined(visit, workshop, "Anna")
    expect(screen.locator(".luggage-tag", has_text="Anna")).to_be_visible()
    expect(screen.locator("#connection")).to_be_hidden()
    screen.evaluate("window.stalled = true")
    joined(visit, workshop, "Bas")
    expect(screen.locator("#connection")).to_be_visible(timeout=10_000)
    screen.evaluate("window.stalled = false")
    screen.reload()
    expect(screen.locator(".luggage-tag", has_text="Bas")).to_be_visible()


def test_t30_kept_is_not_said_when_nothing_gets_through(own_house: House, visit_at: Callable[[str], Visits]) -> None:
    visit = visit_at(own_house.address)
    visit.allow("ERR_(CONNECTION_REFUSED|CONNECTION_RESET|EMPTY_RESPONSE|FAILED|INCOMPLETE_CHUNKED)|htmx|status of 50")
    console = start_workshop(visit(**LAPTOP)).console
    expect(console.locator(".kept")).to_be_visible()
    own_house.stop()
    expect(console.locator("#connection")).to_be_visible(timeout=TEN_SECONDS)
    expect(console.locator(".kept")).to_be_hidden()
    own_house.start()
    expect(console.locator(".kept")).to_be_visible(timeout=TEN_SECONDS)


# T29: the seventh tab


def test_t29_seven_tabs_of_one_browser_all_answer(visit: Visits) -> None:
    console = visit(**LAPTOP)
    workshop = start_workshop(console)
    others = [console.context.new_page() for _ in range(6)]
    for page in others:
        page.goto(workshop.address, timeout=10_000)
        expect(page.locator("#stage")).to_be_visible()
    joined(visit, workshop, "Anna")
    for page in (console, *others):
        expect(page.locator(".tags .tag", has_text="Anna")).to_be_visible(timeout=TEN_SECONDS)
    step = console.locator(".rail .now").inner_text()
    console.click("#go-on")
    expect(console.locator(".rail .now")).not_to_have_text(step, use_inner_text=True, timeout=5_000)
    for page in others:
        expect(page.locator(".rail .now")).not_to_have_text(step, use_inner_text=True, timeout=TEN_SECONDS)


# T31: storage that throws

LOCAL = "Object.defineProperty(window, 'localStorage', { get: () => { %s } });"
EVERY_VERB = "for (const verb of ['getItem', 'setItem', 'removeItem', 'key']) Storage.prototype[verb] = () => { %s };"
STORAGES = {
    "null": LOCAL % "return null;",
    "denied": LOCAL % "throw new DOMException('no', 'SecurityError');",
    "full": "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };",
    "throwing": EVERY_VERB % "throw new Error('broken');",
    "broken": """const get = Storage.prototype.getItem;
        const ours = (key) => key.startsWith('koffer:');
        Storage.prototype.getItem = function (key) { return ours(key) ? '{broken' : get.call(this, key); };
        """,
}


@pytest.mark.parametrize("storage", STORAGES)
def test_t31_everything_is_stored_whatever_the_storage_does(visit: Visits, storage: str) -> None:
    console, anna = visit(**LAPTOP), visit(phone=True)
    for page in (console, anna):
        page.add_init_script(STORAGES[storage])
    workshop = start_workshop(console, mode="open")
    join(anna, workshop, "Anna")
    workshop.start()
    fill(anna, SHEETS[0])
    hand_in(anna)
    expect(workshop.console.locator(".count-in b")).to_have_text("1")
    workshop.open()
    workshop.go_on()
    expect(anna.locator("#turn-card")).to_be_visible()
    write(anna, "I once stayed until ten")
    anna.click("form[action$=stories] button")
    expect(workshop.console.locator(".story-text", has_text="until ten")).to_be_visible()
    workshop.console.click("#to-score")
    expect(workshop.console.locator(INPUTS)).to_have_count(10)
    console.locator(INPUTS).first.fill("12")
    expect(anna.locator("li[id^=line-] b").first).to_have_text("12")
    workshop.console.click("#to-strengths")
    expect(anna.locator("form[action*=sentences] textarea, form[action*=sentences] input[type=text]")).to_be_visible()
    anna.locator("form[action*=sentences] :is(textarea, input[type=text])").fill("We listen")
    anna.click("form[action*=sentences] button.primary")
    expect(workshop.console.locator(".waiting li", has_text="We listen")).to_be_visible()
    workshop.console.click("#to-label")
    anna.fill("form[action$=label] [name=large-text]", "Een ochtend met makers")
    anna.fill("form[action$=label] [name=small-text]", "Een lezer bellen")
    anna.click("form[action$=label] button.primary")
    expect(console.locator("#room")).to_contain_text("Een lezer bellen")


@pytest.mark.parametrize("storage", STORAGES)
def test_t31_between_two_everything_is_stored_whatever_the_storage_does(visit: Visits, storage: str) -> None:
    anna, marloes = visit(phone=True), visit(**LAPTOP)
    for page in (anna, marloes):
        page.add_init_script(STORAGES[storage])
    here = opened(anna, marloes)
    anna.goto(f"{here}/findings")
    anna.fill("#new_strength_text", "Ik durf te beginnen")
    anna.click("#new-strength button")
    expect(anna.locator(".strength article")).to_have_count(1)
    marloes.goto(f"{here}/findings")
    expect(marloes.locator(".strength article")).to_have_count(1)


def test_t31_a_device_that_keeps_nothing_says_so(visit: Visits) -> None:
    visit.allow("ERR_(INTERNET_DISCONNECTED|FAILED|NETWORK_CHANGED)|htmx")
    workshop = start_workshop(visit(**LAPTOP), mode="open")
    anna = visit(phone=True)
    anna.add_init_script(STORAGES["throwing"])
    join(anna, workshop, "Anna")
    workshop.start()
    expect(anna.locator(INPUTS)).to_have_count(10)
    anna.context.set_offline(True)
    anna.locator(INPUTS).first.fill("12")
    unkept = anna.locator("#moved-on").get_attribute("data-unkept")
    assert unkept
    expect(anna.locator("#saved")).to_have_text(unkept)
    anna.context.set_offline(False)
    expect(anna.locator("#saved")).to_have_text(anna.locator("#words").get_attribute("data-saved") or "")


def test_what_is_shared_is_kept_with_each_tick(visit: Visits) -> None:
    visit.allow("ERR_(INTERNET_DISCONNECTED|FAILED|NETWORK_CHANGED)|htmx")
    workshop = start_workshop(visit(**LAPTOP), mode="open")
    talking(visit, workshop, "Anna", "Bas")
    console = workshop.console
    console.click("#to-sharing")
    boxes = console.locator("#sharing [name=release]")
    with console.expect_response(lambda answer: answer.request.method == "POST"):
        boxes.first.check()
    expect(console.locator(".kept")).to_be_visible()
    console.reload()
    expect(boxes.first).to_be_checked()
    console.context.set_offline(True)
    boxes.nth(1).check()
    expect(console.locator(".kept")).to_be_hidden()
    console.context.set_offline(False)


# T33: words for a step that went on


def test_t33_words_for_a_step_that_went_on_are_offered(visit: Visits) -> None:
    workshop = start_workshop(visit(**LAPTOP), mode="open")
    anna, _bas = talking(visit, workshop, "Anna", "Bas")
    write(anna, "Words that were never sent")
    workshop.console.click("#to-score")
    expect(anna.locator("#moved-on")).to_be_visible()
    anna.reload()
    box = anna.locator(".left-over")
    expect(box).to_contain_text("Words that were never sent")
    box.locator("button").first.click()
    expect(box).to_have_count(0)
    workshop.console.click("#to-conversation")
    expect(workshop.console.locator(".story-text", has_text="never sent")).to_be_visible()


def test_t33_at_the_closing_too_and_they_can_be_let_go(visit: Visits) -> None:
    workshop = start_workshop(visit(**LAPTOP), mode="open")
    anna, _bas = talking(visit, workshop, "Anna", "Bas")
    write(anna, "Words that were never sent")
    console = workshop.console
    console.click("#to-score")
    expect(console.locator(INPUTS)).to_have_count(10)
    for field, number in zip(console.locator(INPUTS).all(), SHEETS[1], strict=True):
        field.fill(str(number))
    console.click("#hand-in")
    expect(console.locator("#stage[data-stage*=decided]")).to_be_attached()
    console.click("#to-sharing")
    console.click("#ask-close")
    console.click("#go-close")
    expect(console.locator("#stage[data-stage^=closed]")).to_be_attached()
    anna.reload()
    box = anna.locator(".left-over")
    expect(box).to_contain_text("Words that were never sent")
    box.locator("button").last.click()
    expect(box).to_have_count(0)
    anna.reload()
    expect(anna.locator("#own")).to_be_visible()
    expect(anna.locator(".left-over")).to_have_count(0)


# T37: a second person in a second tab


def test_t37_the_tab_of_who_left_clears_itself_and_does_nothing(visit: Visits) -> None:
    visit.allow("status of 409")
    workshop = start_workshop(visit(**LAPTOP))
    anna = joined(visit, workshop, "Anna")
    workshop.start()
    expect(anna.locator(INPUTS)).to_have_count(10)
    fill(anna, SHEETS[0])
    other = anna.context.new_page()
    other.goto(f"/j/{workshop.code}")
    other.click("form[action$=someone-else] button")
    other.fill("[name=name]", "Bert")
    other.locator("main .button.primary").click()
    expect(other.locator(INPUTS)).to_have_count(10)
    expect(anna.locator(INPUTS)).to_have_count(0, timeout=TEN_SECONDS)
    expect(anna.locator("#reason")).to_be_visible()
    kept = "Object.keys(localStorage).filter((key) => key.endsWith(':draft'))"
    assert anna.evaluate(kept) == []
    fill(other, SHEETS[1])
    hand_in(other)
    expect(workshop.console.locator(".count-in b")).to_have_text("1")


def test_t17_a_link_of_a_colleague_asks_and_going_on_keeps_the_own_page(visit: Visits) -> None:
    workshop = start_workshop(visit(**LAPTOP))
    anna, bas = joined(visit, workshop, "Anna"), joined(visit, workshop, "Bas")
    bas.goto(f"{workshop.seat}link")
    link = bas.locator(".address a").get_attribute("href")
    assert link
    anna.goto(link)
    expect(anna.locator("h1")).to_contain_text("Anna")
    anna.locator("main .button.primary").click()
    expect(anna.locator("footer")).to_contain_text("Anna")


# T32 and T34: cookies that are gone, and a token of before


def test_cookies_that_were_cleared_are_told_and_the_words_stand_there(visit: Visits) -> None:
    visit.allow("status of (403|404|409)")
    workshop = start_workshop(visit(**LAPTOP), mode="open")
    anna, _bas = talking(visit, workshop, "Anna", "Bas")
    write(anna, "I once stayed until ten")
    anna.context.clear_cookies()
    anna.click("form[action$=stories] button")
    expect(anna.locator("#reason")).to_contain_text("forgot who you are")
    expect(anna.locator("#typed-here")).to_contain_text("I once stayed until ten")


def test_cookies_that_were_cleared_leave_the_numbers_with_their_names(visit: Visits) -> None:
    visit.allow("status of (403|404|409)")
    workshop = start_workshop(visit(**LAPTOP), mode="open")
    anna = joined(visit, workshop, "Anna")
    workshop.start()
    expect(anna.locator(INPUTS)).to_have_count(10)
    category = anna.locator("#rows label").nth(2).inner_text()
    anna.context.clear_cookies()
    anna.locator(INPUTS).nth(2).fill("12")
    expect(anna.locator("#typed-here")).to_contain_text(f"{category}: 12")


def test_a_token_of_before_is_renewed_and_the_words_go(visit: Visits) -> None:
    visit.allow("status of 403")
    workshop = start_workshop(visit(**LAPTOP), mode="open")
    anna, _bas = talking(visit, workshop, "Anna", "Bas")
    write(anna, "I once stayed until ten")
    anna.evaluate(
        "for (const one of document.querySelectorAll('[name=csrfmiddlewaretoken]')) one.value = 'x'.repeat(64)"
    )
    anna.click("form[action$=stories] button")
    expect(workshop.console.locator(".story-text", has_text="until ten")).to_be_visible()


# T22: two presses 250 ms apart


def twice(page: Page, selector: str) -> None:
    """Two presses of one finger, 250 ms apart, where the first one hit."""
    expect(page.locator("body.hold-still")).to_have_count(0)
    page.locator(selector).click(trial=True)  # it takes a press by now
    box = page.locator(selector).bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_timeout(250)  # the case itself: how a finger presses twice
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def test_t22_two_presses_are_one_step_in_the_workshop(visit: Visits) -> None:
    workshop = start_workshop(visit(**LAPTOP), mode="open")
    console = workshop.console
    people = [joined(visit, workshop, name) for name in ("Anna", "Bas")]
    steps = console.locator(".rail li b[aria-current]")
    first = steps.inner_text()
    twice(console, "#go-on")
    expect(steps).not_to_have_text(first, use_inner_text=True)
    second = steps.inner_text()
    twice(console, "#go-back")
    expect(steps).to_have_text(first, use_inner_text=True)
    workshop.go_on()
    expect(steps).to_have_text(second, use_inner_text=True)
    workshop.go_on()
    twice(console, "#go-start")
    expect(console.locator("#stage[data-stage^=filling]")).to_be_attached()
    expect(console.locator("#go-open")).to_be_visible()
    assert console.url == workshop.address
    for person, sheet in zip(people, SHEETS, strict=False):
        fill(person, sheet)
        hand_in(person)
    workshop.open()
    twice(console, "#go-on")
    expect(console.locator("#stage")).to_have_attribute("data-stage", re.compile("conversation/"))
    heading = console.locator(".talk-card h2")
    before = heading.inner_text()
    twice(console, "#go-on")
    expect(heading).not_to_have_text(before)
    nth = console.locator(".plan li.done").count()
    assert nth == 1


def test_t22_what_slides_under_the_finger_takes_no_press(visit: Visits) -> None:
    """The page that asks has the button of the language where that of the console was."""
    workshop = start_workshop(visit(viewport={"width": 1280, "height": 800}))
    console = workshop.console
    anna = joined(visit, workshop, "Anna")
    workshop.start()
    fill(anna, SHEETS[0])
    hand_in(anna)
    expect(console.locator(".count-in b")).to_have_text("1")
    language = console.locator("html").get_attribute("lang")
    twice(console, "#go-open")
    console.wait_for_url("**/opening")
    expect(console.locator("html")).to_have_attribute("lang", language or "")
    console.click("main .button.primary")
    expect(console.locator("#stage[data-stage^=opened]")).to_be_attached()
    console.click("#to-label")
    for text in ("Een", "Twee"):
        anna.fill("form[action$=label] [name=large-text]", f"{text} grote stap")
        anna.fill("form[action$=label] [name=small-text]", f"{text} kleine stap")
        anna.click("form[action$=label] button.primary")
        expect(console.locator("#room")).to_contain_text(f"{text} kleine stap")
    aside = console.locator("form[action$=aside] button[value=yes]")
    expect(aside).to_have_count(2)
    twice(console, "form[action$=aside] >> nth=0 >> button")
    expect(aside).to_have_count(1)


def test_t22_a_press_that_has_begun_hits_what_it_began_on(visit: Visits) -> None:
    """The part under the finger is put anew while it is down: the press is not lost."""
    workshop = start_workshop(visit(**LAPTOP), mode="open")
    console = workshop.console
    anna, bo = talking(visit, workshop, "Anna", "Bo")
    console.click("#to-strengths")
    send(anna, "Wij luisteren.")
    expect(console.locator("[name=sentence]")).to_have_count(1)
    console.locator("[name=sentence]").hover()
    console.mouse.down()
    with console.expect_response("**/console/own"):
        send(bo, "Wij durven.")
    console.mouse.up()
    expect(console.locator("[name=sentence]")).to_have_count(2)
    expect(console.get_by_label("Wij luisteren.")).to_be_checked()  # wherever it stands now: their order is chance


def test_t22_nor_when_the_room_moves_meanwhile(visit: Visits) -> None:
    """More time is given by another facilitator while the finger is on a button of one's own."""
    workshop = start_workshop(visit(**LAPTOP), mode="open")
    console = workshop.console
    talking(visit, workshop, "Anna", "Bo")
    other = console.context.new_page()
    other.goto(workshop.address)
    console.fill("#story_text", "Ik hoor nu")
    expect(console.locator("body.hold-still")).to_have_count(0)
    console.locator(".note .button").hover()
    console.mouse.down()
    moves = console.locator(".go [name=moves]").first
    before = moves.input_value()
    other.locator("form[action$=minutes] button").click()
    expect(moves).not_to_have_value(before)
    console.mouse.up()
    expect(console.locator("#story_text")).to_have_value("")


def test_t22_a_field_that_is_put_anew_keeps_the_hand(visit: Visits) -> None:
    """The step comes twice, with the answer to the press and with the news: who is in a field already types on."""
    workshop = start_workshop(visit(**LAPTOP), mode="open")
    console = workshop.console
    anna, _bo = talking(visit, workshop, "Anna", "Bo")
    held: list[Route] = []
    console.route("**/console/own", lambda route: held.append(route))
    with console.expect_request("**/console/own"):  # the answer may be here before the news
        console.click("#to-score")
    field = console.locator(INPUTS).first
    field.focus()
    field.evaluate("field => (field.seen = true)")
    assert len(held) == 1
    held[0].continue_()
    console.wait_for_function("selector => !document.querySelector(selector).seen", arg=INPUTS)
    console.keyboard.type("12")
    expect(anna.locator("li[id^=line-] b").first).to_have_text("12")


def test_t22_two_presses_are_one_at_a_review(visit: Visits) -> None:
    page = visit(**LAPTOP)
    closed_workshop(page)
    page.locator("#to-review").click()
    page.wait_for_url("**/console/review")
    twice(page, "#go-hold")
    expect(page.locator("#go-together")).to_be_visible()
    twice(page, "#go-together")
    expect(page.locator("#go-together")).to_have_count(0)
    expect(page.locator("#go-finish")).to_be_visible()


def test_t22_two_presses_are_one_at_the_road(visit: Visits) -> None:
    page = visit(**LAPTOP)
    closed_workshop(page)
    page.locator("#to-road").click()
    page.wait_for_url("**/road")
    page.fill("[name=name]", "Wijktafels")
    twice(page, "form[action$=stops] .button")
    stops = page.locator(".list li", has_text="Wijktafels")
    expect(stops).to_have_count(1)
    page.locator("form.move select").first.select_option(label="Wijktafels")
    page.locator("form.move button").first.scroll_into_view_if_needed()
    twice(page, "form.move[data-case] button")
    expect(page.locator("form[action$=removal]:has(button.plain)").first).to_be_visible()
    expect(stops).to_have_count(1)


def test_t22_two_presses_are_one_slide(visit: Visits) -> None:
    page = visit(**LAPTOP)
    closed_workshop(page)
    page.locator("#to-presentations").click()
    page.fill("[name=name]", "Teamdag")
    page.locator("#go-prepare").click()
    page.locator(".list a").first.click()
    page.wait_for_url("**/presentations/*")
    twice(page, "#go-begin")
    on = page.locator("#slide-on")
    expect(on).to_have_attribute("value", "1")
    twice(page, "#slide-on")
    expect(on).to_have_attribute("value", "2")


def test_t22_two_presses_are_one_between_two(visit: Visits) -> None:
    anna, marloes = visit(**LAPTOP), visit(**LAPTOP)
    anna.goto("/one-to-one")
    begin(anna, "employee", "Anna")
    pack(anna, SHEETS[1])
    press(anna, "invitation")
    link = anna.locator(".address a").get_attribute("href")
    assert link
    marloes.goto(link)
    marloes.fill("#id_name", "Marloes")
    marloes.click("main button.primary")
    expect(anna.locator("form[action$=opening] button")).to_be_visible()
    twice(anna, "form[action$=opening] button")
    expect(anna.locator("form[action$=opening] button[value=no]")).to_be_visible()
    press(marloes, "opening")
    marloes.wait_for_url("**/talk")
