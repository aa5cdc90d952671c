"""Queries that are compiled once, and statements written by hand.

Django builds the SQL of a query anew each time, which takes ten times as long as SQLite needs to answer it. The few
queries that every page, every state and every hand-in asks are kept here in their compiled form.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, TypeVar, cast
from uuid import UUID

from django.db import connection, models
from django.db.models.expressions import RawSQL
from django.db.models.query import get_related_populators
from django.db.models.sql.compiler import SQLCompiler

Row = TypeVar("Row", bound=models.Model)


def write(sql: str, *values: object) -> int:
    """Run one statement that writes, with keys in the form of the database; how many rows it touched."""
    with connection.cursor() as cursor:
        cursor.execute(sql, [as_stored(value) for value in values])
        return int(cursor.rowcount)


def as_stored(value: object) -> Any:
    """A value as the database holds it: SQLite has no type for a UUID."""
    return value.hex if isinstance(value, UUID) and not connection.features.has_native_uuid_field else value


class Prepared(Generic[Row]):
    """A query with one open value, compared with `field` (a name such as "pk" or "token_hash").

    `rows` gives the query without that condition; it is called at the first use, when all models are known.
    """

    def __init__(self, rows: Callable[[], "models.QuerySet[Row]"], field: str) -> None:
        self._rows, self._field = rows, field

    def all(self, value: object) -> list[Row]:
        """The rows for `value`, with what the query selects along."""
        return list(self._found(value))

    def of(self, owner: models.Model) -> list[Row]:
        """The rows whose `field` points at `owner`. Each holds it, so that nobody asks for it again."""
        rows = self.all(owner.pk)
        for row in rows:
            setattr(row, self._field, owner)
        return rows

    def one(self, value: object) -> Row | None:
        """The first row for `value`, or None."""
        return next(self._found(value), None)

    @cached_property
    def _compiled(self) -> "_Compiled":
        rows = self._rows().filter(**{self._field: RawSQL("%s", (None,))})
        compiler = rows.query.get_compiler(connection=connection)
        sql, values = compiler.as_sql()
        if values != (None,):
            raise ValueError("a prepared query has one open value")
        info = cast(dict[str, Any], compiler.klass_info)
        own = [column[0].target.attname for column in compiler.select[: len(info["select_fields"])]]
        return _Compiled(
            sql=sql,
            field=rows.model._meta.pk if self._field == "pk" else cast(Any, rows.model._meta.get_field(self._field)),
            compiler=compiler,
            converters=compiler.get_converters([column[0] for column in compiler.select]),
            own=own,
            # the stubs are of a newer Django
            populators=get_related_populators(info, compiler.select, connection.alias),  # type: ignore[call-arg]
            model=info["model"],
        )

    def _found(self, value: object) -> Iterator[Row]:
        known = self._compiled
        with connection.cursor() as cursor:
            cursor.execute(known.sql, [known.field.get_db_prep_value(value, connection)])
            answer = cursor.fetchall()
        for row in known.compiler.apply_converters(answer, known.converters):
            found = known.model.from_db(connection.alias, known.own, row[: len(known.own)])
            for populator in known.populators:
                populator.populate(row, found)
            yield found


@dataclass(frozen=True)
class _Compiled:
    sql: str
    field: "models.Field[Any, Any]"
    compiler: SQLCompiler
    converters: dict[int, Any]
    own: list[str]
    populators: list[Any]
    model: Any
