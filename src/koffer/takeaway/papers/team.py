"""The papers of the whole team: report, poster and label, as far as their audience may see (rules.md, 3)."""

from collections.abc import Iterable
from typing import Any, Literal

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from koffer.drawing.closed import closed_suitcase
from koffer.drawing.palette import PRINT
from koffer.takeaway.papers.parts import TEAM, Request, category_row, head, printable
from koffer.workshop.findings.found import Found, gaps, strengths
from koffer.workshop.models import Release, Workshop
from koffer.workshop.models.change import Standing
from koffer.workshop.models.releasing import Item
from koffer.workshop.models.story import Keep
from koffer.workshop.picture import TeamPicture, team_picture
from koffer.workshop.steps.label.label import LabelStep, label


def report(workshop: Workshop, request: Request) -> dict[str, Any]:
    """The report, with as much as `request.audience` may see (rules.md, 3: V, O and X after the release)."""
    picture = team_picture(workshop, "print", PRINT, in_file=True)
    values = _suitcase(workshop, request, picture)
    shows = values["show"]
    owner = workshop.owner
    values["facts"] = [
        *([owner[1]] if owner else []),
        date_format(workshop.opening.at, "j F Y"),
        *([_sheets(picture)] if shows["score"] else []),
    ]
    values["spread"] = request.audience == TEAM and picture.dots
    values["note"] = _no_spread(workshop, picture) if request.audience == TEAM and not values["spread"] else ""
    values["rows"] = list(_rows(picture, values["spread"])) if shows["score"] else []
    values["gaps"] = _findings(gaps(workshop)) if shows["gaps"] else []
    values["stories"] = _stories(workshop) if shows["stories"] else []
    values["words"] |= {
        "scores": _("What we gave and what we chose"),
        "category": _("Category"),
        "spread": _("Our sheets"),
        "points": _("Points"),
        "gaps": _("This is still missing"),
        "label": _("Our label"),
        "large": _("Large step, on the way"),
        "stories": _("What we told each other"),
        "none": _("Nothing was written down here."),
        "page": _("Koffer, page {n} of {all}"),
    }
    return values


def poster(workshop: Workshop, request: Request) -> dict[str, Any]:
    """The suitcase for the wall."""
    return _suitcase(workshop, request, team_picture(workshop, "screen", PRINT, in_file=True)) | {"size": request.size}


def luggage_tags(workshop: Workshop, request: Request) -> dict[str, Any]:
    """The label as tags to cut out."""
    return head(_("The label of %(team)s") % {"team": workshop.team}) | {
        "team": workshop.team,
        "destination": workshop.destination,
        "pairs": _pairs(workshop) if Item.LABEL in shown_to(workshop, request.audience) else [],
        "words": {
            "on-the-way": _("On the way to:"),
            "small-word": _("Small"),
            "large-word": _("Large"),
            "cut": _("Cut out each tag, punch a hole and tie it to your suitcase."),
        },
    }


def has_pairs(workshop: Workshop) -> bool:
    """Whether a whole pair hangs on the label."""
    return bool(_pairs(workshop))


def shown_to(workshop: Workshop, audience: str) -> set[str]:
    """The items of the workshop that `audience` may see: to others no score before the team decided one.

    Until then there is only the mean of the sheets, which stays in the team (rules.md, 3).
    """
    if audience == TEAM:
        return set(Item)
    released = Release.to(workshop, audience)
    return released if workshop.decided else released - {Item.SCORE}


def _suitcase(workshop: Workshop, request: Request, picture: TeamPicture) -> dict[str, Any]:
    """What a poster and a report have in common."""
    seen = shown_to(workshop, request.audience)
    shows = {item.value: item in seen for item in Item}
    drawn = picture.suitcase if shows["score"] else None
    team = {"team": workshop.team}
    return head(_("The suitcase of %(team)s") % team) | {
        "destination": workshop.destination,
        "show": shows,
        "suitcase": printable(drawn.svg) if drawn else "",
        "handle": list(drawn.handle) if drawn else [0, 0],
        "sentence": (_about(picture) % team) if shows["score"] else "",
        "collection": printable(_closed("collection", _("Collection"))),
        "closed": "" if drawn else printable(_closed("connection", _("Connection"))),
        "strengths": _findings(strengths(workshop)) if shows["strengths"] else [],
        "pairs": _pairs(workshop) if shows["label"] else [],
        "foot": _foot(workshop),
        "words": {
            "destination": _("Destination"),
            "strengths": _("This is our strength"),
            "small": _("Small step, within two weeks"),
            "collection": _("The collection suitcase, closed"),
            "along": _("Goes along, closed: where we come from"),
        },
    }


def _closed(look: Literal["collection", "connection"], word: str) -> str:
    return closed_suitcase(look=look, word=word, sentence="", ident=look, palette=PRINT)


def _about(picture: TeamPicture) -> str:
    if picture.few:
        return _("The team suitcase of %(team)s. There are too few sheets to show points.")
    if picture.agreed:
        return _("The team suitcase of %(team)s: the points on which the team agreed.")
    return _("The team suitcase of %(team)s: the mean of the points for each category.")


def _no_spread(workshop: Workshop, picture: TeamPicture) -> str:
    """Why there are no dots, and what may be said instead: close or far apart (rules.md, 1.5)."""
    if not workshop.sheets.exists():
        return _("The sheets are erased. The team suitcase stays.")
    if picture.sheets == 1:
        return _("There is one sheet, so there is nothing to lay side by side yet.")
    why = _("With sheets of fewer than five people a file shows no points: they could be traced back to persons.")
    if picture.close is None:
        return why
    close = _("Your sheets are close together.") if picture.close else _("Your sheets are far apart.")
    return f"{close} {why}"


def _sheets(picture: TeamPicture) -> str:
    sheets = ngettext("%(n)d sheet", "%(n)d sheets", picture.sheets) % {"n": picture.sheets}
    if not picture.total:
        return sheets
    points = _("%(n)s of 100 points") % {"n": picture.total}
    return f"{sheets}, {points}"


def _rows(picture: TeamPicture, spread: bool) -> Iterable[dict[str, str]]:
    for row in picture.rows:
        strip = row.strip if spread else ""
        yield category_row(row.category) | {
            "points": row.points or "–",
            "strip": printable(strip),
            "sentence": row.sentence if spread else "",
        }


def _findings(found: Found) -> list[dict[str, str]]:
    return [
        {"text": one.text, "example": one.example, "remedy": str(one.get_remedy_display()) if one.remedy else ""}
        for one in found.picked
    ]


def _pairs(workshop: Workshop) -> list[dict[str, Any]]:
    return [
        {"small": _step(tied.small), "large": _step(tied.large)}
        for tied in label(workshop).tied
        if tied.small and tied.large
    ]


def _step(step: LabelStep) -> dict[str, str]:
    by = _("%(who)s, by %(day)s") % {"who": step.by, "day": date_format(step.due, "j F Y")}
    if step.state in (Standing.DONE, Standing.DROPPED):
        by = f"{by}. {step.stands.capitalize()}{': ' if step.result else ''}{step.result}"
    return {"text": step.text, "by": by}


def _stories(workshop: Workshop) -> list[dict[str, Any]]:
    """The stories whose tellers let others see them, without names, in the order of their random keys."""
    told: dict[str, list[str]] = {}
    for story in workshop.stories.filter(keep=Keep.OTHERS).select_related("category").order_by("pk"):
        told.setdefault(story.category.name, []).append(story.text)
    return [{"name": name, "texts": texts} for name, texts in told.items()]


def _foot(workshop: Workshop) -> str:
    if not workshop.ever_closed:
        return ""
    return _("We look at this suitcase again on %(day)s.") % {"day": date_format(workshop.closing.look_on, "j F Y")}
