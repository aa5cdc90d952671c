"""The design of a sheet: its categories in order (M4)."""

from collections.abc import Sequence

from django.db import models, transaction
from django.utils.translation import get_language

from koffer.method.design import check_design
from koffer.organisation import connectie


class Design(models.Model):
    """A sheet's design. A workshop works with a copy of its own, so that no later change can touch it."""

    name = models.CharField(max_length=60)

    def __str__(self) -> str:
        return self.name

    @classmethod
    @transaction.atomic
    def copy_of_connectie(cls) -> "Design":
        """A fresh copy of the sheet that the product ships, in both languages."""
        design = cls.objects.create(name=connectie.NAME)
        Category.objects.bulk_create(
            Category(
                design=design,
                position=position,
                name_nl=dutch.name,
                name_en=english.name,
                description_nl=dutch.description,
                description_en=english.description,
                small_nl=dutch.small,
                small_en=english.small,
                large_nl=dutch.large,
                large_en=english.large,
            )
            for position, (dutch, english) in enumerate(zip(connectie.DUTCH, connectie.ENGLISH, strict=True))
        )
        return design

    def ordered_categories(self) -> list["Category"]:
        """The categories in the order of the sheet."""
        return list(self.categories.order_by("position"))

    @transaction.atomic
    def replace_categories(self, rows: Sequence[tuple[str, str]]) -> None:
        """Give the sheet these (name, description) pairs, in this order.

        A row whose name is unchanged keeps its texts in the other language and its examples. Raises
        `InvalidDesign` (M4) before anything is written.
        """
        check_design([name for name, _ in rows])
        unused = self.ordered_categories()
        kept = [self._take(unused, name) for name, _ in rows]
        self.categories.exclude(pk__in=[c.pk for c in kept if c]).delete()
        # Positions are unique: move the kept ones out of the way before they take their new places.
        self.categories.update(position=models.F("position") + 100)
        for position, ((name, description), category) in enumerate(zip(rows, kept, strict=True)):
            category = category or Category(design=self, name_nl=name, name_en=name)
            category.position = position
            if description != category.description:
                category.description_nl = category.description_en = description
            category.save()

    @staticmethod
    def _take(unused: list["Category"], name: str) -> "Category | None":
        """The category that bears this name in either language, taken out of `unused`."""
        found = next((c for c in unused if name in (c.name_nl, c.name_en)), None)
        if found:
            unused.remove(found)
        return found


class Category(models.Model):
    """A compartment of the suitcase: one soft skill, in Dutch and English."""

    design = models.ForeignKey(Design, models.CASCADE, related_name="categories")
    position = models.PositiveSmallIntegerField()
    name_nl = models.CharField(max_length=40)
    name_en = models.CharField(max_length=40)
    description_nl = models.CharField(max_length=160, blank=True)
    description_en = models.CharField(max_length=160, blank=True)
    small_nl = models.CharField(max_length=200, blank=True)
    small_en = models.CharField(max_length=200, blank=True)
    large_nl = models.CharField(max_length=200, blank=True)
    large_en = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["design", "position"], name="category_place")]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the language of the page."""
        return self.name_en if get_language() == "en" else self.name_nl

    @property
    def description(self) -> str:
        """The sentence "as a team we …" in the language of the page."""
        return self.description_en if get_language() == "en" else self.description_nl

    @property
    def small(self) -> str:
        """An example of a small step in the language of the page."""
        return self.small_en if get_language() == "en" else self.small_nl

    @property
    def large(self) -> str:
        """An example of a large step in the language of the page."""
        return self.large_en if get_language() == "en" else self.large_nl
