"""What a screen may and must show (rules.md, 3), judged on its bytes. Checks return what is wrong."""

import html
import re

from koffer.rehearsal.streams import Shown
from koffer.rehearsal.truth import CONSOLE, Truth

NAME = re.compile(r"Rehearser-\d{4}")
SAID = re.compile(r"(?:Story|Strength|Gap|Word)-\d{4}")  # with what everything that is said begins
# What only a picture of points, or somebody's own part, is made of.
TEAM = 'id="team"'
POINTS = ('data-points="', 'class="spreads"', 'id="packed"', TEAM, 'id="handed-in"', '<input id="c', 'id="talk-')
OWN_SIGNS = ('data-points="', 'id="handed-in"', 'id="turn-card"', 'id="talk-own"', "<textarea")
# Where names may stand after the opening, by the step that is shown.
NAMED = re.compile(r'<ul class="named" id="named">.*?</ul>', re.DOTALL)
BEGINS = re.compile(r">[^<>]*: will you begin")
OFFERS = re.compile(r'<ul class="offers">.*?</ul>', re.DOTALL)
TELLER = re.compile(r'<p class="story-side">.*?</p>', re.DOTALL)
WHO = re.compile(r'<p class="step-who">.*?</p>', re.DOTALL)


def names_in(text: str) -> set[str]:
    """The names of members in a text."""
    return set(NAME.findall(text))


def said_in(text: str) -> set[str]:
    """The marks of what was said: stories, sentences, words."""
    return set(SAID.findall(text))


def left_out(page: str) -> int:
    """How much is only counted, where a message would be too large (rules.md, section 7)."""
    return sum(map(int, re.findall(r"and (\d+) more", page)))


def all_said(page: str, marks: set[str]) -> bool:
    """Whether everything stands there, or is counted."""
    return len(marks & said_in(page)) + left_out(page) >= len(marks)


def where(stage: str) -> tuple[str, str]:
    """The step that a stage after the opening names, and the id of the category on the table; closed has none."""
    shown = re.fullmatch(r"opened-\w+ (?:decided )?(\w+)/(\d*).*", stage)
    return (shown[1], shown[2]) if shown else (stage.partition("-")[0], "")


def secrets_in(viewer: str, shown: Shown, truth: Truth) -> list[str]:
    """What a state shows that this viewer may not see."""
    page = shown.html
    if not shown.stage.startswith(("opened", "closed")):
        found = [f"{viewer} shows points before the opening ({sign})" for sign in POINTS if sign in page]
        if viewer != CONSOLE and truth.privacy == "anonymous" and NAME.search(page):
            found.append(f"{viewer} shows a name in an anonymous workshop")
    else:
        found = [f"the stream of {viewer} holds somebody's own part ({sign})" for sign in OWN_SIGNS if sign in page]
        found += _names_wrong(viewer, shown, truth)
    if viewer == CONSOLE and truth.privacy == "anonymous" and 'class="tag in"' in page:
        found.append("the console shows who handed in, in an anonymous workshop")
    if truth.privacy == "anonymous" and truth.stories & said_in(page) not in (set(), truth.stories):
        found.append(f"{viewer} shows some of the stories that wait")
    return found


def _names_wrong(viewer: str, shown: Shown, truth: Truth) -> list[str]:
    """The names that stand where they may not: rules.md, 3, the row "name at a dot" and what people chose."""
    step, category = where(shown.stage)
    if step == "lobby" and (truth.privacy != "anonymous" or viewer == CONSOLE):
        return []
    rest, found = shown.html, []
    for place, names in _permitted(viewer, step, category, truth).items():
        for part in place.findall(rest):
            if names_in(part) - names:
                found.append(f"{viewer} shows a name that may not stand there ({step}: {place.pattern})")
        rest = place.sub("", rest)
    if NAME.search(rest):
        found.append(f"{viewer} shows a name in the step {step}")
    if named_in(shown.html) - (truth.named(truth.ids.index(category)) if category else set()):
        found.append(f"{viewer} shows a name at points that are not that person's")
    return found


def _permitted(viewer: str, step: str, category: str, truth: Truth) -> dict[re.Pattern[str], set[str]]:
    """The places of a page where names may stand now, each with the names that may."""
    places = {"label": {WHO: truth.on_label}, "closed": {WHO: truth.on_label, TELLER: truth.tellers}}.get(step, {})
    if step == "conversation" and category and truth.privacy != "anonymous":
        place = truth.ids.index(category)
        most, least = truth.ends(place)
        places = {NAMED: {name for name, _points in truth.named(place)}, TELLER: truth.tellers}
        places[BEGINS] = most | least if truth.privacy == "open" else set()
        places[OFFERS] = {name for of, name in truth.offers if of == category and viewer == CONSOLE}
    return places


def named_in(page: str) -> set[tuple[str, int]]:
    """The names at the dots, each with its points."""
    rows = re.findall(r"<li><b>(\d+)</b> <span>(.*?)</span></li>", "".join(NAMED.findall(page)), re.DOTALL)
    return {(name, int(points)) for points, names in rows for name in names_in(names)}


def opened_wrong(viewer: str, page: str, truth: Truth) -> list[str]:
    """What is wrong with the opened suitcase on a screen: the means, or what was decided."""
    if f'data-stage="opened-{truth.privacy} ' not in page:
        return [f"{viewer} does not show the opened suitcase"]
    if not (truth.points_shown or truth.decided):
        return _few_wrong(viewer, page, len(truth.sheets))
    wrong = [] if viewer == CONSOLE else _picture_wrong(viewer, page, truth)
    return wrong + _sentence_wrong(viewer, page, truth) + _rows_wrong(viewer, page, truth)


def _few_wrong(viewer: str, page: str, sheets: int) -> list[str]:
    wrong = [f"{viewer} shows points of too few sheets ({sign})" for sign in POINTS if sign in page and sign != TEAM]
    if 'class="few"' not in page:
        wrong.append(f"{viewer} does not say why it shows no points")
    if not re.search(rf"\b{sheets} sheets? (?:is|are) in\.", page):
        wrong.append(f"{viewer} does not say that {sheets} sheets are in")
    return wrong


def _picture_wrong(viewer: str, page: str, truth: Truth) -> list[str]:
    drawn = re.search(r'id="packed">(.*?)</svg>', page, re.DOTALL)
    if not drawn:
        return [f"{viewer} shows no picture of the suitcase"]
    numbers = re.findall(r">(\d+)</text>", drawn[1])
    # A compartment that is too small for its number, on a phone, stands in a line under the picture.
    for line in re.findall(r'<p class="also">.*?</p>', page, re.DOTALL):
        numbers += re.findall(r"<b>(\d+)</b>", line)
    missing = [number for number in truth.decided if number and str(number) not in numbers]
    return [f"{viewer} shows a suitcase without the decided numbers {missing}"] if missing else []


def _sentence_wrong(viewer: str, page: str, truth: Truth) -> list[str]:
    said = re.search(r"Packed by (\d+) (?:person|people)(?:: |\. The team agreed on )([\d.,]+) of the 100 points", page)
    if not said:
        return [f"{viewer} does not say by how many the suitcase was packed"]
    wrong = []
    if int(said[1]) != len(truth.sheets):
        wrong.append(f"{viewer} says {said[1]} sheets instead of {len(truth.sheets)}")
    total = sum(map(truth.average, range(len(truth.ids))))
    if not _rounds_to(total, said[2]):
        wrong.append(f"{viewer} says {said[2]} points in all instead of {total:.3f}")
    return wrong


def _rows_wrong(viewer: str, page: str, truth: Truth) -> list[str]:
    rows = re.findall(r'<span class="name">([^<]*)</span>(.*?)</li>', page, re.DOTALL)
    if [html.unescape(name) for name, _ in rows] != list(truth.categories):
        return [f"{viewer} does not list the {len(truth.categories)} categories with their points"]
    wrong = []
    for place, (name, rest) in enumerate(rows):
        wrong += [f"{viewer}, {html.unescape(name)}: {text}" for text in _row_wrong(rest, truth, place)]
    return wrong


def _row_wrong(row: str, truth: Truth, place: int) -> list[str]:
    average = truth.average(place)
    wrong = []
    number = re.search(r"<b>([\d.,]+)</b>\s*$", row)
    if not number or not _rounds_to(average, number[1]):
        wrong.append(f"{number[1] if number else 'no number'} instead of {average:.3f}")
    return wrong + dots_wrong(row, truth, place)


def dots_wrong(picture: str, truth: Truth, place: int) -> list[str]:
    """What is wrong with the dots of one category; none may be there where they may not be shown."""
    dots, drawn = len(truth.sheets) if truth.dots_shown else 0, _dots_in(picture)
    wrong = [f"{drawn} dots instead of {dots}"] if drawn != dots else []
    if dots and truth.reach(place) not in picture:
        wrong.append(f"the range is not “{truth.reach(place)}”")
    return wrong


def _dots_in(picture: str) -> int:
    """How many dots are drawn: circles, or dotted lines where they are small."""
    dotted = re.search(r'<path d="([^"]*)"[^>]* stroke-dasharray="0 ([\d.]+)"', picture)
    if not dotted:
        return picture.count("<circle")
    return sum(int(abs(float(long)) / float(dotted[2])) + 1 for long in re.findall(r"[vh](-?[\d.]+)", dotted[1]))


def _rounds_to(exact: float, shown: str) -> bool:
    return abs(float(shown.replace(",", ".")) - exact) <= 0.05 + 1e-9


OWN = '<div id="own"'


def room_of(page: str) -> str:
    """The room on a whole page as the stream sends it: without the person's own part and tokens."""
    found = re.search(r'<main id="room"[^>]*>(.*?)</main>', page, re.DOTALL)
    room = found.group(1) if found else ""
    room = re.sub(r'<input type="hidden" name="(?:csrfmiddlewaretoken|place)"[^>]*>', "", room)
    return "".join(_without_own(room).split())


def _without_own(room: str) -> str:
    before, own, rest = room.partition(OWN)
    depth = 1
    for tag in re.finditer(r"<(/?)div\b", rest):
        depth += -1 if tag[1] else 1
        if depth == 0:
            return before + own + rest[: rest.index(">") + 1] + rest[tag.start() :]
    return room


def same_room(page: str, shown: Shown) -> bool:
    """Whether a page reloaded shows what its stream showed, whitespace aside."""
    return room_of(page) == "".join(shown.html.split())


def difference(page: str, shown: Shown) -> str:
    """Where a page and its stream begin to differ, whitespace aside: a little of both."""
    ours, theirs = room_of(page), "".join(shown.html.split())
    place = next((n for n, (a, b) in enumerate(zip(ours, theirs, strict=False)) if a != b), min(len(ours), len(theirs)))
    around = slice(max(place - 40, 0), place + 60)
    return f"{shown.stage!r}: {ours[around]} / {theirs[around]}"
