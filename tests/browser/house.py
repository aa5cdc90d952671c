"""A real server in a process of its own, with its data in a temporary folder."""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import httpx

from tests.bench.servers import free_port
from tests.prepared import prepare

PATIENCE = 60  # seconds for starting: migrations and static files come first


class House:
    """`koffer serve` on a free port. It can be stopped and started again, on the same port with the same data."""

    def __init__(self, folder: Path, **surroundings: str) -> None:
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self._log = folder / "log.txt"
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("KOFFER_", "COV_"))}
        for foreign in ("DATABASE_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE"):
            kept.pop(foreign, None)
        self._environment = (
            kept
            | {
                "KOFFER_DATA": str(folder / "data"),
                "HOST": "127.0.0.1",
                "PORT": str(self.port),
                "no_proxy": "127.0.0.1",
            }
            | surroundings
        )
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the server and wait until it answers."""
        command = Path(sys.executable).with_name("koffer")
        prepare(Path(self._environment["KOFFER_DATA"]), database="DATABASE_URL" not in self._environment)
        with self._log.open("ab") as log:
            self._process = subprocess.Popen([command, "serve"], env=self._environment, stdout=log, stderr=log)
        until = time.monotonic() + PATIENCE
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > until:
                self.stop()
                raise RuntimeError(f"The server does not answer:\n{self._log.read_text()}")
            time.sleep(0.1)

    def _answers(self) -> bool:
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(f"{self.address}/livez", timeout=2) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def browser(self, **options: Any) -> httpx.Client:
        """A browser without scripts. It needs no certificates: reading them takes longer than most pages."""
        return httpx.Client(base_url=self.address, timeout=30, verify=False, **options)

    @property
    def pid(self) -> int:
        """The process of the server."""
        assert self._process is not None
        return self._process.pid

    @property
    def data_folder(self) -> Path:
        """The folder with its data."""
        return Path(self._environment["KOFFER_DATA"])

    @property
    def log(self) -> str:
        """What the server printed."""
        return self._log.read_text()

    def run(self, *arguments: str, **surroundings: str) -> str:
        """Run another `koffer` command with the same data; what it printed. Raises when it fails."""
        command = Path(sys.executable).with_name("koffer")
        done = subprocess.run(
            [command, *arguments], env=self._environment | surroundings, capture_output=True, text=True, check=True
        )
        return done.stdout

    def stop(self) -> None:
        """Stop the server and wait until it is gone."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(15)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None
