"""Facts: things that happened, as rows with who and when. The state of a workshop is derived from them."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from koffer.database.sweep import sweep
from koffer.method.mode import Mode, least_sheets_to_open, strictest
from koffer.workshop.models.coming import open_all
from koffer.workshop.models.cut import settle_sheets
from koffer.workshop.models.known import before_opening
from koffer.workshop.models.step import CLOSED, FILLING, LABEL, LOBBY, SUITCASE
from koffer.workshop.models.story import Keep, Offer, Story
from koffer.workshop.models.talk import Talk
from koffer.workshop.refusals import Refused

if TYPE_CHECKING:
    from koffer.workshop.models.key import FacilitatorKey
    from koffer.workshop.models.workshop import Workshop

AFTER_CLOSING = timedelta(days=14)  # then sheets are erased, and texts can no longer be opened again


class Start(models.Model):
    """Filling was started. Taken back only while no sheet is in."""

    workshop = models.OneToOneField("Workshop", models.CASCADE, primary_key=True)
    by = models.ForeignKey("FacilitatorKey", models.SET_NULL, null=True)
    at = models.DateTimeField(auto_now_add=True)

    @classmethod
    def begin(cls, workshop: "Workshop", by: "FacilitatorKey") -> None:
        """PREPARED -> FILLING: freezes the sheet and the announced mode (M1: the destination is known)."""
        with workshop.changing():
            if not workshop.started:
                workshop.move()
                cls.objects.create(workshop=workshop, by=by)
                workshop.point_at(FILLING)

    @classmethod
    def take_back(cls, workshop: "Workshop") -> None:
        """FILLING -> PREPARED, while no sheet is in; drafts are kept."""
        with workshop.changing():
            if not workshop.started:
                return
            workshop.move()
            if workshop.opened or workshop.has_sheets():
                raise Refused(_("Sheets are in already, so filling goes on."))
            cls.objects.filter(workshop=workshop).delete()
            workshop.refresh_from_db()
            workshop.point_at(LOBBY)


class Opening(models.Model):
    """The suitcase was opened; `mode` is the strictest of what was announced and wished. Nobody un-opens."""

    workshop = models.OneToOneField("Workshop", models.CASCADE, primary_key=True)
    by = models.ForeignKey("FacilitatorKey", models.SET_NULL, null=True)
    at = models.DateTimeField(auto_now_add=True)
    mode = models.CharField(max_length=9, choices=[(m.value, m.value) for m in Mode])
    sheet_count = models.PositiveIntegerField()

    @classmethod
    def open(cls, workshop: "Workshop", by: "FacilitatorKey") -> None:
        """FILLING -> OPENED (M6): the mode becomes the strictest of what was announced and wished.

        Again: no-op, the same opening. In an anonymous workshop the link between persons and points is cut
        in this transaction. Raises `Refused` below the number of sheets that the mode needs.
        """
        with workshop.changing():
            if workshop.opened:
                return
            workshop.move()
            if not workshop.started:
                raise Refused(_("Start filling first."))
            mode, waiting = _effective_mode(workshop), before_opening(workshop)
            _check_enough(mode, waiting.counting(mode))
            cls.objects.create(workshop=workshop, by=by, mode=mode, sheet_count=waiting.sheets)
            workshop.mode = mode
            workshop.save(update_fields=["mode"])
            settle_sheets(workshop)
            Talk.plan(workshop)
            workshop.point_at(SUITCASE)


def _check_enough(mode: Mode, counting: int) -> None:
    """Raise `Refused` below the number of sheets, or in an anonymous workshop of people, that an opening takes."""
    least = least_sheets_to_open(mode)
    if counting >= least:
        return
    if mode is Mode.ANONYMOUS:
        raise Refused(
            _("Opening takes sheets of %(least)d people. Now there are sheets of %(people)d.")
            % {"least": least, "people": counting}
        )
    raise Refused(_("Opening takes at least one sheet. None is in yet."))


def _effective_mode(workshop: "Workshop") -> Mode:
    # One unseen wish for "without names" makes an open workshop discreet (method.md, "Who is shown").
    wished = [Mode.DISCREET] if workshop.seats.filter(wish=True).exists() else []
    return strictest(Mode(workshop.announced_mode), *wished)


class Closing(models.Model):
    """The suitcase was closed, until `ended_at` if it was opened again for its texts. `look_on`: the next look."""

    workshop = models.OneToOneField("Workshop", models.CASCADE, primary_key=True)
    by = models.ForeignKey("FacilitatorKey", models.SET_NULL, null=True)
    at = models.DateTimeField(auto_now_add=True)
    look_on = models.DateField()
    ended_at = models.DateTimeField(null=True)
    erased_on = models.DateField(null=True)

    @property
    def erases_on(self) -> date:
        """The day on which the sheets are erased: fourteen days after the first closing."""
        return timezone.localdate(self.at) + AFTER_CLOSING

    @property
    def look_is_due(self) -> bool:
        """Whether the day on which the team looks again has come."""
        return self.look_on <= self.workshop.today

    @property
    def can_be_reopened(self) -> bool:
        """Whether its texts can still be opened again."""
        if self.ended_at or timezone.localdate() > self.erases_on:
            return False
        return not self.workshop.reviews.exists()

    @classmethod
    def close(cls, workshop: "Workshop", by: "FacilitatorKey", look_on: date) -> None:
        """DECIDED -> CLOSED: read only. Stories that were for now only, and offers, go. Again: no-op.

        Raises `Refused` before the first decision.
        """
        with workshop.changing():
            if workshop.closed:
                return
            workshop.move()
            if not workshop.decided:
                raise Refused(_("Decide the team score first."))
            cls.objects.update_or_create(
                workshop=workshop,
                defaults={"look_on": look_on, "ended_at": None},
                create_defaults={"look_on": look_on, "by": by},
            )
            open_all(workshop)
            Story.everything.filter(workshop=workshop, keep=Keep.NOW).delete()
            Offer.objects.filter(seat__workshop=workshop).delete()
            workshop.refresh_from_db()
            workshop.keep_until(workshop.kept_until(timezone.localdate()))
            workshop.shown_step = CLOSED
            workshop.save(update_fields=["shown_step"])
            transaction.on_commit(sweep)

    @classmethod
    def reopen(cls, workshop: "Workshop") -> None:
        """CLOSED -> DECIDED, for texts and steps only, within fourteen days; again: no-op."""
        with workshop.changing():
            if not workshop.closed:
                return
            workshop.move()
            if workshop.reviews.exists():
                raise Refused(
                    _("Your team has looked at this suitcase again already. Change the steps at the next look.")
                )
            if not workshop.closing.can_be_reopened:
                raise Refused(_("This was closed more than two weeks ago. A new workshop is the way to go on."))
            cls.objects.filter(workshop=workshop).update(ended_at=timezone.now())
            workshop.shown_step = LABEL
            workshop.save(update_fields=["shown_step"])


class ShownTo(models.TextChoices):
    """To whom a team shows something."""

    ORGANISATION = "organisation", _("our organisation")
    TEAMS = "teams", _("other teams")


class Item(models.TextChoices):
    """What a team can show, item by item. Stories go along only where their tellers said so."""

    STRENGTHS = "strengths", _("Our strengths")
    LABEL = "label", _("Our label with the steps")
    SCORE = "score", _("Our suitcase with the team score")
    GAPS = "gaps", _("Our gaps")
    STORIES = "stories", _("Stories whose tellers agreed, without names")


# What a team may show to whom: stories go to other teams, never to the organisation (rules.md, 3: V X, not O).
OFFERED = [(i.value, to.value) for i in Item for to in ShownTo if (i, to) != (Item.STORIES, ShownTo.ORGANISATION)]


class Release(models.Model):
    """The team shows an item to an audience. Without a row it stays in the team."""

    pk = models.CompositePrimaryKey("workshop_id", "item", "audience")
    workshop = models.ForeignKey("Workshop", models.CASCADE, related_name="releases")
    item = models.CharField(max_length=9, choices=Item.choices)
    audience = models.CharField(max_length=12, choices=ShownTo.choices)

    @classmethod
    def to(cls, workshop: "Workshop", audience: str) -> set[str]:
        """The items that the team shows to `audience`."""
        chosen = cls.objects.filter(workshop=workshop, audience=audience).values_list("item", flat=True)
        return {item for item in chosen if (item, audience) in OFFERED}

    @classmethod
    def choose(cls, workshop: "Workshop", chosen: Collection[tuple[str, str]]) -> None:
        """Show exactly these of the pairs OFFERED, from now on; raises `Refused` before the opening."""
        with workshop.changing():
            if not workshop.opened:
                raise Refused(_("Open the team suitcase first."))
            workshop.releases.all().delete()
            for item, audience in set(chosen).intersection(OFFERED):
                cls.objects.create(workshop=workshop, item=item, audience=audience)
