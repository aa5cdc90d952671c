"""The workshop: one run of the method with one team, and the verbs of its facilitator."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import TYPE_CHECKING, cast

from django.db import models, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from koffer.live.hub import hub
from koffer.method.mode import Mode, late_allowed, least_sheets_to_open, stricter, strictest
from koffer.organisation.models import Category, Design
from koffer.workshop.models.cut import cut_links, settle_sheets
from koffer.workshop.models.facts import Opening, Start
from koffer.workshop.models.step import Step
from koffer.workshop.refusals import OldPage, Refused
from koffer.workshop.tokens import new_code

if TYPE_CHECKING:
    from koffer.workshop.models.key import FacilitatorKey

DAYS_KEPT = 90  # a workshop without an organisation, after its last use (method.md, "How long")
AFTER_LOOK = timedelta(days=30)  # and not before the team looked at its suitcase again
MODES = [(mode.value, mode.value) for mode in Mode]


class Workshop(models.Model):
    """One run of the method (M1 to M11). Its state is derived from the facts start, opening, decisions, closing."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(max_length=6, unique=True)
    team = models.CharField(max_length=60)
    design = models.OneToOneField(Design, models.PROTECT)
    destination = models.CharField(max_length=200)
    frame = models.TextField(max_length=400, blank=True)
    announced_mode = models.CharField(max_length=9, choices=MODES, default=Mode.DISCREET)
    mode = models.CharField(max_length=9, choices=MODES, default=Mode.DISCREET)
    shown_step = models.CharField(max_length=12, choices=Step.choices, default=Step.LOBBY)
    shown_category = models.ForeignKey(Category, models.SET_NULL, null=True, related_name="+")
    # When the talk is over, and when the next category comes: shown on a strap, never enforced.
    talk_until = models.DateTimeField(null=True)
    turn_until = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=0)
    days_kept = models.PositiveSmallIntegerField(default=DAYS_KEPT)
    used_on = models.DateField()
    purge_on = models.DateField(db_index=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(mode__in=list(Mode)), name="mode_known"),
            models.CheckConstraint(condition=~models.Q(destination=""), name="destination_known"),
        ]

    def __str__(self) -> str:
        return self.team

    # Making and finding

    @classmethod
    def create(cls, *, team: str, destination: str, **choices: object) -> "Workshop":
        """A new workshop with a copy of the sheet Connectie and a code that no other workshop has.

        `choices` are other fields (frame, announced_mode, days_kept). The caller gives it a first key.
        """
        today = timezone.localdate()
        days = cast(int, choices.get("days_kept", DAYS_KEPT))
        code = new_code()
        while cls.objects.filter(code=code).exists():
            code = new_code()
        with transaction.atomic():
            return cls.objects.create(
                code=code,
                team=team,
                destination=destination,
                design=Design.copy_of_connectie(),
                mode=choices.get("announced_mode", Mode.DISCREET),
                used_on=today,
                purge_on=today + timedelta(days=days),
                **choices,
            )

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
        return self.decisions.exists()

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
            return "filling" if self.started else "prepared"
        shown = [self.shown_step, str(self.shown_category_id or "")]
        if self.shown_step == Step.CONVERSATION:
            shown.append(str(self.sheets.count()))  # a late sheet changes everybody's range
        return f"opened-{self.mode} {'decided ' if self.decided else ''}{'/'.join(shown)}"

    @property
    def frame_lines(self) -> list[str]:
        """What is fixed on the way, a line each."""
        return [line.strip() for line in self.frame.splitlines() if line.strip()]

    def categories(self) -> list[Category]:
        """The categories of the sheet, in its order."""
        return self.design.ordered_categories()

    def allowed_steps(self) -> list[Step]:
        """The steps that the facts allow to be shown."""
        steps = [Step.LOBBY, Step.DESTINATION, Step.CATEGORIES]
        if self.started:
            steps.append(Step.FILLING)
        if self.opened:
            steps += [Step.SUITCASE, Step.CONVERSATION, Step.SCORE, Step.STRENGTHS, Step.GAPS, Step.LABEL, Step.SHARING]
        if self.closed:
            steps.append(Step.CLOSED)
        return steps

    def kept_until(self, used: date) -> date:
        """The day after which all of this is deleted: so long after its last use, or a month after the next look."""
        term = used + timedelta(days=self.days_kept)
        return max(term, self.closing.look_on + AFTER_LOOK) if self.ever_closed else term

    def sheets_in(self) -> int:
        """How many sheets are handed in and not set aside."""
        from koffer.workshop.models.seat import Sheet

        return Sheet.objects.filter(workshop=self, set_aside=False).count()

    # Writing

    @contextmanager
    def changing(self, *, used: bool = True) -> Iterator[None]:
        """A transaction that begins by raising the version, and is announced after commit.

        With `used` the term begins anew. The update takes the row's lock (PostgreSQL) or the write lock (SQLite
        IMMEDIATE), so that verbs of one workshop have one order (rules.md, section 7). The facts are read
        afresh inside. Raises `Refused` when the workshop was deleted in the meantime.
        """
        with transaction.atomic():
            if not Workshop.objects.filter(pk=self.pk).update(version=F("version") + 1):
                raise Refused(_("This workshop does not exist any more."))
            self.refresh_from_db()
            if used:
                self.used_on = timezone.localdate()
                self.purge_on = self.kept_until(self.used_on)
                self.save(update_fields=["used_on", "purge_on"])
            yield
            transaction.on_commit(lambda: hub.announce(str(self.pk)))

    def check_open(self) -> None:
        """Raise `Refused` unless the team suitcase is open and not closed again: the time for words and scores."""
        if not self.opened:
            raise Refused(_("Open the team suitcase first."))
        if self.closed:
            raise Refused(_("The suitcase is closed. The facilitator can open the texts again for two weeks."))

    # The facilitator's verbs

    def edit(self, **texts: object) -> None:
        """Change team, destination, frame, mode or term before filling; raises `Refused` after.

        The destination's text may still be corrected while no sheet is in. The mode may be loosened only
        before the first person joined (rules.md, section 4).
        """
        with self.changing():
            if self.started:
                allowed = {"destination"} if not self.opened and not self.sheets_in() else set()
                if {k for k, v in texts.items() if getattr(self, k) != v} - allowed:
                    raise Refused(_("Filling has started, so this stays as it is."))
            mode = cast(str, texts.pop("announced_mode", self.announced_mode))
            if mode != self.announced_mode:
                self._announce_mode(Mode(mode))
            for name, value in texts.items():
                setattr(self, name, value)
            self.purge_on = self.kept_until(timezone.localdate())
            self.save(update_fields=[*texts, "announced_mode", "mode", "purge_on"])

    def _announce_mode(self, mode: Mode) -> None:
        if not stricter(mode, Mode(self.announced_mode)) and self.seats.exists():
            raise Refused(_("People have joined already, so who sees what can only become stricter."))
        self.announced_mode = self.mode = mode

    def edit_design(self, rows: list[tuple[str, str]]) -> None:
        """Give the sheet other categories before filling starts (M4). Raises `InvalidDesign` or `Refused`."""
        from koffer.workshop.models.seat import Draft

        with self.changing():
            if self.started:
                raise Refused(_("Filling has started, so the sheet stays as it is."))
            self.design.replace_categories(rows)
            Draft.objects.filter(seat__workshop=self).delete()  # they belong to the places of the old sheet

    def start_filling(self, by: "FacilitatorKey") -> None:
        """PREPARED -> FILLING: freezes the sheet and the announced mode (M1: the destination is known)."""
        with self.changing():
            if not self.started:
                Start.objects.create(workshop=self, by=by)
                self._show(Step.FILLING)

    def restart(self) -> None:
        """FILLING -> PREPARED, while no sheet is in; drafts are kept."""
        with self.changing():
            if not self.started:
                return
            if self.opened or self.sheets_in():
                raise Refused(_("Sheets are in already, so filling goes on."))
            Start.objects.filter(workshop=self).delete()
            self.refresh_from_db()
            self._show(Step.LOBBY)

    def open_team_suitcase(self, by: "FacilitatorKey") -> None:
        """FILLING -> OPENED (M6): the mode becomes the strictest of what was announced and wished.

        Again: no-op, the same opening. In an anonymous workshop the link between persons and points is cut
        in this transaction. Raises `Refused` below the number of sheets that the mode needs.
        """
        from koffer.workshop.models.talk import Talk

        with self.changing():
            if self.opened:
                return
            if not self.started:
                raise Refused(_("Start filling first."))
            mode = self._effective_mode()
            sheets, least = self.sheets_in(), least_sheets_to_open(mode)
            if sheets < least:
                raise Refused(
                    ngettext(
                        "Opening takes at least %(least)d sheet. Now %(sheets)d are in.",
                        "Opening takes at least %(least)d sheets. Now %(sheets)d are in.",
                        least,
                    )
                    % {"least": least, "sheets": sheets}
                )
            Opening.objects.create(workshop=self, by=by, mode=mode, sheet_count=sheets)
            self.mode = mode
            self.save(update_fields=["mode"])
            settle_sheets(self)
            Talk.plan(self)
            self._show(Step.SUITCASE)

    def _effective_mode(self) -> Mode:
        # One unseen wish for "without names" makes an open workshop discreet (method.md, "Who is shown").
        wished = [Mode.DISCREET] if self.seats.filter(wish=True).exists() else []
        return strictest(Mode(self.announced_mode), *wished)

    def tighten(self, mode: Mode) -> None:
        """Make the mode stricter, at any time; raises `Refused` for anything else.

        After the opening to anonymous: links are cut. What was shown has been seen: the page says so.
        """
        with self.changing():
            if not stricter(mode, Mode(self.mode)):
                raise Refused(_("Who sees what can only become stricter."))
            self.mode = mode
            if not self.opened:
                self.announced_mode = mode
            self.save(update_fields=["mode", "announced_mode"])
            if self.opened and mode == Mode.ANONYMOUS:
                cut_links(self)

    def show(self, target: str) -> None:
        """Move what is shown to `target`, forward or back: a step, or "conversation/3" for the category at place 3.

        The command names its target, never "next", so that two presses or two facilitators do no harm. Raises
        `OldPage` for one that is not there.
        """
        from koffer.workshop.models.talk import Talk

        step, _slash, place = target.partition("/")
        with self.changing():
            if step not in self.allowed_steps():
                raise OldPage(_("That step cannot be shown yet."))
            if step == Step.CONVERSATION:
                Talk.begin(self, place)
            self._show(Step(step))

    def _show(self, step: Step) -> None:
        self.shown_step = step
        self.save(update_fields=["shown_step"])
