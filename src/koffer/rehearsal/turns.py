"""What a category on the table must show, on the screens and on the card of each member (rules.md, 2 and 3)."""

import html
import re
from collections.abc import Mapping

from koffer.rehearsal.checks import dots_wrong, named_in, names_in
from koffer.rehearsal.truth import PHONE, Truth

MOST_ASKED = 2  # people per side
OF_ONE_VISIT = re.compile(r'(?:name="(?:csrfmiddlewaretoken|press_key|place|moves)" value=)"[^"]*"')


def turn_wrong(viewer: str, page: str, truth: Truth, place: int) -> list[str]:
    """What is wrong with the category on the table on a screen."""
    wrong = []
    if f"<h1>{html.escape(truth.categories[place])}" not in page.replace("<h2>", "<h1>"):
        wrong.append("the category is not on the table")
    if named_in(page) != truth.named(place):
        wrong.append(f"{len(named_in(page))} names at the dots instead of {len(truth.named(place))}")
    if ("We show no points" in page) == truth.dots_shown:
        wrong.append("it does not say why there are no dots" if not truth.dots_shown else "it says there are no dots")
    if viewer != PHONE:
        picture = re.search(r'<svg[^>]* id="talk-.*?</svg>', page, re.DOTALL)
        wrong += dots_wrong(picture.group() if picture else "", truth, place)
    return [f"{viewer}, {truth.categories[place]}: {text}" for text in wrong]


def cards_wrong(cards: Mapping[str, str], begins: set[str], truth: Truth, place: int) -> list[str]:
    """What is wrong with the own cards (by name), and with who is asked on the screens to begin."""
    if truth.privacy == "anonymous":
        return _secret_cards_wrong(cards, truth, place)
    reach = f" The team: {truth.reach(place).removesuffix(' points')}." if truth.dots_shown else ""
    wrong = [f"a card {text}" for name, card in cards.items() for text in _card_wrong(name, card, truth, place, reach)]
    asked: set[str] = set()
    for word, end in zip(("highest", "lowest"), truth.ends(place), strict=True):
        told = {name for name, card in cards.items() if f"You gave the {word} score here" in card}
        asked |= told
        if told - end or len(told) > MOST_ASKED or bool(told) != bool(end and truth.dots_shown):
            wrong.append(f"{len(told)} cards say that they gave the {word} score, which {len(end)} gave")
    if begins != (asked if truth.privacy == "open" else set()):
        wrong.append(f"the screens ask {len(begins)} to begin, the cards {len(asked)}")
    return [f"{truth.categories[place]}: {text}" for text in wrong]


def _secret_cards_wrong(cards: Mapping[str, str], truth: Truth, place: int) -> list[str]:
    if len({OF_ONE_VISIT.sub("", card) for card in cards.values()}) > 1:
        return ["the own cards differ in an anonymous workshop"]
    low, high = (end(truth.column(place)) // 5 * 5 for end in (min, max))
    card = next(iter(cards.values()))
    wrong = ["a card shows a name in an anonymous workshop"] if names_in(card) else []
    return wrong if f'data-low="{low}" data-high="{high}"' in card else [*wrong, "a card does not know the range"]


def _card_wrong(name: str, card: str, truth: Truth, place: int, reach: str) -> list[str]:
    said = re.search(r"You gave (\d+) points?\.(.*?)</p>", card)
    mine = truth.sheets.get(name)
    if (int(said[1]) if said else None) != (mine[place] if mine else None):
        return [f"says {said[1] if said else 'no'} points to who gave {mine[place] if mine else 'none'}"]
    wrong = [f"says “{said[2]}” instead of “{reach}”"] if said and said[2] != reach else []
    return wrong + (["shows another's name"] if names_in(card) - {name} else [])
