"""What a screen may and must show (rules.md, 3), judged on its bytes. Checks return what is wrong."""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass

from koffer.config.rehearsal.streams import Shown

NAME = re.compile(r"Rehearser-\d{4}")
PHONE, SCREEN, CONSOLE = "a phone", "the projector", "the console"
# What only a picture of points, or somebody's own part, is made of.
TEAM = 'id="team"'
POINTS = ('data-points="', 'class="spreads"', 'id="packed"', TEAM, 'id="handed-in"', '<input id="c')


@dataclass(frozen=True)
class Truth:
    """What was sent: the sheets, the names of the categories, and the mode."""

    privacy: str
    categories: Sequence[str]
    sheets: Sequence[Sequence[int]]

    @property
    def points_shown(self) -> bool:
        """Whether dots and means may be shown with so many sheets."""
        return len(self.sheets) >= (2 if self.privacy == "open" else 5)

    def column(self, place: int) -> list[int]:
        """The points that one category got."""
        return [sheet[place] for sheet in self.sheets]


def secrets_in(viewer: str, shown: Shown, privacy: str) -> list[str]:
    """What a state shows that this viewer may not see."""
    page, opened = shown.html, shown.stage.startswith("opened")
    found = []
    if not opened:
        found += [f"{viewer} shows points before the opening ({sign})" for sign in POINTS if sign in page]
    elif 'data-points="' in page or 'id="handed-in"' in page:
        found.append(f"the stream of {viewer} holds somebody's own sheet")
    if viewer != CONSOLE and (opened or privacy == "anonymous") and NAME.search(page):
        found.append(f"{viewer} shows a name {'after the opening' if opened else 'in an anonymous workshop'}")
    if viewer == CONSOLE and privacy == "anonymous" and 'class="tag in"' in page:
        found.append("the console shows who handed in, in an anonymous workshop")
    return found


def opened_wrong(viewer: str, page: str, truth: Truth) -> list[str]:
    """What is wrong with the opened suitcase on a screen."""
    if f'data-stage="opened-{truth.privacy}"' not in page:
        return [f"{viewer} does not show the opened suitcase"]
    if not truth.points_shown:
        return _few_wrong(viewer, page, len(truth.sheets))
    wrong = [] if viewer == CONSOLE or 'id="packed"' in page else [f"{viewer} shows no picture of the suitcase"]
    return wrong + _sentence_wrong(viewer, page, truth) + _rows_wrong(viewer, page, truth)


def _few_wrong(viewer: str, page: str, sheets: int) -> list[str]:
    wrong = [f"{viewer} shows points of too few sheets ({sign})" for sign in POINTS if sign in page and sign != TEAM]
    if 'class="few"' not in page:
        wrong.append(f"{viewer} does not say why it shows no points")
    if not re.search(rf"\b{sheets} sheets? (?:is|are) in\.", page):
        wrong.append(f"{viewer} does not say that {sheets} sheets are in")
    return wrong


def _sentence_wrong(viewer: str, page: str, truth: Truth) -> list[str]:
    said = re.search(r"Packed by (\d+) (?:person|people): ([\d.,]+) of the 100 points", page)
    if not said:
        return [f"{viewer} does not say by how many the suitcase was packed"]
    wrong = []
    if int(said[1]) != len(truth.sheets):
        wrong.append(f"{viewer} says {said[1]} sheets instead of {len(truth.sheets)}")
    total = sum(map(sum, truth.sheets)) / len(truth.sheets)
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
    column = truth.column(place)
    average = sum(column) / len(column)
    wrong = []
    mean = re.search(r"<b>([\d.,]+)</b>\s*$", row)
    if not mean or not _rounds_to(average, mean[1]):
        wrong.append(f"the mean is {mean[1] if mean else 'missing'} instead of {average:.3f}")
    if row.count("<circle") != len(column):
        wrong.append(f"{row.count('<circle')} dots instead of {len(column)}")
    if _range(truth.privacy, column) not in row:
        wrong.append(f"the range is not “{_range(truth.privacy, column)}”")
    return wrong


def _range(privacy: str, column: Sequence[int]) -> str:
    low, high = min(column), max(column)
    if privacy != "anonymous":
        return f"from {low} to {high} points"
    low, high = low // 5 * 5, high // 5 * 5
    return f"from {low}–{low + 4} to {high}–{high + 4} points"


def _rounds_to(exact: float, shown: str) -> bool:
    return abs(float(shown.replace(",", ".")) - exact) <= 0.05 + 1e-9


OWN = r'(<div id="own" hx-morph-skip>).*?(</div>)\s*(?=<section class="happening|<aside class="collection")'


def room_of(page: str) -> str:
    """The room on a whole page as the stream sends it: without the person's own part and tokens."""
    found = re.search(r'<main id="room"[^>]*>(.*?)</main>', page, re.DOTALL)
    room = found.group(1) if found else ""
    room = re.sub(r'<input type="hidden" name="csrfmiddlewaretoken"[^>]*>', "", room)
    return "".join(re.sub(OWN, r"\1\2", room, flags=re.DOTALL).split())


def same_room(page: str, shown: Shown | None) -> bool:
    """Whether a page reloaded shows what its stream showed, whitespace aside."""
    return shown is not None and room_of(page) == "".join(shown.html.split())
