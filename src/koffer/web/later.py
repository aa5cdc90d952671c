"""Views that are imported when they are first asked for."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string


def later(name: str) -> Callable[..., HttpResponse]:
    """The view with this dotted name.

    Signing in brings libraries that take 30 MB and 0.3 s, which a server of workshops alone never needs.
    """

    def view(request: HttpRequest, **parts: Any) -> HttpResponse:
        answer: HttpResponse = import_string(name)(request, **parts)
        return answer

    return view
