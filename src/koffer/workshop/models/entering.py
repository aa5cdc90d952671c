"""Who may come in, and who goes (the room is the facilitator's)."""

from typing import TYPE_CHECKING

from django.utils import timezone

from koffer.workshop.models.seat import PAPER, Seat

if TYPE_CHECKING:
    from koffer.workshop.models.workshop import Workshop


def lock_room(workshop: "Workshop", locked: bool) -> None:
    """Nobody new joins, or everybody with the code again. Who is in stays in. Again: no-op."""
    with workshop.changing():
        workshop.room_locked = locked
        workshop.save(update_fields=["room_locked"])


def close_doors(workshop: "Workshop") -> None:
    """Inside a verb: somebody is not in the room any more, and hears no more of it."""
    workshop.doors += 1
    workshop.save(update_fields=["doors"])


def show_out_from(workshop: "Workshop", seat: Seat) -> None:
    """Show out this person and everybody who joined later: one phone took many seats. Paper sheets stay."""
    with workshop.changing():
        late = workshop.seats.filter(number__gte=seat.number).exclude(kind=PAPER)
        late.update(left_at=timezone.now(), shown_out=True)  # also who left: the personal link would lead back
        workshop.close_doors()
