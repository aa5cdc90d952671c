"""Codes and private links.

A code is short, to be typed; a private link is a secret of 128 bits, of which only the hash is stored.
"""

import hashlib
import secrets

# 25 signs without look-alikes (no 0 O, 1 I L, 2 Z is kept apart by leaving Z out, 5 S, 8 B, U V).
ALPHABET = "234679ACDEFGHJKMNPQRTUWXY"
CODE_LENGTH = 6  # 25^6 = 244,140,625 codes


def new_code() -> str:
    """A fresh code such as 47KM2P; the caller checks that no live workshop has it."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


def read_code(text: str) -> str:
    """What was typed as a code: capitals, without spaces and hyphens."""
    return "".join(sign for sign in text.upper() if sign.isascii() and sign.isalnum())[:20]


def new_token() -> str:
    """A secret for a private link: 22 URL-safe characters, 128 bits."""
    return secrets.token_urlsafe(16)


def hashed(token: str) -> str:
    """SHA-256 of a token, in hex; enough for a secret of 128 random bits."""
    return hashlib.sha256(token.encode()).hexdigest()
