"""The own sheet, whether the manager fills one, and the opening by both."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from koffer.method.points import InvalidSheet, settle
from koffer.one_to_one.access import for_side
from koffer.one_to_one.models import Side
from koffer.one_to_one.page import filling_page
from koffer.workshop.refusals import OldPage, Refused
from koffer.workshop.steps.filling.sheet import explain, read_points, typed_texts
from koffer.workshop.steps.filling.views import number_of_draft, press_key_of, read_draft


@require_http_methods(["PUT"])
@for_side
def draft(request: HttpRequest, side: Side) -> HttpResponse:
    """Keep the draft: JSON as for a workshop. 409 with the reason, 422 when unreadable."""
    try:
        points, number = read_draft(request, len(side.one_to_one.categories()))
    except ValueError:
        return JsonResponse({"message": _("This cannot be read as a sheet.")}, status=422)
    try:
        return JsonResponse({"number": side.keep_draft(points, number)})
    except Refused as refused:
        return JsonResponse({"message": str(refused.reason)}, status=409)


@require_POST
@for_side
def sheet(request: HttpRequest, side: Side) -> HttpResponse:
    """Hand the own sheet in. What is wrong is said next to the row, and what was typed stays."""
    categories = side.one_to_one.categories()
    points, errors = read_points(request.POST, categories)
    typed = {"points": points, "typed": typed_texts(request.POST, categories), "errors": errors}
    if any(errors):
        return filling_page(request, side, status=422, message=_("Not every number can be read."), **typed)
    try:
        side.hand_in(settle(points), press_key_of(request), number=number_of_draft(request))
    except InvalidSheet as problem:
        return filling_page(request, side, status=422, message=explain(problem, points), **typed)
    except OldPage as refused:
        return filling_page(request, side, status=409, message=refused.reason, **typed)
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
