"""Long lists, a page at a time."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest

LENGTH = 50


def page_of(request: HttpRequest, rows: Any, name: str = "page") -> Page[Any]:
    """The page of `rows` that the address asks for; the nearest one there is for any other number."""
    return Paginator(rows, LENGTH).get_page(request.GET.get(name))
