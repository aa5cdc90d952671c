"""Starting a workshop, and the example."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from koffer.bounds import STARTS
from koffer.drawing.suitcase import Compartment, open_suitcase
from koffer.organisation import connectie
from koffer.web.limits import spend
from koffer.web.tokens import derived_token
from koffer.workshop.access import remember_key
from koffer.workshop.forms import StartForm, press_ident
from koffer.workshop.models import FacilitatorKey, Workshop
from koffer.workshop.picture import suitcase_words

EXAMPLE_POINTS = (5, 10, 3, 7, 14, 16, 18, 12, 2, 8)


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """A team and a destination, and the workshop is there; this browser becomes its facilitator."""
    form = StartForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        token = derived_token("start", press_ident(request))
        key = FacilitatorKey.found(token)  # of this press, whose answer was lost
        if key is None:
            spend(request, STARTS)
            key, token = FacilitatorKey.give(Workshop.create(**form.cleaned_data), token=token)
        remember_key(request, key, token)
        return redirect("console", workshop=key.workshop_id)
    context = {"form": form, "press_key": press_ident(request)}
    return render(request, "workshop/start.html", context, status=422 if form.errors else 200)


@require_safe
def example(request: HttpRequest) -> HttpResponse:
    """A made-up team suitcase, so that a visitor sees what it is about."""
    texts = connectie.ENGLISH if request.LANGUAGE_CODE == "en" else connectie.DUTCH
    compartments = [
        Compartment(place, text.name, points, str(points))
        for place, (text, points) in enumerate(zip(texts, EXAMPLE_POINTS, strict=True))
    ]
    picture = open_suitcase(
        compartments,
        medium="screen",
        destination=_("In 2028 our library is the living room of the town"),
        frame=[_("Six branches"), _("No extra hours"), _("Everyone is welcome")],
        words=suitcase_words(str(100 - sum(EXAMPLE_POINTS))),
        sentence=_("The suitcase of a made-up team"),
        ident="example",
    )
    context = {"picture": picture, "rows": sorted(compartments, key=lambda c: -c.points)}
    return render(request, "workshop/example.html", context)
