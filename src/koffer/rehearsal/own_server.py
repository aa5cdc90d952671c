"""A Koffer of the rehearsal's own: empty at the start, gone at the end, and started again on any day in between."""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import httpx

from koffer.rehearsal.people import Wrong

MARK = "rehearsal"  # a file in the data folder: without it no server there can be on another day
ANOTHER_DAY = "koffer.rehearsal.another_day"
PATIENCE = 60.0  # seconds for starting: migrations and static files come first
LEAVE = 15.0  # seconds for stopping


@contextmanager
def own_server() -> Iterator["OwnServer"]:
    """A server that has not begun yet, on 127.0.0.1 only; stopped in the end, and its data deleted."""
    with tempfile.TemporaryDirectory(prefix="koffer-rehearsal-") as folder:
        server = OwnServer(Path(folder))
        try:
            yield server
        finally:
            server.stop()


class OwnServer:
    """A server whose data stand in `data`. Its mails are files there: nobody gets one."""

    def __init__(self, data: Path) -> None:
        (data / MARK).touch()
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.url, self._data = f"http://127.0.0.1:{port}", data
        # Nothing of a server that this user runs: neither its data nor its mail.
        foreign = ("KOFFER_", "DATABASE_URL", "REDIS_URL")
        self._environment = {name: value for name, value in os.environ.items() if not name.startswith(foreign)} | {
            "KOFFER_DATA": str(data),
            "KOFFER_URL": self.url,
            "KOFFER_MAIL": f"filemail:///{data / 'mail'}",
            "HOST": "127.0.0.1",
            "PORT": str(port),
        }
        self._process: subprocess.Popen[bytes] | None = None

    def begin(self, days: int = 0) -> None:
        """Serve on the day so many days from now, with the data as they are. Raises `Wrong` when it does not answer."""
        self.stop()
        command = [sys.executable, "-m", ANOTHER_DAY, str(days)]
        with (self._data / "log").open("ab") as log:
            self._process = subprocess.Popen(command, env=self._environment, stdout=log, stderr=log)  # noqa: S603
        until = time.monotonic() + PATIENCE
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > until:
                raise Wrong(f"the rehearsal's own server does not answer: {(self._data / 'log').read_text()[-2000:]}")
            time.sleep(0.05)

    def mails(self) -> list[tuple[str, str]]:
        """(to whom, text) of every mail until now, the oldest first."""
        found = [message_from_bytes(file.read_bytes(), policy=default) for file in sorted(self._data.glob("mail/*"))]
        return [(str(one["To"]), str(one.get_content())) for one in found]

    def stop(self) -> None:
        """Stop the server and wait until it is gone."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(LEAVE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None

    def _answers(self) -> bool:
        try:
            return httpx.get(f"{self.url}/livez", trust_env=False).status_code == 200
        except httpx.TransportError:
            return False
