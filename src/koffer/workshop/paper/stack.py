"""A stack of paper sheets, typed in one go: a row per sheet, all of them handed in together or none."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from koffer.method.mode import Mode
from koffer.method.points import InvalidSheet, check_sheet, settle
from koffer.organisation.models import Category
from koffer.sheets.refusals import Refused
from koffer.sheets.typed import explain, read_points
from koffer.web.names import LONGEST, another, name_key, tidy
from koffer.workshop.access import get_key
from koffer.workshop.forms import press_ident
from koffer.workshop.models import FacilitatorKey, Seat, Workshop
from koffer.workshop.models.kinds import PAPER
from koffer.workshop.paper.table import MOST_ROWS, NotATable, read_table

EMPTY_ROWS = 8


@dataclass(frozen=True)
class SlipLine:
    """A row of the stack: a new slip, or a paper seat that waits for its sheet (`seat`); `error` says what to do."""

    name: str
    typed: tuple[str, ...]
    seat: str = ""
    error: str = ""
    becomes: str = ""  # the name that it gets, where somebody has the same one

    @property
    def empty(self) -> bool:
        """Whether nothing is typed in it."""
        return not any(self.typed) and (bool(self.seat) or not self.name)


@require_http_methods(["GET", "HEAD", "POST"])
def stack(request: HttpRequest, workshop: uuid.UUID) -> HttpResponse:
    """Type many sheets with the keyboard, or fill the rows from a file first. Before the opening only."""
    key = get_key(request, workshop)
    here = key.workshop
    if here.opened:
        raise Refused(_("The team suitcase is open; nothing can be added."))
    if request.method != "POST":
        return _page(request, key, _waiting(key.workshop))
    if not here.started:
        raise Refused(_("Filling has not started yet."))
    categories = here.categories()
    if request.POST.get("from") == "file" or getattr(request, "too_large", False):
        return _from_file(request, key, categories)
    lines = [line for line in _typed(request, categories, here) if not line.empty]
    judged = _foretold([_judged(line, categories, here) for line in lines], here)
    error = _wrong_number(len(judged))
    if error or any(line.error for line in judged):
        return _page(request, key, judged, error=error, status=422)
    try:
        _hand_in(key, judged, press_ident(request))
    except Refused as refused:
        return _page(request, key, judged, error=str(refused.reason), status=409)
    return redirect("people", workshop=workshop)


def _wrong_number(count: int) -> str:
    if count > MOST_ROWS:
        return _("At most %(most)d sheets at a time. Hand in the others after these.") % {"most": MOST_ROWS}
    return "" if count else _("Type at least one sheet.")


def _waiting(workshop: Workshop) -> list[SlipLine]:
    """The paper seats without a sheet."""
    width = len(workshop.categories())
    seats = workshop.seats.filter(kind=PAPER, left_at=None, press_key="").order_by("number")
    return [SlipLine(seat.name, ("",) * width, str(seat.pk)) for seat in seats]


def _from_file(request: HttpRequest, key: FacilitatorKey, categories: Sequence[Category]) -> HttpResponse:
    """The rows as they stand in the file, judged, to be looked at; nothing is stored yet."""
    chosen = request.FILES.get("file")
    if getattr(request, "too_large", False) or chosen is None:
        return _page(request, key, _waiting(key.workshop), file_error=_("Choose a file of at most 2 MB."), status=422)
    try:
        rows = read_table(chosen, categories)
    except NotATable as problem:
        return _page(request, key, _waiting(key.workshop), file_error=problem.reason, status=422)
    anonymous = key.workshop.mode == Mode.ANONYMOUS
    waiting = {name_key(line.name): line.seat for line in _waiting(key.workshop)}
    lines = []
    for name, typed in rows:
        name = "" if anonymous else tidy(name)
        line = SlipLine(name, tuple(typed), "" if anonymous else waiting.pop(name_key(name), ""))
        lines.append(_judged(line, categories, key.workshop))
    return _page(request, key, _foretold(lines, key.workshop), read=len(lines))


def _typed(request: HttpRequest, categories: Sequence[Category], workshop: Workshop) -> list[SlipLine]:
    columns = [request.POST.getlist(f"c{category.position}") for category in categories]
    names, seats = request.POST.getlist("name"), request.POST.getlist("seat")
    count = min(len(seats), *(len(column) for column in columns))
    names += [""] * (count - len(names))
    named = workshop.mode != Mode.ANONYMOUS  # the page may be older than that
    return [
        SlipLine(tidy(names[row]) if named else "", tuple(column[row].strip()[:12] for column in columns), seats[row])
        for row in range(count)
    ]


def _judged(line: SlipLine, categories: Sequence[Category], workshop: Workshop) -> SlipLine:
    """The line with what is the matter with it, in words."""
    data = {f"c{category.position}": text for category, text in zip(categories, line.typed, strict=True)}
    points, errors = read_points(data, categories)
    error = ""
    if any(errors):
        error = next(f"{category.name}: {told}" for category, told in zip(categories, errors, strict=True) if told)
    elif not (line.seat or line.name or workshop.mode == Mode.ANONYMOUS):
        error = _("Type the name that stands on the sheet.")
    elif len(line.name) > LONGEST:
        error = _("This name is too long: at most %(most)d characters.") % {"most": LONGEST}
    else:
        try:
            check_sheet(settle(points), len(categories))
        except InvalidSheet as problem:
            error = explain(problem, points)
    return SlipLine(line.name, line.typed, line.seat, error)


def _foretold(lines: Sequence[SlipLine], workshop: Workshop) -> list[SlipLine]:
    """The lines with the name that each will get, where the one that was typed is taken."""
    taken = set(workshop.seats.filter(left_at=None).values_list("name_key", flat=True))
    told = []
    for line in lines:
        if line.name and not line.seat:
            if name_key(line.name) in taken:
                line = replace(line, becomes=another(line.name, taken))
            taken.add(name_key(line.becomes or line.name))
        told.append(line)
    return told


@transaction.atomic
def _hand_in(key: FacilitatorKey, lines: Sequence[SlipLine], press: uuid.UUID) -> None:
    """All of them, or none; the same press again changes nothing.

    Raises `Refused` when one is too late or in already, or the workshop is full.
    """
    with key.workshop.changing():
        for row, line in enumerate(lines):
            pressed = uuid.uuid5(press, f"{row} {line.name} {line.seat} {line.typed}").hex
            if not Seat.pressed(key.workshop, pressed):
                _seat_for(key, line).hand_in([int(text or 0) for text in line.typed], pressed)


def _seat_for(key: FacilitatorKey, line: SlipLine) -> Seat:
    if not line.seat:
        return key.typing(Seat.take(key.workshop, line.name or _("Slip"), kind=PAPER)[0])
    try:
        free = key.workshop.seats.filter(pk=uuid.UUID(line.seat), kind=PAPER, left_at=None, press_key="").first()
    except ValueError:
        free = None
    if free is None:
        raise Refused(_("The sheet of %(name)s is in already.") % {"name": line.name or _("Slip")})
    return key.typing(free)


def _page(
    request: HttpRequest,
    key: FacilitatorKey,
    lines: Sequence[SlipLine],
    *,
    error: str = "",
    file_error: str = "",
    read: int = 0,
    status: int = 200,
) -> HttpResponse:
    here = key.workshop
    categories = here.categories()
    empty = SlipLine("", ("",) * len(categories))
    context = {
        "workshop": here,
        "categories": categories,
        "lines": [
            {"line": line, "fields": list(zip(categories, line.typed, strict=True))}
            for line in [*lines, *[empty] * (1 if read else EMPTY_ROWS)]
        ],
        "error": error,
        "file_error": file_error,
        "read": read,
        "wrong": sum(bool(line.error) for line in lines),
        "most": MOST_ROWS,
        "press_key": press_ident(request),
        "named": here.mode != Mode.ANONYMOUS,
    }
    return render(request, "workshop/stack.html", context, status=status)
