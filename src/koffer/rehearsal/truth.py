"""What was sent in a rehearsal: the measure of what every screen must show, and may show."""

from collections.abc import Sequence
from dataclasses import dataclass, field

PHONE, SCREEN, CONSOLE = "a phone", "the projector", "the console"
Named = tuple[str, str]  # the id of a category, and somebody's name


@dataclass
class Truth:
    """The mode, the sheets by name, and what was said since. Categories and `ids` in the order of the sheet.

    Names: `offers` to tell, and those `telling` which points are theirs, both per category; `tellers` of
    stories; and those `on_label`. They come in before they are sent, and leave when every screen knows.
    """

    privacy: str
    categories: Sequence[str] = ()
    ids: Sequence[str] = ()
    sheets: dict[str, list[int]] = field(default_factory=dict)
    decided: Sequence[int] = ()
    offers: set[Named] = field(default_factory=set)
    telling: set[Named] = field(default_factory=set)
    tellers: set[str] = field(default_factory=set)
    on_label: set[str] = field(default_factory=set)
    stories: set[str] = field(default_factory=set)

    @property
    def points_shown(self) -> bool:
        """Whether means may be shown with so many sheets."""
        return len(self.sheets) >= (2 if self.privacy == "open" else 5)

    @property
    def dots_shown(self) -> bool:
        """Whether dots may be shown with so many sheets."""
        return len(self.sheets) >= (1 if self.privacy == "open" else 5)

    def column(self, place: int) -> list[int]:
        """The points that one category got; `place` counts from 0."""
        return [sheet[place] for sheet in self.sheets.values()]

    def average(self, place: int) -> float:
        """What a category has in the picture of the suitcase: what was decided, until then the mean."""
        return self.decided[place] if self.decided else sum(self.column(place)) / len(self.sheets)

    def reach(self, place: int) -> str:
        """From where to where the points of a category go, in words, as far as the mode tells."""
        low, high = min(self.column(place)), max(self.column(place))
        if self.privacy != "anonymous":
            return f"from {low} to {high} points"
        low, high = low // 5 * 5, high // 5 * 5
        return f"from {low}–{low + 4} to {high}–{high + 4} points"

    def named(self, place: int) -> set[tuple[str, int]]:
        """Whose points may stand at the dots of a category while it is on the table."""
        if not self.dots_shown or self.privacy == "anonymous":
            return set()
        everybody = self.privacy == "open"
        telling = {name for category, name in self.telling if category == self.ids[place]}
        return {(name, sheet[place]) for name, sheet in self.sheets.items() if everybody or name in telling}

    def ends(self, place: int) -> tuple[set[str], set[str]]:
        """Who gave the most and who the least to a category; both empty where all gave the same."""
        column = self.column(place)
        most, least = (
            {name for name, sheet in self.sheets.items() if sheet[place] == end} for end in (max(column), min(column))
        )
        return (most, least) if most != least else (set(), set())

    def in_order(self) -> list[int]:
        """The places in order of variation (M7): range, sum of squares, place; of bands where those are shown."""
        places = range(len(self.ids))
        return sorted(places, key=self._variation, reverse=True) if self.dots_shown else list(places)

    def _variation(self, place: int) -> tuple[int, int]:
        column = [n // 5 * 5 if self.privacy == "anonymous" else n for n in self.column(place)]
        return max(column) - min(column), len(column) * sum(n * n for n in column) - sum(column) ** 2
