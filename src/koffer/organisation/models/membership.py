"""Who belongs to an organisation, and what that person may do there."""

from typing import TYPE_CHECKING

from django.db import models, transaction
from django.dispatch import Signal
from django.utils.translation import gettext_lazy as _

from koffer.organisation.models.organisation import Organisation, Team
from koffer.organisation.models.register import Entry, Verb
from koffer.organisation.models.user import User
from koffer.web.tokens import random_key

if TYPE_CHECKING:
    from collections.abc import Iterable


class Role(models.TextChoices):
    """What a person is in an organisation."""

    ADMINISTRATOR = "administrator", _("Administrator: sets up teams, people, destination and sheets")
    FACILITATOR = "facilitator", _("Facilitator: starts and runs workshops of teams")
    VIEWER = "viewer", _("Viewer: sees what teams chose to show")


# Sent with the `membership` whose rights became other or ended, inside the transaction.
rights_changed = Signal()


class LastAdministrator(Exception):
    """An organisation keeps at least one administrator."""


class Membership(models.Model):
    """A person in an organisation. `all_teams` or `teams`: whose workshops the role reaches.

    A facilitator of a team, or an administrator to whom that team was given, may run its workshops. A viewer sees
    what those teams released, an administrator what any team released; never a sheet, never a story.
    """

    id = models.BigIntegerField(primary_key=True, default=random_key, editable=False)
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="memberships")
    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=13, choices=Role.choices)
    all_teams = models.BooleanField(default=False)
    teams = models.ManyToManyField(Team, related_name="memberships", blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "user"], name="one_role_per_person")]

    @property
    def administers(self) -> bool:
        """Whether this person sets up the organisation."""
        return self.role == Role.ADMINISTRATOR

    def facilitates(self, team: Team) -> bool:
        """Whether this person may run the workshops of `team`."""
        return self.role != Role.VIEWER and self._reaches(team)

    def may_view(self, team: Team) -> bool:
        """Whether this person may see that the team's workshops exist, and what it released."""
        return self.administers or self._reaches(team)

    def facilitated_teams(self) -> "models.QuerySet[Team]":
        """The teams for which this person may start a workshop."""
        return self.run_teams().filter(archived_at=None)

    def run_teams(self) -> "models.QuerySet[Team]":
        """The teams whose workshops this person may run: also those that were put away."""
        return Team.objects.none() if self.role == Role.VIEWER else self._reached()

    @property
    def in_a_team(self) -> bool:
        """Whether this person runs a team, and so is "other teams" to the others of the organisation."""
        return self.run_teams().exists()

    def viewed_teams(self) -> "models.QuerySet[Team]":
        """The teams that this person may see."""
        return self.organisation.teams.all() if self.administers else self._reached()

    def _reaches(self, team: Team) -> bool:
        return team.organisation_id == self.organisation_id and (
            self.all_teams or self.teams.filter(pk=team.pk).exists()
        )

    def _reached(self) -> "models.QuerySet[Team]":
        return self.organisation.teams.all() if self.all_teams else self.teams.all()

    @transaction.atomic
    def change(self, by: User, role: str, *, all_teams: bool, teams: "Iterable[Team]") -> None:
        """Give another role or other `teams`; what was given of teams that were put away stays.

        Raises `LastAdministrator`.
        """
        self._keep_an_administrator(unless=role == Role.ADMINISTRATOR)
        self.role, self.all_teams = role, all_teams
        self.save(update_fields=["role", "all_teams"])
        self.teams.set([] if all_teams else [*teams, *self.teams.exclude(archived_at=None)])
        if not self.administers:
            self._end_invitations()
        rights_changed.send(Membership, membership=self)
        Entry.write(self.organisation, by, Verb.ROLE, whom=self.user)

    @transaction.atomic
    def end(self, by: User) -> None:
        """Take the access away, or leave. Raises `LastAdministrator`."""
        self._keep_an_administrator()
        own = by.pk == self.user_id
        Entry.write(self.organisation, by, Verb.LEFT if own else Verb.REMOVED, whom=None if own else self.user)
        self.all_teams = False
        self.teams.clear()
        self._end_invitations()
        rights_changed.send(Membership, membership=self)
        self.delete()

    def _end_invitations(self) -> None:
        # One that this person made and kept would be a way back in.
        self.organisation.invitations.filter(made_by=self.user).delete()

    def _keep_an_administrator(self, *, unless: bool = False) -> None:
        others = self.organisation.locked().memberships.filter(role=Role.ADMINISTRATOR).exclude(pk=self.pk)
        if self.administers and not unless and not others.exists():
            raise LastAdministrator
