"""`koffer backup`: whole, for its owner only, and never over something else."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bench.rooms import furnish
from tests.prepared import prepare


def koffer(*arguments, **surroundings):
    kept = {key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "KOFFER_DATA")}
    command = [Path(sys.executable).with_name("koffer"), *map(str, arguments)]
    return subprocess.run(command, env=kept | surroundings, capture_output=True, text=True)


def test_a_backup_is_whole_and_its_owners(tmp_path):
    furnish(tmp_path / "data", 2, 3)
    copy = tmp_path / "copy.sqlite3"
    old = os.umask(0)
    try:
        said = koffer("backup", copy, KOFFER_DATA=str(tmp_path / "data"))
    finally:
        os.umask(old)
    assert (said.returncode, said.stderr) == (0, "")
    assert copy.stat().st_mode & 0o777 == 0o600
    with sqlite3.connect(copy) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("SELECT count(*) FROM workshop_seat").fetchone() == (6,)


@pytest.mark.parametrize("there", ["a file", "an empty file", "no folder"])
def test_it_overwrites_nothing(tmp_path, there):
    prepare(tmp_path / "data")
    copy = tmp_path / ("nowhere/copy" if there == "no folder" else "copy")
    if there != "no folder":
        copy.write_text("mine" if there == "a file" else "")
    said = koffer("backup", copy, KOFFER_DATA=str(tmp_path / "data"))
    assert said.returncode == 1 and said.stderr and "Traceback" not in said.stderr
    assert not copy.exists() or copy.read_text() in ("mine", "")


def test_without_a_database_there_is_nothing_to_copy(tmp_path):
    said = koffer("backup", tmp_path / "copy", KOFFER_DATA=str(tmp_path))
    assert said.returncode == 1 and "no database yet" in said.stderr
    assert not (tmp_path / "copy").exists()


def test_on_postgresql_it_says_what_to_use(tmp_path):
    address = "postgresql://nobody@127.0.0.1:1/nothing"
    said = koffer("backup", tmp_path / "copy", KOFFER_DATA=str(tmp_path), DATABASE_URL=address)
    assert said.returncode == 2 and "pg_dump" in said.stderr
