"""Pages that belong to no workshop: language and refused forms."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST


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


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without its token: a page that stood open for very long, no cookies, or a file that was not read."""
    if getattr(request, "too_large", False):
        return render(request, "413_form.html", status=413)
    return render(request, "403_form.html", status=403)
