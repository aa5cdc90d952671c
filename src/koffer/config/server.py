"""Preparing the data folder and starting the server."""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from koffer.config.invitations import address, first_invitation
from koffer.config.open_files import let_everybody_connect

ONE_PROCESS = (
    "Koffer: SQLite takes one process: it lets one of them write at a time, and processes could not tell each other "
    "what changed. Set DATABASE_URL to a PostgreSQL database for more (docs/self-hosting.md), or leave --workers out."
)
MIGRATING = 5633  # the number of our lock in PostgreSQL: any, but ours
WAITING = 4096  # connections that may wait at the door: a whole room comes back in the same second


def serve(*, demo: bool = False, workers: int = 1) -> int:
    """Migrate, collect what has to be collected, say where to look, and serve until told to stop.

    With `demo`, in a data folder of its own, with a made-up library. More than one of the `workers` (processes)
    needs PostgreSQL: with SQLite this says why and returns 2.
    """
    if demo:
        os.environ.setdefault("KOFFER_DATA", "data/demo")
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection

    if workers > 1 and connection.vendor == "sqlite":
        print(ONE_PROCESS, file=sys.stderr)
        return 2
    prepare()

    if demo:
        from koffer.config.demo import fill

        addresses = fill()
    else:
        invitation = first_invitation()
        addresses = [("The first administrator of an organisation begins at", invitation)] if invitation else []
    _say(f"Koffer: {address('')}")
    _say_network(settings.HOST, settings.PORT)
    for text, path in addresses:
        _say(f"  {text}: {address(path)}")
    connection.close()
    return _run(settings.HOST, settings.PORT, workers)


def prepare() -> None:
    """Bring static files and the database of the data folder up to date."""
    from django.conf import settings
    from django.core.management import call_command

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
    from django.db import connection

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
    return any(path.stat().st_mtime > made for path in package.glob("*/static/**/*"))


def _run(host: str, port: int, workers: int) -> int:
    import uvicorn

    from koffer.config.connection import Connection

    let_everybody_connect()
    # No access log: addresses of ours may hold private links, and visitors' addresses are personal data.
    config = uvicorn.Config(
        "koffer.config.asgi:application",
        host=host,
        port=port,
        workers=workers,
        backlog=WAITING,
        http=Connection,
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=2,
        server_header=False,
        proxy_headers=True,
        forwarded_allow_ips=os.environ.get("KOFFER_PROXY", "127.0.0.1"),
    )
    if workers > 1:
        from uvicorn.supervisors import Multiprocess

        from koffer.config.metrics import SHARED

        with tempfile.TemporaryDirectory() as folder:
            os.environ[SHARED] = folder
            Multiprocess(config, sockets=[config.bind_socket()]).run()
        return 0
    server = uvicorn.Server(config)
    server.run()
    return 0 if server.started else 1


def _say_network(host: str, port: int) -> None:
    if host != "0.0.0.0":  # noqa: S104
        _say("  Phones cannot reach this address yet: start with HOST=0.0.0.0 to let them in.")
        return
    from koffer.web.address import lan_address

    found = lan_address()
    _say(f"  On phones in the same network: http://{found}:{port}" if found else "  No network was found.")


def _say(text: str) -> None:
    print(text, file=sys.stdout, flush=True)
