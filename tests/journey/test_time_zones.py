"""A library on Curaçao: its day is the one that counts, also when it is tomorrow already where the server stands."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from koffer.journey.models import Review
from koffer.journey.review.history import years
from koffer.organisation.models import Organisation
from koffer.workshop.models import Closing, StepChange
from koffer.workshop.steps.sharing.forms import after_months
from tests.journey.test_presentation import Show
from tests.journey.test_review import Look

# Half past ten on Curaçao, and the next day in Amsterdam: the next such moment, so that nobody's session is over.
EVENING = datetime.now(UTC).replace(hour=2, minute=30) + timedelta(days=1)
THERE = EVENING.date() - timedelta(days=1)


@pytest.fixture
def evening(team, library, monkeypatch):
    """A team of that library, late in the evening."""
    team.workshop.adopt(library.teams["Balie"])
    Organisation.objects.update(time_zone="America/Curacao")
    monkeypatch.setattr("django.utils.timezone.now", lambda: EVENING)
    assert timezone.localdate() == THERE + timedelta(days=1) and team.workshop.today == THERE
    return team


def test_a_look_is_held_and_done_on_the_day_there(evening):
    look = Look(evening)
    look.do("hold")
    look.do("finish", {"after": "12", "day": ""})
    done = Review.objects.get()
    assert (done.held_on, done.done_on) == (THERE, THERE)
    assert evening.workshop.closing.look_on == after_months(THERE, 12)
    assert THERE.year in [year.number for year in years([evening.workshop]) if year.reviews]


def test_a_look_that_was_called_off_too(evening):
    look = Look(evening)
    look.do("hold")
    look.do("skip")
    assert Review.everything.get().skipped_on == THERE


def test_a_step_is_done_on_the_day_there(evening):
    evening.say("done", "Three said yes.")
    assert StepChange.objects.get().on == THERE


def test_a_look_of_tomorrow_is_not_due_yet(evening, library):
    Closing.objects.update(look_on=THERE + timedelta(days=1))
    console = evening.play.facilitator
    assert not evening.workshop.closing.look_is_due
    assert 'id="look-is-due"' not in console.get(console.page("console/own")).content.decode()
    listed = lambda: (  # noqa: E731
        library.people["facilitator"].get(f"{library.here}teams/{evening.workshop.owned_by_id}").content.decode()
    )
    assert "it is time to look again" not in listed()
    Closing.objects.update(look_on=THERE)
    assert evening.workshop.closing.look_is_due and "it is time to look again" in listed()


def test_tomorrow_there_can_be_planned(evening):
    assert (
        Look(evening).do("postponement", {"after": "day", "day": (THERE + timedelta(days=1)).isoformat()}).status_code
        == 302
    )


def test_the_clock_of_a_presentation_is_theirs(evening):
    show = Show(evening)
    show.do("begin")
    assert "Began at 22:30" in show.page()
