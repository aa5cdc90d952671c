"""Dates as a calendar (RFC 5545): each step, and the day of the next look; of a team, or of two."""

from datetime import UTC, date, datetime, timedelta

from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vText

from koffer.one_to_one import shown
from koffer.one_to_one.models import Side
from koffer.one_to_one.models import Step as TwoStep
from koffer.workshop.models import Workshop
from koffer.workshop.models.change import State
from koffer.workshop.steps.label.label import Step, label


def calendar(workshop: Workshop, address: str) -> bytes:
    """The calendar; `address` leads to the workshop."""
    made = _calendar(_("The suitcase of %(team)s") % {"team": workshop.team})
    for tied in label(workshop).tied:
        for step in tied.steps:
            if step.state == State.DROPPED:
                continue
            made.add_component(
                _event(f"{tied.pair.pk}-{step.size}", _title(step), step.by, step.due, workshop.version, address)
            )
    if workshop.ever_closed:
        title = _("We look at our suitcase again (%(team)s)") % {"team": workshop.team}
        made.add_component(
            _event(f"{workshop.pk}-look", title, "", workshop.closing.look_on, workshop.version, address)
        )
    return bytes(made.to_ical())


def calendar_of_two(side: Side, address: str) -> bytes:
    """The calendar of a one-to-one; `address` leads to it."""
    one = side.one_to_one
    made = _calendar(_("A conversation of two"))
    for pair in shown.pairs(one, one.sides_by_role()):
        for step in pair.steps:
            if pair.pair.whole and step.step.state != State.DROPPED:
                ident = f"{pair.pair.pk}-{step.step.size}"
                made.add_component(_event(ident, _title(step.step), step.by, step.step.due, one.version, address))
    if one.look_on:
        title = _("You look at the suitcase again")
        made.add_component(_event(f"{one.pk}-look", title, "", one.look_on, one.version, address))
    return bytes(made.to_ical())


def _calendar(name: str) -> Calendar:
    made = Calendar()
    made.add("prodid", "-//Koffer//Koffer//NL")
    made.add("version", "2.0")
    made.add("x-wr-calname", vText(name))  # known as a text, so that its commas and line breaks are escaped
    return made


def _title(step: Step | TwoStep) -> str:
    kind = _("Small step: %(text)s") if step.size == "small" else _("Large step: %(text)s")
    return ("✓ " if step.state == State.DONE else "") + kind % {"text": step.text}


def _event(ident: str, title: str, about: str, day: date, number: int, address: str) -> Event:
    event = Event()
    event.add("uid", f"{ident}@koffer")
    # Not the time of this download: the same dates are the same bytes, so that a feed changes only with the label.
    event.add("dtstamp", datetime(2026, 1, 1, tzinfo=UTC))
    event.add("sequence", number)
    event.add("summary", title)
    if about:
        event.add("description", about)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    event.add("url", address)
    return event
