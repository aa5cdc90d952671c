"""The sheet of one person, or what became of it: which own part, in which state of the workshop."""

from koffer.method.mode import Mode
from koffer.sheets.page import to_fill
from koffer.web.tokens import hashed
from koffer.workshop.drawings import drawings
from koffer.workshop.models import Box, Seat, Workshop
from koffer.workshop.models.kinds import OBSERVER
from koffer.workshop.picture import own_picture
from koffer.workshop.step import Context, Returned


def around_the_sheet(seat: Seat, returned: Returned | None) -> tuple[str, Context]:
    """The own part with the sheet, or what stands there in its place."""
    template, context = _around_the_sheet(seat, returned)
    return f"workshop/steps/filling/{template}.html", context


def _around_the_sheet(seat: Seat, returned: Returned | None) -> tuple[str, Context]:
    workshop = seat.workshop
    if seat.kind == OBSERVER:
        return "observer", {}
    if not workshop.started:
        return "waiting", {}
    if workshop.opened and workshop.mode == Mode.ANONYMOUS:
        erased = workshop.ever_closed and workshop.closing.erased_on
        # Whether this person handed in, only the own browser knows: it finds its press among all that count.
        return ("erased" if erased else "cut"), {"counted": counted_presses(workshop)}
    if seat.handed_in and not seat.changing_sheet and not returned:
        return _after_handing_in(seat)
    if workshop.opened and not workshop.takes_late_sheets:
        return "too_late", {}
    sheet = returned.sheet if returned else None
    return "sheet", to_fill(workshop.categories(), seat.held.draft(), seat.held.number, sheet)


def _after_handing_in(seat: Seat) -> tuple[str, Context]:
    points = seat.held.points()
    context: Context = {"aside": not seat.workshop.opened and seat.held.aside}
    if seat.withdrawn:
        return "withdrawn", context
    if points is None:
        return "erased", context
    categories = seat.workshop.categories()
    return "handed_in", context | {
        "press": short(seat.held.press),
        "picture": own_picture(seat.workshop.destination, categories, points),
        "points": list(zip(categories, points, strict=True)),
    }


def counted_presses(workshop: Workshop) -> str:
    """The presses that handed in what counts, as an anonymous workshop tells them to every browser alike."""
    place = workshop.pk, None, "presses"  # asked by a thousand phones at once, as their card is
    return drawings.at(place, workshop.version, lambda: " ".join(sorted(map(short, Box.of(workshop).presses))))


def short(press: str) -> str:
    """A press as pages hold it: who made it knows it, and nobody can send it again."""
    return hashed(f"press {press}")[:10]
