"""The box of an anonymous workshop: what people give without saying who they are (rules.md, section 1, rule 8)."""

import random
import uuid
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from django.db import models

from koffer.database.prepared import Prepared

if TYPE_CHECKING:
    from koffer.workshop.models.workshop import Workshop

STORY = "story"  # the kind of words that is no sentence
LEAST_TOGETHER = 2  # people whose words are shown at once: one who comes alone was seen pressing


@dataclass(frozen=True)
class BoxEntry:
    """What one person put in the box, in the order of the sheet; `points` is None until the sheet is handed in.

    `device` is a label of the browser that handed it in, which no other workshop shares; of a slip that was `typed` one
    of the facilitator's link. `number` grows with each change, `press` is the key of the press that handed it in.
    """

    draft: list[int | None] | None = None
    points: list[int] | None = None
    press: str = ""
    number: int = 0
    device: str = ""
    typed: bool = False
    aside: bool = False

    @property
    def counts(self) -> bool:
        """Whether this is a sheet that is in, and not set aside."""
        return self.points is not None and not self.aside


class Box(models.Model):
    """Everything in one row, written whole and in the order of random keys.

    A row for each sheet would tell, by its place in the table, by its transaction or by the time of its page, who
    handed in when; and so, beside the order in which people joined, whose it is. `sheets` (key to `Entry`) lives until
    the opening. A key follows from the person's own secret alone, which is stored nowhere. `presses` are the keys of
    presses that handed in, kept after the opening: a browser that lost the answer reads that its sheet counts.
    `words` wait until the facilitator opens them.
    """

    workshop = models.OneToOneField("Workshop", models.CASCADE, primary_key=True, related_name="box")
    sheets: Any = models.JSONField(default=dict)
    presses: Any = models.JSONField(default=list)
    words: Any = models.JSONField(default=list)
    handed_in = models.PositiveIntegerField(default=0)  # how many of `sheets` count: asked for many rooms at once

    @classmethod
    def of(cls, workshop: "Workshop") -> "Box":
        """The box of the workshop as it is stored now; an empty one before anything is in it."""
        return _KEPT.one(workshop.pk) or cls(workshop_id=workshop.pk)

    def entry(self, keys: Iterable[str]) -> BoxEntry:
        """What is in the box under the first of these keys that is there; an empty entry for none."""
        found = next((self.sheets[key] for key in keys if key in self.sheets), None)
        return BoxEntry(**found) if found else BoxEntry()

    def entries(self) -> list[BoxEntry]:
        """All entries, in the order of their random keys."""
        return [BoxEntry(**self.sheets[key]) for key in sorted(self.sheets)]

    def put(self, key: str, entry: BoxEntry) -> None:
        """Put an entry under its key, in the place of an earlier one; `store` writes it."""
        self.sheets[key] = asdict(entry)

    def drop(self, keys: Iterable[str]) -> BoxEntry:
        """Take out what is under these keys; returns it. `store` writes it."""
        found = self.entry(keys)
        for key in keys:
            self.sheets.pop(key, None)
        return found

    def store(self) -> None:
        """Write the box whole, inside a verb."""
        self.sheets = {key: self.sheets[key] for key in sorted(self.sheets)}
        self.presses = sorted(self.presses)
        self.words = sorted(self.words, key=lambda word: str(word["id"]))
        self.handed_in = sum(entry.counts for entry in self.entries())
        self.save()

    def has_press(self, press: str) -> bool:
        """Whether a sheet came in by this press."""
        return press in self.presses or any(entry.press == press for entry in self.entries())

    # Words that wait

    def add_word(self, ident: uuid.UUID, **word: object) -> bool:
        """Let words wait under the id of their press; whether they are new. `browser`: from which they came.

        The same press again changes nothing; with another text it is another one, under an id of its own.
        """
        same = [one for one in self.words if one["id"] == ident.hex]
        if same and same[0]["text"] == word["text"]:
            return False
        self.words.append({"id": (uuid.uuid4() if same else ident).hex, **word})
        return True

    def drop_words(self, idents: Iterable[uuid.UUID], browser: str) -> None:
        """Take out the words of these presses that this browser let wait; `store` writes it."""
        gone = {ident.hex for ident in idents}
        self.words = [one for one in self.words if one["id"] not in gone or one.get("browser") != browser]

    @staticmethod
    def voices(words: list[dict[str, Any]]) -> int:
        """From how many browsers these words came; the facilitator's own ("") is none."""
        return len({word.get("browser") for word in words} - {"", None})

    def waiting(self, **which: object) -> list[dict[str, Any]]:
        """The words that wait and have these values, such as kind="strength"."""
        return [word for word in self.words if all(word.get(name) == value for name, value in which.items())]

    def take_words(self, found: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Take these words out, in an order that tells nothing."""
        taken = {word["id"] for word in found}
        self.words = [word for word in self.words if word["id"] not in taken]
        return shuffled(found)

    def has_sheets(self) -> bool:
        """Whether anybody's sheet is in, also one that is set aside."""
        return any(entry.points is not None for entry in self.entries())

    def cut(self) -> list[BoxEntry]:
        """Take out all sheets that count, without their keys, in an order that tells nothing, and forget the rest."""
        counting = [entry for entry in self.entries() if entry.counts]
        self.presses = [*self.presses, *(entry.press for entry in counting)]
        self.sheets = {}
        return relabelled(counting)


def relabelled(entries: list[BoxEntry]) -> list[BoxEntry]:
    """The entries, shuffled, with labels of devices that lead to no cookie any more; equal ones stay equal."""
    labels = {entry.device: uuid.uuid4().hex for entry in entries}
    return shuffled([replace(entry, device=labels[entry.device]) for entry in entries])


def shuffled(things: list[Any]) -> list[Any]:
    """The things in an order that nobody can foretell."""
    mixed = list(things)
    random.SystemRandom().shuffle(mixed)
    return mixed


_KEPT = Prepared(lambda: Box.objects.all(), "pk")
