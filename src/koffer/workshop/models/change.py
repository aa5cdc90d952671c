"""What becomes of a step after the closing (M11, M14): lines that are only added, of which the newest counts."""

from typing import TYPE_CHECKING

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from koffer.sheets.refusals import Refused

if TYPE_CHECKING:
    from koffer.workshop.models.label import Action

LONGEST = 280
MOST = 100  # lines of one step


class Standing(models.TextChoices):
    """How a step stands."""

    OPEN = "open", _("still busy with it")
    DONE = "done", _("done")
    DROPPED = "dropped", _("no longer wanted")


class StepChange(models.Model):
    """On a day a step came to stand so, with a line of result. Who said it is not stored: steps are the team's."""

    action = models.ForeignKey("Action", models.CASCADE, related_name="changes")
    on = models.DateField(default=timezone.localdate)
    state = models.CharField(max_length=7, choices=Standing.choices)
    result = models.CharField(max_length=LONGEST, blank=True)

    class Meta:
        ordering = ["pk"]

    @classmethod
    def write(cls, action: "Action", state: str, result: str = "") -> None:
        """Say how a step stands. The same again: no-op. Raises `Refused` before the closing."""
        workshop = action.pair.workshop
        with workshop.changing():
            if not workshop.ever_closed:
                raise Refused(_("The label is still being made. Close the suitcase first."))
            lines = list(action.changes.all())
            if lines and (lines[-1].state, lines[-1].result) == (state, result):
                return
            if len(lines) >= MOST:
                raise Refused(_("Very much was written about this step already."))
            cls.objects.create(action=action, on=workshop.today, state=state, result=result)
