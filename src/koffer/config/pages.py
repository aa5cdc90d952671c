"""Django behind the event loop: pages in one hop to a thread and back, bodies as they come.

A request without a body is answered whole: the thread hands over status, headers and body at once. Through the
adapter of a2wsgi each part of an answer is a round trip of its own between the thread and the loop, which costs more
than the page itself (docs/decisions.md).
"""

import asyncio
from io import BytesIO
from typing import Any, cast

from a2wsgi import WSGIMiddleware
from a2wsgi.wsgi import build_environ

from koffer.live.stream import Receive, Scope, Send

WORKERS = 8  # threads: so many slow answers, such as papers, may be made at the same moment


class Pages:
    """ASGI application around the WSGI application `django`."""

    def __init__(self, django: Any) -> None:
        self._django = django
        self._with_body: Any = WSGIMiddleware(django, workers=WORKERS)
        self._threads = self._with_body.executor

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["method"] not in ("GET", "HEAD"):
            await self._with_body(scope, receive, send)
            return
        environ = build_environ(cast(Any, scope), cast(Any, BytesIO()))
        loop = asyncio.get_running_loop()
        status, headers, body = await loop.run_in_executor(self._threads, self._answer, environ)
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    def _answer(self, environ: Any) -> tuple[int, list[tuple[bytes, bytes]], bytes]:
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
