"""A seat: one person's place in a workshop, with its draft and its sheet (rules.md, section 5)."""

import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from koffer.database.prepared import Prepared
from koffer.database.sweep import sweep
from koffer.method.mode import Mode, late_needs_confirming
from koffer.method.points import check_sheet
from koffer.web.names import LONGEST_KEY, free_name, name_key, tidy
from koffer.web.tokens import derived_token, hashed, new_token
from koffer.workshop.models import findings, story
from koffer.workshop.models.box import Box
from koffer.workshop.models.fetched import WORKSHOP_WITH_FACTS
from koffer.workshop.models.held import AtSeat, Held, InBox, Press
from koffer.workshop.models.sheet import WITHDRAWN
from koffer.workshop.refusals import NeedsConfirming, OldPage, Refused

if TYPE_CHECKING:
    from koffer.workshop.models.workshop import Workshop

HIDDEN = "…"  # in the place of a name that was taken off the wall
MEMBER, OBSERVER, PAPER = "member", "observer", "paper"
KINDS = [(MEMBER, _("fills a sheet")), (OBSERVER, _("looks on")), (PAPER, _("on paper"))]


class Seat(models.Model):
    """One person's place. A device seat has the hash of its personal link; a paper seat has none.

    `secret`, of who asks just now and never stored: the secret of the personal link, or for a slip what only the
    facilitator who typed it has. In an anonymous workshop it alone leads to the sheet. `device` labels the browser, or
    who types, and `voice` does the same for words.
    """

    secret = device = voice = ""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workshop = models.ForeignKey("Workshop", models.CASCADE, related_name="seats")
    name = models.CharField(max_length=40)
    name_key = models.CharField(max_length=LONGEST_KEY)
    token_hash = models.CharField(max_length=64, unique=True, null=True)
    kind = models.CharField(max_length=8, choices=KINDS, default=MEMBER)
    wish = models.BooleanField(default=False)
    # The key that the browser made for the press that handed in: a retry of a lost answer is no second press.
    press_key = models.CharField(max_length=40, blank=True)
    # Grows with each change of the draft or the sheet, so that an old page is known as one.
    draft_number = models.PositiveIntegerField(default=0)
    left_at = models.DateTimeField(null=True)
    # Shown out by the facilitator: outside like who left, until let in again.
    shown_out = models.BooleanField(default=False)
    # The name, while it was taken off the wall: `name` is HIDDEN then.
    hidden_name = models.CharField(max_length=40, blank=True)
    number = models.PositiveIntegerField()
    # What this person says of the provisional team score: "agree", "not_yet" or nothing. Shown as numbers only.
    nod = models.CharField(max_length=7, blank=True)

    _held: Held | None = None

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workshop", "name_key"],
                condition=models.Q(left_at=None),
                name="one_name_per_workshop",
            ),
            models.UniqueConstraint(fields=["workshop", "number"], name="seat_number"),
        ]

    def __str__(self) -> str:
        return self.name

    @contextmanager
    def changing(self, *, outside: bool = False) -> Iterator[None]:
        """`Workshop.changing` for a verb of this person, read afresh.

        Raises `Refused` when this person was erased just before, and unless the verb is for who is `outside` too, when
        this person left or was shown out.
        """
        with self.workshop.changing():
            self._read_afresh(outside)
            yield

    @contextmanager
    def locked(self) -> Iterator[None]:
        """`Workshop.locked` for a change of this person that nobody else may notice; raises as `changing` does."""
        with self.workshop.locked():
            self._read_afresh(outside=False)
            yield

    def _read_afresh(self, outside: bool) -> None:
        fresh = _ALONE.one(self.pk)
        if fresh is None:
            raise Refused(_("You are not in this workshop any more."))
        for name in ("press_key", "draft_number", "kind", "left_at", "shown_out", "name", "name_key", "hidden_name"):
            setattr(self, name, getattr(fresh, name))
        self._held = None
        if self.left_at and not outside:
            raise Refused(_("You are not in the room now. Your personal link leads back in."))

    # Taking and leaving a seat

    @classmethod
    def take(
        cls, workshop: "Workshop", name: str, *, kind: str = MEMBER, press: uuid.UUID | None = None
    ) -> tuple["Seat", str]:
        """A new seat and the secret of its personal link ("" for paper).

        A name that is taken becomes "Anna 2". The same name with the same `press` again, because the answer was
        lost, is the same seat. Raises `Refused` when the workshop is full or closed.
        """
        token = "" if kind == PAPER else derived_token(workshop.pk, press, name_key(name)) if press else new_token()
        with workshop.changing():
            taken = workshop.seats.filter(token_hash=hashed(token)).first() if press else None
            if taken:
                taken.secret = token
                return taken, token
            if workshop.closed:
                raise Refused(_("The suitcase is closed, so nobody can join any more."))
            if workshop.room_locked and kind != PAPER:
                raise Refused(_("The room is locked. Ask the facilitator to let you in."))
            if workshop.seats.filter(left_at=None).count() >= settings.MOST_SEATS:
                raise Refused(_("All seats are taken. Ask the facilitator."))
            name, key = _free(name, workshop)
            last = workshop.seats.aggregate(last=models.Max("number"))["last"] or 0
            seat = cls.objects.create(
                workshop=workshop,
                name=name,
                name_key=key,
                token_hash=hashed(token) if token else None,
                kind=kind,
                number=last + 1,
            )
            seat.secret = token
            return seat, token

    @classmethod
    def found(cls, token: str) -> "Seat | None":
        """The seat that belongs to the secret of a personal link; None in a discarded workshop."""
        found = _WITH_WORKSHOP.one(hashed(token))
        if found:
            found.secret = token
        return found

    def rename(self, name: str) -> None:
        """Change the name, until the closing; one that is taken becomes "Anna 2"."""
        with self.changing():
            if self.workshop.closed:
                raise Refused(_("The suitcase is closed; the names stay as they are."))
            self._take_name(name)

    def hide_name(self, hidden: bool) -> None:
        """Take the name off every screen, phone and paper, or put it back, by the facilitator. Again: no-op."""
        with self.changing(outside=True):
            if hidden != bool(self.hidden_name):
                self.name, self.hidden_name = (HIDDEN, self.name) if hidden else (self.hidden_name, "")
                self.save(update_fields=["name", "hidden_name"])

    def look_on(self, wanted: bool) -> None:
        """JOINED <-> OBSERVER, before handing in (M6)."""
        with self.changing():
            if wanted and self.handed_in:
                raise Refused(_("Your sheet is in. Take it out first: choose “Change it”."))
            self.kind = OBSERVER if wanted else MEMBER
            self.save(update_fields=["kind"])

    def wish_without_names(self, wanted: bool) -> None:
        """Ask, unseen, for a workshop without names; raises `Refused` after the opening."""
        with self.locked():
            if self.workshop.opened:
                raise Refused(_("The team suitcase is open already."))
            self.wish = wanted
            self.save(update_fields=["wish"])

    def leave(self) -> None:
        """JOINED -> LEFT; a sheet that was handed in stays, points and name are not shown in the lobby."""
        with self.changing():
            self._go()

    def show_out(self) -> None:
        """The facilitator shows this person out: no page, stream or verb until let in again. Again: no-op."""
        with self.changing(outside=True):
            if not self.shown_out:
                self._go(shown_out=True)

    def let_in(self) -> None:
        """The facilitator lets this person in again, as before. Again: no-op."""
        with self.changing(outside=True):
            self._sit_down()

    def come_back(self) -> None:
        """LEFT -> JOINED, under a name that is free. Raises `Refused` for who was shown out."""
        with self.changing(outside=True):
            if self.shown_out:
                raise Refused(_("The facilitator showed you out. Ask to be let in again."))
            self._sit_down()

    def _go(self, *, shown_out: bool = False) -> None:
        self.left_at, self.shown_out = timezone.now(), shown_out
        self.save(update_fields=["left_at", "shown_out"])
        self.workshop.close_doors()

    def _sit_down(self) -> None:
        if not self.left_at:
            return
        self._take_name(self.hidden_name or self.name)
        self.left_at, self.shown_out = None, False
        self.save(update_fields=["left_at", "shown_out"])

    def _take_name(self, name: str) -> None:
        """Bear this name, or a free one like it; one that was taken off the wall stays off under another name too."""
        free, self.name_key = _free(name, self.workshop, self)
        self.name, self.hidden_name = (HIDDEN, free) if self.hidden_name else (free, "")
        self.save(update_fields=["name", "name_key", "hidden_name"])

    def erase(self) -> None:
        """Erase this person, in every state: sheet, draft, words, offers, names at steps, wish, and the seat itself.

        What the team decided stays (rules.md, section 5). What an anonymous workshop cut loose cannot be found.
        """
        with self.changing(outside=True):
            self.workshop.close_doors()
            self.story_set(manager="everything").all().delete()
            self.held.erase()
            self.delete()  # and with it all else that hangs on the seat
            transaction.on_commit(sweep)

    offer = story.offer
    send = findings.send

    def say(self, nod: str) -> None:
        """Say "agree" or "not_yet" about the provisional team score, or take it back with ""."""
        with self.changing():
            self.workshop.check_open()
            self.nod = nod
            self.save(update_fields=["nod"])

    # The sheet

    @property
    def own_key(self) -> str | None:
        """Under which sheet and draft are kept where they hang on no seat: H2 of the secret (rules.md, section 2)."""
        return hashed(f"sheet {self.secret}") if self.secret else None

    @property
    def keys(self) -> tuple[str, ...]:
        """All keys that lead from this person's secret to the own sheet; none for whoever comes without it.

        The second is that of sheets which were in when keys came (migration 0008, and `cut_links` for those).
        """
        return (self.own_key, self.token_hash or "") if self.own_key else ()

    @property
    def held(self) -> Held:
        """The draft and the sheet of this person, as they are stored; inside a verb as they are under its lock."""
        if self._held is None:
            self._held = InBox(self) if self.workshop.mode == Mode.ANONYMOUS else AtSeat(self)
        return self._held

    @property
    def handed_in(self) -> bool:
        """Whether this seat's sheet is in; nobody knows after the opening of an anonymous workshop."""
        return bool(self.held.press)

    @property
    def withdrawn(self) -> bool:
        """Whether this person took the sheet out after the opening."""
        return self.held.press == WITHDRAWN

    @classmethod
    def pressed(cls, workshop: "Workshop", press_key: str) -> bool:
        """Whether a sheet came in by this press."""
        return workshop.seats.filter(press_key=press_key).exists() or Box.of(workshop).has_press(press_key)

    def keep_draft(self, points: list[int | None], number: int) -> int:
        """Keep what is on the sheet while typing; returns the new number of the draft.

        `number` is that of the draft which the page had seen; raises `OldPage` when another page of this
        seat was newer. The same once more, because its answer was lost: no-op. Drafts may break every rule and do
        not raise the workshop's version.
        """
        with self.locked():  # no draft may outlive an opening that cut the links
            if self.workshop.opened and not self.workshop.takes_late_sheets:
                raise Refused(_("The team suitcase is open; nothing can be added."))
            if not self.held.keep_draft(points, number):
                raise OldPage(_("This sheet is newer in another window."))
        return number + 1

    def hand_in(
        self, points: Sequence[int], press_key: str, *, number: int | None = None, confirmed: bool = False
    ) -> None:
        """Hand the sheet in, whole (M6), or change what was handed in, until the opening.

        `points` in the order of the sheet. The same press again is a no-op. Raises `InvalidSheet` (M3, M4),
        `OldPage` when `number` is not the newest draft's, `NeedsConfirming` for a late sheet in a discreet
        workshop, `Refused` when it is too late. Against an opening at the same moment: counted, or told.
        """
        with self.changing():
            held = self.held
            if held.press == press_key or held.counted_by(press_key):
                return
            late = self._may_hand_in(confirmed)
            check_sheet(points, len(self.workshop.categories()))
            if number is not None and number < held.number:
                raise OldPage(_("You changed this sheet in another window. Check it and hand in again."))
            held.hand_in(points, Press(press_key, self.device, typed=self.kind == PAPER), late=late)

    def _may_hand_in(self, confirmed: bool) -> bool:
        """Whether the sheet would be late; raises when it may not be handed in."""
        workshop = self.workshop
        if not workshop.started:
            raise Refused(_("Filling has not started yet."))
        if self.left_at or self.kind == OBSERVER:
            raise Refused(_("You are looking on. Choose to fill a sheet first."))
        if not workshop.opened:
            return False
        mode = Mode(workshop.mode)
        if mode is Mode.ANONYMOUS:
            raise Refused(
                _("The team suitcase was opened just before. A sheet that was in counts; nothing can be added.")
            )
        if self.withdrawn:
            raise Refused(_("You withdrew your sheet after the opening, so you cannot hand in another one."))
        if self.handed_in:
            raise Refused(_("The team suitcase was opened just before. Your sheet counts as you handed it in earlier."))
        if workshop.decided:
            raise Refused(_("The team has decided its score, so no sheet can be added. Join in the conversation."))
        if late_needs_confirming(mode) and not confirmed:
            raise NeedsConfirming(
                _("The others have seen the picture. If you hand in now, they can tell which points are yours.")
            )
        return True

    @property
    def changing_sheet(self) -> bool:
        """Whether the own sheet is in and is being changed: it counts as it was until another one is in."""
        return self.handed_in and not self.workshop.opened and self.held.draft() is not None

    def begin_to_change(self) -> None:
        """HANDED_IN -> HANDED_IN with a newer draft, before the opening; the sheet stays in. Again: no-op."""
        with self.locked():
            if self.workshop.opened:
                raise Refused(_("The team suitcase is open; your sheet counts."))
            points = self.held.points()
            if points and self.held.draft() is None:
                self.held.keep_draft(list(points), self.held.number)

    def leave_as_it_was(self) -> None:
        """The newer draft goes; the sheet that is in stays. Again: no-op."""
        with self.locked():
            if self.changing_sheet:
                self.held.drop_draft()

    def take_back(self) -> None:
        """HANDED_IN -> DRAFT, before the opening: the points are a draft again."""
        with self.changing():
            if self.workshop.opened:
                raise Refused(_("The team suitcase is open; your sheet counts."))
            self.held.take_back()

    def set_aside(self, aside: bool) -> None:
        """Set the sheet of a duplicate or of somebody who left aside, or put it back; before the opening.

        In an anonymous workshop only a slip, by who typed it; any other is refused, whether a sheet is in or not.
        """
        with self.changing(outside=True):
            if self.workshop.opened:
                raise Refused(_("The team suitcase is open; the sheets stay as they are."))
            if self.workshop.mode == Mode.ANONYMOUS and self.kind != PAPER:
                raise Refused(_("This workshop is anonymous: nobody can set aside the sheet of somebody else."))
            self.held.set_aside(aside)

    def withdraw(self) -> None:
        """Take the own sheet out: deleted before the opening, COUNTED -> ERASED after it (rules.md, section 5).

        Every picture is of the remaining sheets from then on; what the team decided stays. Again: no-op. Raises
        `Refused` after the opening of an anonymous workshop, where nobody can find it.
        """
        with self.changing(outside=True):
            if self.workshop.opened and self.workshop.mode == Mode.ANONYMOUS:
                raise Refused(_("Nobody can find out which sheet is yours any more, so it stays."))
            if self.held.withdraw():
                transaction.on_commit(sweep)

    @property
    def untouched(self) -> bool:
        """Whether this person has an empty sheet to fill: the same for everybody in the workshop."""
        if not self.workshop.started or self.workshop.opened or self.kind != MEMBER or self.left_at:
            return False
        return not self.handed_in and not (self.held.number and self.held.draft())


def _free(name: str, workshop: "Workshop", seat: Seat | None = None) -> tuple[str, str]:
    """The name with a key that nobody else in the room has: "Anna 2", where one of the others is Anna.

    In an anonymous workshop the name stays as it was typed, and only its key differs: "Anna 2" would tell whoever
    takes that name that an Anna is there. The facilitator's list tells them apart.
    """
    others = workshop.seats.filter(left_at=None)
    if seat:
        others = others.exclude(pk=seat.pk)
    taken = set(others.values_list("name_key", flat=True))
    name = tidy(name)
    free = free_name(name, taken)
    return name if workshop.mode == Mode.ANONYMOUS else free, name_key(free)


_ALONE = Prepared(lambda: Seat.objects.all(), "pk")
_WITH_WORKSHOP = Prepared(
    lambda: Seat.objects.filter(workshop__discarded_on=None).select_related(*WORKSHOP_WITH_FACTS), "token_hash"
)
