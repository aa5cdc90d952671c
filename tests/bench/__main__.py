"""`make bench`: starts a server of its own and measures its start, a page and a hand-in.

Prints a line per figure and writes them to bench/results.json. The whole table comes with the issue on speed.
"""

import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import httpx

PAGES = 200
SHEETS = 100
SERVE = [sys.executable, "-c", "from koffer.config.cli import main; raise SystemExit(main())", "serve"]


def free_port() -> int:
    """A port that nobody listens to."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start(folder: str, port: int) -> tuple[subprocess.Popen[bytes], float]:
    """A server with its data in `folder`, and the seconds until its first answer."""
    began = time.perf_counter()
    environment = os.environ | {"KOFFER_DATA": folder, "PORT": str(port), "HOST": "127.0.0.1"}
    server = subprocess.Popen(SERVE, env=environment, stdout=subprocess.DEVNULL)
    while server.poll() is None:
        try:
            httpx.get(f"http://127.0.0.1:{port}/livez")
            return server, time.perf_counter() - began
        except httpx.TransportError:
            time.sleep(0.01)
    raise SystemExit("the server did not start")


def send(client: httpx.Client, page: str, target: str, data: dict[str, str]) -> httpx.Response:
    """Fetch `page` for its token and send a form to `target`."""
    token = re.search(r'csrfmiddlewaretoken" value="([^"]+)"', client.get(page).text)
    assert token
    return client.post(target, data=data | {"csrfmiddlewaretoken": token[1]}, follow_redirects=True)


def play(client: httpx.Client) -> tuple[float, float]:
    """Pages a second and hand-ins a second of one visitor who does one thing after the other."""
    console = send(client, "/start", "/start", {"team": "Bench", "destination": "Fast"})
    place = console.url.path.removesuffix("console")
    code = "".join(re.findall(r'code-shown">(\w+) (\w+)', console.text)[0])
    send(client, console.url.path, f"{place}console/start", {})
    sheet = send(client, f"/j/{code}", f"/j/{code}", {"name": "Anna"}).text
    began = time.perf_counter()
    for _ in range(PAGES):
        client.get(place).raise_for_status()
    pages = PAGES / (time.perf_counter() - began)
    rows = dict(zip(re.findall(r'name="(c\d+)"', sheet), map(str, range(19, 0, -2)), strict=True))
    rows["csrfmiddlewaretoken"] = re.findall(r'csrfmiddlewaretoken" value="([^"]+)"', sheet)[0]
    began = time.perf_counter()
    for press in range(SHEETS):
        assert client.post(f"{place}sheet", data=rows | {"press_key": f"press-{press}"}).status_code == 302
    return pages, SHEETS / (time.perf_counter() - began)


def main() -> None:
    """Measure, print, write."""
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        start(folder, port)[0].terminate()  # the first start prepares the data folder
        server, seconds = start(folder, port := free_port())
        try:
            memory = re.findall(r"VmRSS:\s+(\d+)", Path(f"/proc/{server.pid}/status").read_text())[0]
            base = f"http://127.0.0.1:{port}"
            with httpx.Client(base_url=base, headers={"Referer": base}) as client:
                pages, sheets = play(client)
        finally:
            server.terminate()
            server.wait()
    figures = [
        {"what": "start to first answer", "value": round(seconds, 2), "unit": "s", "reach": 1.0},
        {"what": "memory after start", "value": int(memory) // 1000, "unit": "MB", "reach": 90},
        {"what": "a member's page, one visitor", "value": round(pages), "unit": "1/s", "reach": 1000},
        {"what": "hand-in, one visitor", "value": round(sheets), "unit": "1/s", "reach": 1000},
    ]
    for figure in figures:
        print(f"{figure['what']:32} {figure['value']:>8} {figure['unit']:4} (to reach: {figure['reach']})")
    Path("bench").mkdir(exist_ok=True)
    Path("bench/results.json").write_text(json.dumps(figures, indent=1) + "\n")


if __name__ == "__main__":
    main()
