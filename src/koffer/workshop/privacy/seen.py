"""Who sees what in which mode: the whole table of rules.md, section 3, each cell with its words.

`law` is a cell as rules.md writes it (S self, T team, P projector, F facilitator, W who types a paper sheet, V visiting
team, O organisation, X export, D who runs the server, n a number only); a test holds it against that table.
"""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Cell(NamedTuple):
    """Who sees it, as the rules have it and in words."""

    law: str
    words: Promise


class SeenItem(NamedTuple):
    """One item; `law` names it in rules.md. `between_two`: its name in a conversation of two, where that differs."""

    law: str
    item: Promise
    cells: tuple[Cell, ...]  # in the order of MODES
    between_two: Promise | None = None


class SeenInMode(NamedTuple):
    """One mode as the page shows it: its name, what it is, and who sees what."""

    key: str
    name: Promise
    about: Promise
    rows: list[tuple[Promise, Promise]]


ROOM = _("everyone in the room")
ROOM_FROM_FIVE = _("everyone in the room, from five people on")
TWO = _("the two of you")
NOBODY = _("nobody")
NOT_STORED = _("nobody; it is not stored")
YOU = _("only you")
NUMBER = _("you; the facilitator with names; the others only how many")
AFTER_RELEASE = _("everyone in the room; others only what the team chooses to show")
TO_OTHERS = _("other teams and the files of our team, without a name")
ERASED = _("whoever runs the server, until two weeks after closing")
NONE = _("does not exist here")
ORGANISATION = _("the organisation: the team and the date")

SELF = Cell("S (D)", _("only you, and technically whoever runs the server"))
UNSTORED = Cell("nobody, not stored", NOT_STORED)
NO = Cell("nobody", NOBODY)
PAIR = Cell("the two", TWO)
SAME = "same"


def _row(law: str, item: Promise, *cells: Cell, between_two: Promise | None = None) -> SeenItem:
    return SeenItem(law, item, cells, between_two)


ROWS = (
    _row(
        "who joined",
        _("That you joined, and your name"),
        Cell("T P F names", ROOM),
        Cell("T P F names (attendance is seen in the room anyway)", ROOM),
        Cell("F names; T P n", _("the facilitator with names; the others only how many")),
        PAIR,
    ),
    _row(
        "handed in yet",
        _("Whether you handed in"),
        Cell("S; F names; T P n", NUMBER),
        Cell("S; F names; T P n", NUMBER),
        Cell("S; all others n", _("you; all others only how many")),
        PAIR,
    ),
    _row(
        "busy, connection lost",
        _("Whether you are busy or lost the connection"),
        *[Cell("S; F n", _("you; the facilitator only how many"))] * 3,
        Cell('the other: "here / away"', _("the other sees: here or away")),
    ),
    _row("draft points", _("Points that you did not hand in"), *[SELF] * 4),
    _row("handed-in points before opening", _("Points that you handed in, before the opening"), *[SELF] * 4),
    _row(
        "own sheet after opening",
        _("Your own sheet after the opening"),
        *[Cell("S", YOU)] * 2,
        Cell("S, own browser only", _("only you, in your own browser")),
        Cell("S + the other", TWO),
    ),
    _row(
        "dots per category, unnamed",
        _("A dot for every sheet, without a name"),
        Cell("T P F", ROOM),
        Cell("T P F from 5 sheets", ROOM_FROM_FIVE),
        Cell("T P F from 5, bands of 5", _("everyone in the room, from five people on, rounded per five points")),
        PAIR,
    ),
    _row(
        "name at a dot",
        _("Your name at a dot"),
        Cell("T P F, this category, this step", _("everyone in the room, only while you talk about that category")),
        Cell("S; T P F only where S ticked it", _("you; the others only where you said so")),
        NO,
        PAIR,
    ),
    _row(
        '"you are highest/lowest"',
        _("That you gave the highest or the lowest score"),
        Cell("S + names on P", _("you, and everyone sees the names on the screen")),
        Cell("S", YOU),
        Cell("S (computed in browser)", _("only you: your own browser works it out")),
        Cell("-", NONE),
    ),
    _row("passed, declined, not answered", _("That you passed or said nothing"), UNSTORED, NO, NO, NO),
    _row(
        "whole sheet of another",
        _("Somebody else's whole sheet"),
        *[NO] * 3,
        Cell("the other", _("the other of the two")),
    ),
    _row(
        "mean, proposal",
        _("The mean of all points"),
        Cell("T P F from 2 sheets", _("everyone in the room, from two sheets on")),
        *[Cell("T P F from 5", ROOM_FROM_FIVE)] * 2,
        Cell("not shown", NOBODY),
    ),
    _row(
        "late mark",
        _("That a sheet came in later"),
        Cell("T P F", _("everyone in the room, as a number")),
        NO,
        Cell("no late sheets", _("late sheets are not possible")),
        Cell("-", NONE),
    ),
    _row(
        "story text",
        _("The text of your example from practice"),
        *[Cell("T P F once sent", _("everyone in the room, once you sent it"))] * 2,
        Cell("T P F, shuffled, in one go", _("everyone in the room, all examples shuffled and at the same time")),
        PAIR,
    ),
    _row(
        "story author",
        _("That the example is yours"),
        Cell("T P F", _("everyone in the room, if you want your name there")),
        Cell("only if ticked", _("everyone in the room, if you want your name there")),
        UNSTORED,
        PAIR,
    ),
    _row(
        "points of a paper sheet",
        _("Points on a paper sheet"),
        *[Cell("W", _("whoever types them"))] * 2,
        Cell("W (slip without name)", _("whoever types them; the paper has no name")),
        Cell("W = never; each own device", _("nobody types for another")),
    ),
    _row(
        "provisional and team score, strengths, gaps, label",
        _("The team score, strengths, gaps and the label"),
        Cell("T P F; V O X after the team's release", AFTER_RELEASE),
        *[Cell(SAME, AFTER_RELEASE)] * 2,
        Cell("the two; X employee", _("the two of you; each can take along what you agree on, as a file")),
        between_two=_("The scores that you agree on, strengths, gaps and steps"),
    ),
    _row(
        "released stories",
        _("Examples whose tellers let others see them"),
        Cell("V X, unnamed", TO_OTHERS),
        *[Cell(SAME, TO_OTHERS)] * 2,
        Cell("never", NOBODY),
    ),
    _row(
        "individual points in X (PDF, sheet, JSON archive)",
        _("Your points in a file of the team"),
        *[Cell("never", NOBODY)] * 3,
        Cell("employee's own only", _("the employee's own, in a file for the employee alone")),
        between_two=_("Your points in a file"),
    ),
    _row(
        "sheet-person link for D",
        _("Which sheet is yours, in the database"),
        *[Cell("until erased (day 14)", ERASED)] * 2,
        Cell(
            "never, in nothing that is stored (tightened before the opening: until then,"
            " and what backups hold is said)",
            _(
                "nobody: nothing that is stored says so. If the workshop became anonymous later: whoever runs the"
                " server, until that moment, and in backups from before it until those are replaced"
            ),
        ),
        Cell("until either erases", _("whoever runs the server, until one of the two erases it")),
    ),
    _row(
        "that the workshop exists",
        _("That there was a workshop"),
        *[Cell("O: team, date", ORGANISATION)] * 3,
        Cell("the two; O nothing, no counts", TWO),
        between_two=_("That there was a conversation"),
    ),
    _row(
        "review answers",
        _("What the team says when it looks again"),
        Cell("T P F; O what the team releases", AFTER_RELEASE),
        *[Cell(SAME, AFTER_RELEASE)] * 2,
        PAIR,
        between_two=_("What you write when you look again, once you both showed it"),
    ),
)

MODES = {
    "open": (_("Open"), _("Names stand at dots while the team talks about a category.")),
    "discreet": (
        _("Discreet"),
        _("Dots have no names. This is how a workshop starts, unless somebody chooses otherwise."),
    ),
    "anonymous": (_("Anonymous"), _("Nothing that we store says whose points are whose, from the first moment on.")),
    "pair": (
        _("Conversation of two"),
        _("For a manager and an employee, private to the two. It is the employee's, who can have all of it deleted."),
    ),
}


def modes() -> list[SeenInMode]:
    """The table, turned round for the page: a section for each mode (rules.md, sections 2 and 3)."""
    return [
        SeenInMode(
            key,
            name,
            about,
            [((key == "pair" and row.between_two) or row.item, row.cells[place].words) for row in ROWS],
        )
        for place, (key, (name, about)) in enumerate(MODES.items())
    ]
