"""What the facilitator does during the talk: choose, note stories and provisional scores, open what waits."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from koffer.workshop.access import get_key
from koffer.workshop.console.console import console_page
from koffer.workshop.forms import earlier_presses, press_ident
from koffer.workshop.models.box import STORY
from koffer.workshop.models.coming import open_waiting
from koffer.workshop.models.score import Scores
from koffer.workshop.models.step import CONVERSATION
from koffer.workshop.step import Returned
from koffer.workshop.steps.conversation.forms import PlanForm, ProvisionalForm, StoryForm
from koffer.workshop.steps.conversation.views import get_category


@require_POST
def plan(request: HttpRequest, workshop: uuid.UUID) -> HttpResponse:
    """Which categories, and how many minutes for all of them together."""
    key = get_key(request, workshop)
    form = PlanForm(request.POST)
    if not form.is_valid():
        return console_page(request, key, Returned(CONVERSATION, form, "plan"), status=422)
    known = {str(category.position): category.pk for category in key.workshop.categories()}
    chosen = {known[text] for text in request.POST.getlist("category") if text in known}
    key.workshop.plan_talk(chosen, form.cleaned_data["minutes"])
    return redirect("console", workshop=workshop)


@require_POST
def story(request: HttpRequest, workshop: uuid.UUID, place: int) -> HttpResponse:
    """Note what somebody told; without a name."""
    key = get_key(request, workshop)
    category = get_category(key.workshop, place)
    form = StoryForm(request.POST)
    if not form.is_valid():
        return console_page(request, key, Returned(CONVERSATION, form, "story", place), status=422)
    key.workshop.tell(press_ident(request), category.pk, earlier=earlier_presses(request), **form.story())
    return redirect("console", workshop=workshop)


@require_POST
def opening(request: HttpRequest, workshop: uuid.UUID, place: int) -> HttpResponse:
    """Anonymous: show all stories that wait, in one go."""
    here = get_key(request, workshop).workshop
    open_waiting(here, kind=STORY, category=get_category(here, place).pk)
    return redirect("console", workshop=workshop)


@require_POST
def provisional(request: HttpRequest, workshop: uuid.UUID, place: int) -> HttpResponse:
    """Note the provisional team score. Where the other facilitator was first, both numbers are shown."""
    key = get_key(request, workshop)
    get_category(key.workshop, place)
    form = ProvisionalForm(request.POST)
    if not form.is_valid():
        return console_page(request, key, Returned(CONVERSATION, form, "provisional", place), status=422)
    now = Scores.of(key.workshop)
    points, seen = list(now.points), list(now.numbers)
    points[place - 1], seen[place - 1] = form.cleaned_data["points"], form.cleaned_data["number"]
    after, late = key.workshop.write_scores(points, seen)
    if place - 1 in late:
        form.data = {**request.POST.dict(), "number": str(after.numbers[place - 1])}
        form.add_error("points", _changed(after.points[place - 1]))
        return console_page(request, key, Returned(CONVERSATION, form, "provisional", place), status=409)
    return redirect("console", workshop=workshop)


def _changed(points: int | None) -> str:
    shown = "–" if points is None else str(points)
    return _("The other facilitator has just made it %(points)s. Save again to make it yours.") % {"points": shown}
