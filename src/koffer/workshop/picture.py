"""The team suitcase as an audience sees it: the mean and the spread per category, or only close / far apart."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from koffer.drawing.medium import Medium
from koffer.drawing.palette import PAGE, Palette
from koffer.drawing.spread import spread as draw_spread
from koffer.drawing.suitcase import Compartment, Picture, Words, open_suitcase
from koffer.method.known import Known
from koffer.method.mode import Mode, band
from koffer.method.points import TOTAL
from koffer.organisation.models import Category
from koffer.workshop.models import Decision, Workshop
from koffer.workshop.models.known import known

SCALE_STEP = 5  # the scale of the spread ends at a multiple of this


@dataclass(frozen=True)
class PictureRow:
    """One category of the opened suitcase. `points` and `dots` are None where they may not be shown."""

    category: Category
    points: str | None
    dots: tuple[int, ...] | None
    strip: str


@dataclass(frozen=True)
class TeamPicture:
    """What may be shown of the sheets, or what the team `agreed` on, which everybody may see.

    `close` is None where there is one sheet: nothing to compare.
    """

    agreed: bool
    sheets: int
    late: int | None
    total: str | None
    close: bool | None
    suitcase: Picture | None
    rows: tuple[PictureRow, ...]

    @property
    def dots(self) -> bool:
        """Whether dots may be shown."""
        return any(row.dots for row in self.rows)

    @property
    def few(self) -> bool:
        """Too few sheets for this mode to show more than close or far apart."""
        return self.suitcase is None


def team_picture(workshop: Workshop, medium: Medium, palette: Palette = PAGE, *, in_file: bool = False) -> TeamPicture:
    """The picture on `medium`, from the counted sheets, as far as may be known of them (rules.md, 3)."""
    sheets = known(workshop, in_file=in_file)
    categories = workshop.categories()
    decision = Decision.newest(workshop)
    points = [Fraction(number) for number in decision.as_list()] if decision else _means(sheets, len(categories))
    return TeamPicture(
        agreed=decision is not None,
        sheets=sheets.count or workshop.opening.sheet_count,
        late=workshop.sheets.filter(late=True).count() if workshop.mode == Mode.OPEN else None,
        total=shown(sum(points, Fraction())) if points else None,
        close=sheets.close(),
        suitcase=_suitcase(workshop, categories, points, decision is not None, medium, palette) if points else None,
        rows=tuple(_rows(sheets, categories, points, palette)),
    )


def _means(sheets: Known, categories: int) -> list[Fraction] | None:
    means = [sheets.mean(category) for category in range(categories)]
    return [mean for mean in means if mean is not None] or None


def _rows(
    sheets: Known, categories: list[Category], score: list[Fraction] | None, palette: Palette
) -> Iterator[PictureRow]:
    width, top = band(sheets.mode), scale_top(sheets.rows)
    for place, category in enumerate(categories):
        points, dots = shown(score[place]) if score else None, sheets.dots(place)
        if dots:
            yield PictureRow(category, points, dots, _strip(category, place, dots, top, width, palette))
        else:
            yield PictureRow(category, points, None, "")


def _suitcase(
    workshop: Workshop,
    categories: list[Category],
    points: list[Fraction],
    agreed: bool,
    medium: Medium,
    palette: Palette,
) -> Picture:
    left = TOTAL - sum(points, Fraction())
    about = (
        _("The team suitcase of %(team)s: the points on which the team agreed.")
        if agreed
        else _("The team suitcase of %(team)s: the mean of the points for each category.")
    )
    return open_suitcase(
        [Compartment(i, c.name, float(m), shown(m)) for i, (c, m) in enumerate(zip(categories, points, strict=True))],
        medium=medium,
        destination=workshop.destination,
        frame=workshop.frame_lines,
        words=suitcase_words(shown(left)),
        sentence=about % {"team": workshop.team},
        ident=f"team-{medium}",
        palette=palette,
    )


def _strip(category: Category, place: int, dots: tuple[int, ...], top: int, width: int | None, palette: Palette) -> str:
    ends = dots[0], dots[-1]
    words = [f"{low}–{low + width - 1}" if width else str(low) for low in ends]
    return draw_spread(
        dots,
        top=top,
        mean=None,
        mean_caption="",
        band=width,
        sentence=_("%(name)s: from %(low)s to %(high)s points")
        % {"name": category.name, "low": words[0], "high": words[1]},
        ident=f"spread-{place}",
        compact=True,
        palette=palette,
    )


def suitcase_words(left: str) -> Words:
    """The words inside a suitcase, in the language of the page."""
    return Words(destination=_("Destination"), frame=_("This is fixed"), left_over=_("points left"), left_shown=left)


def scale_top(sheets: Sequence[Sequence[int]]) -> int:
    """Where the scale of all spreads ends: the largest score, up to the next multiple of five."""
    highest = max((max(sheet) for sheet in sheets), default=0)
    return max(-(-highest // SCALE_STEP) * SCALE_STEP, SCALE_STEP)


def shown(number: Fraction) -> str:
    """A number as it is written, with at most one decimal."""
    rounded = round(number, 1)
    return number_format(float(rounded), decimal_pos=0 if rounded.denominator == 1 else 1)
