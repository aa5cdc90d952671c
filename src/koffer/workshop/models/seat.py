"""A seat: one person's place in a workshop, with its draft and its sheet (rules.md, section 5)."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from koffer.database.prepared import Prepared
from koffer.database.sweep import sweep
from koffer.method.mode import Mode
from koffer.sheets.refusals import Refused
from koffer.web.names import LONGEST_KEY, free_name, name_key, tidy
from koffer.web.tokens import derived_token, hashed, new_token
from koffer.workshop.models import findings, handing_in, presence, story
from koffer.workshop.models.box import Box
from koffer.workshop.models.fetched import WORKSHOP_WITH_FACTS
from koffer.workshop.models.held import AtSeat, Held, InBox
from koffer.workshop.models.kinds import MEMBER, OBSERVER, PAPER
from koffer.workshop.models.sheet import WITHDRAWN

if TYPE_CHECKING:
    from koffer.workshop.models.workshop import Workshop

HIDDEN = "…"  # in the place of a name that was taken off the wall
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
            self.take_name(name)

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

    def take_name(self, name: str) -> None:
        """Inside a verb: bear this name, or a free one like it. One that was taken off the wall stays off."""
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

    # Verbs in the file of their theme

    leave = presence.leave
    show_out = presence.show_out
    let_in = presence.let_in
    come_back = presence.come_back
    keep_draft = handing_in.keep_draft
    hand_in = handing_in.hand_in
    begin_to_change = handing_in.begin_to_change
    leave_as_it_was = handing_in.leave_as_it_was
    take_back = handing_in.take_back
    set_aside = handing_in.set_aside
    withdraw = handing_in.withdraw
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

    @property
    def changing_sheet(self) -> bool:
        """Whether the own sheet is in and is being changed: it counts as it was until another one is in."""
        return self.handed_in and not self.workshop.opened and self.held.draft() is not None

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
