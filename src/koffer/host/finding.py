"""Whom or what a command means: a name can be somebody else's too, and a name is free text. An id never is."""

import sys
from collections.abc import Callable, Iterable
from itertools import islice
from typing import Any
from uuid import UUID

from django.db.models import Model, Q

from koffer.organisation.models import Organisation, User

MOST_TOLD = 50


def organisation_called(asked: str) -> Organisation | None:
    """The one organisation with this name or id; otherwise None, and stderr says which there are."""
    every = Organisation.objects.order_by("name", "made_at").defer("logo")
    found = list(every.filter(pk=asked) if _is_id(asked) else every.filter(name=asked))
    if len(found) == 1:
        return found[0]
    _tell("organisation", found or every, lambda one: f"{one.name}, made on {one.made_at:%Y-%m-%d}")
    return None


def account_called(asked: str) -> User | None:
    """The one account with this name, address or id; otherwise None, and stderr says which there are."""
    every = User.objects.order_by("name", "pk")
    found = list(every.filter(pk=asked) if _is_id(asked) else every.filter(Q(name=asked) | Q(email__iexact=asked)))
    if len(found) == 1:
        return found[0]
    _tell("account", found or every, described)
    return None


def described(user: User) -> str:
    """An account as a host recognises it: name, address and last use."""
    seen = f"signed in on {user.last_login:%Y-%m-%d}" if user.last_login else "never signed in"
    return f"{user.name} <{user.email or 'no address'}>, {seen}"


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _tell(what: str, known: Iterable[Model], words: Callable[[Any], str]) -> None:
    print(f"Koffer: not one {what} is called so. Say which by its id:", file=sys.stderr)
    for one in islice(known, MOST_TOLD):
        print(f"  {one.pk}  {words(one)}", file=sys.stderr)
