"""What is typed for a pair: the large step first, then the small one."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Protocol

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from koffer.method.action import SMALL_WITHIN
from koffer.sheets.pairs import Half, Size
from koffer.web.forms import TextField
from koffer.workshop.models.label import Who

LARGE_WITHIN = timedelta(days=91)  # proposed
FARTHEST = timedelta(days=3660)


class StepForm(forms.Form):
    """One half of a pair; without a text it is not there yet."""

    text = TextField(label=_("What do we do?"), max_length=280, required=False)
    who = forms.ChoiceField(label=_("Who?"), choices=Who.choices)
    due = forms.DateField(
        label=_("By when?"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Choose a day, such as 2027-01-31.")},
    )

    def clean_due(self) -> date | None:
        """A day from today to ten years ahead."""
        due: date | None = self.cleaned_data["due"]
        today = timezone.localdate()
        if due and not today <= due <= today + FARTHEST and due != self.initial.get("due"):
            raise forms.ValidationError(_("Choose a day that is still to come."))
        return due

    def clean(self) -> dict[str, Any]:
        """What, and by when."""
        cleaned = super().clean() or {}
        if cleaned.get("text") and "due" in cleaned and not cleaned["due"]:
            self.add_error("due", _("Choose a day: without one it stays a plan."))
        return cleaned


class StoredPair(Protocol):
    """A pair with the halves that are stored: of a team, or of two."""

    pk: Any

    def halves(self) -> dict[str, Half]:
        """The steps as they are stored."""


class PairForm:
    """Both halves together, in the order in which they are asked: large, then small. `who`: the choices."""

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        pair: StoredPair | None = None,
        *,
        who: Sequence[tuple[str, Any]] = Who.choices,
    ) -> None:
        today = timezone.localdate()
        within = {Size.LARGE: LARGE_WITHIN, Size.SMALL: SMALL_WITHIN}
        stored = pair.halves() if pair else {}
        ident = pair.pk if pair else "new"
        self.halves: dict[str, StepForm] = {}
        for size in Size:
            half = stored.get(size) or Half("", who[0][0], today + within[size])
            first = {"text": half.text, "who": half.who, "due": half.due}
            form = StepForm(data, prefix=size.value, initial=first, auto_id=f"{ident}_%s")
            form.fields["who"].choices = who  # type: ignore[attr-defined]
            self.halves[size.value] = form
        self.both = [(Size(size), form) for size, form in self.halves.items()]
        self.error = ""

    def is_valid(self) -> bool:
        """Whether both halves can be read and at least one is there."""
        read = [form.is_valid() for form in self.halves.values()]
        if all(read) and not any(form.cleaned_data["text"] for form in self.halves.values()):
            self.halves[Size.LARGE].add_error("text", _("Fill this in; a few words are enough."))
            return False
        return all(read)

    def as_halves(self) -> dict[str, Half]:
        """What `Pair.keep` takes."""
        read = {size: form.cleaned_data for size, form in self.halves.items()}
        return {size: Half(data["text"], data["who"], data["due"]) for size, data in read.items()}
