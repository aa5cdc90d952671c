"""The one ASGI callable: streams go to `live/`, sheets to their door, everything else to Django's WSGI handler.

Django's WSGI handler in a thread pool answers about five times as many requests per core as its ASGI handler,
and a stream costs a tenth of the memory of a Django streaming view (measured; docs/architecture.md).
"""

import asyncio
import gc
import os
import signal
from types import FrameType
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "koffer.config.settings")

from django.core.wsgi import get_wsgi_application

from koffer.serving.bodies import Bodies
from koffer.serving.pages import Pages

_django = Pages(get_wsgi_application())

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402

from koffer.live.hub import hub  # noqa: E402
from koffer.live.notices import notices  # noqa: E402
from koffer.live.stream import Receive, Scope, Send, Streams  # noqa: E402
from koffer.serving.door import Door  # noqa: E402
from koffer.serving.metrics import forget_dead_processes  # noqa: E402
from koffer.serving.waiting_work import work_now_and_then  # noqa: E402
from koffer.workshop.tokens import authorise  # noqa: E402

_streams = Streams(hub, authorise)
_requests = Bodies(Door(_django))


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """Route one connection."""
    if scope["type"] == "lifespan":
        await _lifespan(receive, send)
    elif scope["type"] == "http":
        if scope["path"].startswith("/live/"):
            await _streams(scope, receive, send)
        else:
            await _requests(scope, receive, send)


async def _lifespan(receive: Receive, send: Send) -> None:
    await receive()
    forget_dead_processes()
    work = [hub.start(notices.tell), asyncio.ensure_future(work_now_and_then())]
    if settings.REDIS_URL or connection.vendor != "sqlite":
        work.append(asyncio.ensure_future(notices.run(settings.REDIS_URL)))
    _say_goodbye_first()
    _clean_up_seldom()
    await send({"type": "lifespan.startup.complete"})
    await receive()
    for task in work:
        task.cancel()
    await send({"type": "lifespan.shutdown.complete"})


def _clean_up_seldom() -> None:
    """Let Python look for circles of garbage less often, and never among what is there from the start.

    With ten thousand open streams each look at all objects takes long, and all of them together a quarter of the core.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 50, 1000)
    gc.enable()


def _say_goodbye_first() -> None:
    """Let the streams end as soon as the process is asked to stop: the server waits for them."""
    for sign in (signal.SIGTERM, signal.SIGINT):
        then = signal.getsignal(sign)

        def stop(number: int, frame: FrameType | None, then: Any = then) -> None:
            hub.stop()
            then(number, frame)

        if callable(then):
            signal.signal(sign, stop)
