"""Django behind the event loop: one hop to a thread and back, for a request that is there whole.

The thread hands over status, headers and body at once. Through an adapter that streams, each part of an answer is a
round trip of its own between the thread and the loop, which costs more than the page itself (docs/decisions.md).
"""

import asyncio
import random
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from typing import Any, cast

from a2wsgi.wsgi import build_environ

from koffer.bounds import FILE_THREADS, FORM_THREADS, HEALTH_THREADS, LONGEST_WAIT, PAGE_THREADS, WAITING
from koffer.live.stream import Receive, Scope, Send
from koffer.web.limits import TURNS

FILES = (".pdf", ".png", ".xlsx")  # made by a typesetter, or a spreadsheet: seconds of a core
HEALTH = ("/livez", "/readyz", "/metrics")

Answer = tuple[int, list[tuple[bytes, bytes]], bytes]


class Pages:
    """ASGI application around the WSGI application `django`, with threads for each kind of request.

    A form that waits for the database takes no thread of a page, and none of both that of the health.
    """

    def __init__(self, django: Any) -> None:
        self._django = django
        self._pages, self._forms = _threads("page", PAGE_THREADS), _threads("form", FORM_THREADS)
        self._files, self._health = _threads("file", FILE_THREADS), _threads("health", HEALTH_THREADS)
        self._waiting = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        body = b""
        if scope["method"] not in ("GET", "HEAD"):
            body = (await receive())["body"]
        status, headers, content = await self._in_turn(scope, body)
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": content})

    async def _in_turn(self, scope: Scope, body: bytes) -> Answer:
        """The answer; who came too often (429) waits here until it is their turn, as long as not too many do."""
        loop, waited = asyncio.get_running_loop(), 0.0
        turns: dict[str, float] = {}
        while True:
            environ = build_environ(cast(Any, scope), cast(Any, BytesIO(body)))
            if waited or self._waiting < WAITING:
                cast(Any, environ)[TURNS] = turns
            environ.setdefault("CONTENT_LENGTH", str(len(body)))  # of a body in chunks nobody said it
            answer = await loop.run_in_executor(self._threads_for(scope), self._answer, environ)
            asked = _asks_to_wait(answer)
            if asked is None or waited + asked > LONGEST_WAIT or (not waited and self._waiting >= WAITING):
                return answer
            pause = asked * (1 + random.random() / 10)  # noqa: S311 (not all at the same moment)
            self._waiting += 1
            try:
                await asyncio.sleep(pause)
            finally:
                self._waiting -= 1
            waited += pause

    def _threads_for(self, scope: Scope) -> ThreadPoolExecutor:
        if scope["path"] in HEALTH:
            return self._health
        if scope["method"] not in ("GET", "HEAD"):
            return self._forms
        return self._files if scope["path"].endswith(FILES) else self._pages

    def _answer(self, environ: Any) -> Answer:
        status, headers = 500, []

        def start(line: str, pairs: list[tuple[str, str]], error: object = None) -> None:
            nonlocal status, headers
            status = int(line[:3])
            headers = [(name.lower().encode("latin1"), value.encode("latin1")) for name, value in pairs]

        parts = self._django(environ, start)
        try:
            return status, headers, b"".join(parts)
        finally:
            getattr(parts, "close", lambda: None)()


def _threads(name: str, most: int) -> ThreadPoolExecutor:
    return ThreadPoolExecutor(most, thread_name_prefix=name)


def _asks_to_wait(answer: Answer) -> float | None:
    """How many seconds a 429 of ours asks to wait; None for any other answer."""
    status, headers, _content = answer
    asked = dict(headers).get(b"retry-after", b"") if status == 429 else b""
    return float(asked) if asked.isdigit() else None
