"""Commands carry what their page had seen (rules.md, section 7)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from koffer.sheets.refusals import Moved


class Moving(models.Model):
    """Something that commands move: each names the `moves` that its page had seen.

    `seen`, of who asks just now and never stored: that number; None where the page does not say.
    """

    seen: int | None = None
    moves = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True

    def move(self) -> None:
        """Inside the verb of a command: raises `Moved` when another one came between, and nothing is done twice.

        So a second press within a moment, of one finger or of two facilitators, is one step.
        """
        if self.seen is not None and self.seen != self.moves:
            raise Moved(_("The room has gone on already."))
        self.moves += 1
        self.save(update_fields=["moves"])
