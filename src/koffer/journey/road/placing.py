"""The team places its suitcase beside the road and lays its large steps at stops, through its facilitator."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from koffer.journey.access import get_action
from koffer.journey.models import Placement, StepStop, Stop
from koffer.journey.road.forms import NotThere, StopForm, chosen_stop, move
from koffer.journey.road.road import road_of_team
from koffer.sheets.pairs import Size
from koffer.sheets.refusals import OldPage
from koffer.workshop.access import get_key
from koffer.workshop.models import Release, Workshop
from koffer.workshop.models.releasing import Item, ShownTo
from koffer.workshop.steps.label.label import label


@require_safe
def road(request: HttpRequest, workshop: uuid.UUID) -> HttpResponse:
    """The road with the own suitcase and steps, and the forms to move them."""
    return _page(request, get_key(request, workshop).workshop)


def _page(
    request: HttpRequest, here: Workshop, form: StopForm | None = None, *, error: str = "", status: int = 200
) -> HttpResponse:
    laid = {one.action.pair_id: one.stop_id for one in StepStop.objects.filter(action__pair__workshop=here)}
    context = {
        "workshop": here,
        "road": road_of_team(here, movable=True),
        "pairs": [(tied, laid.get(tied.pair.pk)) for tied in label(here).tied] if here.ever_closed else [],
        "shows_steps": Item.LABEL in Release.to(here, ShownTo.ORGANISATION),
        "form": form or StopForm(),
        "error": error,
    }
    return render(request, "journey/placing.html", context, status=422 if form and form.errors else status)


@require_POST
def place(request: HttpRequest, workshop: uuid.UUID) -> HttpResponse:
    """Place or move the own suitcase."""
    here = get_key(request, workshop).workshop
    try:
        move(request, here)
    except (NotThere, OldPage) as refused:
        return _page(request, here, error=str(refused.reason), status=refused.status)
    return redirect("console-road", workshop=workshop)


@require_POST
def removal(request: HttpRequest, workshop: uuid.UUID) -> HttpResponse:
    """Take the own suitcase and its steps away from the road."""
    Placement.take_away(get_key(request, workshop).workshop)
    return redirect("console-road", workshop=workshop)


@require_POST
def step(request: HttpRequest, workshop: uuid.UUID, pair: uuid.UUID) -> HttpResponse:
    """Lay the large step of a pair at a stop, or nowhere."""
    here = get_key(request, workshop).workshop
    action = get_action(here, pair, Size.LARGE)
    try:
        StepStop.put(here, action, chosen_stop(request, here))
    except NotThere as refused:
        return _page(request, here, error=str(refused.reason), status=refused.status)
    return redirect("console-road", workshop=workshop)


@require_POST
def add(request: HttpRequest, workshop: uuid.UUID) -> HttpResponse:
    """A new stop on the small road of a workshop that belongs to no organisation."""
    here = get_key(request, workshop).workshop
    form = StopForm(request.POST)
    if not form.is_valid():
        return _page(request, here, form)
    Stop.add_own(here, **form.cleaned_data)
    return redirect("console-road", workshop=workshop)


@require_POST
def remove(request: HttpRequest, workshop: uuid.UUID, stop: int) -> HttpResponse:
    """Take a stop of the own small road away."""
    here = get_key(request, workshop).workshop
    found = here.stops.filter(pk=stop).first()
    if found is None:
        raise Http404
    found.remove_own(here)
    return redirect("console-road", workshop=workshop)
