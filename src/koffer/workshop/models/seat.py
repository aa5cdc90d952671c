"""A seat: one person's place in a workshop, with its draft and its sheet (rules.md, section 5)."""

import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from koffer.method.mode import Mode, late_allowed, late_needs_confirming
from koffer.method.points import check_sheet
from koffer.organisation.prepared import Prepared, write
from koffer.organisation.sweep import sweep
from koffer.web.names import LONGEST_KEY, another, name_key, tidy
from koffer.web.tokens import hashed, new_token, token_of
from koffer.workshop.models.facts import WORKSHOP_WITH_FACTS
from koffer.workshop.models.sheet import WITHDRAWN, Draft, Sheet, SheetPoints
from koffer.workshop.refusals import NeedsConfirming, OldPage, Refused

if TYPE_CHECKING:
    from koffer.workshop.models.workshop import Workshop

MEMBER, OBSERVER, PAPER = "member", "observer", "paper"
KINDS = [(MEMBER, _("fills a sheet")), (OBSERVER, _("looks on")), (PAPER, _("on paper"))]


class Seat(models.Model):
    """One person's place. A device seat has the hash of its personal link; a paper seat has none."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workshop = models.ForeignKey("Workshop", models.CASCADE, related_name="seats")
    name = models.CharField(max_length=40)
    name_key = models.CharField(max_length=LONGEST_KEY)
    token_hash = models.CharField(max_length=64, unique=True, null=True)
    kind = models.CharField(max_length=8, choices=KINDS, default=MEMBER)
    wish = models.BooleanField(default=False)
    # The key that the browser made for the press that handed in: a retry of a lost answer is no second press.
    press_key = models.CharField(max_length=40, blank=True)
    # Grows with each change of the draft or the sheet, so that an old page is known as one.
    draft_number = models.PositiveIntegerField(default=0)
    left_at = models.DateTimeField(null=True)
    number = models.PositiveIntegerField()
    # What this person says of the provisional team score: "agree", "not_yet" or nothing. Shown as numbers only.
    nod = models.CharField(max_length=7, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workshop", "name_key"],
                condition=models.Q(left_at=None),
                name="one_name_per_workshop",
            ),
            models.UniqueConstraint(fields=["workshop", "number"], name="seat_number"),
        ]

    def __str__(self) -> str:
        return self.name

    @contextmanager
    def changing(self) -> Iterator[None]:
        """`Workshop.changing` for a verb of this person, read afresh; raises `Refused` when erased just before."""
        with self.workshop.changing():
            fresh = _ALONE.one(self.pk)
            if fresh is None:
                raise Refused(_("You are not in this workshop any more."))
            for name in ("press_key", "draft_number", "kind", "left_at"):
                setattr(self, name, getattr(fresh, name))
            yield

    # Taking and leaving a seat

    @classmethod
    def take(
        cls, workshop: "Workshop", name: str, *, kind: str = MEMBER, press: uuid.UUID | None = None
    ) -> tuple["Seat", str]:
        """A new seat and the secret of its personal link ("" for paper).

        A name that is taken becomes "Anna 2". The same name with the same `press` again, because the answer was
        lost, is the same seat. Raises `Refused` when the workshop is full or closed.
        """
        token = "" if kind == PAPER else token_of(workshop.pk, press, name_key(name)) if press else new_token()
        with workshop.changing():
            taken = workshop.seats.filter(token_hash=hashed(token)).first() if press else None
            if taken:
                return taken, token
            if workshop.closed:
                raise Refused(_("The suitcase is closed, so nobody can join any more."))
            if workshop.seats.count() >= settings.MOST_SEATS:
                raise Refused(_("All seats are taken. Ask the facilitator."))
            name = _free(name, workshop.seats.all())
            last = workshop.seats.aggregate(last=models.Max("number"))["last"] or 0
            seat = cls.objects.create(
                workshop=workshop,
                name=name,
                name_key=name_key(name),
                token_hash=hashed(token) if token else None,
                kind=kind,
                number=last + 1,
            )
            return seat, token

    @classmethod
    def found(cls, token: str) -> "Seat | None":
        """The seat that belongs to the secret of a personal link; None in a discarded workshop."""
        return _WITH_WORKSHOP.one(hashed(token))

    def rename(self, name: str) -> None:
        """Change the name, until the closing; one that is taken becomes "Anna 2"."""
        with self.changing():
            if self.workshop.closed:
                raise Refused(_("The suitcase is closed; the names stay as they are."))
            self.name = _free(name, self.workshop.seats.exclude(pk=self.pk))
            self.name_key = name_key(self.name)
            self.save(update_fields=["name", "name_key"])

    def look_on(self, wanted: bool) -> None:
        """JOINED <-> OBSERVER, before handing in (M6)."""
        with self.changing():
            if wanted and self.handed_in:
                raise Refused(_("Your sheet is in. Choose “Change it” first."))
            self.kind = OBSERVER if wanted else MEMBER
            self.save(update_fields=["kind"])

    def wish_without_names(self, wanted: bool) -> None:
        """Ask, unseen, for a workshop without names; raises `Refused` after the opening."""
        with self.changing():
            if self.workshop.opened:
                raise Refused(_("The team suitcase is open already."))
            self.wish = wanted
            self.save(update_fields=["wish"])

    def leave(self) -> None:
        """JOINED -> LEFT; a sheet that was handed in stays, points and name are not shown in the lobby."""
        with self.changing():
            self.left_at = timezone.now()
            self.save(update_fields=["left_at"])

    def come_back(self) -> None:
        """LEFT -> JOINED, under a name that is free."""
        with self.changing():
            self.name = _free(self.name, self.workshop.seats.exclude(pk=self.pk))
            self.name_key, self.left_at = name_key(self.name), None
            self.save(update_fields=["left_at", "name", "name_key"])

    def erase(self) -> None:
        """Erase this person, in every state: sheet, draft, words, offers, names at steps, wish, and the seat itself.

        What the team decided stays (rules.md, section 5). What an anonymous workshop cut loose cannot be found.
        """
        with self.changing():
            self.story_set.all().delete()
            self.delete()  # and with it all else that hangs on the seat
            transaction.on_commit(sweep)

    def say(self, nod: str) -> None:
        """Say "agree" or "not_yet" about the provisional team score, or take it back with ""."""
        with self.changing():
            self.workshop.check_open()
            self.nod = nod
            self.save(update_fields=["nod"])

    # The sheet

    @property
    def handed_in(self) -> bool:
        """Whether this seat's sheet is in; also true of an anonymous one whose link is cut."""
        return bool(self.press_key)

    @property
    def withdrawn(self) -> bool:
        """Whether this person took the sheet out after the opening."""
        return self.press_key == WITHDRAWN

    def keep_draft(self, points: list[int | None], number: int) -> int:
        """Keep what is on the sheet while typing; returns the new number of the draft.

        `number` is that of the draft which the page had seen; raises `OldPage` when another page of this
        seat was newer. The same once more, because its answer was lost: no-op. Drafts may break every rule and do
        not raise the workshop's version.
        """
        with transaction.atomic():
            # Under the lock of the workshop: no draft may outlive an opening that cut the links.
            workshop = type(self.workshop).objects.select_for_update(of=("self",)).get(pk=self.workshop_id)
            if workshop.opened and not workshop.takes_late_sheets:
                raise Refused(_("The team suitcase is open; nothing can be added."))
            mine = Seat.objects.filter(pk=self.pk, draft_number=number)
            if not mine.update(draft_number=F("draft_number") + 1):
                if Draft.objects.filter(seat=self, seat__draft_number=number + 1, body=points).exists():
                    return number + 1
                raise OldPage(_("This sheet is newer in another window."))
            Draft.objects.update_or_create(seat=self, defaults={"body": points})
        return number + 1

    def hand_in(
        self, points: Sequence[int], press_key: str, *, number: int | None = None, confirmed: bool = False
    ) -> None:
        """Hand the sheet in, whole (M6), or change what was handed in, until the opening.

        `points` in the order of the sheet. The same press again is a no-op. Raises `InvalidSheet` (M3, M4),
        `OldPage` when `number` is not the newest draft's, `NeedsConfirming` for a late sheet in a discreet
        workshop, `Refused` when it is too late. Against an opening at the same moment: counted, or told.
        """
        workshop = self.workshop
        with self.changing():
            if self.press_key == press_key:
                return
            late = self._may_hand_in(confirmed)
            categories = workshop.categories()
            check_sheet(points, len(categories))
            if number is not None and number < self.draft_number:
                raise OldPage(_("You changed this sheet in another window. Check it and hand in again."))
            aside = bool(self.press_key) and self._drop_sheet()
            column = [(category.pk, number) for category, number in zip(categories, points, strict=True)]
            Sheet.store(workshop, self, column, late=late, set_aside=aside)
            self.newer(press_key)
            write("DELETE FROM workshop_draft WHERE seat_id = %s", self.pk)

    def _drop_sheet(self) -> bool:
        """Delete the earlier sheet; whether it was set aside."""
        key, aside = Sheet.objects.values_list("pk", "set_aside").get(seat=self)
        write("DELETE FROM workshop_sheetpoints WHERE sheet_id = %s", key)
        write("DELETE FROM workshop_sheet WHERE id = %s", key)
        return aside

    def _may_hand_in(self, confirmed: bool) -> bool:
        """Whether the sheet would be late; raises when it may not be handed in."""
        workshop = self.workshop
        if not workshop.started:
            raise Refused(_("Filling has not started yet."))
        if self.left_at or self.kind == OBSERVER:
            raise Refused(_("You are looking on. Choose to fill a sheet first."))
        if not workshop.opened:
            return False
        mode = Mode(workshop.mode)
        if self.withdrawn:
            raise Refused(_("You withdrew your sheet after the opening, so you cannot hand in another one."))
        if self.press_key:
            raise Refused(_("The team suitcase was opened just before. Your sheet counts as you handed it in earlier."))
        if not late_allowed(mode):
            raise Refused(_("The team suitcase was opened just before. Your sheet was not counted."))
        if workshop.decided:
            raise Refused(_("The team has decided its score, so no sheet can be added. Join in the conversation."))
        if late_needs_confirming(mode) and not confirmed:
            raise NeedsConfirming(
                _("The others have seen the picture. If you hand in now, they can tell which points are yours.")
            )
        return True

    def take_back(self) -> None:
        """HANDED_IN -> DRAFT, before the opening: the points are a draft again."""
        with self.changing():
            if self.workshop.opened:
                raise Refused(_("The team suitcase is open; your sheet counts."))
            sheet = Sheet.objects.filter(seat=self).first()
            if sheet is None:
                return
            Draft.objects.update_or_create(seat=self, defaults={"body": sheet.as_list()})
            sheet.delete()
            self.newer(press_key="")

    def newer(self, press_key: str) -> None:
        """Inside a verb: pages that were open before are old now, so that the older of two windows loses visibly."""
        self.press_key = press_key
        self.draft_number += 1
        sql = "UPDATE workshop_seat SET press_key = %s, draft_number = %s WHERE id = %s"
        write(sql, press_key, self.draft_number, self.pk)

    def set_aside(self, aside: bool) -> None:
        """Set the sheet of a duplicate or of somebody who left aside, or put it back; before the opening."""
        with self.changing():
            if self.workshop.opened:
                raise Refused(_("The team suitcase is open; the sheets stay as they are."))
            Sheet.objects.filter(seat=self).update(set_aside=aside)

    def draft_as_list(self) -> list[int | None] | None:
        """What stands on the sheet while typing; None when nothing was typed."""
        draft = _DRAFT.one(self.pk)
        return list(draft.body) if draft else None

    @property
    def untouched(self) -> bool:
        """Whether this person has an empty sheet to fill: the same for everybody in the workshop."""
        filling = self.workshop.started and not self.workshop.opened
        typed = self.draft_number and self.draft_as_list()
        return filling and self.kind == MEMBER and not self.left_at and not self.press_key and not typed

    def sheet_as_list(self) -> list[int] | None:
        """The handed-in points in the order of the sheet; None when none is in, the link is cut or it was erased."""
        # In one question: between two of them the sheet may be erased.
        points = SheetPoints.objects.filter(sheet__seat=self).order_by("category__position")
        return list(points.values_list("points", flat=True)) or None


def _free(name: str, others: "models.QuerySet[Seat]") -> str:
    """The name, or "Anna 2" when one of the others has it."""
    taken = set(others.filter(left_at=None).values_list("name_key", flat=True))
    name = tidy(name)
    return another(name, taken) if name_key(name) in taken else name


_DRAFT = Prepared(lambda: Draft.objects.all(), "pk")
_ALONE = Prepared(lambda: Seat.objects.all(), "pk")
_WITH_WORKSHOP = Prepared(
    lambda: Seat.objects.filter(workshop__discarded_on=None).select_related(*WORKSHOP_WITH_FACTS), "token_hash"
)
