"""Turns a refused verb into a calm page that says why and leads back."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from koffer.workshop.refusals import Refused

TYPED = ("text", "example", "large-text", "small-text")  # people's words in a form, which must not get lost


class RefusedVerbs:
    """Answers 409 with the reason where a view let a `Refused` through."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page for a refused verb; anything else goes its way."""
        if not isinstance(exception, Refused):
            return None
        match = request.resolver_match
        workshop = match.kwargs.get("workshop") if match else None
        facilitates = str(workshop) in request.session.get("keys", {})
        sits = str(workshop) in request.session.get("seats", {})
        place = "console" if match and ("console" in match.route or (facilitates and not sits)) else "seat"
        typed = [text for name in TYPED for text in request.POST.getlist(name) if text.strip()]
        context = {"reason": exception.reason, "workshop_id": workshop, "place": place, "typed": typed}
        return render(request, "workshop/refused.html", context, status=409)
