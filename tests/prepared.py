"""A data folder that is prepared once: its tables and static files are copied for each server, and for the tests.

A first start makes both anew, which takes seconds of a core; `tests/faults/test_processes.py` is about that.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

PREPARE = "import django; django.setup(); from koffer.serving.folder import prepare; prepare()"


@cache
def prepared() -> Path:
    """The folder; of the whole run, where that made one (`tools/test`)."""
    if there := os.environ.get("KOFFER_TEST_PREPARED"):
        return Path(there)
    folder = Path(tempfile.mkdtemp(prefix="koffer-prepared-", dir=os.environ.get("KOFFER_DATA")))
    _run(folder)
    return folder


def prepare_database(address: str, data: Path) -> None:
    """Make all tables in the PostgreSQL database at `address`; `data` is a folder of its own."""
    prepare(data / "data", database=False)
    _run(data / "data", DATABASE_URL=address)


def _run(folder: Path, **surroundings: str) -> None:
    kept = {key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "REDIS_URL")}
    here = {"KOFFER_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "koffer.config.settings"}
    subprocess.run([sys.executable, "-c", PREPARE], env=kept | here | surroundings, check=True)


def prepare(data: Path, *, database: bool = True) -> None:
    """Give a new server the data folder `data`, unless it is there; without `database` the static files alone."""
    if not data.exists():
        left_out = shutil.ignore_patterns("secret_key", *([] if database else ["*.sqlite3*"]))
        shutil.copytree(prepared(), data, ignore=left_out)


if __name__ == "__main__":
    _run(Path(sys.argv[1]))
