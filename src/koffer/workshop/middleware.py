"""Turns a refused verb, or a discarded workshop, into a calm page that says why and what can be done."""

from collections.abc import Callable
from math import ceil
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve, reverse

from koffer.sheets.refusals import Moved, Refused
from koffer.web.limits import Wait
from koffer.web.typed import typed_words
from koffer.workshop.device import KEY, SEAT, device_of
from koffer.workshop.place import HEADER
from koffer.workshop.refusals import Discarded, OtherPlace, ShownOut


def wait_page(request: HttpRequest, seconds: float) -> HttpResponse:
    """Too often, for now (429). The server waits and asks again before anybody sees it (`config/pages.py`)."""
    context = {"seconds": ceil(seconds), "typed": typed_words(request)}
    answer = render(request, "429.html", context, status=429)
    answer.headers["Retry-After"] = str(ceil(seconds))
    return answer


# Pages with commands on them: one that a form led to need not answer when it is only opened.
COMMANDED = {"console", "opening", "review", "presentation", "presentations", "console-road", "links", "one-to-one"}
COMMANDED |= {f"one-to-one-{part}" for part in ("talk", "findings", "steps", "agreement", "review")}


class RefusedVerbs:
    """Answers with the reason where a view let a refusal of `refusals.py` through; 410 for who is out."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page for a refused verb, or for a discarded workshop (410); anything else goes its way."""
        if isinstance(exception, Discarded):
            return render(request, "workshop/discarded.html", {"gone": exception}, status=410)
        if isinstance(exception, Wait):
            return wait_page(request, exception.seconds)
        if isinstance(exception, ShownOut):
            return render(request, "workshop/shown_out.html", {"workshop": exception.workshop}, status=410)
        if isinstance(exception, OtherPlace):
            typed = typed_words(request) if exception.now == "none" else []  # on a shared device the next one reads
            context: dict[str, object] = {"back": _back(request), "typed": typed}
            answer = render(request, "workshop/other_place.html", context, status=409)
            answer.headers[HEADER] = exception.now  # the scripts of the page then clear it
            return answer
        if isinstance(exception, Moved) and not typed_words(request):
            return redirect(_page_of(request))
        if not isinstance(exception, Refused):
            return None
        context = {"reason": exception.reason, "back": _back(request), "typed": typed_words(request)}
        return render(request, "workshop/refused.html", context, status=exception.status)


def _page_of(request: HttpRequest) -> str:
    """The page that a form stood on, to show it as it is now."""
    came_from = urlsplit(request.headers.get("Referer", ""))
    try:
        name = resolve(came_from.path).url_name if came_from.netloc == request.get_host() else ""
    except Resolver404:
        name = ""
    return came_from.path if name in COMMANDED else _back(request)


def _back(request: HttpRequest) -> str:
    """The page of whoever asked: the own one of the workshop or the conversation, or the first page."""
    match = request.resolver_match
    if match and (two := match.kwargs.get("one_to_one")):
        return reverse("one-to-one", args=[two])
    workshop = match.kwargs.get("workshop") if match else None
    if not match or not workshop:
        return reverse("home")
    device = device_of(request)
    facilitates, sits = bool(device.held(KEY, workshop)), bool(device.held(SEAT, workshop))
    if not facilitates and not sits:
        return reverse("home")
    place = "console" if facilitates and ("console" in match.route or not sits) else "seat"
    return reverse(place, args=[workshop])
