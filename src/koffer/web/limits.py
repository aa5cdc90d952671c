"""Limits on guessing, counted per address without storing the address."""

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

WRONG_CODES = 30  # wrong codes from one address within the window, before it has to wait
WINDOW = 600  # seconds
NEW_WORKSHOPS = 60  # workshops started from one address within an hour


def _key(request: HttpRequest, what: str) -> str:
    # Behind a proxy the server (uvicorn) has put the visitor's address in REMOTE_ADDR.
    return f"{what}:{salted_hmac('limits', request.META.get('REMOTE_ADDR', '')).hexdigest()[:32]}"


def too_many(request: HttpRequest, what: str, most: int) -> bool:
    """Whether this visitor's address has used up its `most` attempts at `what`."""
    return int(cache.get(_key(request, what), 0)) >= most


def count(request: HttpRequest, what: str, window: int = WINDOW) -> None:
    """Count one attempt, within `window` seconds from the first."""
    key = _key(request, what)
    cache.add(key, 0, window)
    try:
        cache.incr(key)
    except ValueError:  # it expired between the two lines
        cache.set(key, 1, window)
