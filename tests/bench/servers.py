"""Servers for the measurements: ours and the bare one, each on the first core, the load on the others."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

KOFFER = [sys.executable, "-c", "from koffer.host.cli import main; raise SystemExit(main())", "serve"]
BARE = [sys.executable, "-m", "uvicorn", "tests.bench.bare:application", "--log-level", "critical"]
BARE += ["--timeout-graceful-shutdown", "1", "--port"]
CORES = sorted(os.sched_getaffinity(0))
HERE, THERE = set(CORES[:1]), set(CORES[1:]) or set(CORES)  # of the server, of the load
TICKS = os.sysconf("SC_CLK_TCK")


def free_port() -> int:
    """A port that nobody listens to."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Server:
    """A running server: where, how long it took to answer, and what it uses."""

    process: "subprocess.Popen[bytes]"
    port: int
    seconds: float

    @property
    def memory(self) -> float:
        """Resident memory in kB."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return float(re.findall(r"VmRSS:\s+(\d+)", status)[0])

    @property
    def cpu(self) -> float:
        """Seconds of processor time so far."""
        numbers = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(numbers[11]) + int(numbers[12])) / TICKS


@contextmanager
def serving(command: list[str], folder: Path, **environment: str) -> Iterator[Server]:
    """The server that `command` starts, with its data in `folder`, until the block ends."""
    port = free_port()
    began = time.perf_counter()
    process = subprocess.Popen(
        [*command, str(port)] if command is BARE else command,
        env=os.environ | {"KOFFER_DATA": str(folder), "PORT": str(port), "HOST": "127.0.0.1"} | environment,
        stdout=subprocess.DEVNULL,
        preexec_fn=lambda: os.sched_setaffinity(0, HERE),
    )
    try:
        while True:
            if process.poll() is not None:
                raise SystemExit("the server did not start")
            try:
                httpx.get(f"http://127.0.0.1:{port}/livez")
                break
            except httpx.TransportError:
                time.sleep(0.005)
        yield Server(process, port, time.perf_counter() - began)
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
