"""Rows with the points of one sheet, a row for each category. The database holds M4: whole, 0 to 100, no two equal."""

from typing import Any

from django.db import models


class PointsRow(models.Model):
    """The points of one category. Whose they are, the row says itself, and puts `m4` into its constraints."""

    category = models.ForeignKey("organisation.Category", models.PROTECT, related_name="+")
    points = models.PositiveSmallIntegerField()

    class Meta:
        abstract = True


def m4(whose: str, *, no_two_equal: str, from_0_to_100: str) -> list[models.BaseConstraint]:
    """The rules of a sheet as constraints with these names; `whose` is the field that says whose points these are."""
    return [
        models.UniqueConstraint(fields=[whose, "points"], name=no_two_equal),
        models.CheckConstraint(condition=models.Q(points__gte=0, points__lte=100), name=from_0_to_100),
    ]


def in_order(rows: "models.QuerySet[Any]") -> list[int]:
    """The points in the order of the sheet."""
    return list(rows.order_by("category__position").values_list("points", flat=True))
