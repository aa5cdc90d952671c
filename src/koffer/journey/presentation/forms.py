"""What a team prepares, and what a visitor asks."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from koffer.journey.models.presentation import LONGEST_QUESTION, Event, Kind, Part, Plan
from koffer.web.forms import LineField, TextField
from koffer.workshop.findings.found import gaps
from koffer.workshop.models import Release, Workshop
from koffer.workshop.models.releasing import ShownTo
from koffer.workshop.models.story import LONGEST


class TurnPlanForm(forms.Form):
    """What is shown, how long it takes, and notes for whoever presents."""

    parts = forms.MultipleChoiceField(
        label=_("What do you show?"), choices=[], required=False, widget=forms.CheckboxSelectMultiple
    )
    gap = forms.TypedChoiceField(
        label=_("Which gap?"), required=False, coerce=uuid.UUID, empty_value=None, widget=forms.RadioSelect
    )
    minutes = forms.IntegerField(label=_("How many minutes?"), min_value=1, max_value=60, initial=10)
    notes = TextField(label=_("Notes for yourself; nobody else sees them"), max_length=2000, required=False, rows=4)

    def __init__(self, workshop: Workshop, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        released = Release.to(workshop, ShownTo.TEAMS)
        parts: Any = self.fields["parts"]
        parts.choices = [(part.value, part.label) for part in Part if part.value in released]
        parts.initial = [value for value, _label in parts.choices]
        named: Any = [(one.pk, one.text) for one in gaps(workshop).picked] if Part.GAPS in released else []
        if len(named) > 1:
            self.fields["gap"].choices, self.fields["gap"].initial = named, named[0][0]  # type: ignore[attr-defined]
        else:
            del self.fields["gap"]

    @property
    def plan(self) -> Plan:
        """What was chosen."""
        chosen = self.cleaned_data
        return Plan(chosen["parts"], chosen.get("gap"), chosen["notes"], chosen["minutes"])


class PrepareForm(TurnPlanForm):
    """The same, and in which event."""

    event: Any = forms.ModelChoiceField(
        label=_("With which teams?"), queryset=None, required=False, empty_label=_("a new event")
    )
    name = LineField(_("Name of the new event"), 80, required=False, help_text=_("Such as: team day in March."))
    field_order = ("event", "name")

    def __init__(self, workshop: Workshop, *args: Any, **kwargs: Any) -> None:
        super().__init__(workshop, *args, **kwargs)
        events: Any = self.fields["event"]
        living = Event.living(workshop.owned_by.organisation if workshop.owned_by else None)
        events.queryset = living if self.is_bound else living.exclude(turns__workshop=workshop)

    def clean(self) -> dict[str, Any]:
        """A new event needs a name."""
        cleaned = super().clean() or {}
        if not cleaned.get("event") and not cleaned.get("name") and "name" not in self.errors:
            self.add_error("name", _("Fill this in; a few words are enough."))
        return cleaned


class ReactionForm(forms.Form):
    """A press, or a question; about a category of the presenting team's sheet if one is chosen."""

    kind = forms.ChoiceField(choices=Kind.choices, error_messages={"required": _("Press one of the buttons.")})
    category = forms.TypedChoiceField(label=_("About"), required=False, empty_value=None)
    text = TextField(label=_("Your question"), max_length=LONGEST_QUESTION, required=False)

    def __init__(self, workshop: Workshop, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self.fields["category"], workshop, ("", _("everything")))

    def clean(self) -> dict[str, Any]:
        """A question needs words."""
        cleaned = super().clean() or {}
        if cleaned.get("kind") == Kind.QUESTION and not cleaned.get("text") and "text" not in self.errors:
            self.add_error("text", _("Type your question."))
        return cleaned


class ToldExampleForm(forms.Form):
    """An example on the spot."""

    category = forms.TypedChoiceField(label=_("About"))
    text = TextField(label=_("An example from practice"), max_length=LONGEST, rows=3)

    def __init__(self, workshop: Workshop, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self.fields["category"], workshop)


def _offer(field: Any, workshop: Workshop, *first: tuple[str, Any]) -> None:
    """Let the categories of the workshop be chosen by their places on the sheet; the value is the category's key."""
    places = {str(one.position): one for one in workshop.categories()}
    field.choices = [*first, *((place, one.name) for place, one in places.items())]
    field.coerce = lambda place: places[place].pk
