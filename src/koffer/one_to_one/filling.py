"""The own sheet, whether the manager fills one, and the opening by both."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from koffer.one_to_one.access import for_side
from koffer.one_to_one.models import Side
from koffer.one_to_one.page import filling_page
from koffer.sheets.typed import keep_draft, number_of_draft, press_key_of, refused_sheet


@require_http_methods(["PUT"])
@for_side
def draft(request: HttpRequest, side: Side) -> HttpResponse:
    """Keep the draft, as `keep_draft` reads it."""
    return keep_draft(request, len(side.one_to_one.categories()), side.keep_draft)


@require_POST
@for_side
def sheet(request: HttpRequest, side: Side) -> HttpResponse:
    """Hand the own sheet in. What is wrong is said next to the row, and what was typed stays."""

    def hand_in(points: Sequence[int]) -> None:
        side.hand_in(points, press_key_of(request), number=number_of_draft(request))

    if refused := refused_sheet(request, side.one_to_one.categories(), hand_in):
        return filling_page(request, side, refused, status=refused.status)
    return redirect("one-to-one", one_to_one=side.one_to_one_id)


@require_POST
@for_side
def change(request: HttpRequest, side: Side) -> HttpResponse:
    """Change the own sheet, which stays in until another one is; or leave it as it was."""
    if request.POST.get("wanted") == "no":
        side.leave_as_it_was()
    else:
        side.begin_to_change()
    return redirect("one-to-one", one_to_one=side.one_to_one_id)


@require_POST
@for_side
def back(request: HttpRequest, side: Side) -> HttpResponse:
    """Take the own sheet out, until both opened."""
    side.take_back()
    return redirect("one-to-one", one_to_one=side.one_to_one_id)


@require_POST
@for_side
def asking(request: HttpRequest, side: Side) -> HttpResponse:
    """The employee asks the manager to fill a sheet as well, or not any more."""
    side.ask_manager(request.POST.get("wanted") == "yes")
    return redirect("one-to-one", one_to_one=side.one_to_one_id)


@require_POST
@for_side
def opening(request: HttpRequest, side: Side) -> HttpResponse:
    """Press "open", or let go of it."""
    side.open(request.POST.get("wanted") == "yes")
    return redirect("one-to-one", one_to_one=side.one_to_one_id)
