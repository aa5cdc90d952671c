"""When the team looks at its suitcase again."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

MONTHS = [("3", _("in three months")), ("6", _("in six months")), ("12", _("in a year")), ("day", _("on another day"))]
FARTHEST = timedelta(days=1100)


class ClosingForm(forms.Form):
    """The next look: after so many months, or on a day. `today` by the clock of the organisation."""

    after = forms.ChoiceField(
        label=_("When do we look at our suitcase again?"), choices=MONTHS, initial="3", widget=forms.RadioSelect
    )
    day = forms.DateField(
        label=_("Another day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Choose a day, such as 2027-01-31.")},
    )

    def __init__(self, *args: Any, today: date | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._today = today or timezone.localdate()

    def clean(self) -> dict[str, Any]:
        """`look_on`: the day that was chosen."""
        cleaned, today = super().clean() or {}, self._today
        if cleaned.get("after") == "day" and "day" in cleaned:
            day: date | None = cleaned["day"]
            if day is None or not today < day <= today + FARTHEST:
                self.add_error("day", _("Choose a day that is still to come, within three years."))
            cleaned["look_on"] = day
        elif cleaned.get("after", "day") != "day":
            cleaned["look_on"] = after_months(today, int(cleaned["after"]))
        return cleaned


def after_months(day: date, months: int) -> date:
    """The same day so many months later, or the last one of a shorter month."""
    year, month = divmod(day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(day.year + year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")
