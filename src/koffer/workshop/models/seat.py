"""A seat: one person's place in a workshop, with its draft and its sheet (rules.md, section 5)."""

import uuid
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from koffer.method.mode import Mode, late_allowed, late_needs_confirming
from koffer.method.points import check_sheet
from koffer.workshop.models.facts import FACTS
from koffer.workshop.names import LONGEST_KEY, another, name_key, tidy
from koffer.workshop.refusals import NeedsConfirming, OldPage, Refused
from koffer.workshop.tokens import hashed, new_token

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

    # Taking and leaving a seat

    @classmethod
    def take(cls, workshop: "Workshop", name: str, *, kind: str = MEMBER) -> tuple["Seat", str]:
        """A new seat and the secret of its personal link ("" for paper).

        A name that is taken becomes "Anna 2". Raises `Refused` when the workshop is full or closed.
        """
        token = "" if kind == PAPER else new_token()
        with workshop.changing():
            if workshop.closed:
                raise Refused(_("The suitcase is closed, so nobody can join any more."))
            if workshop.seats.count() >= settings.MOST_SEATS:
                raise Refused(_("All seats are taken. Ask the facilitator."))
            taken = set(workshop.seats.filter(left_at=None).values_list("name_key", flat=True))
            name = tidy(name)
            if name_key(name) in taken:
                name = another(name, taken)
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
        """The seat that belongs to the secret of a personal link."""
        seats = cls.objects.select_related("workshop__design", *(f"workshop__{fact}" for fact in FACTS))
        return seats.filter(token_hash=hashed(token)).first()

    def rename(self, name: str) -> None:
        """Change the name, until the closing; one that is taken becomes "Anna 2"."""
        with self.workshop.changing():
            if self.workshop.closed:
                raise Refused(_("The suitcase is closed; the names stay as they are."))
            others = self.workshop.seats.filter(left_at=None).exclude(pk=self.pk)
            taken = set(others.values_list("name_key", flat=True))
            name = tidy(name)
            if name_key(name) in taken:
                name = another(name, taken)
            self.name, self.name_key = name, name_key(name)
            self.save(update_fields=["name", "name_key"])

    def look_on(self, wanted: bool) -> None:
        """JOINED <-> OBSERVER, before handing in (M6)."""
        with self.workshop.changing():
            self.refresh_from_db(fields=["press_key"])
            if wanted and self.handed_in:
                raise Refused(_("Your sheet is in. Choose “Change it” first."))
            self.kind = OBSERVER if wanted else MEMBER
            self.save(update_fields=["kind"])

    def wish_without_names(self, wanted: bool) -> None:
        """Ask, unseen, for a workshop without names; raises `Refused` after the opening."""
        with self.workshop.changing():
            if self.workshop.opened:
                raise Refused(_("The team suitcase is open already."))
            self.wish = wanted
            self.save(update_fields=["wish"])

    def leave(self) -> None:
        """JOINED -> LEFT; a sheet that was handed in stays, points and name are not shown in the lobby."""
        with self.workshop.changing():
            self.left_at = timezone.now()
            self.save(update_fields=["left_at"])

    def come_back(self) -> None:
        """LEFT -> JOINED, under a name that is free."""
        with self.workshop.changing():
            taken = set(self.workshop.seats.filter(left_at=None).values_list("name_key", flat=True))
            if self.name_key in taken:
                self.name = another(self.name, taken)
                self.name_key = name_key(self.name)
            self.left_at = None
            self.save(update_fields=["left_at", "name", "name_key"])

    def say(self, nod: str) -> None:
        """Say "agree" or "not_yet" about the provisional team score, or take it back with ""."""
        with self.workshop.changing():
            self.workshop.check_open()
            self.nod = nod
            self.save(update_fields=["nod"])

    # The sheet

    @property
    def handed_in(self) -> bool:
        """Whether this seat's sheet is in; also true of an anonymous one whose link is cut."""
        return bool(self.press_key)

    def keep_draft(self, points: list[int | None], number: int) -> int:
        """Keep what is on the sheet while typing; returns the new number of the draft.

        `number` is that of the draft which the page had seen; raises `OldPage` when another page of this
        seat was newer. Drafts may break every rule and do not raise the workshop's version.
        """
        with transaction.atomic():
            # Under the lock of the workshop: no draft may outlive an opening that cut the links.
            workshop = type(self.workshop).objects.select_for_update(of=("self",)).get(pk=self.workshop_id)
            if workshop.opened and not workshop.takes_late_sheets:
                raise Refused(_("The team suitcase is open; nothing can be added."))
            mine = Seat.objects.filter(pk=self.pk, draft_number=number)
            if not mine.update(draft_number=F("draft_number") + 1):
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
        with workshop.changing():
            self.refresh_from_db(fields=["press_key", "draft_number", "kind", "left_at"])
            if self.press_key == press_key:
                return
            late = self._may_hand_in(confirmed)
            categories = workshop.categories()
            check_sheet(points, len(categories))
            if number is not None and number < self.draft_number:
                raise OldPage(_("You changed this sheet in another window. Check it and hand in again."))
            earlier = Sheet.objects.filter(seat=self)
            aside = earlier.filter(set_aside=True).exists()
            earlier.delete()
            sheet = Sheet.objects.create(workshop=workshop, seat=self, late=late, set_aside=aside)
            sheet.write(categories, points)
            self._newer(press_key)
            Draft.objects.filter(seat=self).delete()

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
        with self.workshop.changing():
            if self.workshop.opened:
                raise Refused(_("The team suitcase is open; your sheet counts."))
            sheet = Sheet.objects.filter(seat=self).first()
            if sheet is None:
                return
            Draft.objects.update_or_create(seat=self, defaults={"body": sheet.as_list()})
            sheet.delete()
            self._newer(press_key="")

    def _newer(self, press_key: str) -> None:
        # Pages that were open before this are old now: the older of two windows loses visibly.
        self.press_key = press_key
        self.draft_number = F("draft_number") + 1
        self.save(update_fields=["press_key", "draft_number"])
        self.refresh_from_db(fields=["draft_number"])

    def set_aside(self, aside: bool) -> None:
        """Set the sheet of a duplicate or of somebody who left aside, or put it back; before the opening."""
        with self.workshop.changing():
            if self.workshop.opened:
                raise Refused(_("The team suitcase is open; the sheets stay as they are."))
            Sheet.objects.filter(seat=self).update(set_aside=aside)

    def sheet_as_list(self) -> list[int] | None:
        """The handed-in points in the order of the sheet; None when none is in or the link is cut."""
        sheet = Sheet.objects.filter(seat=self).first()
        return sheet.as_list() if sheet else None


class Draft(models.Model):
    """What stands on a sheet while typing: a list with a number or null per category. May break every rule."""

    seat = models.OneToOneField(Seat, models.CASCADE, primary_key=True)
    body: Any = models.JSONField()


class Sheet(models.Model):
    """A handed-in sheet. Has no time; in an anonymous workshop, after the opening, no seat either."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workshop = models.ForeignKey("Workshop", models.CASCADE, related_name="sheets")
    seat = models.OneToOneField(Seat, models.CASCADE, null=True)
    late = models.BooleanField(default=False)
    set_aside = models.BooleanField(default=False)

    def write(self, categories: Sequence[Any], points: Sequence[int]) -> None:
        """Write the points, in the order of the sheet."""
        SheetPoints.objects.bulk_create(
            SheetPoints(sheet=self, category=category, points=number)
            for category, number in zip(categories, points, strict=True)
        )

    def as_list(self) -> list[int]:
        """The points in the order of the sheet."""
        return list(self.points.order_by("category__position").values_list("points", flat=True))


class SheetPoints(models.Model):
    """The points of one category on one sheet. The database holds M4: whole, 0 to 100, no two equal."""

    pk = models.CompositePrimaryKey("sheet_id", "category_id")
    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="points")
    category = models.ForeignKey("organisation.Category", models.PROTECT, related_name="+")
    points = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sheet", "points"], name="no_two_equal"),
            models.CheckConstraint(condition=models.Q(points__gte=0, points__lte=100), name="points_0_to_100"),
        ]
