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
    sentence: str = ""  # the strip in words


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


def team_picture(
    workshop: Workshop, medium: Medium, palette: Palette = PAGE, *, in_file: bool = False, ident: str = ""
) -> TeamPicture:
    """The picture on `medium`, from the counted sheets, as far as may be known of them (rules.md, 3).

    `ident`: the name of the suitcase on its page, where several stand on one.
    """
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
        suitcase=_suitcase(workshop, points, decision is not None, medium, palette, ident or f"team-{medium}")
        if points
        else None,
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
            sentence = _in_words(category, dots, width)
            yield PictureRow(category, points, dots, _strip(sentence, place, dots, top, width, palette), sentence)
        else:
            yield PictureRow(category, points, None, "")


def _suitcase(
    workshop: Workshop, points: list[Fraction], agreed: bool, medium: Medium, palette: Palette, ident: str
) -> Picture:
    categories = workshop.categories()
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
        ident=ident,
        palette=palette,
    )


def _in_words(category: Category, dots: tuple[int, ...], width: int | None) -> str:
    low, high = (f"{end}–{end + width - 1}" if width else str(end) for end in (dots[0], dots[-1]))
    return _("%(name)s: from %(low)s to %(high)s points") % {"name": category.name, "low": low, "high": high}


def _strip(sentence: str, place: int, dots: tuple[int, ...], top: int, width: int | None, palette: Palette) -> str:
    return draw_spread(
        dots,
        top=top,
        mean=None,
        mean_caption="",
        band=width,
        sentence=sentence,
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


def own_picture(
    destination: str,
    categories: Sequence[Category],
    points: Sequence[int],
    palette: Palette = PAGE,
    medium: Medium = "phone",
    *,
    shown: Sequence[str] = (),
    sentence: str = "",
    ident: str = "own-suitcase",
) -> Picture:
    """The suitcase of one person as a picture; `shown` are the points as they are written, if otherwise."""
    return open_suitcase(
        [
            Compartment(i, category.name, number, shown[i] if shown else str(number))
            for i, (category, number) in enumerate(zip(categories, points, strict=True))
        ],
        medium=medium,
        destination=destination,
        words=suitcase_words(str(TOTAL - sum(points))),
        sentence=sentence or _("Your suitcase"),
        ident=ident,
        palette=palette,
    )
