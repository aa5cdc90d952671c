"""What many tests begin with is played once, and put back for the others, row by row.

Playing a workshop to its end takes a hundred times as long as writing its rows.
"""

from collections.abc import Callable, Hashable
from typing import Protocol, Self, TypeVar

from django.apps import apps
from django.db import connection, transaction

from koffer.one_to_one.models import OneToOne
from koffer.organisation.models import Design
from koffer.workshop.drawings import drawings
from koffer.workshop.models import Workshop


class Cast(Protocol):
    """People with what their browsers hold."""

    def twin(self) -> Self:
        """The same people in fresh browsers that hold the same."""
        ...


T = TypeVar("T", bound=Cast)
_kept: dict[Hashable, tuple[Cast, list[str]]] = {}


def once(name: Hashable, play: Callable[[], T]) -> T:
    """What `play` gives, which depends on `name` alone; where that was played before, from what was kept of it.

    In PostgreSQL rows that are put back would not move its counters on, and what is there already could be in the way:
    then it is played.
    """
    if connection.vendor != "sqlite" or any(made.objects.exists() for made in (Workshop, OneToOne, Design)):
        return play()
    if name not in _kept:
        before = _rows()
        cast = play()
        _kept[name] = cast.twin(), [f"INSERT INTO {into} VALUES ({row})" for into, row in sorted(_rows() - before)]
        return cast
    cast, rows = _kept[name]
    with transaction.atomic(), connection.cursor() as cursor:
        for row in rows:
            cursor.execute(row)
    drawings.forget()  # what is drawn for a version that it had in another test
    return cast.twin()


def _rows() -> set[tuple[str, str]]:
    """(table with its columns, values as SQL) of every row of ours."""
    found = set()
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            if not model.__module__.startswith("koffer."):
                continue
            columns = [connection.ops.quote_name(field.column) for field in model._meta.local_concrete_fields]
            values = " || ', ' || ".join(f"quote({column})" for column in columns)
            table = connection.ops.quote_name(model._meta.db_table)
            cursor.execute(f"SELECT {values} FROM {table}")
            found |= {(f"{table} ({', '.join(columns)})", row) for (row,) in cursor.fetchall()}
    return found
