"""Forms of the workshop. A wrong value gets its message next to the field; what was typed stays."""

import uuid
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from koffer.method.mode import Mode
from koffer.web.forms import TOO_LONG, LineField, TextField
from koffer.web.names import LONGEST, LONGEST_KEY, name_key
from koffer.workshop.tokens import read_code

MOST_EARLIER = 10  # presses

MODE_CHOICES = [
    (Mode.OPEN.value, _("Open: names stand at the dots while you talk about a category")),
    (Mode.DISCREET.value, _("Discreet: dots without names; you decide whether to say which one is yours")),
    (Mode.ANONYMOUS.value, _("Anonymous: after opening nobody can find out whose points are whose")),
]
DAYS_CHOICES = [(30, _("30 days")), (60, _("60 days")), (90, _("90 days"))]


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


def earlier_presses(request: HttpRequest) -> list[uuid.UUID]:
    """The presses of the same form whose answers this browser never heard: what they stored is what is mended now."""
    found = []
    for text in request.POST.get("earlier", "").split()[:MOST_EARLIER]:
        try:
            found.append(uuid.UUID(text))
        except ValueError:
            continue
    return found


class StartForm(forms.Form):
    """Starting asks for a team and a destination; the rest has good defaults."""

    team = LineField(_("Name of the team"), 60)
    destination = LineField(
        _("Destination"),
        200,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Where do you want to go as a library?"),
    )


class SettingsForm(StartForm):
    """All that can be changed until filling starts."""

    frame = TextField(
        label=_("Frame"),
        max_length=400,
        required=False,
        rows=3,
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


class NameForm(forms.Form):
    """A name or pseudonym."""

    name = LineField(_("Your name"), LONGEST, help_text=_("A first name or another name that you like."))

    def clean_name(self) -> str:
        """The name, when its key is not too long to be compared."""
        name = str(self.cleaned_data["name"])
        if len(name_key(name)) > LONGEST_KEY:
            raise forms.ValidationError(TOO_LONG % {"limit_value": LONGEST})
        return name


class DiscardForm(forms.Form):
    """The name of the team, typed: nobody discards a workshop by accident."""

    name = LineField(_("Name of the team"), 60)

    def __init__(self, team: str, *data: Any) -> None:
        super().__init__(*data)
        self._team = team

    def clean_name(self) -> str:
        """The typed name, when it is that of the team; capitals do not matter."""
        name = str(self.cleaned_data["name"])
        if name_key(name) != name_key(self._team):
            raise forms.ValidationError(_("This is not the name of the team. Type: %(team)s") % {"team": self._team})
        return name


class LabelForm(forms.Form):
    """Whom a second facilitator's link is for."""

    label = LineField(_("For whom is this link?"), 40, required=False)
