"""Django's SQLite, but a file that was taken away or replaced is noticed.

SQLite goes on writing into a file that nobody can find any more: what it acknowledged would be lost.
"""

import os
from pathlib import Path
from typing import Any

from django.db.backends.sqlite3.base import Database  # type: ignore[attr-defined]
from django.db.backends.sqlite3.base import DatabaseWrapper as SQLite

_seen: set[str] = set()  # files that this process had open: it makes a file only where there never was one


class DatabaseWrapper(SQLite):
    """A connection that refuses to work when its file is not the one that it opened. The next one opens anew."""

    _inode: int | None = None

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Open the file. Raises `OperationalError` when it was there before and is gone."""
        path = str(conn_params["database"])
        if path in _seen and not Path(path).exists():
            raise Database.OperationalError("the file of the database is gone")
        connection = super().get_new_connection(conn_params)
        self._inode = _inode(path)
        _seen.add(path)
        return connection

    def create_cursor(self, name: str | None = None) -> Any:
        """A cursor. Raises `OperationalError` when the file is gone or another one; asked once a transaction."""
        if not self.in_atomic_block:
            self._check()
        return super().create_cursor(name)

    def _start_transaction_under_autocommit(self) -> None:
        self._check()
        super()._start_transaction_under_autocommit()  # type: ignore[misc]

    def _check(self) -> None:
        if not self.is_usable():
            raise Database.OperationalError("the file of the database is gone")

    def is_usable(self) -> bool:
        """Whether the open file is still the one at its path."""
        return self._inode == _inode(str(self.settings_dict["NAME"]))


def _inode(path: str) -> int | None:
    try:
        return os.stat(path).st_ino
    except OSError:
        return None
