"""The workshop tests against a running Koffer: two processes on PostgreSQL, with Redis for their notices.

With KOFFER_TEST_SERVED=1 every request of the tests' clients goes over HTTP, by turns to the one and to the other
process; the tests look into the same database. Without it, the tests call Django in their own process.
"""

import http.client
import itertools
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import redis
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpResponse
from django.test import Client

from tests.bench.servers import free_port
from tests.browser.house import House

ASKED = bool(os.environ.get("KOFFER_TEST_SERVED"))
CSRF = "c" * 32  # a browser makes up its own; the form repeats it
PROCESSES = 2


class Redis:
    """A Redis of the test's own, which can go away and come back."""

    def __init__(self, folder: Path) -> None:
        self.port, self._folder = free_port(), folder
        self._process: subprocess.Popen[bytes] | None = None
        self.start()

    @property
    def url(self) -> str:
        """Its address."""
        return f"redis://127.0.0.1:{self.port}/"

    def start(self) -> None:
        """Start it; it answers a moment later."""
        command = ["redis-server", "--bind", "127.0.0.1", "--port", str(self.port), "--save", "", "--dir", self._folder]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL)

    def stop(self) -> None:
        """Let it disappear without a word."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()


class ServedClient(Client):
    """Django's test client, whose requests go to the running processes."""

    ports: Iterator[int] = iter(())

    def __init__(self, *, enforce_csrf_checks: bool = False, **defaults: Any) -> None:
        super().__init__(enforce_csrf_checks=enforce_csrf_checks, **defaults)
        self._free_pass = not enforce_csrf_checks
        self.handler = self._ask

    def _ask(self, environ: dict[str, Any]) -> HttpResponse:
        request = WSGIRequest(environ)
        headers = {name: value for name, value in request.headers.items() if value}
        headers |= {"Host": "testserver"}
        if self._free_pass:
            headers["Cookie"] = "; ".join(filter(None, [headers.get("Cookie"), f"csrftoken={CSRF}"]))
            headers["X-CSRFToken"] = CSRF
        connection = http.client.HTTPConnection("127.0.0.1", next(self.ports), timeout=30)
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        connection.request(request.method or "GET", request.get_full_path(), body, headers)
        answer = connection.getresponse()
        response = HttpResponse(answer.read(), status=answer.status)
        connection.close()
        for name in response.headers.keys() - answer.headers.keys():
            del response.headers[name]
        for name, value in answer.headers.items():
            if name.lower() == "set-cookie":
                response.cookies.load(value)
            else:
                response.headers[name] = value
        response.url = answer.headers.get("Location", "")
        response.wsgi_request = request
        return response


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Running processes see only what is committed."""
    for item in items if ASKED else ():
        item.add_marker(pytest.mark.django_db(transaction=True), append=False)


@pytest.fixture(scope="session")
def served(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Redis | None]:
    """The running processes, if they are asked for; gives their Redis."""
    if not ASKED:
        yield None
        return
    from django.db import connection

    known = connection.settings_dict
    address = f"postgresql://{known['USER']}:{known['PASSWORD']}@{known['HOST']}:{known['PORT']}/{known['NAME']}?connect_timeout=30"
    notices = Redis(tmp_path_factory.mktemp("redis"))
    surroundings = {
        "DATABASE_URL": address,
        "REDIS_URL": notices.url,
        "KOFFER_SECRET_KEY": os.environ["KOFFER_SECRET_KEY"],
    }
    houses = [House(tmp_path_factory.mktemp("house"), **surroundings) for _ in range(PROCESSES)]
    for house in houses:
        house.start()
    ServedClient.ports = itertools.cycle(house.port for house in houses)
    yield notices
    for house in houses:
        house.stop()
    notices.stop()


@pytest.fixture
def _nothing_counted(served: Redis | None) -> None:
    """No counts left over from another test."""
    if served is not None:
        redis.Redis.from_url(served.url).flushdb()
