"""The workshop: one run of the method with one team, and the verbs of its facilitator."""

import uuid
from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta
from typing import cast

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from koffer.database.prepared import Prepared
from koffer.method.mode import Mode, late_allowed
from koffer.organisation.models import Category, Design, Destination, Team
from koffer.sheets.moving import Moving
from koffer.sheets.refusals import Refused
from koffer.workshop.models import (
    adopting,
    closing,
    discarding,
    findings,
    following,
    guarding,
    keeping,
    label,
    lock,
    opening,
    preparing,
    releasing,
    score,
    showing,
    starting,
    story,
    talk,
)
from koffer.workshop.models.box import Box
from koffer.workshop.models.fetched import FACTS
from koffer.workshop.models.keeping import DAYS_KEPT
from koffer.workshop.models.sheet import Sheet
from koffer.workshop.models.step import CONVERSATION, FILLING, LOBBY, SHOWN_SINCE, Since
from koffer.workshop.tokens import new_code

OVER = timedelta(minutes=30)  # after its time a strap says nothing any more
MODES = [(mode.value, mode.value) for mode in Mode]


class KeptWorkshops(models.Manager["Workshop"]):
    """The workshops that were not discarded: what was is met by nobody who does not ask for `everything`."""

    def get_queryset(self) -> "models.QuerySet[Workshop]":
        """All but the discarded ones."""
        return super().get_queryset().filter(discarded_on=None)


class Workshop(Moving):
    """One run of the method (M1 to M11). Its state is derived from the facts start, opening, decisions, closing."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(max_length=6, unique=True)
    team = models.CharField(max_length=60)
    design = models.OneToOneField(Design, models.PROTECT)
    # Of an organisation, or nobody's; and the version of its destination with which it was held (M1).
    owned_by = models.ForeignKey(Team, models.PROTECT, null=True, related_name="workshops")
    held_with = models.ForeignKey(Destination, models.PROTECT, null=True, related_name="workshops")
    # The workshop of which this is the next filling (M14): the team fills its sheets again.
    follows = models.ForeignKey("self", models.SET_NULL, null=True, related_name="followed_by")
    destination = models.CharField(max_length=200)
    frame = models.TextField(max_length=400, blank=True)
    announced_mode = models.CharField(max_length=9, choices=MODES, default=Mode.DISCREET)
    mode = models.CharField(max_length=9, choices=MODES, default=Mode.DISCREET)
    shown_step = models.CharField(max_length=12, default=LOBBY)
    shown_category = models.ForeignKey(Category, models.SET_NULL, null=True, related_name="+")
    # When the talk is over, and when filling or the category on the table should be done: shown on a strap, never
    # enforced.
    talk_until = models.DateTimeField(null=True)
    turn_until = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=0)
    room_locked = models.BooleanField(default=False)  # nobody new joins
    # Grows when somebody goes, is shown out or erased: open streams are looked through then.
    doors = models.PositiveIntegerField(default=0)
    # In the links of the large screen, of the team and of its calendar: a new number ends the old ones.
    link_number = models.PositiveSmallIntegerField(default=1)
    days_kept = models.PositiveSmallIntegerField(default=DAYS_KEPT)
    used_on = models.DateField()
    purge_on = models.DateField(db_index=True)
    # A column, not a row as the other facts: every page asks for it, and it leaves nothing else behind.
    discarded_on = models.DateField(null=True)

    objects = KeptWorkshops()
    everything: "models.Manager[Workshop]" = models.Manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(mode__in=list(Mode)), name="mode_known"),
            models.CheckConstraint(condition=~models.Q(destination=""), name="destination_known"),
        ]

    def __str__(self) -> str:
        return self.team

    # Making and finding

    @classmethod
    def create(cls, *, team: str, destination: str, design: Design | None = None, **choices: object) -> "Workshop":
        """A new workshop with a copy of `design` (the sheet Connectie) and a code that no other workshop has.

        `choices` are other fields (frame, announced_mode, days_kept, owned_by, held_with). The caller gives it a
        first key.
        """
        today = timezone.localdate()
        days = cast(int, choices.get("days_kept", DAYS_KEPT))
        code = new_code()
        while cls.everything.filter(code=code).exists():
            code = new_code()
        with transaction.atomic():
            return cls.objects.create(
                code=code,
                team=team,
                destination=destination,
                design=design.copy_for_workshop() if design else Design.copy_of_connectie(),
                mode=cast(str, choices.get("announced_mode", Mode.DISCREET)),
                used_on=today,
                purge_on=today + timedelta(days=days),
                **choices,
            )

    @classmethod
    def found(cls, key: uuid.UUID) -> "Workshop | None":
        """The workshop with its facts and design, in one query; None for one that was discarded."""
        return _KEPT.one(key)

    @classmethod
    def found_all(cls, keys: Collection[uuid.UUID]) -> "Iterable[Workshop]":
        """Of these workshops those that exist and were not discarded, with their facts and design, in one query."""
        if len(keys) == 1:
            return [found for key in keys if (found := cls.found(key))]
        return cls.objects.filter(pk__in=list(keys)).select_related("design", *FACTS)

    # Queries

    @property
    def started(self) -> bool:
        """Whether filling was started."""
        return hasattr(self, "start")

    @property
    def opened(self) -> bool:
        """Whether the team suitcase was opened."""
        return hasattr(self, "opening")

    @property
    def closed(self) -> bool:
        """Whether the workshop is closed now; one that was reopened is not."""
        return self.ever_closed and self.closing.ended_at is None

    @property
    def ever_closed(self) -> bool:
        """Whether the workshop was closed at least once: then only texts and steps can change."""
        return hasattr(self, "closing")

    @property
    def decided(self) -> bool:
        """Whether the team decided its score at least once."""
        return score.Decision.newest(self) is not None

    @property
    def takes_late_sheets(self) -> bool:
        """Whether a sheet can still be handed in after the opening: as the mode says, until the first decision."""
        return late_allowed(Mode(self.mode)) and not self.decided

    @property
    def stage(self) -> str:
        """Which part of a person's own page is right now: changes with the facts, the mode and what is shown."""
        if self.closed:
            return f"closed-{self.mode}"
        if not self.opened:
            return f"filling-{self.mode}" if self.started else "prepared"
        here = next((c.position for c in self.categories() if c.pk == self.shown_category_id), "")
        shown = [self.shown_step, str(here)]
        if self.shown_step == CONVERSATION:
            shown.append(str(self.sheets.count()))  # a late sheet changes everybody's range
        return f"opened-{self.mode} {'decided ' if self.decided else ''}{'/'.join(shown)}"

    @property
    def frame_lines(self) -> list[str]:
        """What is fixed on the way, a line each."""
        return [line.strip() for line in self.frame.splitlines() if line.strip()]

    @property
    def filling_until(self) -> datetime | None:
        """When filling should be done, while it is shown; None without such a moment, or long after it."""
        shown = self.shown_step == FILLING and not self.opened
        until = self.turn_until if shown else None
        return until if until and timezone.now() < until + OVER else None

    def categories(self) -> list[Category]:
        """The categories of the sheet, in its order."""
        return self.design.ordered_categories()

    def allowed_steps(self) -> list[str]:
        """The steps that the facts allow to be shown, in the order of the script."""
        facts = {
            Since.ALWAYS: True,
            Since.START: self.started,
            Since.OPENING: self.opened,
            Since.CLOSING: self.closed,
        }
        return [step for step, since in SHOWN_SINCE.items() if facts[since]]

    @property
    def restorable_until(self) -> date | None:
        """The last day on which it can be restored; None for a workshop that was not discarded."""
        return self.discarded_on and self.discarded_on + discarding.DISCARDED_KEPT

    def local(self, moment: datetime) -> datetime:
        """The moment by the clock of the organisation, or without one by that of the server."""
        return self.owned_by.organisation.local(moment) if self.owned_by else timezone.localtime(moment)

    @property
    def today(self) -> date:
        """Which day it is there."""
        return self.local(timezone.now()).date()

    def sheets_in(self) -> int:
        """How many sheets are handed in and not set aside."""
        return Sheet.objects.filter(workshop=self, set_aside=False).count() + Box.of(self).handed_in

    def has_sheets(self) -> bool:
        """Whether anybody's sheet is in, also one that is set aside."""
        return self.sheets.exists() or Box.of(self).has_sheets()

    # How it is kept, and written: each verb below is one `changing`

    kept_until = keeping.kept_until
    keep_until = keeping.keep_until
    begin_term_anew = keeping.begin_term_anew
    before = keeping.before
    register = adopting.register
    changing = lock.changing
    locked = lock.locked

    def read_afresh(self) -> None:
        """Put what is stored now in place of what was read."""
        if fresh := _EVERY.one(self.pk):
            self.__dict__.update(fresh.__dict__)

    @property
    def owner(self) -> tuple[str, str] | None:
        """(team, organisation) to which it belongs, by name; None for one without an organisation."""
        if self.owned_by_id is None:
            return None
        return Team.objects.values_list("name", "organisation__name").get(pk=self.owned_by_id)

    def check_open(self) -> None:
        """Raise `Refused` unless the team suitcase is open and not closed again: the time for words and scores."""
        if not self.opened:
            raise Refused(_("Open the team suitcase first."))
        if self.closed:
            raise Refused(_("The suitcase is closed. The facilitator can open the texts again for two weeks."))

    def check_label(self) -> None:
        """Raise `Refused` unless the label may change: as `check_open`, or while the team looks at it again."""
        if not (self.closed and self.reviews.filter(done_on=None).exists()):
            self.check_open()

    # The facilitator's verbs, in the order of a workshop; most in a file of their theme

    edit = preparing.edit
    edit_design = preparing.edit_design
    begin_filling = starting.begin_filling
    take_back_filling = starting.take_back_filling
    lock_room = guarding.lock_room
    close_doors = guarding.close_doors
    show_out_from = guarding.show_out_from
    renew_links = guarding.renew_links
    tighten = guarding.tighten
    show = showing.show
    point_at = showing.point_at
    give_time = showing.give_time
    open = opening.open_suitcase
    plan_talk = talk.plan_talk
    tell = story.tell
    write_scores = score.write_scores
    fill_scores_from_sheets = score.fill_scores_from_sheets
    make_scores_fit = score.make_scores_fit
    decide = score.decide
    pick = findings.pick
    keep_pair = label.keep_pair
    release = releasing.release
    close = closing.close
    reopen = closing.reopen
    fill_again = following.fill_again
    discard = discarding.discard
    restore = discarding.restore
    adopt = adopting.adopt


_KEPT = Prepared(lambda: Workshop.objects.select_related("design", *FACTS), "pk")
_EVERY = Prepared(lambda: Workshop.everything.select_related("design", *FACTS), "pk")
