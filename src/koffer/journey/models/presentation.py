"""A team shows its suitcase to other teams (M13): what it chose of what it released, with its own examples."""

import uuid
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from koffer.organisation.models import Category, Organisation
from koffer.sheets.press import ident_for
from koffer.sheets.refusals import Refused
from koffer.workshop.models import Finding, Release, Story, Workshop
from koffer.workshop.models.releasing import Item, ShownTo
from koffer.workshop.models.story import Keep, StorySide

if TYPE_CHECKING:
    from django.db.models import QuerySet

LIVES = timedelta(days=90)  # then its link opens nothing any more; a team day is prepared long before
MOST_TURNS = 20
MOST_REACTIONS = 1000  # of one team's turn
LONGEST_QUESTION = 280


class Part(models.TextChoices):
    """What a team can show, in the order of the walk. The destination is always there, and needs no release."""

    SCORE = "score", _("Our suitcase with the team score")
    STRENGTHS = "strengths", _("Our strengths, each with its example")
    STORIES = "stories", _("Stories whose tellers agreed, without names")
    GAPS = "gaps", _("One gap")
    LABEL = "label", _("Our label with the steps")


# The item that must be released to other teams before a part can be shown.
NEEDS = {part: Item(part.value) for part in Part}


class Event(models.Model):
    """Several teams in a row, or one. Its link is for the visitors and the screen."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.CASCADE, null=True, related_name="events")
    name = models.CharField(max_length=80)
    made_by = models.ForeignKey(Workshop, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name

    @property
    def lives(self) -> bool:
        """Whether its link still opens something."""
        return self.ended_at is None and self.made_at > timezone.now() - LIVES

    @property
    def ends_on(self) -> date:
        """The last day on which its link opens something all day."""
        return timezone.localdate(self.made_at + LIVES) - timedelta(days=1)

    @property
    def minutes(self) -> int:
        """How long it takes if every team keeps to its plan."""
        return sum(turn.minutes for turn in self.order())

    @classmethod
    def living(cls, organisation: Organisation | None) -> "QuerySet[Event]":
        """The events of an organisation that teams can still join."""
        return cls.objects.filter(
            organisation=organisation, organisation__isnull=False, ended_at=None, made_at__gt=timezone.now() - LIVES
        ).order_by("-made_at")

    def now(self) -> "Turn | None":
        """The team that presents."""
        return self.order().filter(began_at__isnull=False, ended_at=None).last()

    def order(self) -> "QuerySet[Turn]":
        """The turns in their order; not those of teams that discarded their workshop."""
        return self.turns.filter(workshop__discarded_on=None).select_related("workshop")

    @property
    def host(self) -> "Turn | None":
        """The turn of the team that made it, or when that one left, the first: it may end it, and take teams out."""
        turns = list(self.order())
        return next((turn for turn in turns if turn.workshop_id == self.made_by_id), turns[0] if turns else None)

    def lock(self) -> None:
        """Until the end of the transaction nobody else changes the row of teams; taken after a workshop's own lock."""
        Event.objects.select_for_update(no_key=True).get(pk=self.pk)

    @transaction.atomic
    def shift(self, turn: "Turn", *, earlier: bool) -> None:
        """Let a team change places with the one before it, or after it; at the end of the row: no-op."""
        self.lock()
        turns = list(self.order())
        here = turns.index(turn)
        there = here - 1 if earlier else here + 1
        if 0 <= there < len(turns):
            turns[here], turns[there] = turns[there], turns[here]
            for place, one in enumerate(turns, start=1):
                Turn.objects.filter(pk=one.pk).update(place=place)

    def end(self, by: "Turn") -> None:
        """End the event for everybody: its link opens nothing any more. Raises `Refused` for another than its host."""
        if self.host != by:
            raise Refused(_("Another team ends this event. You can end your own turn."))
        with by.workshop.changing():
            by.workshop.move()
            Event.objects.filter(pk=self.pk, ended_at=None).update(ended_at=timezone.now())


@dataclass(frozen=True)
class Plan:
    """What a team prepares for its turn; `gap_id` is that of the gap it shows, None for the first."""

    parts: list[str]
    gap_id: uuid.UUID | None
    notes: str
    minutes: int

    def check(self, workshop: Workshop) -> None:
        """Raise `Refused` before the closing, and for a part that was not released to other teams."""
        if not workshop.closed:
            raise Refused(_("Close the suitcase first. Then you can show it."))
        released = Release.to(workshop, ShownTo.TEAMS)
        if any(NEEDS[Part(part)] not in released for part in self.parts):
            raise Refused(_("The team did not show this to other teams. Choose that first."))


class Turn(models.Model):
    """One team's presentation in an event."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    event = models.ForeignKey(Event, models.CASCADE, related_name="turns")
    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="turns")
    place = models.PositiveSmallIntegerField()
    minutes = models.PositiveSmallIntegerField(default=10)
    parts = models.JSONField(default=list)
    gap = models.ForeignKey(Finding, models.SET_NULL, null=True, related_name="+")
    notes = models.TextField(max_length=2000, blank=True)
    slide = models.PositiveSmallIntegerField(default=0)
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["place", "pk"]
        constraints = [models.UniqueConstraint(fields=["event", "workshop"], name="one_turn_per_event")]

    @classmethod
    def prepare(cls, workshop: Workshop, ident: uuid.UUID, event: Event | None, name: str, plan: Plan) -> None:
        """Take a turn in `event`, or with None in a new one called `name`. The same press again: no-op.

        Raises `Refused` before the closing, for a part that was not released to other teams, and for a second turn.
        """
        with workshop.changing():
            plan.check(workshop)
            free = ident_for(cls, ident, workshop=workshop)
            if free is None:
                return
            if event and event.turns.filter(workshop=workshop).exists():
                raise Refused(_("Your team is in this event already. Change what you prepared."))
            organisation = workshop.owned_by.organisation if workshop.owned_by else None
            event = event or Event.objects.create(organisation=organisation, name=name, made_by=workshop)
            event.lock()
            if event.turns.count() >= MOST_TURNS:
                raise Refused(_("Twenty teams are enough for one event."))
            last = event.turns.aggregate(last=models.Max("place"))["last"] or 0
            cls.objects.create(pk=free, event=event, workshop=workshop, place=last + 1, **asdict(plan))

    def change(self, plan: Plan) -> None:
        """Prepare it otherwise. Raises `Refused` as `prepare` does."""
        with self.workshop.changing():
            plan.check(self.workshop)
            Turn.objects.filter(pk=self.pk).update(**asdict(plan))

    def take_out(self, by: "Turn") -> None:
        """Take this team out of the event. Raises `Refused` while it presents, and for another team than the host."""
        if by not in (self, self.event.host):
            raise Refused(_("Only the team that ends this event takes another one out."))
        if not Turn.objects.filter(pk=self.pk).exclude(began_at__isnull=False, ended_at=None).delete()[0]:
            raise Refused(_("This team presents now. Wait until it is done."))

    def begin(self) -> None:
        """This team is seen now; who presented before is done."""
        with self.workshop.changing():
            self.workshop.move()
            self.event.lock()
            now = timezone.now()
            others = self.event.turns.exclude(pk=self.pk).filter(began_at__isnull=False, ended_at=None)
            others.update(ended_at=now)
            Turn.objects.filter(pk=self.pk).update(began_at=now, ended_at=None, slide=0)

    def show(self, slide: int) -> None:
        """Show the slide with this number, from 0. The page names it, never "next"."""
        with self.workshop.changing():
            self.workshop.move()
            Turn.objects.filter(pk=self.pk).update(slide=slide)

    def finish(self) -> None:
        """This team is done. Again: no-op."""
        with self.workshop.changing():
            self.workshop.move()
            Turn.objects.filter(pk=self.pk, ended_at=None).update(ended_at=timezone.now())

    def tell(self, ident: uuid.UUID, category: int, text: str) -> Story | None:
        """An example on the spot, for a question about a category (its id): a story of the team that others may see.

        None when this press is stored already.
        """
        with self.workshop.changing():
            free = ident_for(Story, ident, workshop=self.workshop, text=text)
            if free is None:
                return None
            told: Story = Story.objects.create(
                pk=free, workshop=self.workshop, category_id=category, side=StorySide.OTHER, text=text, keep=Keep.OTHERS
            )
            return told


class Kind(models.TextChoices):
    """What a visitor can say with one press."""

    MORE = "more", _("Tell me more")
    KNOW = "know", _("We recognise this")
    EXAMPLE = "example", _("Can you give an example?")
    QUESTION = "question", _("A question")


class Reaction(models.Model):
    """What a visitor asks or says; nobody's name. `category` of the presenting team's sheet, if it is about one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    turn = models.ForeignKey(Turn, models.CASCADE, related_name="reactions")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    category = models.ForeignKey(Category, models.CASCADE, null=True, related_name="+")
    text = models.CharField(max_length=LONGEST_QUESTION, blank=True)
    answered = models.BooleanField(default=False)

    @classmethod
    def send(cls, turn: Turn, ident: uuid.UUID, kind: str, category: int | None, text: str) -> None:
        """Keep it; the same press again: no-op. Raises `Refused` when this team is done, or has very many."""
        if turn.ended_at or turn.began_at is None:
            raise Refused(_("This team is done presenting."))
        if turn.reactions.count() >= MOST_REACTIONS:
            raise Refused(_("Very many questions came already. Ask it aloud."))
        Reaction.objects.bulk_create(
            [Reaction(pk=ident, turn=turn, kind=kind, category_id=category, text=text)], ignore_conflicts=True
        )

    def answer(self, answered: bool) -> None:
        """The presenting team went into it: it leaves the wall. Or it did not: it is back."""
        Reaction.objects.filter(pk=self.pk).update(answered=answered)
