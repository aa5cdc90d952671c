"""What every answer carries, whatever became of the request."""

import asyncio
import gzip
import secrets

import pytest
from django.http import HttpResponse
from django.test import Client

from koffer.serving.pages import Pages
from koffer.web.middleware import Gzip

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


@pytest.mark.django_db
def test_a_page_is_pressed_for_who_takes_it_and_its_length_is_chance():
    plain, pressed = Client().get("/"), [Client(headers={"accept-encoding": "br, gzip"}).get("/") for _ in range(20)]
    assert not plain.has_header("Content-Encoding")
    assert plain.headers["Vary"] == pressed[0].headers["Vary"] == "Cookie, Accept-Language, Accept-Encoding"
    for page in pressed:
        assert page.headers["Content-Encoding"] == "gzip"
        assert int(page.headers["Content-Length"]) == len(page.content) < len(plain.content) / 2
        assert b"</html>" in gzip.decompress(page.content)
    assert len({len(page.content) for page in pressed}) > 10


@pytest.mark.parametrize("content", [b"short", secrets.token_bytes(5000)])
def test_what_gets_no_shorter_stays_as_it_is(content, rf):
    answer = Gzip(lambda request: HttpResponse(content))(rf.get("/", headers={"accept-encoding": "gzip"}))
    assert answer.content == content
    assert not answer.has_header("Content-Encoding")


def ask(django, method, body=b""):
    sent = []

    async def receive():
        return {"type": "http.request", "body": body, "more_body": False}

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


def waiting_django(asked, seen):
    """Answers 429 as often as `asked` says, each with its seconds, and then 200."""

    def django(environ, start):
        seen.append(environ["wsgi.input"].read())
        if asked:
            start("429 Too Many Requests", [("Retry-After", asked.pop(0))])
            return [b"wait"]
        start("200 OK", [])
        return [b"here"]

    return django


@pytest.mark.parametrize(
    ("asked", "status", "times"),
    [(["0", "0"], 200, 3), ([], 200, 1), (["4000"], 429, 1), (["soon"], 429, 1)],
)
def test_who_comes_too_often_waits_in_the_loop_and_is_answered(asked, status, times):
    """The body is there again at each try; whoever would wait long reads so at once."""
    seen = []
    sent = ask(waiting_django(list(asked), seen), "POST", b"code=47KM2P")
    assert sent[0]["status"] == status and seen == [b"code=47KM2P"] * times
