"""What the phones say in one sentence, and what the team makes of it: strengths and gaps (M9, M10)."""

import uuid
from collections.abc import Collection
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from koffer.method.mode import Mode
from koffer.sheets.press import ident_for
from koffer.sheets.refusals import OldPage, Refused
from koffer.workshop.models.hiding import Hideable
from koffer.workshop.models.waiting import let_wait

if TYPE_CHECKING:
    from koffer.workshop.models.seat import Seat
    from koffer.workshop.models.workshop import Workshop

STRENGTH, GAP, WORD = "strength", "gap", "word"
MOST_PICKED = {STRENGTH: 3, GAP: 2}  # two or three strengths, one or two gaps (M9, M10)
LONGEST = {STRENGTH: 280, GAP: 280, WORD: 30}
MOST_SENT = 2000  # sentences of one kind in one workshop
TOO_MANY = _("There are very many sentences already. Say it aloud.")


class Remedy(models.TextChoices):
    """How to provide what is missing (M10)."""

    LEARN = "learn", _("learn it")
    BORROW = "borrow", _("borrow it")
    INVITE = "invite", _("invite somebody")
    LEAVE = "leave", _("leave it")


class Finding(Hideable):
    """A strength or a gap that the team picked. Never taken from the scores by the software (M10)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workshop = models.ForeignKey("Workshop", models.CASCADE, related_name="findings")
    kind = models.CharField(max_length=8, choices=[(STRENGTH, STRENGTH), (GAP, GAP)])
    text = models.CharField(max_length=280)
    example = models.TextField(max_length=1000, blank=True)
    remedy = models.CharField(max_length=6, choices=Remedy.choices, blank=True)
    number = models.PositiveIntegerField(default=1)  # grows with each change
    place = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(remedy="") | models.Q(kind=GAP), name="remedy_only_for_gap")
        ]

    def edit(self, seen: int, **texts: str) -> None:
        """Change the texts. Raises `OldPage` when somebody else changed them since the page was made."""
        with self.workshop.changing():
            self.workshop.check_open()
            newest = Finding.everything.filter(pk=self.pk, number=seen)
            if not newest.update(number=F("number") + 1, **texts):
                raise OldPage(_("Somebody else changed this just before. Look at it, then save again."))

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
    with workshop.changing():
        workshop.check_open()
        if Finding.everything.filter(pk__in=earlier, workshop=workshop, number=1).update(**texts):
            return
        free = ident_for(Finding, ident, workshop=workshop, text=texts["text"])
        if free is None:
            return
        if workshop.findings.filter(kind=kind).count() >= MOST_PICKED[kind]:
            raise Refused(
                _("Three strengths are enough. Put one back first.")
                if kind == STRENGTH
                else _("Two gaps are enough. Put one back first.")
            )
        place = 1 + (Finding.everything.filter(workshop=workshop).aggregate(last=models.Max("place"))["last"] or 0)
        finding = Finding.objects.create(pk=free, workshop=workshop, kind=kind, place=place, **texts)
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
