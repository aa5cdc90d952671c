"""A team whose suitcase is closed, and the private link of its page."""

from collections.abc import Callable

import pytest
from django.urls import reverse

from koffer.workshop.models import Action, Pair, Workshop
from koffer.workshop.team_link import team_token
from tests.conftest import Person, Play
from tests.organisation.conftest import library, make_library
from tests.takeaway.conftest import make_done

__all__ = ["library", "make_done", "make_library"]


class Team:
    """A play that is over; `visitor` has nothing but the link."""

    def __init__(self, play: Play) -> None:
        self.play, self.visitor = play, Person("Visitor")

    @property
    def workshop(self) -> Workshop:
        """The workshop with its facts, fresh."""
        found = Workshop.found(self.play.workshop.pk)
        assert found
        return found

    @property
    def link(self) -> str:
        """The address of the team's page."""
        return reverse("team-page", args=[team_token(self.workshop)])

    def page(self) -> str:
        """The team's page as the visitor sees it."""
        return str(self.visitor.get(self.link).content.decode())

    def step(self, size: str = "small") -> Action:
        """A step of the first pair."""
        return Pair.objects.get(workshop=self.workshop).actions.get(size=size)

    def address(self, size: str = "small") -> str:
        """Where the visitor says how a step stands."""
        return f"{self.link}/{self.step(size).pair_id}/{size}"

    def say(self, state: str, result: str = "", size: str = "small") -> int:
        """Say how a step stands; returns the status."""
        return int(self.visitor.post(self.address(size), {"state": state, "result": result}).status_code)


@pytest.fixture
def team(make_done: Callable[..., Play]) -> Team:
    """A discreet team with one pair on its label, just closed."""
    return Team(make_done())
