"""What every answer carries, whatever became of the request."""

import asyncio

import pytest
from django.test import Client

from koffer.config.pages import Pages

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'"
)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("get", "/", 200), ("get", "/nowhere", 404), ("post", "/language", 403), ("put", "/language", 403)],
)
def test_a_page_takes_nothing_from_elsewhere_and_is_not_kept(method, path, status):
    answer = getattr(Client(enforce_csrf_checks=True), method)(path)
    assert answer.status_code == status
    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith(POLICY)
    assert "unsafe" not in policy and "*" not in policy
    assert answer.headers["Cache-Control"] == "no-store"


def ask(django, method):
    sent = []

    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message):
        sent.append(message)

    scope = {"type": "http", "http_version": "1.1", "method": method, "path": "/é", "query_string": b"a=1"}
    asyncio.run(Pages(django)(scope | {"headers": [(b"host", b"x")]}, receive, send))
    return sent


class Parts:
    """The parts of an answer, which want to be closed."""

    closed = False

    def __iter__(self):
        yield from (b"one ", b"two")

    def close(self):
        self.closed = True


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
def test_an_answer_comes_whole_and_is_closed(method):
    parts, asked = Parts(), []

    def django(environ, start):
        asked.append(
            (environ["REQUEST_METHOD"], environ["PATH_INFO"].encode("latin1").decode(), environ["QUERY_STRING"])
        )
        start("404 Not Found", [("X-One", "1"), ("X-One", "2")])
        return parts

    begun, *rest = ask(django, method)
    assert asked == [(method, "/é", "a=1")]
    assert (begun["status"], begun["headers"]) == (404, [(b"x-one", b"1"), (b"x-one", b"2")])
    assert b"".join(message["body"] for message in rest) == b"one two"
    assert parts.closed


def test_what_fails_in_the_thread_fails_here():
    parts = Parts()
    parts.__class__ = type("Broken", (Parts,), {"__iter__": lambda self: iter([1 / 0])})

    def django(environ, start):
        start("200 OK", [])
        return parts

    with pytest.raises(ZeroDivisionError):
        ask(django, "GET")
    assert parts.closed
