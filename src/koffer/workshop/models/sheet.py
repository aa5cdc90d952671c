"""What a person fills: the draft while typing, and the sheet that was handed in (rules.md, section 5)."""

import uuid
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import models

from koffer.database.prepared import write
from koffer.sheets.points import PointsRow, in_order, m4

if TYPE_CHECKING:
    from koffer.workshop.models.seat import Seat
    from koffer.workshop.models.workshop import Workshop

WITHDRAWN = "(withdrawn)"  # in the place of the key of a press, after the opening; no page can send it


class Draft(models.Model):
    """What stands on a sheet while typing: a list with a number or null per category. May break every rule."""

    seat = models.OneToOneField("Seat", models.CASCADE, primary_key=True)
    key = models.CharField(max_length=64, null=True)  # as of a sheet
    body: Any = models.JSONField()


class Sheet(models.Model):
    """A handed-in sheet. Has no time; in an anonymous workshop, where it is stored at the opening, no seat either.

    `key`, until the opening: under which it goes into the box if the workshop becomes anonymous (`Seat.own_key`).
    `device`: a label of the browser that handed it in, or, if it was `typed` from paper, one of the facilitator's link:
    what one person made does not count as several (rules.md, section 1, rule 13).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workshop = models.ForeignKey("Workshop", models.CASCADE, related_name="sheets")
    seat = models.OneToOneField("Seat", models.CASCADE, null=True)
    late = models.BooleanField(default=False)
    set_aside = models.BooleanField(default=False)
    key = models.CharField(max_length=64, null=True)
    device = models.CharField(max_length=64, blank=True)
    typed = models.BooleanField(default=False)

    @classmethod
    def store(
        cls,
        workshop: "Workshop",
        column: Iterable[tuple[int, int]],
        *,
        seat: "Seat | None" = None,
        key: str | None = None,
        device: str = "",
        typed: bool = False,
        late: bool = False,
        set_aside: bool = False,
    ) -> None:
        """Write a sheet whole: (key of the category, points) for each.

        By hand: the ORM needs longer for these eleven rows than all the rest of a hand-in takes.
        """
        ident = uuid.uuid4()
        sql = (
            "INSERT INTO workshop_sheet (id, workshop_id, seat_id, late, set_aside, key, device, typed)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s, %s)"
        )
        write(sql, ident, workshop.pk, seat.pk if seat else None, late, set_aside, key, device, typed)
        values = [value for category, number in column for value in (ident, category, number)]
        places = ", ".join(["(%s, %s, %s)"] * (len(values) // 3))
        write(f"INSERT INTO workshop_sheetpoints (sheet_id, category_id, points) VALUES {places}", *values)  # noqa: S608

    def as_list(self) -> list[int]:
        """The points in the order of the sheet."""
        return in_order(self.points.all())


class SheetPoints(PointsRow):
    """The points of one category on one sheet. The database holds M4: whole, 0 to 100, no two equal."""

    pk = models.CompositePrimaryKey("sheet_id", "category_id")
    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="points")

    class Meta:
        constraints = m4("sheet", no_two_equal="no_two_equal", from_0_to_100="points_0_to_100")
