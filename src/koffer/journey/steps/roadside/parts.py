"""The form that puts the suitcase beside the road."""

from koffer.journey.road.road import road_of_team
from koffer.workshop.models import Workshop
from koffer.workshop.step import Context, Returned


def forms(workshop: Workshop, returned: Returned | None) -> Context:
    """The road with its stops and the suitcase; `returned.about`: why it could not be put there."""
    return {
        "road": road_of_team(workshop),
        "error": returned.about if returned else "",
    }
