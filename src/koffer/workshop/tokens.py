"""Codes, short enough to be typed, and what opens a stream."""

import secrets
import sys

from koffer.web.links import Link, read_values, sign_values

# 25 signs without look-alikes (no 0 O, 1 I L, 2 Z is kept apart by leaving Z out, 5 S, 8 B, U V).
ALPHABET = "234679ACDEFGHJKMNPQRTUWXY"
CODE_LENGTH = 6  # 25^6 = 244,140,625 codes


def new_code() -> str:
    """A fresh code such as 47KM2P; the caller checks that no live workshop has it."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


def read_code(text: str) -> str:
    """What was typed as a code: capitals, without spaces and hyphens."""
    return "".join(sign for sign in text.upper() if sign.isascii() and sign.isalnum())[:20]


def stream_token(room: str, audience: str, who: str = "") -> str:
    """What opens the stream of a room for an audience, and nothing else; with `who`, as long as that one is inside."""
    return sign_values(Link.STREAM, [room, audience, who])


def authorise(token: str) -> tuple[str, str, str] | None:
    """The (room, audience, who listens) of a stream's token; None when the signature is not ours."""
    values = read_values(token, Link.STREAM)
    if values is None:
        return None
    room, audience, who = values
    return sys.intern(room), sys.intern(audience), sys.intern(who)  # ten thousand streams of four hundred rooms
