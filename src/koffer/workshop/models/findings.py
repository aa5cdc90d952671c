"""What the phones say in one sentence, and what the team makes of it: strengths and gaps (M9, M10)."""

import uuid
from collections.abc import Collection
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from koffer.method.mode import Mode
from koffer.sheets.findings import GAP, STRENGTH, AnyFinding
from koffer.sheets.refusals import Refused
from koffer.workshop.models.hiding import Hideable
from koffer.workshop.models.waiting import let_wait

if TYPE_CHECKING:
    from koffer.workshop.models.seat import Seat
    from koffer.workshop.models.workshop import Workshop

WORD = "word"
LONGEST = {STRENGTH: 280, GAP: 280, WORD: 30}
MOST_SENT = 2000  # sentences of one kind in one workshop
TOO_MANY = _("There are very many sentences already. Say it aloud.")


class Finding(Hideable, AnyFinding):
    """A strength or a gap that the team picked."""

    workshop = models.ForeignKey("Workshop", models.CASCADE, related_name="findings")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(remedy="") | models.Q(kind=GAP), name="remedy_only_for_gap")
        ]

    def edit(self, seen: int, **texts: str) -> None:
        """Change the texts. Raises `OldPage` when somebody else changed them since the page was made."""
        with self.workshop.changing():
            self.workshop.check_open()
            self.rewrite(seen, texts, _("Somebody else changed this just before. Look at it, then save again."))

    def put_back(self) -> None:
        """The team does not pick this after all; the sentences that went up in it return."""
        with self.workshop.changing():
            self.workshop.check_open()
            Finding.everything.filter(pk=self.pk).delete()


class Sentence(Hideable):
    """One sentence from a phone for strengths or gaps, or the one word at the end. Shown without a name, always.

    In an anonymous workshop without a seat.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workshop = models.ForeignKey("Workshop", models.CASCADE, related_name="sentences")
    kind = models.CharField(max_length=8, choices=[(STRENGTH, STRENGTH), (GAP, GAP), (WORD, WORD)])
    text = models.CharField(max_length=280)
    seat = models.ForeignKey("Seat", models.CASCADE, null=True, related_name="sentences")
    finding = models.ForeignKey(Finding, models.SET_NULL, null=True, related_name="sentences")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["seat", "kind"], name="one_sentence_per_phone")]


def pick(
    workshop: "Workshop",
    ident: uuid.UUID,
    kind: str,
    merged: Collection[uuid.UUID],
    *,
    earlier: Collection[uuid.UUID] = (),
    **texts: str,
) -> None:
    """The team picks a strength or a gap; the sentences in `merged` (ids) go up in it.

    `texts`: text, example, remedy. `ident` was made with the form: a second press is the same finding;
    one that was stored by an `earlier` press, whose answer was lost, is mended.
    Raises `Refused` when there are enough.
    """
    too_many = (
        _("Three strengths are enough. Put one back first.")
        if kind == STRENGTH
        else _("Two gaps are enough. Put one back first.")
    )
    with workshop.changing():
        workshop.check_open()
        whose = {"workshop": workshop}
        if finding := Finding.name(ident, kind, texts, earlier=earlier, too_many=too_many, whose=whose):
            workshop.sentences.filter(kind=kind, pk__in=merged).update(finding=finding)


def send(seat: "Seat", kind: str, ident: uuid.UUID, text: str, *, earlier: Collection[uuid.UUID] = ()) -> None:
    """Send the own sentence, or another one in its place; the same press again changes nothing.

    What was stored by an `earlier` press, whose answer was lost, goes.
    """
    workshop = seat.workshop
    if workshop.mode == Mode.ANONYMOUS:
        sent = Sentence.everything.filter(workshop=workshop, kind=kind)
        return let_wait(seat, ident, sent, MOST_SENT, TOO_MANY, earlier=earlier, kind=kind, text=text)
    with seat.changing():
        workshop.check_open()
        if Sentence.everything.filter(workshop=workshop, kind=kind).count() >= MOST_SENT:
            raise Refused(TOO_MANY)
        mine = Sentence.everything.filter(seat=seat, kind=kind)
        if mine.filter(text=text).exists():
            return
        mine.delete()  # another text is another sentence: who ticked the old one did not see this one
        Sentence.objects.create(workshop=workshop, kind=kind, text=text, seat=seat)
