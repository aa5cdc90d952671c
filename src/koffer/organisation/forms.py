"""Forms of an organisation."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from koffer.organisation.models import Membership, Organisation, Role
from koffer.organisation.models.organisation import DAYS, TIME_ZONES
from koffer.web.forms import AddressField, LineField, TextField
from koffer.web.pictures import PictureField


class OrganisationForm(forms.ModelForm):  # type: ignore[type-arg]
    """Name, language and term."""

    name = LineField(_("Name of your organisation"), 80)
    language = forms.ChoiceField(
        label=_("Language of mails and invitations"), choices=[("nl", "Nederlands"), ("en", "English")]
    )
    time_zone = forms.ChoiceField(
        label=_("Time of your library"),
        choices=TIME_ZONES,
        required=False,
        help_text=_("Reminders by mail leave in the morning, by this clock."),
    )
    days_kept = forms.TypedChoiceField(
        label=_("How long we keep a workshop after its last use"),
        choices=DAYS,
        coerce=int,
        help_text=_("Also for workshops that are there already. What is over its term is deleted within an hour."),
    )

    class Meta:
        model = Organisation
        fields = ("name", "language", "time_zone", "days_kept")


class LogoForm(forms.Form):
    """The logo."""

    logo = PictureField(size=(480, 240), kind="PNG", label=_("A picture of your logo: PNG, JPEG or WebP, at most 2 MB"))


class TeamForm(forms.Form):
    """A team's name."""

    name = LineField(_("Name of the team"), 60)


class RightsForm(forms.Form):
    """A role, and the teams that it reaches."""

    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, widget=forms.RadioSelect, initial=Role.FACILITATOR)
    all_teams = forms.BooleanField(label=_("All teams, also new ones"), required=False, initial=True)
    teams: Any = forms.ModelMultipleChoiceField(
        label=_("Or only these teams"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, organisation: Organisation, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        teams: Any = self.fields["teams"]
        teams.queryset = organisation.teams.filter(archived_at=None).order_by("name_key")

    @classmethod
    def of(cls, membership: Membership, data: Any = None) -> "RightsForm":
        """The form with what a person has now."""
        now = {"role": membership.role, "all_teams": membership.all_teams, "teams": membership.teams.all()}
        return cls(membership.organisation, data, initial=now)

    @property
    def rights(self) -> dict[str, Any]:
        """What was chosen."""
        return {name: self.cleaned_data[name] for name in ("role", "all_teams", "teams")}


class InvitationForm(RightsForm):
    """Whom an invitation is for."""

    label = LineField(_("For whom is this link?"), 80, required=False)
    email = AddressField(_("Or send it by mail to"), required=False)
    field_order = ("label", "email", "role", "all_teams", "teams")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["all_teams"].label = _("All teams, also new ones (not for an administrator)")

    @property
    def rights(self) -> dict[str, Any]:
        """What was chosen; "all teams" stands there already, so it gives a new administrator none."""
        chosen = super().rights
        return chosen | {"all_teams": chosen["all_teams"] and chosen["role"] != Role.ADMINISTRATOR}


class DestinationForm(forms.Form):
    """A new destination."""

    text = LineField(
        _("Destination"),
        200,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Where do you want to go as a library?"),
    )
    horizon = LineField(_("Horizon"), 40, required=False, help_text=_("Such as: in 2028."))
    frame = TextField(
        label=_("Frame"),
        max_length=400,
        required=False,
        rows=3,
        help_text=_("What is fixed on the way? A line each; may stay empty."),
    )
    picture = PictureField(
        size=(1280, 800), kind="JPEG", required=False, label=_("A picture of it: PNG, JPEG or WebP, at most 2 MB")
    )


class SheetChoice(forms.Form):
    """A choice among the sheets of an organisation, for teams or for two; left out where it has none of its own."""

    for_two = False
    design: Any = forms.ModelChoiceField(
        label=_("The sheet"),
        queryset=None,
        required=False,
        empty_label=_("Connectie, the sheet that comes with Koffer"),
    )

    def __init__(self, organisation: Organisation, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        designs: Any = self.fields["design"]
        designs.queryset = organisation.designs.filter(archived_at=None, for_two=self.for_two).order_by("name")
        if not designs.queryset.exists():
            del self.fields["design"]
