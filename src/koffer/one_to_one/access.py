"""The getter: a one-to-one comes only through here. Everybody but the two gets 404 and learns nothing.

Also somebody of the organisation, a facilitator, an administrator and the host: no account is looked at.
"""

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from koffer.one_to_one.models import OneToOne, Side
from koffer.web.tokens import hashed
from koffer.workshop.device import device_of

MOST_KEPT = 12  # conversations that the cookie remembers; a browser keeps at most 4 kB of it

View = Callable[..., HttpResponse]


def _held(request: HttpRequest) -> dict[str, list[str]]:
    """What this browser holds: per conversation the secrets of its sides, who sits at it now first."""
    held: dict[str, list[str]] = device_of(request).get("sides", {})
    return held


def remember_side(request: HttpRequest, one: OneToOne, token: str) -> None:
    """Let this browser take part with `token`; on a device of two the other's secret stays, second."""
    held = _held(request)
    before = held.pop(str(one.pk), [])
    held[str(one.pk)] = [token, *(other for other in before if other != token)] if one.one_device else [token]
    device_of(request)["sides"] = dict(list(held.items())[-MOST_KEPT:])


def shares(request: HttpRequest, key: uuid.UUID) -> bool:
    """Whether both sit at this device."""
    return len(_held(request).get(str(key), [])) > 1


def turn(request: HttpRequest, one: OneToOne) -> None:
    """On a device of two: now the other sits at it."""
    held = _held(request)
    held[str(one.pk)] = held.get(str(one.pk), [])[::-1]
    device_of(request)["sides"] = held


def forget(request: HttpRequest, key: uuid.UUID, *, both: bool) -> None:
    """Let go of whoever sits at this device now, in all fillings of the two; with `both` of the other as well."""
    held = _held(request)
    mine = held.get(str(key), [])
    gone = mine if both else mine[:1]
    left = {one: [token for token in tokens if token not in gone] for one, tokens in held.items()}
    device_of(request)["sides"] = {one: tokens for one, tokens in left.items() if tokens}


def token_of(request: HttpRequest, key: uuid.UUID) -> str:
    """The secret of whoever sits at this device now; "" for none."""
    return next(iter(_held(request).get(str(key), [])), "")


def side_or_none(request: HttpRequest, key: uuid.UUID) -> Side | None:
    """The side of this browser; a later filling of the same two opens with the secrets of an earlier one.

    A device that holds both secrets is one of two in the later filling too, from the first time it opens it.
    """
    held = _held(request)
    if str(key) in held:
        return _side(key, held[str(key)])
    for tokens in held.values():
        if side := _side(key, tokens):
            device_of(request)["sides"] = dict([*held.items(), (str(key), tokens)][-MOST_KEPT:])
            if len(tokens) > 1 and not side.one_to_one.one_device:
                side.one_to_one.share_device()
                return _side(key, tokens)
            return side
    return None


def _side(key: uuid.UUID, tokens: list[str]) -> Side | None:
    """The side of whoever sits at this device now."""
    mine = Side.objects.filter(one_to_one=key, token_hash=hashed(tokens[0])) if tokens else Side.objects.none()
    return mine.select_related("one_to_one__design", "one_to_one__follows").first()


def state_of(one: OneToOne) -> str:
    """What changes whenever a page of the two may have changed: also the day, which opens and closes things."""
    return f"{one.version}-{timezone.localdate()}"


def for_side(view: View) -> View:
    """Give a view of `one-to-one/<uuid>/…` the side of this browser in the place of the key.

    404 to everybody else. Who took part in what was deleted since, or was let go, reads so (410): the own cookie says
    it, nothing on this server does.
    """

    @wraps(view)
    def found(request: HttpRequest, one_to_one: uuid.UUID, **rest: Any) -> HttpResponse:
        side = side_or_none(request, one_to_one)
        if side is not None:
            if request.method == "GET" and request.GET.get("seen") == state_of(side.one_to_one):
                return HttpResponse(status=204)  # a page asks whether something changed, and knows it all
            return view(request, side, **rest)
        if str(one_to_one) not in _held(request):
            raise Http404
        let_go = OneToOne.objects.filter(pk=one_to_one).exists()
        return render(request, "one_to_one/gone.html", {"key": one_to_one, "let_go": let_go}, status=410)

    return found
