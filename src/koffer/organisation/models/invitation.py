"""An invitation: a private link, by hand or by mail, that makes somebody part of an organisation."""

from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import models, transaction
from django.utils import timezone

from koffer.organisation.models.membership import Membership, Role
from koffer.organisation.models.organisation import Organisation, Team
from koffer.organisation.models.register import Entry, Verb
from koffer.web.tokens import hashed, new_token, random_key

if TYPE_CHECKING:
    from koffer.organisation.models.user import User

TERM = timedelta(days=14)
MOST_WAITING = 200  # invitations of an organisation that nobody accepted yet


class TooManyInvitations(Exception):
    """Very many invitations of this organisation wait already."""


class Gone(Exception):
    """The invitation was accepted, withdrawn or too old in the meantime."""


class Invitation(models.Model):
    """A link that works once, for fourteen days. Without an organisation it makes one: the first of a server."""

    id = models.BigIntegerField(primary_key=True, default=random_key, editable=False)
    organisation = models.ForeignKey(Organisation, models.CASCADE, null=True, related_name="invitations")
    role = models.CharField(max_length=13, choices=Role.choices, default=Role.ADMINISTRATOR)
    all_teams = models.BooleanField(default=False)
    teams = models.ManyToManyField(Team, blank=True)
    # Who made it: it ends when that person is no administrator any more. None: from the command line.
    made_by = models.ForeignKey("User", models.CASCADE, null=True, related_name="+")
    label = models.CharField(max_length=80, blank=True)
    # Set when the link went out by mail: who opens it has shown that the address is theirs.
    email = models.EmailField(blank=True)
    token_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()

    @classmethod
    @transaction.atomic
    def make(
        cls,
        organisation: Organisation | None,
        by: "User | None" = None,
        *,
        role: str = Role.ADMINISTRATOR,
        all_teams: bool = False,
        teams: Iterable[Team] = (),
        label: str = "",
        email: str = "",
    ) -> tuple["Invitation", str]:
        """A new invitation and its secret, which can be shown only now. Raises `TooMany`.

        Whoever accepts one without an organisation may run the workshops of the teams that they make there.
        """
        all_teams = all_teams or organisation is None
        if organisation and organisation.locked().invitations.count() >= MOST_WAITING:
            raise TooManyInvitations
        token = new_token()
        made = cls.objects.create(
            organisation=organisation,
            role=role,
            all_teams=all_teams,
            made_by=by,
            label=label,
            email=email,
            token_hash=hashed(token),
            expires_at=timezone.now() + TERM,
        )
        made.teams.set(() if all_teams else teams)
        if organisation:
            Entry.write(organisation, by, Verb.INVITED, role)
        return made, token

    @classmethod
    def found(cls, token: str) -> "Invitation | None":
        """The invitation that can still be accepted with this secret."""
        living = cls.objects.filter(token_hash=hashed(token), expires_at__gt=timezone.now())
        return living.select_related("organisation").first()

    def idle_for(self, user: "User") -> Membership | None:
        """The place that `user` has there already, when accepting would change nothing of it."""
        if not (self.organisation and (there := self.organisation.memberships.filter(user=user).first())):
            return None
        return None if self.role == Role.ADMINISTRATOR and not there.administers else there

    @transaction.atomic
    def accept(self, user: "User", organisation_name: str = "") -> Membership:
        """Make `user` part of the organisation, or of a new one with `organisation_name`.

        Who is part already becomes administrator when it is for one, so that a lost organisation can be saved, and
        otherwise stays what that person was. Raises `Gone` when somebody else was faster.
        """
        teams = list(self.teams.all())
        organisation = self.organisation
        if not Invitation.objects.filter(pk=self.pk, expires_at__gt=timezone.now()).delete()[0]:
            raise Gone
        organisation = organisation or Organisation.objects.create(name=organisation_name)
        membership, new = Membership.objects.get_or_create(
            organisation=organisation, user=user, defaults={"role": self.role, "all_teams": self.all_teams}
        )
        if new:
            membership.teams.set(teams)
        elif self.role == Role.ADMINISTRATOR:
            membership.role = Role.ADMINISTRATOR
            membership.save(update_fields=["role"])
        Entry.write(organisation, user, Verb.JOINED, organisation.name)
        return membership

    @transaction.atomic
    def withdraw(self, by: "User") -> None:
        """End the invitation."""
        if self.organisation:
            Entry.write(self.organisation, by, Verb.UNINVITED, self.role)
        self.delete()
