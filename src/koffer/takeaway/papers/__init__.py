"""The papers that a workshop offers, as plain values for the templates in `typst/`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koffer.journey.review.history import has_a_now
from koffer.takeaway.papers.after import history, is_placed, road
from koffer.takeaway.papers.parts import TEAM, Request
from koffer.takeaway.papers.sheets import blank_sheet, own_sheet, script
from koffer.takeaway.papers.team import has_pairs, luggage_tags, poster, report, shown_to
from koffer.workshop.models import Workshop
from koffer.workshop.models.releasing import Item, ShownTo

__all__ = ["PAPERS", "TEAM", "Paper", "Request", "own_sheet"]


@dataclass(frozen=True)
class Paper:
    """A kind of paper. `opened`, `closed`: it needs a suitcase that was; `facilitator`: for the facilitator only.

    `shows`: what stands on it that a team can show to others; without it the paper is for the team alone.
    `on_team_page`: all of it stands on pages that the private link of the team opens, so that link opens it too.
    `ready`: whether something stands on it by now; until then `otherwise` says why there is nothing.
    """

    name: str
    label: str | Promise
    about: str | Promise
    values: Callable[..., dict[str, Any]]
    opened: bool = True
    closed: bool = False
    facilitator: bool = False
    shows: frozenset[str] = frozenset()
    on_team_page: bool = False
    sizes: tuple[str, ...] = ("a4",)
    ready: Callable[[Workshop], bool] = lambda workshop: True
    otherwise: str | Promise = ""

    def missing(self, workshop: Workshop) -> str:
        """Why there is no such paper of `workshop` now, in words; "" when there is. Links and the address ask this."""
        if self.opened and not workshop.opened:
            return _("Open the team suitcase first.")
        if self.closed and not workshop.ever_closed:
            return _("Close the suitcase first.")
        return "" if self.ready(workshop) else str(self.otherwise)

    def audiences(self, workshop: Workshop) -> list[ShownTo]:
        """To whom else it can be given: who may see something of what stands on it (rules.md, 3)."""
        return [to for to in ShownTo if self.shows & shown_to(workshop, to)]


PAPERS = {
    paper.name: paper
    for paper in (
        Paper(
            "report",
            gettext_lazy("Report"),
            gettext_lazy("The suitcase, strengths, gaps and steps."),
            report,
            shows=frozenset(Item),
        ),
        Paper(
            "poster",
            gettext_lazy("Poster"),
            gettext_lazy("The suitcase for the wall."),
            poster,
            sizes=("a3", "a4"),
            shows=frozenset({Item.SCORE, Item.STRENGTHS, Item.LABEL}),
        ),
        Paper(
            "label",
            gettext_lazy("Label"),
            gettext_lazy("Luggage tags to cut out: a small and a large step on each."),
            luggage_tags,
            shows=frozenset({Item.LABEL}),
            on_team_page=True,
            ready=has_pairs,
            otherwise=gettext_lazy("There is no pair on the label yet."),
        ),
        Paper(
            "road",
            gettext_lazy("The road"),
            gettext_lazy("Your suitcase and your steps beside the road."),
            road,
            closed=True,
            on_team_page=True,
            ready=is_placed,
            otherwise=gettext_lazy("Your suitcase does not stand beside the road yet."),
        ),
        Paper(
            "history",
            gettext_lazy("Then and now"),
            gettext_lazy("Your scores, what you did, and what you wrote when you looked again."),
            history,
            closed=True,
            on_team_page=True,
            ready=has_a_now,
            otherwise=gettext_lazy("There is only a “then” so far. Look at your suitcase again first."),
        ),
        Paper(
            "sheet",
            gettext_lazy("Blank sheet"),
            gettext_lazy("For anyone who prefers paper, with a page that tells how it goes."),
            blank_sheet,
            opened=False,
            facilitator=True,
            ready=lambda workshop: not workshop.opened,
            otherwise=gettext_lazy("The team suitcase is open; nothing can be added."),
        ),
        Paper(
            "script",
            gettext_lazy("Script"),
            gettext_lazy("What you do and can say, with times."),
            script,
            opened=False,
            facilitator=True,
        ),
    )
}
