"""A database that is locked, full, read-only or away: a calm page that says so, and asks to try again."""

import logging
from collections.abc import Callable

from django.db import InterfaceError, InternalError, OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from koffer.live import metrics
from koffer.web.typed import typed_words

logger = logging.getLogger("koffer.database")

TRY_AGAIN = 3  # seconds


class DatabaseAway:
    """Answers 503 where a view could not read or store; what was typed stands on the page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page for a database that cannot be used; any other error goes its way."""
        if not isinstance(exception, OperationalError | InterfaceError | InternalError):
            return None
        metrics.DATABASE_ERRORS.inc()
        # The kind of error only: a message of PostgreSQL can hold what somebody wrote.
        logger.error("the database cannot be used: %s", type(exception.__cause__ or exception).__name__)
        if not connection.in_atomic_block:
            connection.close()
        fetched = request.method in ("GET", "HEAD")
        response = render(request, "503.html", {"typed": typed_words(request), "fetched": fetched}, status=503)
        response.headers["Retry-After"] = str(TRY_AGAIN)
        if fetched:
            response.headers["Refresh"] = str(TRY_AGAIN)
        return response
