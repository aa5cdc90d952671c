"""An organisation (a library) and its teams."""

import hashlib
import uuid
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.db import models, transaction
from django.dispatch import Signal
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from koffer.organisation.models.register import Entry, Verb
from koffer.web.names import name_key

if TYPE_CHECKING:
    from koffer.organisation.models.user import User

DAYS = [
    (90, _("90 days")),
    (180, _("half a year")),
    (365, _("a year")),
    (730, _("two years")),
    (1825, _("five years")),
]

TIME_ZONES = [
    ("", _("the time of this server")),
    ("Europe/Amsterdam", _("the Netherlands, Belgium")),
    ("America/Curacao", _("Curaçao, Aruba, Bonaire, Saba, Sint Eustatius, Sint Maarten")),
    ("America/Paramaribo", _("Suriname")),
]

# Sent with the `organisation` whose term became another, inside the transaction.
term_changed = Signal()
# Sent with the `organisation` and the `days` that somebody thinks of; receivers give how many would go at once.
term_asked = Signal()


class NameTaken(Exception):
    """Another team of the organisation bears this name."""


class Organisation(models.Model):
    """A library that uses the method for years. What it owns is invisible to all others."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=80)
    language = models.CharField(max_length=2, default="nl")
    time_zone = models.CharField(max_length=40, choices=TIME_ZONES, blank=True)  # "" for that of the server
    days_kept = models.PositiveSmallIntegerField(choices=DAYS, default=365)
    logo = models.BinaryField(null=True)
    logo_mark = models.CharField(max_length=12, blank=True)  # of its bytes, so that a browser may keep it; "" for none
    wall_number = models.PositiveSmallIntegerField(default=1)  # in the link of the wall: a new one ends the old
    made_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name

    def local(self, moment: datetime) -> datetime:
        """The moment by the clock on this library's wall."""
        return timezone.localtime(moment, ZoneInfo(self.time_zone) if self.time_zone else None)

    def locked(self) -> "Organisation":
        """The row under a lock, for what two administrators must not do at once; inside a transaction."""
        # no_key: each line of the register refers to this row, and must not wait here while it holds another lock.
        return Organisation.objects.select_for_update(no_key=True).get(pk=self.pk)

    def going_at(self, days: int) -> int:
        """How many workshops would be deleted at once, were they kept for so many `days`."""
        answers: Any = term_asked.send(Organisation, organisation=self, days=days)
        return sum(count for _who, count in answers)

    @transaction.atomic
    def edit(self, by: "User", **fields: object) -> None:
        """Change name, language or term; `days_kept` also holds for the workshops that are there already."""
        before = self.locked()
        changed = [name for name, value in fields.items() if getattr(before, name) != value]
        for name, value in fields.items():
            setattr(self, name, value)
        self.save(update_fields=list(fields))
        if "days_kept" in changed:
            term_changed.send(Organisation, organisation=self)
        if changed:
            Entry.write(self, by, Verb.TERM if "days_kept" in changed else Verb.SETTINGS, self.name)

    @transaction.atomic
    def renew_wall(self, by: "User") -> None:
        """End the link to the road on the wall; a new one is there at once."""
        Organisation.objects.filter(pk=self.pk).update(wall_number=models.F("wall_number") + 1)
        Entry.write(self, by, Verb.WALL, self.name)

    @transaction.atomic
    def show_logo(self, by: "User", picture: bytes | None) -> None:
        """Put a logo (PNG, drawn anew by us) on the pages, or take it off with None."""
        self.logo, self.logo_mark = picture, hashlib.sha256(picture).hexdigest()[:12] if picture else ""
        self.save(update_fields=["logo", "logo_mark"])
        Entry.write(self, by, Verb.SETTINGS, self.name)


class Team(models.Model):
    """A team of an organisation; its workshops belong to it, and a person can be in several."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="teams")
    name = models.CharField(max_length=60)
    name_key = models.CharField(max_length=120)
    archived_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "name_key"], name="one_name_per_organisation")]

    def __str__(self) -> str:
        return self.name

    @classmethod
    @transaction.atomic
    def make(cls, organisation: Organisation, by: "User", name: str) -> "Team":
        """A new team. Raises `NameTaken` when another one bears the name."""
        team = cls(organisation=organisation.locked())
        team._call(name)
        team.save()
        Entry.write(organisation, by, Verb.TEAM_MADE, name)
        return team

    @transaction.atomic
    def rename(self, by: "User", name: str) -> None:
        """Give the team another name; its workshops keep theirs. Raises `NameTaken`."""
        self.organisation.locked()
        self._call(name)
        self.save(update_fields=["name", "name_key"])
        Entry.write(self.organisation, by, Verb.TEAM_RENAMED, name)

    @transaction.atomic
    def archive(self, by: "User", away: bool) -> None:
        """Put the team away, or bring it back; nothing of it is deleted."""
        self.archived_at = timezone.now() if away else None
        self.save(update_fields=["archived_at"])
        Entry.write(self.organisation, by, Verb.TEAM_ARCHIVED if away else Verb.TEAM_BACK, self.name)

    def _call(self, name: str) -> None:
        key = name_key(name)[:120]
        if Team.objects.filter(organisation=self.organisation, name_key=key).exclude(pk=self.pk).exists():
            raise NameTaken
        self.name, self.name_key = name, key
