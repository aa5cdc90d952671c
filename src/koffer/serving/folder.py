"""The data folder: files, tables and rights, brought up to date before anything uses them."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from koffer.web.storage import STYLES

MIGRATING = 5633  # the number of our lock in PostgreSQL: any, but ours


def prepare() -> None:
    """Bring static files and the database of the data folder up to date."""
    settings.DATA.mkdir(parents=True, exist_ok=True)
    _keep_private(settings.DATA)
    switched_on = settings.HOST_ADMIN and not (settings.STATIC_ROOT / "admin").exists()
    if switched_on or _older(settings.STATIC_ROOT / "staticfiles.json", settings.PACKAGE):
        call_command("collectstatic", verbosity=0, interactive=False)
    with _one_at_a_time():
        call_command("migrate", verbosity=0, interactive=False)


def _keep_private(folder: Path) -> None:
    """Nobody else on this machine reads what people say about their team: what was there before, and what comes."""
    os.umask(0o077)
    for path in (folder, *folder.glob("*")):
        try:
            path.chmod(0o700 if path.is_dir() else 0o600)
        except OSError as problem:
            print(f"Koffer: others on this machine may read {path.name}: {problem.strerror}", file=sys.stderr)


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Let machines that start together on one PostgreSQL change its tables one after the other."""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = 0")  # the first one may need longer than a visitor would wait
        cursor.execute("SELECT pg_advisory_lock(%s)", [MIGRATING])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [MIGRATING])
            cursor.execute("RESET lock_timeout")


def _older(manifest: Path, package: Path) -> bool:
    """Whether a static file of ours is newer than the manifest; collecting takes most of a start."""
    if not manifest.exists():
        return True
    made = manifest.stat().st_mtime
    # Styles also stand beside what they are about.
    return any(path.stat().st_mtime > made for path in chain(package.glob("*/static/**/*"), *STYLES.values()))
