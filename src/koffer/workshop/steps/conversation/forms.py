"""What is typed during the talk."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from koffer.method.points import NotPoints, parse_points
from koffer.web.forms import TextField
from koffer.workshop.models.story import LONGEST, Keep, StorySide

LONGEST_TALK = 180  # minutes


class StoryForm(forms.Form):
    """A story from practice, from a phone or typed by the facilitator."""

    text = TextField(label=_("What happened?"), max_length=LONGEST, rows=3)
    side = forms.ChoiceField(
        label=_("Which score does it explain?"), choices=StorySide.choices, initial=StorySide.OTHER
    )
    keep = forms.ChoiceField(label=_("What may we do with it?"), choices=Keep.choices, initial=Keep.US)
    named = forms.BooleanField(label=_("Put my name with it"), required=False)

    def story(self) -> dict[str, Any]:
        """What `Story.tell` takes."""
        return self.cleaned_data | {"named": "yes" if self.cleaned_data["named"] else ""}


class ProvisionalForm(forms.Form):
    """The provisional team score of one category."""

    points = forms.CharField(label=_("Provisional team score"), required=False, max_length=12)
    number = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31)

    def clean_points(self) -> int | None:
        """0 to 100, or None for nothing yet."""
        try:
            return parse_points(self.cleaned_data["points"])
        except NotPoints:
            raise forms.ValidationError(_("Type a whole number from 0 to 100.")) from None


class WholeField(forms.IntegerField):
    """A whole number in ASCII digits: Python would also take those of other scripts (rules.md, section 7)."""

    def to_python(self, value: Any) -> int | None:
        """The number. Raises ValidationError ("invalid")."""
        if not str(value).isascii():
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(value)


class PlanForm(forms.Form):
    """Which categories the team talks about, and how long."""

    minutes = WholeField(
        label=_("Minutes left for the talk"),
        required=False,
        min_value=1,
        max_value=LONGEST_TALK,
        error_messages={
            "invalid": _("Type a whole number of minutes."),
            "min_value": _("Type a number from 1 to 180."),
            "max_value": _("Type a number from 1 to 180."),
        },
    )
