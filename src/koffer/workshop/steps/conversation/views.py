"""What a member does during the talk: offer to tell, write a story down, take it away. Passing asks nothing of us."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from koffer.organisation.models import Category
from koffer.workshop.access import get_seat
from koffer.workshop.forms import earlier_presses, press_ident
from koffer.workshop.models import Story, Workshop
from koffer.workshop.models.step import CONVERSATION
from koffer.workshop.seat.views import seat_page
from koffer.workshop.step import Returned
from koffer.workshop.steps.conversation.forms import StoryForm


def get_category(workshop: Workshop, place: int) -> Category:
    """The category at `place` of the sheet, counted from 1; 404 for none."""
    category = next((c for c in workshop.categories() if c.position == place - 1), None)
    if category is None:
        raise Http404
    return category


@require_POST
def offer(request: HttpRequest, workshop: uuid.UUID, place: int) -> HttpResponse:
    """Say that one would like to tell something, or take that back."""
    seat = get_seat(request, workshop)
    seat.offer(
        get_category(seat.workshop, place).pk,
        wanted=request.POST.get("wanted") == "yes",
        may_tell=request.POST.get("may_tell") == "yes",
    )
    return redirect("seat", workshop=workshop)


@require_POST
def story(request: HttpRequest, workshop: uuid.UUID, place: int) -> HttpResponse:
    """Write a story down."""
    seat = get_seat(request, workshop)
    category = get_category(seat.workshop, place)
    form = StoryForm(request.POST)
    if not form.is_valid():
        return seat_page(request, seat, Returned(CONVERSATION, form, place=place), status=422)
    seat.workshop.tell(press_ident(request), category.pk, seat, earlier=earlier_presses(request), **form.story())
    return redirect("seat", workshop=workshop)


@require_POST
def removal(request: HttpRequest, workshop: uuid.UUID, story: uuid.UUID) -> HttpResponse:
    """Take the own story away; 404 for anybody else's."""
    seat = get_seat(request, workshop)
    own = Story.everything.filter(workshop=workshop, seat=seat, pk=story).first()
    if own is None:
        raise Http404
    own.workshop = seat.workshop
    own.remove()
    return redirect("seat", workshop=workshop)
