"""The team suitcase as an audience sees it: the mean and the spread per category, or only close / far apart."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from koffer.drawing.spread import spread as draw_spread
from koffer.drawing.suitcase import Compartment, Picture, Words, open_suitcase
from koffer.method.mode import Mode, band, shows_dots, shows_mean
from koffer.method.points import TOTAL
from koffer.method.tally import in_bands, is_close, mean, spread
from koffer.organisation.models import Category
from koffer.workshop.models import Workshop

SCALE_STEP = 5  # the scale of the spread ends at a multiple of this


@dataclass(frozen=True)
class Row:
    """One category of the opened suitcase. `points` and `dots` are None where they may not be shown."""

    category: Category
    points: str | None
    dots: tuple[int, ...] | None
    strip: str


@dataclass(frozen=True)
class TeamPicture:
    """What may be shown of the sheets. `close` is None where there is one sheet: nothing to compare."""

    sheets: int
    late: int | None
    total: str | None
    close: bool | None
    suitcase: Picture | None
    rows: tuple[Row, ...]

    @property
    def few(self) -> bool:
        """Too few sheets for this mode to show more than close or far apart."""
        return self.suitcase is None


def team_picture(workshop: Workshop, audience: str) -> TeamPicture:
    """The picture for `audience`, from the counted sheets, as far as mode and number allow (rules.md, 3)."""
    mode = Mode(workshop.mode)
    sheets = _counted(workshop)
    categories = workshop.categories()
    means = [mean(sheets, c) for c in range(len(categories))] if shows_mean(mode, len(sheets)) else None
    return TeamPicture(
        sheets=len(sheets),
        late=workshop.sheets.filter(late=True).count() if mode == Mode.OPEN else None,
        total=_shown(sum(means, Fraction())) if means else None,
        close=is_close(sheets) if len(sheets) > 1 else None,
        suitcase=_suitcase(workshop, categories, means, audience) if means else None,
        rows=tuple(_rows(mode, sheets, categories, means)),
    )


def _rows(
    mode: Mode, sheets: list[list[int]], categories: list[Category], means: list[Fraction] | None
) -> Iterator[Row]:
    width = band(mode)
    highest = max((max(sheet) for sheet in sheets), default=0)
    top = max(-(-highest // SCALE_STEP) * SCALE_STEP, SCALE_STEP)
    for place, category in enumerate(categories):
        points = _shown(means[place]) if means else None
        if not shows_dots(mode, len(sheets)):
            yield Row(category, points, None, "")
            continue
        dots = spread(sheets, place)
        if width:
            dots = in_bands(dots, width)
        yield Row(category, points, dots, _strip(category, place, dots, top, width))


def _counted(workshop: Workshop) -> list[list[int]]:
    columns: dict[object, list[int]] = {}
    points = workshop.sheets.filter(set_aside=False).order_by("points__category__position")
    for sheet, number in points.values_list("pk", "points__points"):
        columns.setdefault(sheet, []).append(number)
    # Sorted, so that the order of the rows tells nothing about who handed in when.
    return sorted(columns.values())


def _suitcase(workshop: Workshop, categories: list[Category], means: list[Fraction], audience: str) -> Picture:
    left = TOTAL - sum(means, Fraction())
    return open_suitcase(
        [Compartment(i, c.name, float(m), _shown(m)) for i, (c, m) in enumerate(zip(categories, means, strict=True))],
        medium="phone" if audience == "participant" else "screen",
        destination=workshop.destination,
        frame=workshop.frame_lines,
        words=suitcase_words(_shown(left)),
        sentence=_("The team suitcase of %(team)s: the mean of the points for each category.")
        % {"team": workshop.team},
        ident=f"team-{audience}",
    )


def _strip(category: Category, place: int, dots: tuple[int, ...], top: int, width: int | None) -> str:
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
    )


def suitcase_words(left: str) -> Words:
    """The words inside a suitcase, in the language of the page."""
    return Words(destination=_("Destination"), frame=_("This is fixed"), left_over=_("points left"), left_shown=left)


def _shown(number: Fraction) -> str:
    rounded = round(number, 1)
    return number_format(float(rounded), decimal_pos=0 if rounded.denominator == 1 else 1)
