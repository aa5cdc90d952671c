"""Dates as a calendar (RFC 5545): each step, and the day of the next look; of a team, or of two."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koffer.one_to_one import shown
from koffer.one_to_one.models import Side
from koffer.one_to_one.models import Step as TwoStep
from koffer.workshop.models import Workshop
from koffer.workshop.models.change import Standing
from koffer.workshop.steps.label.label import LabelStep, label

if TYPE_CHECKING:
    from icalendar import Event

NO_DAYS = gettext_lazy("There is no day to put in a calendar yet.")


@dataclass(frozen=True)
class Day:
    """One day: what is to be done on it, and who does it; "" where that is everybody."""

    ident: str
    title: str
    about: str
    on: date


def days(workshop: Workshop) -> list[Day]:
    """The days of the steps that are wanted, and after the closing that of the next look."""
    found = [
        Day(f"{tied.pair.pk}-{step.size}", _title(step), step.by, step.due)
        for tied in label(workshop).tied
        for step in tied.steps
        if step.state != Standing.DROPPED
    ]
    if workshop.ever_closed:
        title = _("We look at our suitcase again (%(team)s)") % {"team": workshop.team}
        found.append(Day(f"{workshop.pk}-look", title, "", workshop.closing.look_on))
    return found


def days_of_two(side: Side) -> list[Day]:
    """The same of a one-to-one."""
    one = side.one_to_one
    found = [
        Day(f"{pair.pair.pk}-{step.step.size}", _title(step.step), step.by, step.step.due)
        for pair in shown.pairs(one, one.sides_by_role())
        for step in pair.steps
        if pair.pair.whole and step.step.state != Standing.DROPPED
    ]
    if one.look_on:
        found.append(Day(f"{one.pk}-look", _("You look at the suitcase again"), "", one.look_on))
    return found


def calendar(workshop: Workshop, address: str) -> bytes:
    """The calendar, without days an empty one; `address` leads to the workshop."""
    name = _("The suitcase of %(team)s") % {"team": workshop.team}
    return _calendar(name, days(workshop), workshop.used_on, address)


def calendar_of_two(side: Side, address: str) -> bytes:
    """The calendar of a one-to-one; `address` leads to it."""
    return _calendar(_("A conversation of two"), days_of_two(side), side.one_to_one.used_on, address)


def _calendar(name: str, found: Sequence[Day], changed: date, address: str) -> bytes:
    from icalendar import Calendar, Event, vText  # only who uses it pays for it, not every start

    made = Calendar()
    made.add("prodid", "-//Koffer//Koffer//NL")
    made.add("version", "2.0")
    made.add("x-wr-calname", vText(name))  # known as a text, so that its commas and line breaks are escaped
    for day in found:
        made.add_component(_filled(Event(), day, changed, address))
    return bytes(made.to_ical())


def _title(step: LabelStep | TwoStep) -> str:
    kind = _("Small step: %(text)s") if step.size == "small" else _("Large step: %(text)s")
    return ("✓ " if step.state == Standing.DONE else "") + kind % {"text": step.text}


def _filled(event: "Event", day: Day, changed: date, address: str) -> "Event":
    event.add("uid", f"{day.ident}@koffer")
    # When somebody last changed something (RFC 5545, 3.8.7.2), not the time of this download: what nobody changed is
    # the same bytes. Times of the day are not kept.
    event.add("dtstamp", datetime.combine(changed, time(), UTC))
    event.add("summary", day.title)
    if day.about:
        event.add("description", day.about)
    event.add("dtstart", day.on)
    event.add("dtend", day.on + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    event.add("url", address)
    return event
