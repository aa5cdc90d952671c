"""One of the two: the own place, the own sheet, and what each does alone (M16)."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from koffer.database.sweep import sweep
from koffer.method.points import check_sheet, settle
from koffer.one_to_one.models.one_to_one import GONE, LOOK_AFTER, OneToOne
from koffer.one_to_one.models.role import SideRole
from koffer.sheets.moving import Moving
from koffer.sheets.points import PointsRow, in_order, m4
from koffer.sheets.refusals import OldPage, Refused
from koffer.web.tokens import hashed, new_token, random_key


class Side(Moving):
    """One of the two. Only hashes of secrets are stored; one that was invited has no name and no token yet.

    An invitation opens nothing: who takes it gets another secret, so that whoever sent the link cannot come in as the
    other.
    """

    id = models.BigIntegerField(primary_key=True, default=random_key, editable=False)
    one_to_one = models.ForeignKey(OneToOne, models.CASCADE, related_name="sides")
    role = models.CharField(max_length=8, choices=SideRole.choices)
    name = models.CharField(max_length=40, blank=True)
    token_hash = models.CharField(max_length=64, blank=True, db_index=True)
    invitation_hash = models.CharField(max_length=64, blank=True, db_index=True)
    draft: Any = models.JSONField(null=True)
    draft_number = models.PositiveIntegerField(default=0)
    press_key = models.CharField(max_length=40, blank=True)  # of the sheet that is in
    opens = models.BooleanField(default=False)
    confirms = models.BooleanField(default=False)
    withdrew_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["one_to_one", "role"], name="one_side_per_role")]

    def __str__(self) -> str:
        return self.name

    # Coming in

    @classmethod
    def begin(cls, one: OneToOne, role: str, name: str) -> tuple["Side", str]:
        """The first of the two, and the secret of the own link."""
        token = new_token()
        return cls.objects.create(one_to_one=one, role=role, name=name, token_hash=hashed(token)), token

    @classmethod
    def found(cls, token: str) -> "Side | None":
        """The side whose personal link has this secret, in the newest filling."""
        sides = cls.objects.filter(token_hash=hashed(token)).select_related("one_to_one__design", "one_to_one__follows")
        followed = {side.one_to_one.follows_id for side in sides}
        return next((side for side in sides if side.one_to_one_id not in followed), None)

    @classmethod
    def invited(cls, token: str) -> "Side | None":
        """The place that waits for whoever has this invitation."""
        places = cls.objects.filter(invitation_hash=hashed(token), token_hash="")
        return places.select_related("one_to_one__design").first()

    def invite(self) -> str:
        """The secret of an invitation for the other; an earlier one ends. Raises `Refused` once that place is taken."""
        token = new_token()
        with self.changing():
            self.move()
            place, _made = self.one_to_one.sides.get_or_create(role=self.other_role)
            if place.token_hash:
                raise Refused(_("Somebody took this place already."))
            place.invitation_hash = hashed(token)
            place.save(update_fields=["invitation_hash"])
        return token

    def seat_beside(self, name: str) -> str:
        """The other sits at this device as well; returns the other's secret. From now on no sheet is shown here early.

        Raises `Refused` when that place is taken.
        """
        token = new_token()
        with self.changing():
            place, _made = self.one_to_one.sides.get_or_create(role=self.other_role)
            if place.token_hash:
                raise Refused(_("Somebody took this place already."))
            place.name, place.token_hash, place.invitation_hash = name, hashed(token), ""
            place.save(update_fields=["name", "token_hash", "invitation_hash"])
            self.one_to_one.share_device()
        return token

    def accept(self, name: str) -> str:
        """Take the place one was invited to; returns the own secret. Raises `Refused` when somebody was first."""
        token = new_token()
        with self.one_to_one.changing():
            self.one_to_one.check_going()
            free = Side.objects.filter(pk=self.pk, token_hash="")
            if not free.update(name=name, token_hash=hashed(token), invitation_hash=""):
                raise Refused(_("Somebody took this place already."))
            self.refresh_from_db()
        return token

    def let_go(self) -> None:
        """The employee lets the other go, before the opening: somebody else may have taken the invitation.

        With all that person typed; the place is free again. On a device of two the own sheet goes as well: that person
        may still sit there. Raises `Refused` for the manager, once it is open, and when the two fill the sheet again:
        what they agreed on before is of the two of them alone.
        """
        with self.changing() as one:
            self.move()
            if not self.is_employee:
                raise Refused(_("The suitcase is the employee's. You can withdraw."))
            if one.opened:
                raise Refused(_("The suitcase is open. You can withdraw."))
            if one.follows_id:
                raise Refused(_("Begin a new conversation for somebody else."))
            one.sides.filter(role=self.other_role).delete()
            if one.one_device:
                self._drop()
                self._settle("")
            one.sides.update(opens=False)
            OneToOne.objects.filter(pk=one.pk).update(asks_manager=False, one_device=False)
            transaction.on_commit(sweep)

    def edit(self, **texts: str) -> None:
        """Correct the destination, the role or the frame (M1), as long as no sheet is in."""
        with self.changing() as one:
            if one.sides.exclude(press_key="").exists():
                raise Refused(_("A sheet is in: it was filled for this destination, so it stays as it is."))
            OneToOne.objects.filter(pk=one.pk).update(**texts)

    def rename(self, name: str) -> None:
        """Correct the own name."""
        with self.changing():
            Side.objects.filter(pk=self.pk).update(name=name)

    # Queries

    @property
    def other_role(self) -> SideRole:
        """The role of the other."""
        return SideRole(self.role).other

    @property
    def is_employee(self) -> bool:
        """Whether the suitcase is this person's."""
        return self.role == SideRole.EMPLOYEE

    @property
    def fills(self) -> bool:
        """Whether this person fills a sheet: the employee, and the manager when asked to."""
        return self.is_employee or self.one_to_one.asks_manager

    @property
    def handed_in(self) -> bool:
        """Whether the own sheet is in."""
        return bool(self.press_key)

    def sheet(self) -> list[int] | None:
        """The points in the order of the sheet; None when no sheet is in, or when it was erased."""
        return in_order(self.points.all()) or None

    @property
    def alone(self) -> bool:
        """Whether the employee keeps the suitcase to themselves: nobody was invited, so there is nothing to leave."""
        return self.is_employee and not self.one_to_one.sides.exclude(pk=self.pk).exists()

    # The own sheet

    @contextmanager
    def changing(self) -> Iterator[OneToOne]:
        """`OneToOne.changing`, with this person read afresh. Raises `Refused` after a withdrawal."""
        one = self.one_to_one
        with one.changing():
            self.refresh_from_db()
            self.one_to_one = one
            one.check_going()
            yield one

    @contextmanager
    def locked(self) -> Iterator[OneToOne]:
        """The same lock for a change that the other may not notice: no version is raised."""
        with transaction.atomic():
            one = OneToOne.objects.select_for_update(of=("self",)).filter(pk=self.one_to_one_id).first()
            if one is None:
                raise Refused(GONE)
            self.refresh_from_db()
            self.one_to_one = one
            one.check_going()
            yield one

    @contextmanager
    def writing(self) -> Iterator[OneToOne]:
        """The same for what the two write together. Whatever then changes says so with `OneToOne.rewritten`."""
        with self.changing() as one:
            one.check_together()
            yield one

    def _check_filling(self) -> None:
        if self.one_to_one.opened:
            raise Refused(_("The suitcase is open; the sheets stay as they are."))
        if not self.fills:
            raise Refused(_("You fill a sheet only when the other asks you to."))

    def keep_draft(self, points: list[int | None], number: int) -> int:
        """Keep what is on the sheet while typing; returns its new number. Raises `OldPage` for an older window.

        On a device of two nothing is kept: the other could look at it.
        """
        with self.locked() as one:
            self._check_filling()
            mine = Side.objects.filter(pk=self.pk, draft_number=number)
            kept = None if one.one_device else points
            if not mine.update(draft_number=models.F("draft_number") + 1, draft=kept):
                raise OldPage(_("This sheet is newer in another window."))
        return number + 1

    def hand_in(self, points: Sequence[int], press_key: str, *, number: int | None = None) -> None:
        """Hand the own sheet in, whole, or change it, until both opened. The same press again: no-op.

        Raises `InvalidSheet` (M3, M4), `OldPage` when another window was newer, `Refused` when it is not the time.
        """
        with self.changing() as one:
            if self.press_key == press_key:
                return
            self._check_filling()
            categories = one.categories()
            check_sheet(points, len(categories))
            if number is not None and number < self.draft_number:
                raise OldPage(_("You changed this sheet in another window. Check it and hand in again."))
            self._drop()
            SidePoints.objects.bulk_create(
                SidePoints(side=self, category=category, points=n)
                for category, n in zip(categories, points, strict=True)
            )
            self._settle(press_key)

    @property
    def changing_sheet(self) -> bool:
        """Whether the own sheet is in and this person is changing it: it stays in until it is handed in again."""
        return self.handed_in and not self.one_to_one.opened and self.draft is not None

    def begin_to_change(self) -> None:
        """Change the own sheet, which stays in, until both opened; on a device of two an empty one. Again: no-op."""
        with self.locked() as one:
            self._check_filling()
            if self.handed_in and self.draft is None:
                empty = [None] * len(one.categories())
                self._keep(empty if one.one_device else self.sheet())

    def leave_as_it_was(self) -> None:
        """The newer draft goes; the sheet that is in stays. Again: no-op."""
        with self.locked():
            if self.changing_sheet:
                self._keep(None)

    def _keep(self, draft: Sequence[int | None] | None) -> None:
        self.draft, self.draft_number = draft, self.draft_number + 1
        self.save(update_fields=["draft", "draft_number"])

    def take_back(self) -> None:
        """The own sheet is a draft again, until both opened. On a device of two it is empty then."""
        with self.changing() as one:
            self._check_filling()
            if not self.handed_in:
                return
            self.draft = None if one.one_device else self.sheet()
            self._drop()
            self._settle("")

    def _drop(self) -> None:
        self.points.all().delete()

    def _settle(self, press_key: str) -> None:
        """A sheet came or went: it is judged anew whether to open."""
        if press_key:
            self.draft = None
        self.press_key, self.draft_number = press_key, self.draft_number + 1
        self.save(update_fields=["press_key", "draft_number", "draft"])
        self.one_to_one.sides.update(opens=False)

    def ask_manager(self, wanted: bool) -> None:
        """The employee asks the manager to fill a sheet as well, or not any more. Raises `Refused` for the manager."""
        with self.changing() as one:
            self.move()
            if not self.is_employee:
                raise Refused(_("Only the employee can ask for a second sheet."))
            if one.opened:
                raise Refused(_("The suitcase is open; the sheets stay as they are."))
            if one.asks_manager == wanted:
                return
            OneToOne.objects.filter(pk=one.pk).update(asks_manager=wanted)
            one.asks_manager = wanted
            one.sides.update(opens=False)
            if not wanted and (manager := one.sides_by_role().get(SideRole.MANAGER)):
                manager.points.all().delete()
                one.sides.filter(role=SideRole.MANAGER).update(draft=None, press_key="")

    def open(self, wanted: bool = True) -> None:
        """Press "open", or let go of it again. When both did, the suitcase is open. Raises `Refused` too early."""
        with self.changing() as one:
            self.move()
            if one.opened:
                return
            sides = one.sides_by_role()
            if len(sides) < len(SideRole):
                raise Refused(_("The other is not here yet."))
            if not all(side.handed_in for side in sides.values() if side.is_employee or one.asks_manager):
                raise Refused(_("Not all sheets are in yet."))
            Side.objects.filter(pk=self.pk).update(opens=wanted)
            if wanted and one.sides.filter(opens=True).count() == len(SideRole):
                OneToOne.objects.filter(pk=one.pk).update(opened_on=timezone.localdate())
                one.sides.update(draft=None)

    # The agreement

    def confirm(self, seen: int) -> None:
        """Confirm what both wrote. When both did, it is agreed, and a review that was held is done.

        `seen`: the number of the text that was read. Raises `OldPage` when it changed, `InvalidSheet` when the
        numbers break a rule of the sheet (M4), `Refused` when there is nothing to confirm.
        """
        with self.changing() as one:
            self.move()
            review = one.review()
            if one.agreed_on and not review:
                return
            one.check_together()
            if seen != one.text_number:
                raise OldPage(_("The other changed something just before. Read it once more."))
            if not one.agreed_on:
                check_sheet(settle(one.settled_points()), len(one.categories()))
            Side.objects.filter(pk=self.pk).update(confirms=True)
            if one.sides.filter(confirms=True).count() < len(SideRole):
                return
            today = timezone.localdate()
            one.agreed_on = today
            if one.look_on is None or one.look_on <= today:
                one.look_on = today + LOOK_AFTER
            one.purge_on = one.kept_until(today)
            if review is None:
                one.keep_settled_points()
            else:
                review.finish()
            one.save(update_fields=["agreed_on", "look_on", "purge_on"])
            one.sides.update(confirms=False)

    def look_on(self, day: date) -> None:
        """Choose the day of the next look: it is part of what both confirm."""
        with self.writing() as one:
            one.rewritten()
            OneToOne.objects.filter(pk=one.pk).update(look_on=day)

    def unconfirm(self) -> None:
        """Take the own confirmation back, as long as the other did not confirm."""
        with self.changing():
            self.move()
            Side.objects.filter(pk=self.pk).update(confirms=False)

    # Leaving

    def withdraw(self) -> None:
        """Withdraw: the conversation is closed for both, at once. Again: no-op.

        What is the manager's own goes: sheet, examples, other numbers, promises. The employee keeps the rest, and the
        manager sees none of it any more. Raises `Refused` when nobody was invited: it cannot be undone.
        """
        one = self.one_to_one
        with one.changing():
            if self.alone:
                raise Refused(_("Nobody else takes part. You can have everything deleted."))
            if Side.objects.filter(pk=self.pk, withdrew_on=None).exists():
                for filling in one.chain():
                    filling.sides.filter(role=self.role, withdrew_on=None).update(withdrew_on=timezone.localdate())
                    filling.close()
                transaction.on_commit(sweep)

    def delete_all(self) -> None:
        """The employee has everything deleted, at any time. Raises `Refused` for the manager."""
        with self.one_to_one.changing():
            if not self.is_employee:
                raise Refused(_("The suitcase is the employee's. You can withdraw."))
            self.one_to_one.delete_all()

    # Afterwards

    def fill_again(self) -> "Side":
        """A new filling of the same two, with the same sheet and links; returns the own side of it.

        One that was begun and not opened is taken instead. Raises `Refused` before they agreed.
        """
        with self.changing() as one:
            self.move()
            if not one.agreed_on:
                raise Refused(_("First confirm what you agree on, both of you."))
            begun = one.followed_by.filter(opened_on=None).first()
            if begun is None:
                begun = OneToOne.create(
                    destination=one.destination,
                    frame=one.frame,
                    work=one.work,
                    days_kept=one.days_kept,
                    design=one.design,
                    follows=one,
                )
                for side in one.sides_by_role().values():
                    Side.objects.create(one_to_one=begun, role=side.role, name=side.name, token_hash=side.token_hash)
        return begun.sides.get(role=self.role)


class SidePoints(PointsRow):
    """The points of one category on a sheet. The database holds M4: whole, 0 to 100, no two equal."""

    pk = models.CompositePrimaryKey("side_id", "category_id")
    side = models.ForeignKey(Side, models.CASCADE, related_name="points")

    class Meta:
        constraints = m4("side", no_two_equal="one_to_one_no_two_equal", from_0_to_100="one_to_one_0_to_100")
