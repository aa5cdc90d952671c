"""Answers are private: nothing of a page is stored on the way or in the browser's cache."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class PrivateAnswers:
    """Adds `Cache-Control: no-store` to every answer that did not choose otherwise."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on and mark its answer."""
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        return response
