"""What is typed about strengths and gaps, and the one word at the end."""

from django import forms
from django.utils.translation import gettext_lazy as _

from koffer.sheets.findings import GAP, STRENGTH, Remedy
from koffer.web.forms import TextField
from koffer.web.names import tidy
from koffer.workshop.models.findings import LONGEST, WORD

QUESTIONS = {
    STRENGTH: _("Where does our strength lie?"),
    GAP: _("What does the destination ask that we do not have yet?"),
    WORD: _("With which word do you go home?"),
}


class SentenceForm(forms.Form):
    """One sentence, or one word, from a phone."""

    def __init__(self, kind: str, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["text"] = TextField(label=QUESTIONS[kind], max_length=LONGEST[kind], rows=1 if kind == WORD else 2)

    def clean_text(self) -> str:
        """One line."""
        return tidy(self.cleaned_data["text"])


class FindingForm(forms.Form):
    """A strength with its example, or a gap with how to provide it."""

    text = TextField(label=_("In one sentence"), max_length=LONGEST[STRENGTH])
    example = TextField(label=_("An example"), max_length=1000, required=False)
    remedy = forms.ChoiceField(
        label=_("How do we provide it?"), choices=[("", _("we choose later")), *Remedy.choices], required=False
    )

    def texts(self, kind: str) -> dict[str, str]:
        """What a finding of this kind takes."""
        return self.cleaned_data | {"remedy": self.cleaned_data["remedy"] if kind == GAP else ""}
