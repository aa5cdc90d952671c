"""Stories from practice, and who offers to tell one (M7). Passing is not stored: there is no row for it."""

import uuid
from collections.abc import Collection
from typing import TYPE_CHECKING

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from koffer.bounds import SIGNS_OF_ONE, STORIES_OF_ONE
from koffer.database.sweep import empty_log, sweep
from koffer.method.mode import Mode
from koffer.sheets.press import ident_for
from koffer.sheets.refusals import Refused
from koffer.workshop.models.box import STORY
from koffer.workshop.models.hiding import Hideable
from koffer.workshop.models.waiting import let_wait

if TYPE_CHECKING:
    from koffer.workshop.models.seat import Seat
    from koffer.workshop.models.workshop import Workshop

LONGEST = 10_000  # characters of a story
MOST = 500  # stories in one workshop
TOO_MANY = _("There are very many stories already. Tell this one aloud.")


class StorySide(models.TextChoices):
    """The score that a story explains."""

    HIGH = "high", _("the highest score")
    LOW = "low", _("the lowest score")
    OTHER = "other", _("another score")


class Keep(models.TextChoices):
    """What the teller lets us do with a story (rules.md, section 1)."""

    NOW = "now", _("Only now: it goes when we close the suitcase")
    US = "us", _("Keep it for us")
    OTHERS = "others", _("Keep it, and others may see it too, without a name")


class Offer(models.Model):
    """Somebody would like to say something about a category; `may_tell`: which points are theirs may be shown."""

    seat = models.ForeignKey("Seat", models.CASCADE, related_name="offers")
    category = models.ForeignKey("organisation.Category", models.CASCADE, related_name="+")
    may_tell = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["seat", "category"], name="one_offer")]


class Story(Hideable):
    """An example from practice. Its random id gives its place in the list, so that the order tells nothing.

    `seat` is the teller's, and None for the facilitator's notes and in an anonymous workshop.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workshop = models.ForeignKey("Workshop", models.CASCADE, related_name="stories")
    category = models.ForeignKey("organisation.Category", models.CASCADE, related_name="+")
    side = models.CharField(max_length=5, choices=StorySide.choices, default=StorySide.OTHER)
    text = models.TextField(max_length=LONGEST)
    keep = models.CharField(max_length=6, choices=Keep.choices, default=Keep.US)
    seat = models.ForeignKey("Seat", models.SET_NULL, null=True)
    named = models.BooleanField(default=False)

    @property
    def teller(self) -> str:
        """The name of the teller, where that person wants it there; otherwise empty."""
        return self.seat.name if self.named and self.seat and not self.seat.left_at else ""

    def remove(self) -> None:
        """Take the story away for good, by its teller."""
        with self.workshop.changing():
            self.workshop.check_open()
            Story.everything.filter(pk=self.pk).delete()
            transaction.on_commit(sweep)


def offer(seat: "Seat", category: int, *, wanted: bool, may_tell: bool) -> None:
    """Offer, or take the offer back without a trace. Raises `Refused` in an anonymous workshop."""
    with seat.changing():
        seat.workshop.check_open()
        if seat.workshop.ever_closed:
            raise Refused(_("The conversation is over. Texts and steps can still change."))
        if seat.workshop.mode == Mode.ANONYMOUS:
            raise Refused(_("This workshop is anonymous: just speak, or write it down without a name."))
        if wanted:
            Offer.objects.update_or_create(seat=seat, category_id=category, defaults={"may_tell": may_tell})
        else:
            Offer.objects.filter(seat=seat, category=category).delete()
            transaction.on_commit(empty_log)


def tell(
    workshop: "Workshop",
    ident: uuid.UUID,
    category: int,
    seat: "Seat | None" = None,
    *,
    earlier: Collection[uuid.UUID] = (),
    **story: str,
) -> None:
    """Keep a story about a category (its id); `story` holds text, side, keep, and named ("yes" or "").

    `ident` was made with the form, so that a second press is the same story; one that was stored by an `earlier`
    press, whose answer was lost, is mended. Of an anonymous workshop the
    teller is not stored, and what comes from phones waits in the box until the facilitator opens it.
    """
    workshop = seat.workshop if seat else workshop
    if seat and workshop.mode == Mode.ANONYMOUS:
        waits: dict[str, object] = {name: story[name] for name in ("side", "text", "keep")}
        waits |= {"kind": STORY, "category": category}
        shown = Story.everything.filter(workshop=workshop)
        let_wait(seat, ident, shown, MOST, TOO_MANY, earlier=earlier, check_budget=_check_budget, **waits)
        return
    with (seat or workshop).changing():
        workshop.check_open()
        _keep(workshop, ident, category, seat, earlier, story)


def _keep(
    workshop: "Workshop",
    ident: uuid.UUID,
    category: int,
    seat: "Seat | None",
    earlier: Collection[uuid.UUID],
    story: dict[str, str],
) -> None:
    teller = None if workshop.mode == Mode.ANONYMOUS else seat
    told: dict[str, object] = {name: story[name] for name in ("text", "side", "keep")}
    told["named"] = bool(story.get("named")) and teller is not None
    mended = Story.everything.filter(pk__in=earlier, workshop=workshop, seat=seat)
    free = ident_for(Story, ident, workshop=workshop, text=story["text"])
    if free is None:
        return
    if seat:
        theirs = Story.everything.filter(seat=seat).exclude(pk__in=earlier)
        _check_budget([one.text for one in theirs.only("text")], story["text"])
    if mended.update(**told):
        return
    if Story.everything.filter(workshop=workshop).count() >= MOST:
        raise Refused(TOO_MANY)
    Story.objects.create(pk=free, workshop=workshop, category_id=category, seat=teller, **told)


def _check_budget(told: Collection[str], text: str) -> None:
    """Raise `Refused` where one person told so much that the others have no room (`told`: the texts so far)."""
    if len(told) >= STORIES_OF_ONE or sum(map(len, told)) + len(text) > SIGNS_OF_ONE:
        raise Refused(_("You wrote very much already. Tell this one aloud."))
