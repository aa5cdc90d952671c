"""How a step stands."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from koffer.web.forms import TextField
from koffer.workshop.models.change import LONGEST, Standing


class ChangeForm(forms.Form):
    """A state, and a line of result; `at` names the step on the page."""

    state = forms.ChoiceField(choices=Standing.choices, error_messages={"required": _("Press one of the buttons.")})
    result = TextField(label=_("What came of it? (may stay empty)"), max_length=LONGEST, required=False)

    def __init__(self, *args: Any, pair: uuid.UUID, size: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.at = f"{pair}-{size}"
