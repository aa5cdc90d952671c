"""Every address of the product, and asking it: a new one without an entry in a table of refusals fails a test.

The tables: of a workshop in tests/workshop/test_refusals.py, of two in tests/one_to_one/test_matrix.py, of accounts and
organisations in tests/organisation/test_matrix.py.
"""

from collections.abc import Collection, Iterator
from typing import Any

from django.db import transaction
from django.urls import get_resolver

from tests.conftest import Person, new_client

METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE")
ORGANISATION = ("o/", "account/")  # these ask to sign in
TWO = "one-to-one"  # these are of two people


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


def methods_of(taken: Collection[str], *, every: bool) -> Collection[str]:
    """With which methods an address is asked that takes these: `every` one, or those alone.

    That it takes no other one depends on no state and on nobody: asked once, it need not be asked again.
    """
    return METHODS if every else taken


def ask(person: Person, method: str, address: str, **headers: Any) -> Any:
    """The answer to a fresh browser with this person's cookies; what it changed is undone."""
    client = new_client(headers={"accept-language": "en"}, **headers)
    for name, morsel in person.client.cookies.items():
        client.cookies[name] = morsel.value
    with transaction.atomic():
        answer = client.generic(method, address, "x=1", content_type="application/x-www-form-urlencoded")
        transaction.set_rollback(True)
    return answer
