"""The other comes in, and may be let go; leaving, and having everything deleted (M16)."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from koffer.database.sweep import sweep
from koffer.one_to_one.models.one_to_one import OneToOne
from koffer.sheets.refusals import Refused
from koffer.web.tokens import hashed, new_token

if TYPE_CHECKING:
    from koffer.one_to_one.models.side import Side


def invite(side: "Side") -> str:
    """The secret of an invitation for the other; an earlier one ends. Raises `Refused` once that place is taken."""
    token = new_token()
    with side.changing():
        side.move()
        place, _made = side.one_to_one.sides.get_or_create(role=side.other_role)
        if place.token_hash:
            raise Refused(_("Somebody took this place already."))
        place.invitation_hash = hashed(token)
        place.save(update_fields=["invitation_hash"])
    return token


def seat_beside(side: "Side", name: str) -> str:
    """The other sits at this device as well; returns the other's secret. From now on no sheet is shown here early.

    Raises `Refused` when that place is taken.
    """
    token = new_token()
    with side.changing():
        place, _made = side.one_to_one.sides.get_or_create(role=side.other_role)
        if place.token_hash:
            raise Refused(_("Somebody took this place already."))
        place.name, place.token_hash, place.invitation_hash = name, hashed(token), ""
        place.save(update_fields=["name", "token_hash", "invitation_hash"])
        side.one_to_one.share_device()
    return token


def accept(side: "Side", name: str) -> str:
    """Take the place one was invited to; returns the own secret. Raises `Refused` when somebody was first."""
    token = new_token()
    with side.one_to_one.changing():
        side.one_to_one.check_going()
        free = type(side).objects.filter(pk=side.pk, token_hash="")
        if not free.update(name=name, token_hash=hashed(token), invitation_hash=""):
            raise Refused(_("Somebody took this place already."))
        side.refresh_from_db()
    return token


def let_go(side: "Side") -> None:
    """The employee lets the other go, before the opening: somebody else may have taken the invitation.

    With all that person typed; the place is free again. On a device of two the own sheet goes as well: that person
    may still sit there. Raises `Refused` for the manager, once it is open, and when the two fill the sheet again:
    what they agreed on before is of the two of them alone.
    """
    with side.changing() as one:
        side.move()
        if not side.is_employee:
            raise Refused(_("The suitcase is the employee's. You can withdraw."))
        if one.opened:
            raise Refused(_("The suitcase is open. You can withdraw."))
        if one.follows_id:
            raise Refused(_("Begin a new conversation for somebody else."))
        one.sides.filter(role=side.other_role).delete()
        if one.one_device:
            side.drop_sheet()
            side.settle("")
        one.sides.update(opens=False)
        OneToOne.objects.filter(pk=one.pk).update(asks_manager=False, one_device=False)
        transaction.on_commit(sweep)


def withdraw(side: "Side") -> None:
    """Withdraw: the conversation is closed for both, at once. Again: no-op.

    What is the manager's own goes: sheet, examples, other numbers, promises. The employee keeps the rest, and the
    manager sees none of it any more. Raises `Refused` when nobody was invited: it cannot be undone.
    """
    one = side.one_to_one
    with one.changing():
        if side.alone:
            raise Refused(_("Nobody else takes part. You can have everything deleted."))
        if type(side).objects.filter(pk=side.pk, withdrew_on=None).exists():
            for filling in one.chain():
                filling.sides.filter(role=side.role, withdrew_on=None).update(withdrew_on=timezone.localdate())
                filling.close()
            transaction.on_commit(sweep)


def delete_all(side: "Side") -> None:
    """The employee has everything deleted, at any time. Raises `Refused` for the manager."""
    with side.one_to_one.changing():
        if not side.is_employee:
            raise Refused(_("The suitcase is the employee's. You can withdraw."))
        side.one_to_one.delete_all()
