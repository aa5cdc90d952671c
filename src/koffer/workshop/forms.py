"""Forms of the workshop. A wrong value gets its message next to the field; what was typed stays."""

import uuid
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from koffer.method.mode import Mode
from koffer.workshop.names import LONGEST, LONGEST_KEY, name_key, tidy, tidy_text
from koffer.workshop.tokens import read_code

MODE_CHOICES = [
    (Mode.OPEN.value, _("Open: names stand at the dots while you talk about a category")),
    (Mode.DISCREET.value, _("Discreet: dots without names; you decide whether to say which one is yours")),
    (Mode.ANONYMOUS.value, _("Anonymous: after opening nobody can find out whose points are whose")),
]
TOO_LONG = _("This is too long: at most %(limit_value)d characters.")
DAYS_CHOICES = [(30, _("30 days")), (60, _("60 days")), (90, _("90 days"))]


def _text(label: Any, longest: int, **kwargs: Any) -> forms.CharField:
    messages = {
        "required": _("Fill this in; a few words are enough."),
        "max_length": TOO_LONG,
    }
    return forms.CharField(label=label, max_length=longest, error_messages=messages, **kwargs)


class TextField(forms.CharField):
    """People's words on several lines, without signs that would break a page."""

    def __init__(self, *, rows: int = 2, **kwargs: Any) -> None:
        messages = {"required": _("Fill this in; a few words are enough."), "max_length": TOO_LONG}
        # dir=auto: words of right-to-left scripts stand as they should.
        widget = forms.Textarea(attrs={"rows": rows, "dir": "auto"})
        super().__init__(error_messages=messages, widget=widget, **kwargs)

    def to_python(self, value: Any) -> str:
        """The words as they are kept."""
        return tidy_text(str(super().to_python(value)))


def number_seen(request: HttpRequest, name: str = "number") -> int:
    """The number of the newest change that a page knew, from a hidden field; 0 when it is none."""
    text = request.POST.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def press_ident(request: HttpRequest) -> uuid.UUID:
    """The id that the page made for this press, so that a repeat is known; a fresh one when it is none."""
    try:
        return uuid.UUID(request.POST.get("press_key", ""))
    except ValueError:
        return uuid.uuid4()


class _Tidy(forms.Form):
    """Removes invisible characters from single-line texts before they are judged."""

    def clean_team(self) -> str:
        return self._visible("team")

    def clean_destination(self) -> str:
        return self._visible("destination")

    def clean_name(self) -> str:
        name = self._visible("name")
        if len(name_key(name)) > LONGEST_KEY:
            raise forms.ValidationError(
                _("This is too long: at most %(limit_value)d characters.") % {"limit_value": LONGEST}
            )
        return name

    def _visible(self, field: str) -> str:
        text = tidy(self.cleaned_data[field])
        if not text:
            raise forms.ValidationError(_("Fill this in; a few words are enough."))
        return text


class StartForm(_Tidy):
    """Starting asks for a team and a destination; the rest has good defaults."""

    team = _text(_("Name of the team"), 60)
    destination = _text(
        _("Destination"),
        200,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Where do you want to go as a library?"),
    )


class SettingsForm(StartForm):
    """All that can be changed until filling starts."""

    frame = _text(
        _("Frame"),
        400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What is fixed on the way? A line each; may stay empty."),
    )
    announced_mode = forms.ChoiceField(label=_("Who sees what"), choices=MODE_CHOICES, widget=forms.RadioSelect)
    days_kept = forms.TypedChoiceField(
        label=_("How long we keep it after the last use"), choices=DAYS_CHOICES, coerce=int
    )


class CodeForm(forms.Form):
    """The code on the screen."""

    code = forms.CharField(
        label=_("Code"),
        max_length=20,
        error_messages={
            "required": _("Type the code that is on the screen."),
            "max_length": _("A code has six characters."),
        },
    )

    def clean_code(self) -> str:
        """Capitals without spaces."""
        return read_code(self.cleaned_data["code"])


class NameForm(_Tidy):
    """A name or pseudonym."""

    name = _text(_("Your name"), LONGEST, help_text=_("A first name or another name that you like."))


class LabelForm(forms.Form):
    """Whom a second facilitator's link is for."""

    label = _text(_("For whom is this link?"), 40, required=False)
