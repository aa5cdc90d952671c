"""What a team takes along: one page that offers it, and the files."""

import uuid
from typing import Any, NamedTuple

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from koffer.bounds import IMPORTS
from koffer.journey.access import get_team_page
from koffer.sheets.refusals import Refused
from koffer.takeaway import tables
from koffer.takeaway.answers import CSV, ICS, JSON, PDF, PNG, XLSX, as_file, not_too_often
from koffer.takeaway.archive.reading import NotAnArchive, read, take_in
from koffer.takeaway.archive.writing import archive
from koffer.takeaway.dates import NO_DAYS, calendar, days
from koffer.takeaway.papers import PAPERS, TEAM, Paper, Request, own_sheet
from koffer.takeaway.typeset import typeset
from koffer.web.address import public_url
from koffer.web.limits import spend
from koffer.web.links import Link
from koffer.workshop.access import door, get_either, get_key, get_seat, remember_key
from koffer.workshop.models import FacilitatorKey, Workshop
from koffer.workshop.models.releasing import ShownTo
from koffer.workshop.team_link import calendar_address, get_by_token

TABLES = {"score": tables.scores, "steps": tables.steps}


class Visitor(NamedTuple):
    """Somebody of the workshop; `by_link`: known by nothing but the private link of the team's page."""

    workshop: Workshop
    facilitates: bool
    by_link: bool = False


def _visitor(request: HttpRequest, workshop: uuid.UUID | None = None, token: str = "") -> Visitor:
    """Whoever facilitates or sits in the workshop, or has the link `token` of its team; 404 for everybody else."""
    if workshop is None:
        return Visitor(get_team_page(token), False, True)
    by = get_either(request, workshop)
    return Visitor(by.workshop, isinstance(by, FacilitatorKey))


@require_safe
def page(request: HttpRequest, workshop: uuid.UUID) -> HttpResponse:
    """Everything that this visitor can take along now, with previews."""
    here, facilitates, _by_link = _visitor(request, workshop)
    papers = [
        (paper, paper.audiences(here))
        for paper in PAPERS.values()
        if (facilitates or not paper.facilitator) and not paper.missing(here)
    ]
    context = {
        "workshop": here,
        "papers": papers,
        "days": days(here),
        "facilitates": facilitates,
        "feed": calendar_address(request, here),
        "home": reverse("console" if facilitates else "seat", args=[here.pk]),
    }
    return render(request, "takeaway/page.html", context)


@require_safe
@not_too_often
def paper(request: HttpRequest, name: str, **who: Any) -> HttpResponse:
    """A paper as PDF, for who knows the `workshop` or the team's link (`token`).

    `for` and `size` choose for whom it is and how large.
    """
    here, chosen, asked = _asked(request, name, **who)
    made = typeset(chosen.name, chosen.values(here, asked))
    words = [here.team, str(chosen.label), asked.size if len(chosen.sizes) > 1 else ""]
    return as_file(made, PDF, f"{slugify(' '.join(words)) or chosen.name}.pdf", show=True)


@require_safe
@not_too_often
def own(request: HttpRequest, workshop: uuid.UUID) -> HttpResponse:
    """A member's own sheet as PDF; 404 for everybody else, and when it is not in or its link is cut."""
    seat = get_seat(request, workshop)
    points = seat.held.points()
    if points is None:
        raise Http404
    name = f"{slugify(_('Your suitcase')) or 'koffer'}.pdf"
    return as_file(typeset("own", own_sheet(seat.workshop, points)), PDF, name, show=True)


@require_safe
@not_too_often
def preview(request: HttpRequest, name: str, **who: Any) -> HttpResponse:
    """The first page of a paper as a small picture; `who` as for the paper."""
    here, chosen, asked = _asked(request, name, **who)
    first = chosen.values(here, asked) | {"stories": []}  # they stand behind all else, and can be a thousand pages
    return HttpResponse(typeset(chosen.name, first, into="png"), content_type=PNG)


def _asked(request: HttpRequest, name: str, **who: Any) -> tuple[Workshop, Paper, Request]:
    here, facilitates, by_link = _visitor(request, **who)
    chosen = PAPERS.get(name)
    audience, size = request.GET.get("for", TEAM), request.GET.get("size", "")
    if chosen is None or audience not in {TEAM, *ShownTo.values} or (size and size not in chosen.sizes):
        raise Http404
    if by_link and not chosen.on_team_page:
        raise Http404
    if chosen.facilitator and not facilitates:
        raise PermissionDenied
    if reason := chosen.missing(here):
        raise Refused(reason)
    if audience != TEAM and audience not in chosen.audiences(here):
        raise Refused(_("Your team did not choose to show them any of this."))
    address = public_url(request, door(here))
    return here, chosen, Request(audience, size or chosen.sizes[0], address)


def _check_opened(here: Workshop) -> None:
    if not here.opened:
        raise Refused(_("Open the team suitcase first."))


@require_safe
def workbook(request: HttpRequest, workshop: uuid.UUID) -> HttpResponse:
    """The team's numbers and steps as a spreadsheet."""
    here = _visitor(request, workshop).workshop
    _check_opened(here)
    made = tables.as_xlsx(here.team, [make(here) for make in TABLES.values()])
    return as_file(made, XLSX, f"{slugify(here.team) or 'koffer'}.xlsx")


@require_safe
def table(request: HttpRequest, workshop: uuid.UUID, name: str) -> HttpResponse:
    """One of the tables as CSV."""
    here = _visitor(request, workshop).workshop
    if name not in TABLES:
        raise Http404
    _check_opened(here)
    made = TABLES[name](here)
    return as_file(tables.as_csv(made), CSV, f"{slugify(f'{here.team} {made.name}') or name}.csv")


@require_safe
def dates(request: HttpRequest, workshop: uuid.UUID) -> HttpResponse:
    """The dates of the team, once."""
    here, facilitates, _by_link = _visitor(request, workshop)
    if not days(here):
        raise Refused(NO_DAYS)
    home = public_url(request, reverse("console" if facilitates else "seat", args=[here.pk]))
    return as_file(calendar(here, home), ICS, f"{slugify(here.team) or 'koffer'}.ics")


@require_safe
def export(request: HttpRequest, workshop: uuid.UUID) -> HttpResponse:
    """The archive of the workshop, for its facilitator: to keep, or to bring to another server."""
    here = get_key(request, workshop).workshop
    return as_file(archive(here), JSON, f"{slugify(here.team) or 'koffer'}.json")


@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: HttpRequest) -> HttpResponse:
    """Take in the archive of a workshop; who brings it becomes its facilitator here."""
    error = ""
    if request.method == "POST":
        try:
            spend(request, IMPORTS)
            found = read(_uploaded(request))
            taken = take_in(found)
        except NotAnArchive as problem:
            error = problem.reason
        else:
            remember_key(request, taken.key, taken.secret)
            return redirect("console", workshop=taken.workshop.pk)
    return render(request, "takeaway/import.html", {"error": error}, status=422 if error else 200)


def _uploaded(request: HttpRequest) -> bytes:
    chosen = request.FILES.get("archive")
    if getattr(request, "too_large", False):
        raise NotAnArchive(_("This file is too large: an archive has at most 2 MB."))
    if chosen is None:
        raise NotAnArchive(_("Choose a file first."))
    return bytes(chosen.read())


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The dates of a team for a calendar program that comes back; who has the private link reads them.

    People forward and publish calendars: the address in it opens a page for who sits in the workshop, and nothing else.
    """
    here = get_by_token(token, Link.CALENDAR)
    address = public_url(request, reverse("seat", args=[here.pk]))
    asked = request.GET.get("language")
    with override(asked if asked in dict(settings.LANGUAGES) else get_language()):
        return as_file(calendar(here, address), ICS, "koffer.ics", show=True)
