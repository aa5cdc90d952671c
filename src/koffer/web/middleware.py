"""Answers are safe: a page takes nothing from elsewhere, and nothing of it is stored on the way. Forms are UTF-8."""

import gzip
import secrets
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.utils.cache import patch_vary_headers

LEVEL = 4  # half the time of level 6, which Django's own middleware has, for 2% more bytes
SHORT = 200  # bytes that are not worth it
NOISE = 100  # bytes, at the most


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


class Gzip:
    """Presses answers, with some bytes by chance: their length tells nothing of a token in them (the attack BREACH)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; what is short, or pressed already, or not shorter pressed, stays as it is."""
        response = self.get_response(request)
        if response.streaming or len(response.content) < SHORT or response.has_header("Content-Encoding"):
            return response
        patch_vary_headers(response, ("Accept-Encoding",))
        if "gzip" in request.headers.get("Accept-Encoding", ""):
            pressed = _pressed(response.content)
            if len(pressed) < len(response.content):
                response.content = pressed
                response.headers["Content-Length"] = str(len(pressed))
                response.headers["Content-Encoding"] = "gzip"
        return response


def _pressed(content: bytes) -> bytes:
    plain = gzip.compress(content, compresslevel=LEVEL, mtime=0)
    # The chance goes where a file's name may stand (RFC 1952, FNAME).
    return plain[:3] + bytes([gzip.FNAME]) + plain[4:10] + b"a" * secrets.randbelow(NOISE) + b"\0" + plain[10:]
