"""The models of the journey."""

from koffer.journey.models.presentation import Event, Reaction, Turn
from koffer.journey.models.reminder import Reminder
from koffer.journey.models.review import Review, ReviewAnswer
from koffer.journey.models.road import Placement, StepStop, Stop

__all__ = ["Event", "Placement", "Reaction", "Reminder", "Review", "ReviewAnswer", "StepStop", "Stop", "Turn"]
