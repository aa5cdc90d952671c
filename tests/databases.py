"""Databases on PostgreSQL for servers of the tests; a test's own connection has pytest-django's."""

import os
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

from tests.prepared import prepare_database


@contextmanager
def _new_database(copy_of: str = "template1") -> Iterator[str]:
    server = os.environ["KOFFER_TEST_POSTGRES"]
    name = f"koffer_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{copy_of}"')
        try:
            yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(scope="session")
def prepared_database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The name of a database with all tables and nothing in them, to be copied: making them anew takes seconds."""
    with _new_database() as address:
        prepare_database(address, tmp_path_factory.mktemp("prepared"))
        yield urlsplit(address).path.removeprefix("/")


@pytest.fixture
def database(prepared_database: str) -> Iterator[str]:
    """The address of a database with all tables, that is gone after the test."""
    with _new_database(prepared_database) as address:
        yield address


@pytest.fixture
def empty_database() -> Iterator[str]:
    """The address of a database without a table, that is gone after the test."""
    with _new_database() as address:
        yield address


if __name__ == "__main__":
    # What the lanes on PostgreSQL shared, one after the other.
    with psycopg.connect(sys.argv[1], autocommit=True) as server:
        server.execute(f'DROP DATABASE IF EXISTS "test_{server.info.dbname}" WITH (FORCE)')
