"""What a person fills: the draft while typing, and the sheet that was handed in (rules.md, section 5)."""

import uuid
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from koffer.method.mode import Mode
from koffer.organisation.prepared import write
from koffer.organisation.sweep import sweep
from koffer.workshop.refusals import Refused

if TYPE_CHECKING:
    from koffer.workshop.models.seat import Seat
    from koffer.workshop.models.workshop import Workshop

WITHDRAWN = "(withdrawn)"  # in the place of the key of a press, after the opening; no page can send it


class Draft(models.Model):
    """What stands on a sheet while typing: a list with a number or null per category. May break every rule."""

    seat = models.OneToOneField("Seat", models.CASCADE, primary_key=True)
    body: Any = models.JSONField()


class Sheet(models.Model):
    """A handed-in sheet. Has no time; in an anonymous workshop, after the opening, no seat either."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workshop = models.ForeignKey("Workshop", models.CASCADE, related_name="sheets")
    seat = models.OneToOneField("Seat", models.CASCADE, null=True)
    late = models.BooleanField(default=False)
    set_aside = models.BooleanField(default=False)

    @classmethod
    def store(
        cls,
        workshop: "Workshop",
        seat: "Seat | None",
        column: Iterable[tuple[int, int]],
        *,
        late: bool = False,
        set_aside: bool = False,
    ) -> None:
        """Write a sheet whole: (key of the category, points) for each.

        By hand: the ORM needs longer for these eleven rows than all the rest of a hand-in takes.
        """
        key = uuid.uuid4()
        sql = "INSERT INTO workshop_sheet (id, workshop_id, seat_id, late, set_aside) VALUES (%s, %s, %s, %s, %s)"
        write(sql, key, workshop.pk, seat.pk if seat else None, late, set_aside)
        values = [value for category, number in column for value in (key, category, number)]
        places = ", ".join(["(%s, %s, %s)"] * (len(values) // 3))
        write(f"INSERT INTO workshop_sheetpoints (sheet_id, category_id, points) VALUES {places}", *values)  # noqa: S608

    @classmethod
    def withdraw(cls, seat: "Seat") -> None:
        """The person of `seat` takes the own sheet out: deleted before the opening, COUNTED -> ERASED after it.

        Every picture is of the remaining sheets from then on; what the team decided stays. Again: no-op. Raises
        `Refused` after the opening of an anonymous workshop, where nobody can find it (rules.md, section 5).
        """
        with seat.changing():
            if seat.workshop.opened and seat.workshop.mode == Mode.ANONYMOUS:
                raise Refused(_("Nobody can find out which sheet is yours any more, so it stays."))
            if cls.objects.filter(seat=seat).delete()[0]:
                Draft.objects.filter(seat=seat).delete()
                seat.newer(press_key=WITHDRAWN if seat.workshop.opened else "")
                transaction.on_commit(sweep)

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
