"""The cast: a library with its people, another library, and teams with workshops."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.test import Client

from koffer.organisation.models import Invitation, Membership, Organisation, Team, User
from tests.conftest import Person


@dataclass
class Member(Person):
    """Somebody with an account, signed in."""

    user: User = None  # type: ignore[assignment]
    membership: Membership = None  # type: ignore[assignment]

    @property
    def here(self) -> str:
        """The address of the own organisation."""
        return f"/o/{self.membership.organisation_id}/"


@dataclass
class Library:
    """An organisation with a team "Balie" and a team "Jeugd"; its people by role."""

    organisation: Organisation
    teams: dict[str, Team]
    people: dict[str, Member] = field(default_factory=dict)

    @property
    def here(self) -> str:
        """The address of the organisation."""
        return f"/o/{self.organisation.pk}/"

    def __getattr__(self, role: str) -> Member:
        if role in self.__dict__.get("people", {}):
            return self.people[role]  # type: ignore[no-any-return]
        raise AttributeError(role)

    def add(self, name: str, role: str, *teams: str) -> Member:
        """Somebody comes in with a role, for these teams or for all."""
        user = User.objects.create(name=name)
        membership = Membership.objects.create(
            organisation=self.organisation, user=user, role=role, all_teams=not teams and role != "administrator"
        )
        membership.teams.set(self.teams[team] for team in teams)
        self.people[name] = signed_in(user, membership)
        return self.people[name]

    def start(self, team: str = "Balie", **typed: str) -> Any:
        """The administrator-independent way: a facilitator of all teams starts a workshop; returns it."""
        from koffer.workshop.models import Workshop

        data = {"destination": "De huiskamer van de stad", "frame": ""} | typed
        answer = self.people["facilitator"].post(f"{self.here}teams/{self.teams[team].pk}/workshops/new", data)
        assert answer.status_code == 302, answer.content.decode()
        return Workshop.objects.get(pk=answer.url.split("/")[2])


def signed_in(user: User, membership: Membership | None = None) -> Member:
    """A browser in which `user` is signed in."""
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return Member(user.name, client=client, user=user, membership=membership)  # type: ignore[arg-type]


@pytest.fixture
def make_library(db: None) -> Callable[..., Library]:
    """`make_library("Bibliotheek A")` is a new one with an administrator, a facilitator and a viewer."""

    def make(name: str = "Bibliotheek aan de Vecht") -> Library:
        organisation = Organisation.objects.create(name=name)
        keys = {team: team.casefold() for team in ("Balie", "Jeugd")}
        teams = {
            team: Team.objects.create(organisation=organisation, name=team, name_key=key) for team, key in keys.items()
        }
        made = Library(organisation, teams)
        for role in ("administrator", "facilitator", "viewer"):
            made.add(role, role)
        return made

    return make


@pytest.fixture
def library(make_library: Callable[..., Library]) -> Library:
    """One library."""
    return make_library()


@pytest.fixture
def invited(db: None) -> Callable[..., str]:
    """`invited(organisation, role="viewer")` is the address of a new invitation."""

    def make(organisation: Organisation | None, **options: Any) -> str:
        return f"/account/invitations/{Invitation.make(organisation, **options)[1]}"

    return make
