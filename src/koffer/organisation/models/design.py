"""The design of a sheet: its categories in order (M4, M15), of a workshop or of an organisation."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, cast

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from koffer.database.prepared import Prepared
from koffer.method.design import check_design
from koffer.organisation import connectie
from koffer.organisation.models.register import Entry, Verb
from koffer.web.tokens import random_key

if TYPE_CHECKING:
    from koffer.organisation.models.organisation import Organisation
    from koffer.organisation.models.user import User

LONGEST = {"name": 40, "description": 160, "small": 200, "large": 200}
TEXTS = tuple(LONGEST)
LANGUAGES = [("nl en", _("Dutch and English")), ("nl", _("Dutch only")), ("en", _("English only"))]


class Changed(Exception):
    """Somebody else changed the sheet in the meantime."""


@dataclass(frozen=True)
class CategoryTexts:
    """The texts of one category, each in Dutch and English."""

    name_nl: str
    name_en: str
    description_nl: str = ""
    description_en: str = ""
    small_nl: str = ""
    small_en: str = ""
    large_nl: str = ""
    large_en: str = ""


class Design(models.Model):
    """A sheet's design. A workshop works with a copy of its own, so that no later change can touch it.

    One of an organisation is frozen as soon as a workshop was made with it (`in_use`): a change makes a new version.
    """

    id = models.BigIntegerField(primary_key=True, default=random_key, editable=False)
    name = models.CharField(max_length=60)
    # Another one whenever the categories change: what is known by its revision never changes.
    revision = models.UUIDField(default=uuid.uuid4)
    organisation = models.ForeignKey("Organisation", models.CASCADE, null=True, related_name="designs")
    languages = models.CharField(max_length=5, choices=LANGUAGES, default="nl en")
    # A copy for a workshop: of which design; a new version: of which older one.
    based_on = models.ForeignKey("self", models.SET_NULL, null=True, related_name="based")
    number = models.PositiveIntegerField(default=1)
    archived_at = models.DateTimeField(null=True)
    # Worded for one person, for a conversation of two (M16); others ask about the team.
    for_two = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name

    # For workshops

    @classmethod
    @transaction.atomic
    def copy_of_connectie(cls, *, for_two: bool = False) -> "Design":
        """A fresh copy of the sheet that the product ships, in both languages; in the words of one person or a team."""
        design = cls.objects.create(name=connectie.NAME, for_two=for_two)
        design._put(CONNECTIE_FOR_TWO if for_two else CONNECTIE)
        return design

    @transaction.atomic
    def copy_for_workshop(self) -> "Design":
        """A copy that belongs to one workshop; this one is in use from now on."""
        copy = Design.objects.create(
            name=self.name, languages=self.languages, based_on=self if self.organisation else self.based_on
        )
        copy._put(self.rows())
        return copy

    @transaction.atomic
    def copy_for_two(self) -> "Design":
        """A copy for a conversation of two. It does not know its origin: nobody may see that this one was used."""
        copy = Design.objects.create(name=self.name, languages=self.languages, for_two=True)
        copy._put(self.rows())
        return copy

    def ordered_categories(self) -> list["Category"]:
        """The categories in the order of the sheet."""
        return list(_categories(self.pk, self.revision))

    @transaction.atomic
    def replace_categories(self, rows: Sequence[tuple[str, str]]) -> None:
        """Give the sheet these (name, description) pairs, in this order.

        A row whose name is unchanged keeps its texts in the other language and its examples. Raises
        `InvalidDesign` (M4) before anything is written.
        """
        check_design([name for name, _ in rows])
        self.revision = uuid.uuid4()
        self.save(update_fields=["revision"])
        unused = _CATEGORIES.all(self.pk)
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

    # For organisations

    @classmethod
    @transaction.atomic
    def make(
        cls,
        organisation: "Organisation",
        by: "User",
        name: str,
        languages: str,
        rows: Sequence[CategoryTexts],
        *,
        for_two: bool = False,
    ) -> "Design":
        """A new design of an organisation. Raises `InvalidDesign` (M4)."""
        check_rows(rows)
        made = cls.objects.create(organisation=organisation, name=name, languages=languages, for_two=for_two)
        made._put(rows)
        Entry.write(organisation, by, Verb.DESIGN, name)
        return made

    @transaction.atomic
    def change(self, by: "User", name: str, languages: str, rows: Sequence[CategoryTexts], *, seen: str) -> "Design":
        """Give the design other texts; returns it, or the new version when it was in use.

        The older version is put away then. `seen`: the revision that was changed. Raises `InvalidDesign` (M4), or
        `Changed` when somebody else was faster, before anything is written.
        """
        check_rows(rows)
        organisation = cast("Organisation", self.organisation)
        organisation.locked()  # a workshop that is made at this moment has the one or the other
        self.refresh_from_db(fields=["revision"])
        if str(self.revision) != seen:
            raise Changed
        Entry.write(organisation, by, Verb.DESIGN, name)
        if self.in_use:
            self.archived_at, self.revision = timezone.now(), uuid.uuid4()
            self.save(update_fields=["archived_at", "revision"])
            made = Design.objects.create(
                organisation=organisation,
                name=name,
                languages=languages,
                for_two=self.for_two,
                based_on=self,
                number=self.number + 1,
            )
            made._put(rows)
            return made
        self.name, self.languages, self.revision = name, languages, uuid.uuid4()
        self.save(update_fields=["name", "languages", "revision"])
        self.categories.all().delete()
        self._put(rows)
        return self

    @transaction.atomic
    def archive(self, by: "User", away: bool) -> None:
        """Put the design away, or bring it back: workshops can no longer, or can again, be made with it."""
        organisation = cast("Organisation", self.organisation)
        self.archived_at = timezone.now() if away else None
        self.save(update_fields=["archived_at"])
        Entry.write(organisation, by, Verb.DESIGN_ARCHIVED if away else Verb.DESIGN_BACK, self.name)

    @property
    def in_use(self) -> bool:
        """Whether a workshop was made with it."""
        return self.based.filter(organisation=None).exists()

    def rows(self) -> list[CategoryTexts]:
        """The texts of the categories in order."""
        return [
            CategoryTexts(
                **{f"{text}_{code}": getattr(category, f"{text}_{code}") for text in TEXTS for code in ("nl", "en")}
            )
            for category in self.ordered_categories()
        ]

    def _put(self, rows: Iterable[CategoryTexts]) -> None:
        Category.objects.bulk_create(
            Category(design=self, position=position, **vars(row)) for position, row in enumerate(rows)
        )


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


@lru_cache(maxsize=1024)
def _categories(design: int, revision: uuid.UUID) -> tuple[Category, ...]:
    return tuple(_CATEGORIES.all(design))


_CATEGORIES = Prepared(lambda: Category.objects.order_by("position"), "design")


def check_rows(rows: Sequence[CategoryTexts]) -> None:
    """Raise `InvalidDesign` (M4) for texts that make no sheet, judged in each language."""
    check_design([row.name_nl for row in rows])
    check_design([row.name_en for row in rows])


def _in_both(dutch: Sequence[connectie.Text], english: Sequence[connectie.Text]) -> list[CategoryTexts]:
    return [
        CategoryTexts(*(text for pair in zip(vars(nl).values(), vars(en).values(), strict=True) for text in pair))
        for nl, en in zip(dutch, english, strict=True)
    ]


CONNECTIE = _in_both(connectie.DUTCH, connectie.ENGLISH)
CONNECTIE_FOR_TWO = _in_both(connectie.DUTCH_FOR_TWO, connectie.ENGLISH_FOR_TWO)
