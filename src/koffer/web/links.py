"""Links that we sign: nothing of them is stored, and each opens one thing and nothing else.

Every kind stands in `Link`, so that none can be taken for another.
"""

import uuid
from enum import StrEnum
from typing import Any

from django.core.signing import BadSignature, Signer
from django.http import Http404
from django.utils.crypto import constant_time_compare


class Link(StrEnum):
    """What a signed link opens. A value that is changed ends all links of its kind."""

    CALENDAR = "calendar"
    CONNECT = "connect"
    DESTINATION = "destination"
    DOOR = "door"
    EVENT = "event"
    REMINDER = "reminder"
    REVIEW = "review"
    SCREEN = "screen"
    STREAM = "stream"
    TEAM = "team"
    WALL = "wall"


def sign_key(key: uuid.UUID, link: Link, number: int | None = None) -> str:
    """The secret of a link that leads to the row `key`; another `number` ends it."""
    return Signer(salt=link).sign(key.hex if number is None else f"{key.hex}.{number}")


def read_key(token: str, link: Link) -> tuple[uuid.UUID, str]:
    """(key, number as text or "") of what `sign_key` made for `link`; 404 for anything else."""
    try:
        key, _dot, number = Signer(salt=link).unsign(token).partition(".")
        return uuid.UUID(key), number
    except (BadSignature, ValueError):
        raise Http404 from None


def signature(link: Link, *of: object) -> str:
    """What opens `link` of a thing that the address names already."""
    return Signer(salt=link).signature(" ".join(map(str, of)))


def is_signed(given: str, expected: str) -> bool:
    """Whether what was `given` is the signature, in a time that tells nothing about it."""
    return constant_time_compare(given, expected)


def sign_values(link: Link, values: list[str]) -> str:
    """A link that carries `values` itself."""
    return Signer(salt=link).sign_object(values)


def read_values(token: str, link: Link) -> Any:
    """The values of what `sign_values` made for `link`; None for anything else."""
    try:
        return Signer(salt=link).unsign_object(token)
    except (BadSignature, ValueError):
        return None
