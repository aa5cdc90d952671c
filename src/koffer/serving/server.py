"""Starting the server."""

import gc
import os
import sys
import tempfile
from collections.abc import Callable

import uvicorn
from django.conf import settings
from django.db import connection
from uvicorn.supervisors import Multiprocess

from koffer.serving.connection import Connection
from koffer.serving.folder import prepare
from koffer.serving.metrics import SHARED
from koffer.serving.open_files import let_everybody_connect
from koffer.web.address import lan_address, local_url

ONE_PROCESS = (
    "Koffer: SQLite takes one process: it lets one of them write at a time, and processes could not tell each other "
    "what changed. Set DATABASE_URL to a PostgreSQL database for more (docs/self-hosting.md), or leave --workers out."
)
WAITING = 4096  # connections that may wait at the door: a whole room comes back in the same second


def takes_one_process() -> bool:
    """Whether the database can serve no second process."""
    return connection.vendor == "sqlite"


def serve(welcome: Callable[[], list[tuple[str, str]]], *, workers: int = 1) -> int:
    """Migrate, collect what has to be collected, say where to look, and serve until told to stop.

    `welcome` is called when the database is ready; it gives the (text, path) pairs to say. More than one of the
    `workers` (processes) needs PostgreSQL.
    """
    gc.disable()  # what is loaded now stays: looking for garbage among it takes a tenth of a start
    prepare()
    addresses = welcome()
    _say(f"Koffer: {local_url('')}")
    _say_network(settings.HOST, settings.PORT)
    for text, path in addresses:
        _say(f"  {text}: {local_url(path)}")
    connection.close()
    return _run(settings.HOST, settings.PORT, workers)


def _run(host: str, port: int, workers: int) -> int:
    let_everybody_connect()
    # No access log: addresses of ours may hold private links, and visitors' addresses are personal data.
    config = uvicorn.Config(
        "koffer.serving.asgi:application",
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
    found = lan_address()
    _say(f"  On phones in the same network: http://{found}:{port}" if found else "  No network was found.")


def _say(text: str) -> None:
    print(text, file=sys.stdout, flush=True)
