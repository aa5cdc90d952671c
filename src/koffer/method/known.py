"""What a reader may know of a team's sheets: one rule for pages, streams, pictures and files (`rules.md`, 1 to 3)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from koffer.method import tally
from koffer.method.mode import SHOW_FROM, Mode, band, shows_dots, shows_mean, strictest
from koffer.method.score import nearest_score, undecided


@dataclass(frozen=True)
class CountedSheet:
    """One sheet that counts: points in the order of the sheet, and who made it.

    `device`: what the sheets of one browser have in common; of those that were `typed` from paper what the sheets of
    one facilitator's link have. `late`: handed in after the opening.
    """

    points: tuple[int, ...]
    device: str
    late: bool = False
    typed: bool = False


def people(sheets: Sequence[CountedSheet]) -> int:
    """How many people surely filled these sheets, in the eyes of whoever made some of them.

    Who filled several from one browser is one, and what was typed counts for nobody. Where all were typed from paper
    each counts, unless somebody else typed so few that whoever typed the others could work them out.
    """
    browsers = {sheet.device for sheet in sheets if not sheet.typed}
    if browsers:
        return len(browsers)
    fewest = min(Counter(sheet.device for sheet in sheets).values(), default=0)
    return len(sheets) if fewest >= SHOW_FROM else fewest


@dataclass(frozen=True)
class Known:
    """What of `sheets` may be known in a workshop of `mode`; in a file no more than in a discreet one.

    Dots from five people, means from five people; an open workshop shows dots from one sheet and means from two. An
    anonymous one shows points in bands, and everything but means follows from the bands alone. `opened_with`: how many
    sheets were counted at the opening, None where that does not matter.
    """

    mode: Mode
    sheets: tuple[CountedSheet, ...]
    opened_with: int | None = None
    in_file: bool = False

    @property
    def count(self) -> int:
        """How many sheets count."""
        return len(self.sheets)

    @cached_property
    def _shown_to(self) -> tuple[Mode, int]:
        """As strict as this reader's view is, and how many sheets, or people, count for it."""
        mode = strictest(self.mode, Mode.DISCREET) if self.in_file else self.mode
        return mode, self.count if mode is Mode.OPEN else people(self.sheets)

    @property
    def shows_dots(self) -> bool:
        """Whether the points of single sheets may be shown, unnamed."""
        return shows_dots(*self._shown_to)

    @property
    def shows_mean(self) -> bool:
        """Whether means and the proposal may be shown."""
        return shows_mean(*self._shown_to)

    @cached_property
    def rows(self) -> list[list[int]]:
        """The sheets as exactly as they may be shown, sorted: in bands their starts. Empty where dots may not be."""
        width = band(self.mode) or 1
        shown = self.sheets if self.shows_dots else ()
        return sorted([number // width * width for number in sheet.points] for sheet in shown)

    def dots(self, category: int) -> tuple[int, ...]:
        """The points that a category was given, one per sheet, rising; empty where they may not be shown."""
        return tally.spread(self.rows, category)

    def mean(self, category: int) -> Fraction | None:
        """The mean of a category; None where it may not be shown."""
        return tally.mean(self._exact, category) if self.shows_mean else None

    def variation_order(self, categories: int) -> tuple[int, ...]:
        """The categories in order of what varies most to the eye; in the order of the sheet where nothing is shown."""
        return tally.variation_order(self.rows) if self.rows else tuple(range(categories))

    def agreement(self) -> Fraction | None:
        """How far the sheets agree, 0 to 1 (`tally.agreement`); None for fewer than two, or where dots may not be."""
        return tally.agreement(self.rows) if len(self.rows) > 1 else None

    def close(self) -> bool | None:
        """Whether the team is close rather than far apart; None where that must stay open too.

        Where nothing else may be shown it is one bit about the sheets of the opening: said anew after each change of
        them it would be an oracle, and of one person's sheet beside typed ones it would be about that person. A
        workshop that became anonymous later does not know any more which sheets those were.
        """
        if self.shows_dots:
            found = self.agreement()
            return None if found is None else found >= tally.CLOSE_FROM
        then = [sheet for sheet in self.sheets if not sheet.late]
        changed = self.opened_with is not None and len(then) != self.opened_with
        if self.mode is Mode.ANONYMOUS or changed or len(then) < 2 or people(then) < 2:
            return None
        return tally.is_close([sheet.points for sheet in then])

    def proposal(self) -> tuple[int, ...] | None:
        """The valid score nearest to the sheets; None where it may not be shown."""
        return nearest_score(self._exact, beside=self.rows) if self.shows_mean else None

    def undecided(self) -> tuple[bool, ...]:
        """Per category, whether the sheets do not decide (`score.undecided`); empty without a proposal."""
        return undecided(self._exact) if self.shows_mean else ()

    @cached_property
    def _exact(self) -> list[tuple[int, ...]]:
        return sorted(sheet.points for sheet in self.sheets)
