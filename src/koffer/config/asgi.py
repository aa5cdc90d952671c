"""The one ASGI callable: streams go to `live/`, everything else to Django through its WSGI handler.

Django's WSGI handler in a thread pool answers about five times as many requests per core as its ASGI handler,
and a stream costs a tenth of the memory of a Django streaming view (measured; docs/architecture.md).
"""

import asyncio
import os
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "koffer.config.settings")

from a2wsgi import WSGIMiddleware
from django.core.wsgi import get_wsgi_application

_django: Any = WSGIMiddleware(get_wsgi_application(), workers=8)  # type: ignore[arg-type]

from koffer.config.waiting_work import purge_now_and_then  # noqa: E402
from koffer.live.hub import hub  # noqa: E402
from koffer.live.stream import Receive, Scope, Send, Streams  # noqa: E402
from koffer.workshop.room import authorise  # noqa: E402

_streams = Streams(hub, authorise)


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """Route one connection."""
    if scope["type"] == "lifespan":
        await _lifespan(receive, send)
    elif scope["type"] == "http":
        await (_streams if scope["path"].startswith("/live/") else _django)(scope, receive, send)


async def _lifespan(receive: Receive, send: Send) -> None:
    hub.start()
    purge = asyncio.ensure_future(purge_now_and_then())
    await receive()
    await send({"type": "lifespan.startup.complete"})
    await receive()
    purge.cancel()
    await send({"type": "lifespan.shutdown.complete"})
