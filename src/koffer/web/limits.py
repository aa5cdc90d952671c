"""Limits on guessing, counted per address without storing the address."""

from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Network, ip_address
from typing import TypeVar

from django.core.cache import BaseCache, InvalidCacheBackendError, caches
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from redis.exceptions import RedisError

Result = TypeVar("Result")

WRONG_CODES = 30  # wrong codes from one address within the window, before it has to wait
WINDOW = 600  # seconds
NEW_WORKSHOPS = 60  # workshops started from one address within an hour


def origin(request: HttpRequest) -> str:
    """What counts as one address: of IPv6 the network (/64), because whoever has one address there has them all."""
    # Behind a proxy the server (uvicorn) has put the visitor's address in REMOTE_ADDR.
    told = str(request.META.get("REMOTE_ADDR", ""))
    try:
        address = ip_address(told.partition("%")[0])
    except ValueError:
        return told
    if isinstance(address, IPv4Address):
        return str(address)
    return str(address.ipv4_mapped or IPv6Network((address, 64), strict=False).network_address)


def _key(request: HttpRequest, what: str) -> str:
    return f"{what}:{salted_hmac('limits', origin(request)).hexdigest()[:32]}"


def too_many(request: HttpRequest, what: str, most: int) -> bool:
    """Whether this visitor's address has used up its `most` attempts at `what`."""
    return _counted(lambda counts: int(counts.get(_key(request, what), 0))) >= most


def count(request: HttpRequest, what: str, window: int = WINDOW) -> None:
    """Count one attempt, within `window` seconds from the first."""
    key = _key(request, what)

    def one_more(counts: BaseCache) -> None:
        counts.add(key, 0, window)
        try:
            counts.incr(key)
        except ValueError:  # it expired between the two lines
            counts.set(key, 1, window)

    _counted(one_more)


def _counted(act: Callable[[BaseCache], Result]) -> Result:
    """What `act` does with the counts that all processes share; while Redis is away, with those of this process."""
    try:
        return act(caches["shared"])
    except (InvalidCacheBackendError, RedisError):
        return act(caches["default"])
