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
from koffer.workshop.device import SIDES, device_of
from koffer.workshop.place import check_place, moves_seen

View = Callable[..., HttpResponse]


def _held(request: HttpRequest, key: uuid.UUID) -> list[str]:
    """The secrets of the sides that this browser holds there, who sits at it now first."""
    return _apart(device_of(request).held(SIDES, key))


def _apart(secrets: str) -> list[str]:
    return secrets.split(":") if secrets else []


def _hold(request: HttpRequest, key: uuid.UUID, secrets: list[str]) -> None:
    device_of(request).keep(SIDES, key, ":".join(secrets))


def remember_side(request: HttpRequest, one: OneToOne, token: str) -> None:
    """Let this browser take part with `token`; on a device of two the other's secret stays, second."""
    others = [other for other in _held(request, one.pk) if other != token] if one.one_device else []
    _hold(request, one.pk, [token, *others])


def shares(request: HttpRequest, key: uuid.UUID) -> bool:
    """Whether both sit at this device."""
    return len(_held(request, key)) > 1


def turn(request: HttpRequest, one: OneToOne) -> None:
    """On a device of two: now the other sits at it."""
    _hold(request, one.pk, _held(request, one.pk)[::-1])


def forget(request: HttpRequest, key: uuid.UUID, *, both: bool) -> None:
    """Let go of whoever sits at this device now, in all fillings of the two; with `both` of the other as well."""
    mine = _held(request, key)
    gone = mine if both else mine[:1]
    device_of(request).rewrite(SIDES, lambda held: ":".join(token for token in _apart(held) if token not in gone))


def token_of(request: HttpRequest, key: uuid.UUID) -> str:
    """The secret of whoever sits at this device now; "" for none."""
    return next(iter(_held(request, key)), "")


def side_or_none(request: HttpRequest, key: uuid.UUID) -> Side | None:
    """The side of this browser; a later filling of the same two opens with the secrets of an earlier one.

    A device that holds both secrets is one of two in the later filling too, from the first time it opens it.
    """
    device = device_of(request)
    if held := _held(request, key):
        return _side(key, held)
    for tokens in map(_apart, device.all(SIDES)):
        if side := _side(key, tokens):
            _hold(request, key, tokens)
            if len(tokens) > 1 and not side.one_to_one.one_device:
                side.one_to_one.share_device()
                return _side(key, tokens)
            return side
    return None


def _side(key: uuid.UUID, tokens: list[str]) -> Side | None:
    """The side of whoever sits at this device now."""
    return Side.held(key, tokens[0]) if tokens else None


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
        check_place(request, token_of(request, one_to_one))
        if side is not None:
            side.seen = moves_seen(request)
            if request.method == "GET" and request.GET.get("seen") == state_of(side.one_to_one):
                return HttpResponse(status=204)  # a page asks whether something changed, and knows it all
            return view(request, side, **rest)
        if not _held(request, one_to_one):
            raise Http404
        let_go = OneToOne.objects.filter(pk=one_to_one).exists()
        return render(request, "one_to_one/gone.html", {"key": one_to_one, "let_go": let_go}, status=410)

    return found
