"""The register: what administrators and others of an organisation looked at and changed."""

from typing import TYPE_CHECKING

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from datetime import datetime

    from koffer.organisation.models.organisation import Organisation
    from koffer.organisation.models.user import User

DAYS_KEPT = 730


class Verb(models.TextChoices):
    """What somebody did; the sentence goes on with what it was about."""

    SETTINGS = "settings", _("changed the settings of")
    TERM = "term", _("changed how long is kept, in the settings of")
    TEAM_MADE = "team-made", _("made the team")
    TEAM_RENAMED = "team-renamed", _("renamed a team to")
    TEAM_ARCHIVED = "team-archived", _("put away the team")
    TEAM_BACK = "team-back", _("brought back the team")
    INVITED = "invited", _("made an invitation for a new")
    UNINVITED = "uninvited", _("withdrew the invitation for a new")
    JOINED = "joined", _("accepted an invitation of")
    SIGNED_ON = "signed-on", _("came in through the sign-in of")
    ROLE = "role", _("changed the role or the teams of")
    REMOVED = "removed", _("took away the access of")
    LEFT = "left", _("left")
    DESTINATION = "destination", _("introduced the destination")
    ROAD = "road", _("changed a stop on the road:")
    WALL = "wall", _("gave another link to the road on the wall of")
    DESIGN = "design", _("changed the sheet")
    DESIGN_ARCHIVED = "design-archived", _("put away the sheet")
    DESIGN_BACK = "design-back", _("brought back the sheet")
    LOOKED = "looked", _("looked at what was shown by")
    LISTED = "listed", _("looked at the list of workshops of")
    FACILITATES = "facilitates", _("took the role of facilitator in a workshop of")
    STARTED = "started", _("started a workshop for")
    ADOPTED = "adopted", _("took in a workshop of")
    DISCARDED = "discarded", _("discarded a workshop of")
    RESTORED = "restored", _("restored a discarded workshop of")
    ERASED = "erased", _("erased the sheets, two weeks after closing, of a workshop of")
    PURGED = "purged", _("deleted, at the end of its term, a workshop of")


# How a role is called within a sentence.
ROLES = {"administrator": _("administrator"), "facilitator": _("facilitator"), "viewer": _("viewer")}


class Entry(models.Model):
    """One line of the register. It holds no name of a person: that is looked up, and goes with the account."""

    organisation = models.ForeignKey("Organisation", models.CASCADE, related_name="entries")
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey("User", models.SET_NULL, null=True)
    verb = models.CharField(max_length=16, choices=Verb.choices)
    about = models.CharField(max_length=200, blank=True)
    # When it was about a person: whose name is shown while the account exists.
    whom = models.ForeignKey("User", models.SET_NULL, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["organisation", "-at"])]

    @property
    def who(self) -> str:
        """The name of who did it."""
        if self.verb in (Verb.ERASED, Verb.PURGED):
            return gettext("The server")
        if self.by is None and self.verb in (Verb.DISCARDED, Verb.RESTORED):
            return gettext("A facilitator with a link")
        return self.by.name if self.by else gettext("Somebody who is not here any more")

    @property
    def subject(self) -> str:
        """What or whom the line is about."""
        if self.verb in (Verb.INVITED, Verb.UNINVITED):
            return str(ROLES.get(self.about, ROLES["viewer"]))
        if self.verb in (Verb.ROLE, Verb.REMOVED):
            return self.whom.name if self.whom else gettext("somebody who is not here any more")
        return self.about

    @classmethod
    def write(
        cls, organisation: "Organisation", by: "User | None", verb: Verb, about: str = "", whom: "User | None" = None
    ) -> None:
        """Add a line, in the transaction of what it tells."""
        cls.objects.create(organisation=organisation, by=by, verb=verb, about=about[:200], whom=whom)

    @classmethod
    def looked(cls, organisation: "Organisation", by: "User", verb: Verb, about: str) -> None:
        """Add a line for somebody who looked, once a day."""
        since = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
        seen = cls.objects.filter(organisation=organisation, by=by, verb=verb, about=about[:200], at__gte=since)
        if not seen.exists():
            cls.write(organisation, by, verb, about)

    @classmethod
    def forget(cls, before: "datetime") -> int:
        """Delete the lines from before this moment; returns how many."""
        return cls.objects.filter(at__lt=before).delete()[0]
