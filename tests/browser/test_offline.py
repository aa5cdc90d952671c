"""Without a network: nothing that was typed is lost, what was pressed goes once, and a phone that slept is current."""

import re
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Frame, Page, expect

from tests.browser.conftest import Visits
from tests.browser.playing import INPUTS, SHEETS, Workshop, fill, hand_in, joined, start_workshop, typed, words

pytestmark = pytest.mark.browser

AWAY = "ERR_(INTERNET_DISCONNECTED|CONNECTION_REFUSED|FAILED|NETWORK_CHANGED)|htmx|status of 503"
STORY = "form[action$=stories] textarea"


def kept(page: Page) -> list[str]:
    """The names of what this browser keeps."""
    return page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('koffer:'))")


def keeps_nothing(page: Page) -> None:
    """Wait until this browser keeps nothing more: what it kept is on its way when the page already says so."""
    page.wait_for_function("!Object.keys(localStorage).some((key) => key.startsWith('koffer:'))")


def says(page: Page, name: str) -> str:
    """A sentence that a form says about the words in it."""
    said = page.locator("#moved-on").get_attribute(f"data-{name}")
    assert said
    return said


def link_of(page: Page, home: str) -> str:
    """The personal link of a member, for another device."""
    page.goto(home + "link")
    link = page.locator(".address a").get_attribute("href")
    page.goto(home)
    assert link
    return link


def test_offline_while_typing_and_handing_in(visit: Visits) -> None:
    """Half a minute without network: kept, handed in by itself once it is back, and there on another device."""
    visit.allow(AWAY)
    workshop = start_workshop(visit(viewport={"width": 1440, "height": 900}))
    anna = joined(visit, workshop, "Anna")
    link = link_of(anna, workshop.seat)
    workshop.start()
    expect(anna.locator(INPUTS)).to_have_count(10)
    anna.clock.install()
    anna.context.set_offline(True)
    fill(anna, SHEETS[0])
    anna.clock.run_for(2_000)
    expect(anna.locator("#saved")).to_have_text(words(anna, "offline"))
    anna.click("#hand-in")
    expect(anna.locator("#saved")).to_have_text(words(anna, "waiting"))
    anna.clock.run_for(30_000)
    expect(anna.locator("#saved")).to_have_text(words(anna, "waiting"))
    assert any(key.endswith(":draft") for key in kept(anna))
    anna.context.set_offline(False)
    expect(anna.locator("#handed-in")).to_be_visible()
    expect(anna.locator("#handed-in h1")).to_be_focused()
    expect(workshop.console.locator(".count-in b")).to_have_text("1")
    assert not any(key.endswith(":draft") for key in kept(anna))
    other = visit(phone=True)
    other.goto(link)
    expect(other.locator("#handed-in")).to_be_visible()
    points = other.locator("#handed-in [data-points]").evaluate_all("(all) => all.map((one) => +one.dataset.points)")
    assert tuple(points) == SHEETS[0]


def test_a_sheet_that_waits_is_older_than_one_from_another_device(visit: Visits) -> None:
    """It is not stored: the first device says why, and its numbers stay."""
    visit.allow(AWAY + "|status of 409")
    workshop = start_workshop(visit(viewport={"width": 1440, "height": 900}))
    anna = joined(visit, workshop, "Anna")
    other = visit(phone=True)
    other.goto(link_of(anna, workshop.seat))
    workshop.start()
    fill(anna, SHEETS[0])
    expect(anna.locator("#saved")).to_have_text(words(anna, "saved"))
    anna.context.set_offline(True)
    anna.click("#hand-in")
    expect(anna.locator("#saved")).to_have_text(words(anna, "waiting"))
    other.reload()
    fill(other, SHEETS[1])
    hand_in(other)
    anna.context.set_offline(False)
    expect(anna.locator("#message")).to_be_visible()
    assert typed(anna) == [str(number) for number in SHEETS[0]]
    keeps_nothing(anna)
    other.reload()
    points = other.locator("#handed-in [data-points]").evaluate_all("(all) => all.map((one) => +one.dataset.points)")
    assert tuple(points) == SHEETS[1]


def test_a_sheet_that_waits_while_the_room_opens(visit: Visits) -> None:
    """Whoever came too late is told, beside the numbers."""
    visit.allow(AWAY + "|status of 409")
    workshop = start_workshop(visit(viewport={"width": 1440, "height": 900}))
    anna, bo = joined(visit, workshop, "Anna"), joined(visit, workshop, "Bo")
    workshop.start()
    fill(bo, SHEETS[1])
    hand_in(bo)
    fill(anna, SHEETS[0])
    anna.context.set_offline(True)
    anna.click("#hand-in")
    expect(anna.locator("#saved")).to_have_text(words(anna, "waiting"))
    workshop.open()
    anna.context.set_offline(False)
    expect(anna.locator("#message [name=confirmed]")).to_be_visible()
    assert typed(anna) == [str(number) for number in SHEETS[0]]


def in_conversation(visit: Visits, mode: str = "discreet") -> tuple[Workshop, Page]:
    """A workshop that talks, and a member with the card of the first category."""
    workshop = start_workshop(visit(viewport={"width": 1440, "height": 900}), mode=mode)
    anonymous = ("Bo", "Cas", "Dirk", "Eva") if mode == "anonymous" else ()
    members = [joined(visit, workshop, name) for name in ("Anna", *anonymous)]
    workshop.start()
    for member, sheet in zip(members, SHEETS, strict=False):
        fill(member, sheet)
        hand_in(member)
    workshop.open()
    workshop.go_on()
    anna = members[0]
    expect(anna.locator("#turn-card")).to_be_visible()
    anna.locator("details.write summary").click()
    return workshop, anna


def press_story(page: Page, text: str) -> None:
    """Write a story down and press the button."""
    page.fill(STORY, text)
    page.locator("form[action$=stories] button").last.click()


@pytest.mark.parametrize("mode", ["discreet", "anonymous"])
def test_a_story_that_was_pressed_offline_goes_once(visit: Visits, mode: str) -> None:
    """Also after a change and a reload; nothing of it stays in the browser."""
    visit.allow(AWAY)
    workshop, anna = in_conversation(visit, mode)
    posts: list[str] = []
    anna.on("request", lambda request: request.method == "POST" and posts.append(request.post_data or ""))
    anna.context.set_offline(True)
    press_story(anna, "Last week")
    expect(anna.locator(".unsent[role=status]")).to_have_text(says(anna, "waiting"))
    press_story(anna, "Last week at the desk")
    expect(anna.locator(".unsent[role=status]")).to_have_text(says(anna, "waiting"))
    posts.clear()
    reloaded: list[Frame] = []
    # A try of the page that is left gets lost, or it could be said there already that the words were sent.
    anna.route("**/stories", lambda route: route.continue_() if reloaded else route.abort())
    anna.once("framenavigated", lambda frame: reloaded.append(frame))
    anna.context.set_offline(False)
    anna.reload()
    expect(anna.locator("#turn-card")).to_be_visible()
    expect(anna.locator(".unsent")).to_have_text(says(anna, "sent"))
    sent = {post.split("&")[0] for post in posts if "Last+week" in post}
    assert len(sent) == 1
    assert all("at+the+desk" in post for post in posts)
    if mode == "discreet":
        expect(anna.locator(".mine")).to_have_text(re.compile("Last week at the desk"))
    expect(workshop.console.locator("#stage")).to_be_visible()
    assert not any("Last week" in value for value in anna.evaluate("Object.values(localStorage)"))


def test_an_answer_that_got_lost_is_no_second_story(visit: Visits) -> None:
    """The server stored it, the phone never heard: the same press goes again, and is one story."""
    visit.allow(AWAY)
    _workshop, anna = in_conversation(visit)
    lost: list[str] = []

    def lose(route):
        if route.request.method != "POST" or lost:
            return route.continue_()
        lost.append(route.request.post_data)
        route.fetch(max_redirects=0)
        return route.fulfill(status=503, headers={"Retry-After": "1"})

    anna.route("**/stories", lose)
    press_story(anna, "Only one of these")
    expect(anna.locator(".unsent")).to_have_text(says(anna, "waiting"))
    anna.locator("form[action$=stories] button").last.click()  # impatient: the same words are the same press
    expect(anna.locator(".unsent")).to_have_text(says(anna, "sent"))
    expect(anna.locator(".mine")).to_have_count(1)
    assert len(lost) == 1
    assert not any(":waits:" in key for key in kept(anna))
    anna.reload()
    expect(anna.locator(".mine")).to_have_count(1)


def test_words_survive_a_reload_and_go_when_the_device_is_left(visit: Visits) -> None:
    """What is not sent stands there again, a number of the team too; who leaves the device takes it along."""
    visit.allow(AWAY)
    workshop, anna = in_conversation(visit)
    anna.fill(STORY, "Not sent yet")
    anna.reload()
    expect(anna.locator(STORY)).to_have_value("Not sent yet")
    anna.fill(STORY, "")
    assert not any(":waits:" in key for key in kept(anna))
    anna.fill(STORY, "Not sent yet")
    anna.locator(".menu summary").last.click()
    anna.locator("form[data-away] button").click()
    expect(anna.locator("#turn-card")).to_have_count(0)
    keeps_nothing(anna)

    console = workshop.console
    # Its scripts are there: they send the press. Without them the browser would go to a page, and lose it half-way.
    expect(console.locator("body.right")).to_be_attached()
    console.click("#to-score")
    expect(console.locator("form.team-score")).to_be_visible()
    console.context.set_offline(True)
    console.locator(INPUTS).first.fill("31")
    expect(console.locator("#saved")).to_have_text(words(console, "waits"))
    console.context.set_offline(False)
    console.reload()
    expect(console.locator(INPUTS).first).to_have_value("31")
    # It may have been stored before the page was loaded again: then there is nothing to say.
    expect(console.locator("#saved")).to_have_text(re.compile(f"^({re.escape(words(console, 'agreed'))})?$"))
    keeps_nothing(console)


def test_a_draft_whose_answer_got_lost_goes_on(visit: Visits) -> None:
    """Stored without our hearing of it: what is typed since is kept, also after a reload, and can be handed in."""
    visit.allow(AWAY)
    workshop = start_workshop(visit(viewport={"width": 1440, "height": 900}))
    anna = joined(visit, workshop, "Anna")
    workshop.start()
    lost: list[str] = []

    def lose(route):
        if lost:
            return route.abort()
        lost.append(route.request.post_data)
        route.fetch()
        return route.abort()

    anna.route("**/draft", lose)
    anna.locator(INPUTS).first.fill("41")
    expect(anna.locator("#saved")).to_have_text(words(anna, "offline"))
    fill(anna, SHEETS[0])
    anna.reload()
    assert typed(anna) == [str(number) for number in SHEETS[0]]
    assert len(lost) == 1
    anna.unroute("**/draft")
    hand_in(anna)
    expect(workshop.console.locator(".count-in b")).to_have_text("1")
    assert not any(key.endswith(":draft") for key in kept(anna))


def test_a_press_while_the_answer_to_a_draft_is_lost(visit: Visits) -> None:
    """The draft goes once more, then the sheet: nobody is told of another window."""
    visit.allow(AWAY)
    workshop = start_workshop(visit(viewport={"width": 1440, "height": 900}))
    anna = joined(visit, workshop, "Anna")
    workshop.start()
    lost: list[str] = []

    def lose(route):
        lost.append(route.request.post_data)
        if len(lost) > 1:
            return route.continue_()
        route.fetch()
        return route.abort()

    anna.route("**/draft", lose)
    anna.locator(INPUTS).first.fill("41")
    expect(anna.locator("#saved")).to_have_text(words(anna, "offline"))
    fill(anna, SHEETS[0])
    anna.locator("#hand-in").dblclick()
    expect(anna.locator("#handed-in")).to_be_visible()
    points = anna.locator("#handed-in [data-points]").evaluate_all("(all) => all.map((one) => +one.dataset.points)")
    assert tuple(points) == SHEETS[0]


def test_who_hands_the_device_on_leaves_nothing_in_it(visit: Visits) -> None:
    """Words that wait and the own copy of the points go with "I am someone else"."""
    workshop, anna = in_conversation(visit)
    anna.fill(STORY, "Not for the next one")
    anna.goto(urljoin(workshop.address, f"/j/{workshop.code}"))
    anna.locator("form[data-away] button").click()
    expect(anna.locator("#id_name")).to_be_visible()
    keeps_nothing(anna)


HIDE = """(hidden) => {
    Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
}"""


def test_a_phone_that_slept_is_current_when_it_wakes(visit: Visits) -> None:
    """In the background the stream is closed; a stream that went silent, or never began, is opened again."""
    visit.allow(AWAY)
    workshop = start_workshop(visit(viewport={"width": 1440, "height": 900}))
    anna = joined(visit, workshop, "Anna")
    with anna.expect_response("**/live/*"):
        anna.reload()
    anna.evaluate(HIDE, True)
    workshop.start()
    anna.evaluate(HIDE, False)
    expect(anna.locator(INPUTS)).to_have_count(10, timeout=3_000)

    refused: list[str] = []

    def refuse(route):
        refused.append(route.request.url)
        return route.fulfill(status=503) if len(refused) == 1 else route.continue_()

    anna.route("**/live/*", refuse)
    anna.clock.install()
    with anna.expect_response(lambda answer: "/live/" in answer.url and answer.status == 200):
        anna.reload()
    expect(anna.locator(INPUTS)).to_have_count(10)
    expect(anna.locator("#connection")).to_be_hidden()
    with anna.expect_request("**/live/*"):
        for _minute in range(3):  # the stream may have begun only just now
            anna.clock.run_for(60_000)
