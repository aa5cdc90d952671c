"""The end of the workshop as everybody sees it: what is shared, the words, when we look again, what is erased when."""

from dataclasses import dataclass
from datetime import date

from koffer.workshop.models import Sentence, Workshop
from koffer.workshop.models.findings import WORD
from koffer.workshop.models.releasing import OFFERED, Item, ShownTo


@dataclass(frozen=True)
class Shared:
    """One item with the audiences (value, label, whether chosen); the label is "" where it may never be shown."""

    item: str
    label: str
    audiences: tuple[tuple[str, str, bool], ...]

    @property
    def to(self) -> tuple[str, ...]:
        """To whom it is shown, in words."""
        return tuple(label for _value, label, chosen in self.audiences if chosen)


@dataclass(frozen=True)
class Ending:
    """`words`: one of each phone. The dates are None before the closing."""

    shared: tuple[Shared, ...]
    words: tuple[Sentence, ...]
    look_on: date | None
    erases_on: date | None
    deleted_on: date


def _audience(item: Item, to: ShownTo, chosen: set[tuple[str, str]]) -> tuple[str, str, bool]:
    pair = (item.value, to.value)
    return (to.value, str(to.label), pair in chosen) if pair in OFFERED else (to.value, "", False)


def ending(workshop: Workshop) -> Ending:
    """The end of a workshop."""
    chosen = set(workshop.releases.values_list("item", "audience"))
    closing = workshop.closing if workshop.closed else None
    return Ending(
        shared=tuple(
            Shared(
                item.value,
                str(item.label),
                tuple(_audience(item, to, chosen) for to in ShownTo),
            )
            for item in Item
        ),
        words=tuple(workshop.sentences.filter(kind=WORD).order_by("pk")),
        look_on=closing.look_on if closing else None,
        erases_on=closing.erases_on if closing and not closing.erased_on else None,
        deleted_on=workshop.purge_on,
    )
