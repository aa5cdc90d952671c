"""Attackers share the cast of the other tests, and the library with its roles."""

from tests.organisation.conftest import invited, library, make_library

__all__ = ["invited", "library", "make_library"]
