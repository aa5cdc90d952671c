"""Every address of the product, so that a new one without an entry in a table of refusals fails a test."""

from collections.abc import Iterator
from typing import Any

from django.urls import get_resolver

ORGANISATION = ("o/", "account/")  # these ask to sign in: tests/organisation/test_matrix.py
TWO = "one-to-one"  # these are of two people: tests/one_to_one/test_matrix.py


def all_patterns(
    patterns: Any = None, before: str = "", parts: tuple[str, ...] = ()
) -> Iterator[tuple[str, list[str], str]]:
    """(name, names of its parts, route) of every address."""
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        route, names = before + str(entry.pattern), (*parts, *entry.pattern.converters)
        if hasattr(entry, "url_patterns"):
            yield from all_patterns(entry.url_patterns, route, names)
        else:
            yield entry.name, list(names), route


def of_workshops() -> Iterator[tuple[str, list[str]]]:
    """(name, parts) of what needs no account."""
    return ((name, parts) for name, parts, route in all_patterns() if not route.startswith((*ORGANISATION, TWO)))


def of_two() -> Iterator[tuple[str, list[str]]]:
    """(name, parts) of a conversation of two."""
    return ((name, parts) for name, parts, route in all_patterns() if route.startswith(TWO))


def of_organisations() -> Iterator[tuple[str, list[str]]]:
    """(name, parts) of accounts and organisations."""
    return ((name, parts) for name, parts, route in all_patterns() if route.startswith(ORGANISATION))
