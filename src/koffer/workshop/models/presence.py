"""One person goes, is shown out, and comes back (rules.md, section 5)."""

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from koffer.sheets.refusals import Refused

if TYPE_CHECKING:
    from koffer.workshop.models.seat import Seat


def leave(seat: "Seat") -> None:
    """JOINED -> LEFT; a sheet that was handed in stays, points and name are not shown in the lobby."""
    with seat.changing():
        _go(seat)


def show_out(seat: "Seat") -> None:
    """The facilitator shows this person out: no page, stream or verb until let in again. Again: no-op."""
    with seat.changing(outside=True):
        if not seat.shown_out:
            _go(seat, shown_out=True)


def let_in(seat: "Seat") -> None:
    """The facilitator lets this person in again, as before. Again: no-op."""
    with seat.changing(outside=True):
        _sit_down(seat)


def come_back(seat: "Seat") -> None:
    """LEFT -> JOINED, under a name that is free. Raises `Refused` for who was shown out."""
    with seat.changing(outside=True):
        if seat.shown_out:
            raise Refused(_("The facilitator showed you out. Ask to be let in again."))
        _sit_down(seat)


def _go(seat: "Seat", *, shown_out: bool = False) -> None:
    seat.left_at, seat.shown_out = timezone.now(), shown_out
    seat.save(update_fields=["left_at", "shown_out"])
    seat.workshop.close_doors()


def _sit_down(seat: "Seat") -> None:
    if not seat.left_at:
        return
    seat.take_name(seat.hidden_name or seat.name)
    seat.left_at, seat.shown_out = None, False
    seat.save(update_fields=["left_at", "shown_out"])
