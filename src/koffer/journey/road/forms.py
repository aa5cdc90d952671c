"""Stops, and where a suitcase or a step goes."""

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from koffer.journey.models import Placement, Stop
from koffer.journey.road.road import BEGINNING
from koffer.sheets.refusals import Refused
from koffer.web.forms import LineField
from koffer.workshop.forms import number_seen
from koffer.workshop.models import Workshop


class NotThere(Refused):
    """A place that the road does not have."""

    status = 422


class StopForm(forms.Form):
    """A stop on the road."""

    name = LineField(_("Name of the stop"), 60, help_text=_("Such as: our first neighbourhood table."))
    period = LineField(_("When?"), 40, required=False, help_text=_("Such as: spring 2027."))
    aim = LineField(_("What do we want to have reached here?"), 200, required=False)


def chosen_stop(request: HttpRequest, workshop: Workshop) -> Stop | None:
    """The stop of the workshop's road that was chosen; the beginning has none. Raises `NotThere`."""
    text = request.POST.get("stop", "")
    found = next((stop for stop in Stop.on_road_of(workshop) if str(stop.pk) == text), None)
    if found is None and text != BEGINNING:
        raise NotThere(_("That stop is not there any more. Choose another one."))
    return found


def move(request: HttpRequest, workshop: Workshop) -> None:
    """Put the suitcase where the form says. Raises `NotThere`, and what `Placement.put` raises."""
    Placement.put(workshop, chosen_stop(request, workshop), number_seen(request))
