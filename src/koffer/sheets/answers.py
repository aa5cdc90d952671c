"""What somebody writes about a category at a review."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from koffer.sheets.reviews import DEVELOPMENT, LONGEST, QUESTIONS, Development, Question
from koffer.web.forms import TextField


class AnswerForm(forms.Form):
    """All questions; each may stay empty, but not all of them."""

    development = forms.ChoiceField(
        label=QUESTIONS[0][1], choices=Development.choices, required=False, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in Question:
            self.fields[question.value] = TextField(label=question.label, max_length=LONGEST, required=False)

    def clean(self) -> dict[str, Any]:
        """At least one answer."""
        cleaned = super().clean() or {}
        if not self.errors and not any(cleaned.values()):
            self.add_error(DEVELOPMENT, _("Answer at least one question."))
        return cleaned

    @property
    def answers(self) -> dict[str, str]:
        """What was answered, by question."""
        return {question: text for question, text in self.cleaned_data.items() if text}
