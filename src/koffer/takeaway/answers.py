"""Files as answers, and how often somebody may ask for a paper."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from koffer.bounds import PAPERS
from koffer.web.limits import spend

PDF, PNG, ICS, CSV = "application/pdf", "image/png", "text/calendar; charset=utf-8", "text/csv; charset=utf-8"
JSON = "application/json"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
View = Callable[..., HttpResponse]


def as_file(content: bytes, kind: str, name: str, *, show: bool = False) -> HttpResponse:
    """`content` as a file `name` to keep, or with `show` to look at first."""
    answer = HttpResponse(content, content_type=kind)
    answer.headers["Content-Disposition"] = content_disposition_header(not show, name) or ""
    return answer


def not_too_often(view: View) -> View:
    """A long report takes seconds of a core: whoever asks for very many waits a while."""

    @wraps(view)
    def limited(request: HttpRequest, *args: Any, **parts: Any) -> HttpResponse:
        spend(request, PAPERS)
        return view(request, *args, **parts)

    return limited
