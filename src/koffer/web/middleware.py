"""Answers are safe: a page takes nothing from elsewhere, and nothing of it is stored on the way. Forms are UTF-8."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest


class SafeAnswers:
    """Adds the content security policy and `Cache-Control: no-store` to every answer that did not choose otherwise."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on and mark its answer."""
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("Content-Security-Policy", settings.CONTENT_SECURITY_POLICY)
        return response


class OneCharset:
    """Refuses a body that claims another charset than UTF-8: ours never do, and some codecs give half characters."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """400 for another charset; anything else goes on."""
        claimed = (request.content_params or {}).get("charset", "utf-8")
        return self.get_response(request) if claimed.lower() == "utf-8" else HttpResponseBadRequest()
