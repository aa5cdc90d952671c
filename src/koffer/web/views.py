"""Pages that belong to no workshop: language and refused forms."""

import logging

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import (
    REASON_BAD_ORIGIN,
    REASON_BAD_REFERER,
    REASON_INSECURE_REFERER,
    REASON_MALFORMED_REFERER,
    REASON_NO_CSRF_COOKIE,
    REASON_NO_REFERER,
)
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from koffer.web.typed import typed_words

logger = logging.getLogger("koffer.web")


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Switch the language of all pages and come back to the same page."""
    after = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(after, allowed_hosts=None) or not after.startswith("/"):
        after = "/"
    response = redirect(after)
    chosen = request.POST.get("language")
    if chosen in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            chosen,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            samesite="Lax",
            httponly=True,
        )
    return response


CAUSES = {  # by what Django says (django.middleware.csrf), the rest is a page of before
    REASON_NO_CSRF_COOKIE: "cookies",
    REASON_NO_REFERER: "address",
    REASON_MALFORMED_REFERER: "address",
    REASON_INSECURE_REFERER: "address",
}


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that is not known as ours (403), with what is the matter: `cookies`, `address` or an `old` page.

    Where the address does not fit, the log tells whoever hosts what to set. 413 for a file that was too large to read.
    """
    if getattr(request, "too_large", False):
        return render(request, "413_form.html", status=413)
    foreign = reason.startswith((REASON_BAD_ORIGIN.split("%")[0], REASON_BAD_REFERER.split("%")[0]))
    cause = "address" if foreign else CAUSES.get(reason, "old")
    if cause == "address":
        logger.warning(
            "A form was refused: it came from the origin %s, and this server takes itself for %s://%s. Set KOFFER_URL "
            "to the address in the browser, and let the proxy pass on Host, Origin, Referer and X-Forwarded-Proto.",
            request.headers.get("Origin") or "(none)",
            request.scheme,
            request.get_host(),
        )
    answer = render(request, "403_form.html", {"cause": cause, "typed": typed_words(request)}, status=403)
    if cause != "address":
        answer.headers["Koffer-Token"] = cause  # a script then asks for a new one, and sends it once more
    return answer
