"""What the two type. A wrong value gets its message next to the field; what was typed stays."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from koffer.method.points import NotPoints, parse_points
from koffer.one_to_one.models import Side, SideRole
from koffer.one_to_one.models.agreement import Pair, Whose
from koffer.organisation.forms import SheetChoice
from koffer.web.forms import LineField, TextField
from koffer.web.names import LONGEST, LONGEST_KEY, name_key
from koffer.workshop.forms import NameForm
from koffer.workshop.steps.label.forms import FARTHEST, PairForm

NO_NUMBER = _("Type a whole number from 0 to 100.")


class TextsForm(forms.Form):
    """Where to, for which work, within what."""

    destination = LineField(
        _("Destination"),
        200,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Where does the library want to go?"),
    )
    work = LineField(
        _("The employee's own role"),
        120,
        required=False,
        help_text=_("Such as: programme maker for young people. May stay empty."),
    )
    frame = TextField(
        label=_("Frame"),
        max_length=400,
        required=False,
        help_text=_("What is fixed on the way? A line each; may stay empty."),
    )


class BeginForm(TextsForm, NameForm):
    """Who begins, as which of the two, and where to."""

    role = forms.ChoiceField(
        label=_("Who are you in this conversation?"),
        choices=[
            (SideRole.EMPLOYEE.value, _("The employee: it is about my suitcase")),
            (SideRole.MANAGER.value, _("The manager: I invite somebody to talk about their suitcase")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two.")},
    )


class OrganisationStartForm(SheetChoice, BeginForm):
    """With the destination of an organisation and its sheets for a conversation of two."""

    for_two = True


class OtherNameForm(forms.Form):
    """The name of the other, who sits at the same device."""

    other = LineField(_("Name of the other"), LONGEST)

    def clean_other(self) -> str:
        """The name, when its key is not too long to be compared."""
        name = str(self.cleaned_data["other"])
        if len(name_key(name)) > LONGEST_KEY:
            raise forms.ValidationError(
                _("This is too long: at most %(limit_value)d characters.") % {"limit_value": LONGEST}
            )
        return name


class ScoreForm(forms.Form):
    """What the two say about a category: one number, or, when they agree to differ, one each."""

    points = forms.CharField(required=False)
    differ = forms.BooleanField(required=False)
    other = forms.CharField(required=False)

    def clean_points(self) -> int:
        """The agreed number, or the employee's."""
        return self._number("points")

    def clean(self) -> dict[str, Any]:
        """The manager's number counts where they differ."""
        cleaned = super().clean() or {}
        cleaned["other"] = None
        if cleaned.get("differ"):
            try:
                cleaned["other"] = self._number("other")
            except forms.ValidationError as error:
                self.add_error("other", error)
        if cleaned.get("other") is not None and cleaned["other"] == cleaned.get("points"):
            self.add_error("other", _("These are the same: then you agree."))
        return cleaned

    def _number(self, name: str) -> int:
        try:
            number = parse_points(str(self.data.get(name, "")))
        except NotPoints:
            number = None
        if number is None:
            raise forms.ValidationError(NO_NUMBER)
        return number


class ExampleForm(forms.Form):
    """An example from practice; nothing takes it away."""

    text = TextField(label=_("Your example from practice"), max_length=1000, required=False)


class TwoPairForm(PairForm):
    """A large and a small step, whose they are, and the manager's part."""

    def __init__(
        self, sides: Mapping[str, Side], data: Mapping[str, Any] | None = None, pair: Pair | None = None
    ) -> None:
        names = {role: side.name for role, side in sides.items()}
        who = [(one.value, names.get(one.value, one.label)) for one in Whose]
        super().__init__(data, pair, who=who)
        self.support = SupportForm(
            data, initial={"support": pair.support if pair else ""}, auto_id=f"{pair.pk if pair else 'new'}_%s"
        )

    def is_valid(self) -> bool:
        """Whether all of it can be read and at least one step is there."""
        return bool(super().is_valid() & self.support.is_valid())


class SupportForm(forms.Form):
    """What the manager does."""

    support = LineField(_("What I, the manager, do to make it possible"), 280, required=False)


class LookForm(forms.Form):
    """When the two look again."""

    look_on = forms.DateField(
        label=_("When do you look at it again?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Choose a day, such as 2027-01-31."),
            "invalid": _("Choose a day, such as 2027-01-31."),
        },
    )

    def clean_look_on(self) -> date:
        """A day from tomorrow to ten years ahead."""
        day: date = self.cleaned_data["look_on"]
        if not timezone.localdate() < day <= timezone.localdate() + FARTHEST:
            raise forms.ValidationError(_("Choose a day that is still to come."))
        return day
