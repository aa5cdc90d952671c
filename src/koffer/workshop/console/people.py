"""Who is in the room: the facilitator locks it, shows somebody out, corrects a name, sets a sheet aside."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from koffer.method.mode import Mode
from koffer.sheets.refusals import Refused
from koffer.workshop.access import get_key, get_seat_of
from koffer.workshop.forms import NameForm
from koffer.workshop.models import Box, FacilitatorKey
from koffer.workshop.models.kinds import PAPER
from koffer.workshop.people import People


@require_safe
def page(request: HttpRequest, workshop: uuid.UUID) -> HttpResponse:
    """Everybody who is there, with what can be done about each."""
    return people_page(request, get_key(request, workshop), NameForm())


def people_page(request: HttpRequest, key: FacilitatorKey, form: NameForm, status: int = 200) -> HttpResponse:
    """The page, with a form that was refused.

    `typed` and `aside`: slips of an anonymous workshop, of which only who typed them knows that they are in.
    """
    here = key.workshop
    hidden = here.mode == Mode.ANONYMOUS and not here.opened
    slips = here.seats.filter(kind=PAPER, left_at=None).exclude(press_key="") if hidden else []
    box = Box.of(here)
    aside = {seat.pk for seat in slips if box.entry(key.typing(seat).keys).aside}
    context = {
        "workshop": here,
        "people": People(here, "facilitator"),
        "form": form,
        "typed": {seat.pk for seat in slips} - aside,
        "aside": aside,
        "out": here.seats.filter(shown_out=True).order_by("number"),
        "hidden": dict(here.seats.exclude(hidden_name="").values_list("pk", "hidden_name")),
        "may_set_aside": not here.opened and here.mode != Mode.ANONYMOUS,
    }
    return render(request, "workshop/people.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def rename(request: HttpRequest, workshop: uuid.UUID, seat: uuid.UUID) -> HttpResponse:
    """Correct somebody's name, before the opening."""
    key = get_key(request, workshop)
    somebody = get_seat_of(key, seat)
    form = NameForm(request.POST or None, initial={"name": somebody.name})
    if request.method == "POST" and form.is_valid():
        if key.workshop.opened:
            raise Refused(_("The team suitcase is open; the names stay as they are."))
        if somebody.kind == PAPER and key.workshop.mode == Mode.ANONYMOUS:
            raise Refused(_("In an anonymous workshop a slip has no name."))
        somebody.rename(form.cleaned_data["name"])
        return redirect("people", workshop=workshop)
    context = {"workshop": key.workshop, "seat": somebody, "form": form}
    return render(request, "workshop/rename.html", context, status=422 if form.errors else 200)


@require_POST
def out(request: HttpRequest, workshop: uuid.UUID, seat: uuid.UUID) -> HttpResponse:
    """Show somebody out, or let in again: with `sheet` "aside" the sheet goes too, with `later` all who came later.

    Somebody who went home, a duplicate, a stranger: a sheet stays in unless it is set aside.
    """
    key = get_key(request, workshop)
    somebody = get_seat_of(key, seat)
    if request.POST.get("out") == "no":
        somebody.let_in()
    elif request.POST.get("later"):
        key.workshop.show_out_from(somebody)
    else:
        if request.POST.get("sheet") == "aside":
            somebody.set_aside(True)
        somebody.show_out()
    return redirect("people", workshop=workshop)


@require_POST
def hidden(request: HttpRequest, workshop: uuid.UUID, seat: uuid.UUID) -> HttpResponse:
    """Take a name off every screen, phone and paper, or put it back."""
    get_seat_of(get_key(request, workshop), seat).hide_name(request.POST.get("hidden") == "yes")
    return redirect("people", workshop=workshop)


@require_POST
def lock(request: HttpRequest, workshop: uuid.UUID) -> HttpResponse:
    """Lock the room for who is not in yet, or open it again."""
    get_key(request, workshop).workshop.lock_room(request.POST.get("locked") == "yes")
    return redirect("people", workshop=workshop)


@require_POST
def aside(request: HttpRequest, workshop: uuid.UUID, seat: uuid.UUID) -> HttpResponse:
    """Set a sheet aside, or put it back."""
    get_seat_of(get_key(request, workshop), seat).set_aside(request.POST.get("aside") == "yes")
    return redirect("people", workshop=workshop)
