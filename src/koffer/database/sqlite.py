"""Puts a sound SQLite under Django before anything imports it.

The SQLite 3.40 of Debian's Python can corrupt a WAL database when several connections write (fixed in
3.51.3). The package pysqlite3 carries a newer one; it takes the standard module's name.
"""

import sys


def use_bundled_sqlite() -> str:
    """Replace `sqlite3` by `pysqlite3` where that package exists; returns the SQLite version in use."""
    try:
        import pysqlite3
    except ImportError:
        import sqlite3

        return sqlite3.sqlite_version
    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2
    return str(pysqlite3.sqlite_version)
