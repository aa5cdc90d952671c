"""Where a reminder goes, and which ones are wanted."""

from django import forms
from django.utils.translation import gettext_lazy as _

from koffer.journey.models.reminder import Wish
from koffer.web.forms import AddressField

STEP_WISHES = [(wish.value, wish.label) for wish in (Wish.BEFORE, Wish.AFTER)]


class ReminderForm(forms.Form):
    """The address of whoever wants mail."""

    address = AddressField(_("Your e-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "email"}))


class StepReminderForm(ReminderForm):
    """The same for a step, with the choice when."""

    wishes = forms.MultipleChoiceField(
        label=_("When do you want mail?"),
        choices=STEP_WISHES,
        initial=[Wish.BEFORE],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one moment.")},
    )
    field_order = ("wishes", "address")
