"""Secrets of private links: 128 bits, of which only the hash is stored."""

import base64
import hashlib
import secrets

from django.utils.crypto import salted_hmac


def new_token() -> str:
    """A secret for a private link: 22 URL-safe characters, 128 bits."""
    return secrets.token_urlsafe(16)


def random_key() -> int:
    """A key for a row that stands in addresses and forms: a running number would count what others made.

    53 bits, so that a browser's script can hold it too.
    """
    return secrets.randbelow(2**53 - 1) + 1


def derived_token(*parts: object) -> str:
    """The secret of a private link that the same parts give again: as long, and known to nobody who knows them."""
    digest = salted_hmac("token", "/".join(map(str, parts)), algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest[:16]).rstrip(b"=").decode()


def hashed(token: str) -> str:
    """SHA-256 of a token, in hex; enough for a secret of 128 random bits."""
    return hashlib.sha256(token.encode()).hexdigest()
