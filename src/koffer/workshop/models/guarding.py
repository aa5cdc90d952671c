"""Who is in the room, and who sees what: the lock, the links, the mode."""

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from koffer.method.mode import Mode, stricter
from koffer.sheets.refusals import Refused
from koffer.workshop.models.cut import cut_links
from koffer.workshop.models.kinds import PAPER
from koffer.workshop.models.seat import Seat

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


def renew_links(workshop: "Workshop") -> None:
    """End the links of the large screen, of the team and of its calendar; new ones are there at once."""
    with workshop.changing():
        workshop.move()
        workshop.link_number += 1
        workshop.save(update_fields=["link_number"])


def tighten(workshop: "Workshop", mode: Mode) -> None:
    """Make the mode stricter, at any time; raises `Refused` for anything else.

    After the opening to anonymous: links are cut. What was shown has been seen: the page says so.
    """
    with workshop.changing():
        if not stricter(mode, Mode(workshop.mode)):
            raise Refused(_("Who sees what can only become stricter."))
        workshop.mode = mode
        if not workshop.opened:
            workshop.announced_mode = mode
        workshop.save(update_fields=["mode", "announced_mode"])
        if mode == Mode.ANONYMOUS:
            cut_links(workshop)
