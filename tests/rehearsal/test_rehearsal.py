"""`koffer rehearse` against a real server: a whole workshop in each mode, half a year, and no server at all."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from koffer.rehearsal.cli import main
from koffer.rehearsal.own_server import ANOTHER_DAY, MARK

SERVE = "from koffer.host.cli import main; raise SystemExit(main())"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_it_answers(url: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        assert server.poll() is None, "the server stopped"
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the server does not answer")


@pytest.fixture(scope="module")
def server_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server of its own, with an empty data folder."""
    port, data = _free_port(), tmp_path_factory.mktemp("data")
    env = os.environ | {"KOFFER_DATA": str(data), "PORT": str(port), "HOST": "127.0.0.1"}
    for name in ("DATABASE_URL", "REDIS_URL", "KOFFER_URL"):
        env.pop(name, None)
    with Path(data / "server.log").open("wb") as log:
        server = subprocess.Popen([sys.executable, "-c", SERVE, "serve"], env=env, stdout=log, stderr=log)
    url = f"http://127.0.0.1:{port}"
    try:
        _wait_until_it_answers(url, server)
        yield url
    finally:
        server.terminate()
        server.wait(10)


def _rehearse(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, object]]:
    status = main([*arguments, "--json"])
    figures: dict[str, object] = json.loads(capsys.readouterr().out.splitlines()[-1])
    return status, figures


# Of three sheets an open workshop shows dots; an anonymous one stays closed. A discreet one: with the journey after it.
@pytest.mark.parametrize(("privacy", "members"), [("open", "3"), ("anonymous", "5"), ("anonymous", "3")])
def test_nothing_goes_wrong(server_url: str, capsys: pytest.CaptureFixture[str], privacy: str, members: str) -> None:
    status, figures = _rehearse(capsys, "--url", server_url, "--members", members, "--privacy", privacy)
    assert figures["failures"] == []
    assert status == 0
    assert (figures["members"], figures["privacy"]) == (int(members), privacy)
    delays = figures["hand_in_to_screen_ms"]
    assert isinstance(delays, dict) and 0 < delays["p50"] <= delays["p99"]


def test_the_journey_after_it(server_url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--url", server_url, "--members", "5", "--privacy", "discreet", "--journey"]) == 0
    told = capsys.readouterr().out
    assert "nothing went wrong" in told and "Not the work of half a year" in told


def test_the_journey_of_half_a_year_on_a_server_of_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    status, figures = _rehearse(capsys, "--members", "6", "--journey")
    assert figures["failures"] == []
    assert status == 0


@pytest.mark.parametrize("foreign", [{}, {"DATABASE_URL": "postgresql://127.0.0.1:1/x"}])
def test_no_other_data_are_moved_to_another_day(tmp_path: Path, foreign: dict[str, str]) -> None:
    if foreign:
        (tmp_path / MARK).touch()
    env = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"} | foreign
    command = [sys.executable, "-m", ANOTHER_DAY, "183"]
    done = subprocess.run(command, env=env | {"KOFFER_DATA": str(tmp_path)}, capture_output=True, timeout=60)
    assert done.returncode == 2 and b"only a rehearsal's own data" in done.stderr
    assert not (tmp_path / "koffer.sqlite3").exists()


def test_a_conversation_of_two(server_url: str, capsys: pytest.CaptureFixture[str]) -> None:
    status, figures = _rehearse(capsys, "--url", server_url, "--one-to-one")
    assert figures["failures"] == []
    assert status == 0


def test_an_address_without_koffer_is_a_failure(capsys: pytest.CaptureFixture[str]) -> None:
    status, figures = _rehearse(capsys, "--url", f"http://127.0.0.1:{_free_port()}", "--members", "6")
    assert status == 1
    failures = figures["failures"]
    assert isinstance(failures, list) and "no Koffer answers" in failures[0]
