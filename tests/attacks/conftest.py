"""Attackers share the cast of the other tests, the library with its roles, and databases to search."""

from tests.faults.conftest import database
from tests.organisation.conftest import invited, library, make_library

__all__ = ["database", "invited", "library", "make_library"]
