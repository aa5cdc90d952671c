"""How often something may be done from one address: who comes too often waits. No address is stored."""

import time
from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Network, ip_address
from threading import Lock
from typing import TypeVar

from django.conf import settings
from django.core.cache import BaseCache, caches
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from koffer.bounds import LONGEST_WAIT, Limit

Result = TypeVar("Result")
_one_by_one = Lock()


class Wait(Exception):
    """Done too often from here: in so many `seconds` it is this visitor's turn. The server waits, and tries again."""

    def __init__(self, seconds: float) -> None:
        super().__init__("wait")
        self.seconds = seconds


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


# Where the server (`config/pages.py`) lets a request wait: for each limit that it met, the moment of its turn.
TURNS = "koffer.turns"


def check(request: HttpRequest, limit: Limit, of: object = "") -> None:
    """Raise `Wait` when this visitor's address has nothing left of `limit`, in the room `of` where each has its own."""
    _counted(lambda counts: _take(counts, _key(request, limit, of), limit, None, take=False))


def spend(request: HttpRequest, limit: Limit, of: object = "") -> None:
    """Take one, or raise `Wait` as `check`; who waits has a turn, so that nobody who comes later is before them."""
    turns = request.META.get(TURNS)
    _counted(lambda counts: _take(counts, _key(request, limit, of), limit, turns, take=True))


def _key(request: HttpRequest, limit: Limit, of: object) -> str:
    return f"{limit.what}:{salted_hmac('limits', f'{origin(request)} {of}').hexdigest()[:32]}"


def _take(counts: BaseCache, key: str, limit: Limit, turns: dict[str, float] | None, *, take: bool) -> None:
    """The generic cell rate algorithm (ATM Forum, traffic management 4.0, 4.4.2): kept is when all is as new."""
    with _one_by_one:
        now = time.time()
        if turns and key in turns:
            if turns[key] > now:
                raise Wait(turns[key] - now)
            return
        whole_at = max(float(counts.get(key) or 0), now)
        over = whole_at + limit.every - (now + limit.burst * limit.every)
        waits = over > 1e-6
        if take and (not waits or (turns is not None and over <= LONGEST_WAIT)):
            counts.set(key, whole_at + limit.every, timeout=limit.burst * limit.every + LONGEST_WAIT + 60)
            if turns is not None:
                turns[key] = now + over
        if waits:
            raise Wait(over)


def _counted(act: Callable[[BaseCache], Result]) -> Result:
    """What `act` does with the counts that all processes share; while Redis is away, with those of this process."""
    if "shared" not in settings.CACHES:
        return act(caches["default"])
    from redis.exceptions import RedisError  # only who uses it pays for it, not every start

    try:
        return act(caches["shared"])
    except RedisError:
        return act(caches["default"])
