"""The team suitcase as an audience sees it: the mean and the spread per category, or only close / far apart."""

from dataclasses import dataclass
from fractions import Fraction

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from koffer.drawing.spread import spread as draw_spread
from koffer.drawing.suitcase import Compartment, Picture, Words, open_suitcase
from koffer.method.mode import Mode, band, shows_dots, shows_mean
from koffer.method.points import TOTAL
from koffer.method.tally import in_bands, is_close, mean, spread
from koffer.organisation.models import Category
from koffer.workshop.models import Workshop


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
    top = max((max(sheet) for sheet in sheets), default=0)
    top = max(-(-top // 5) * 5, 5)
    width = band(mode)
    late = workshop.sheets.filter(late=True).count() if mode == Mode.OPEN else None
    rows = []
    for place, category in enumerate(categories):
        dots = spread(sheets, place) if shows_dots(mode, len(sheets)) else None
        if dots is not None and width:
            dots = in_bands(dots, width)
        strip = _strip(category, place, dots, means and means[place], top, width) if dots else ""
        rows.append(Row(category, _shown(means[place]) if means else None, dots, strip))
    return TeamPicture(
        sheets=len(sheets),
        late=late,
        total=_shown(sum(means, Fraction())) if means else None,
        close=is_close(sheets) if len(sheets) > 1 else None,
        suitcase=_suitcase(workshop, categories, means, audience) if means else None,
        rows=tuple(rows),
    )


def _counted(workshop: Workshop) -> list[list[int]]:
    columns: dict[object, list[int]] = {}
    points = workshop.sheets.filter(set_aside=False).order_by("points__category__position")
    for sheet, number in points.values_list("pk", "points__points"):
        columns.setdefault(sheet, []).append(number)
    # Sorted, so that the order of the rows tells nothing about who handed in when.
    return sorted(columns.values())


def _suitcase(
    workshop: Workshop, categories: list[Category], means: list[Fraction], audience: str
) -> Picture:
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


def _strip(
    category: Category, place: int, dots: tuple[int, ...], average: Fraction | None, top: int, width: int | None
) -> str:
    sentence = ngettext("%(name)s: %(count)d sheet, ", "%(name)s: %(count)d sheets, ", len(dots)) % {
        "name": category.name,
        "count": len(dots),
    }
    if width:
        sentence += _("from the band %(low)d–%(low_end)d to the band %(high)d–%(high_end)d") % {
            "low": dots[0],
            "low_end": dots[0] + width - 1,
            "high": dots[-1],
            "high_end": dots[-1] + width - 1,
        }
    else:
        sentence += _("from %(low)d to %(high)d points") % {"low": dots[0], "high": dots[-1]}
    return draw_spread(
        dots,
        top=top,
        mean=float(average) if average is not None else None,
        mean_caption=_shown(average) if average is not None else "",
        band=width,
        sentence=sentence,
        ident=f"spread-{place}",
        compact=True,
    )


def suitcase_words(left: str) -> Words:
    """The words inside a suitcase, in the language of the page."""
    return Words(destination=_("Destination"), frame=_("This is fixed"), left_over=_("points left"), left_shown=left)


def _shown(number: Fraction) -> str:
    rounded = round(number, 1)
    return number_format(float(rounded), decimal_pos=0 if rounded.denominator == 1 else 1)
