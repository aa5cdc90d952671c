"""Notices between processes: which rooms changed. Redis carries them; it holds no data.

Losing Redis loses nothing but freshness: then each process asks the database for versions.
"""

import asyncio
import logging
import random
import uuid
from itertools import count
from typing import TYPE_CHECKING

from koffer.live import metrics
from koffer.live.hub import Hub, hub

if TYPE_CHECKING:
    from redis.asyncio import Redis
    from redis.asyncio.client import PubSub

logger = logging.getLogger("koffer.live")

CHANNEL = "koffer:changed"
EVERYTHING = "*"
POLL = 2.0  # seconds between two looks at the versions while no notices come
SELDOM = 5  # one of so many looks also while they do: another process may be cut off from Redis
RETRY = 1.0  # seconds, about, until Redis is tried again
PATIENCE = 2.0  # seconds that Redis may take


class Notices:
    """Hears from other processes which rooms changed, and tells them. Runs in the event loop.

    `state`: "off" without Redis, "up", or "away" when it cannot be reached.
    """

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._me = uuid.uuid4().hex
        self._unsent: set[str] = set()
        self._news = asyncio.Event()
        self.state = "off"

    def tell(self, room: str) -> None:
        """Let the other processes know that `room` changed."""
        if self.state != "off":
            self._unsent.add(room)
            self._news.set()

    async def run(self, url: str, channel: str = CHANNEL) -> None:
        """Listen and tell until cancelled; `url` is that of Redis, or "" for looking at the versions only."""
        self._news = asyncio.Event()
        if not url:
            return await self._look_now_and_then()
        self._say("away")
        async with asyncio.TaskGroup() as group:
            group.create_task(self._look_now_and_then())
            group.create_task(self._stay_connected(url, channel))

    async def _look_now_and_then(self) -> None:
        for turn in count(1):
            await asyncio.sleep(POLL)
            if self.state != "up" or turn % SELDOM == 0:
                await self._look()

    async def _look(self) -> None:
        try:
            await self._hub.catch_up()
        except Exception:
            # The next look comes in two seconds; who waits for the database meanwhile is told elsewhere.
            logger.exception("the versions could not be read")

    async def _stay_connected(self, url: str, channel: str) -> None:
        from redis.asyncio import Redis  # only who uses it pays for it, not every start
        from redis.exceptions import RedisError

        while True:
            try:
                async with (
                    Redis.from_url(url, socket_connect_timeout=PATIENCE, health_check_interval=5) as redis,
                    redis.pubsub() as heard,
                ):
                    await heard.subscribe(channel)
                    self._say("up")
                    self.tell(EVERYTHING)  # what was not sent while Redis was away
                    await self._look()
                    async with asyncio.TaskGroup() as group:
                        group.create_task(self._hear(heard))
                        group.create_task(self._send(redis, channel))
            except* (RedisError, OSError, TimeoutError):
                self._say("away")
            await asyncio.sleep(RETRY * random.uniform(0.5, 1.5))  # noqa: S311

    async def _hear(self, heard: "PubSub") -> None:
        while True:
            message = await heard.get_message(ignore_subscribe_messages=True, timeout=PATIENCE)
            if message is None:
                continue
            sender, *rooms = message["data"].decode().split()
            if sender == self._me:
                continue
            if EVERYTHING in rooms:
                await self._look()
            for room in rooms:
                self._hub.changed(room)

    async def _send(self, redis: "Redis", channel: str) -> None:
        while True:
            try:
                await asyncio.wait_for(self._news.wait(), POLL)
            except TimeoutError:  # nothing to tell: a Redis that has become silent is as good as away
                await asyncio.wait_for(redis.ping(), PATIENCE)
                continue
            self._news.clear()
            rooms, self._unsent = self._unsent, set()
            await asyncio.wait_for(redis.publish(channel, " ".join([self._me, *rooms])), PATIENCE)

    def _say(self, state: str) -> None:
        if state != self.state:
            logger.info("notices between processes: Redis is %s", state)
        self.state = state
        metrics.REDIS_UP.set(state == "up")


notices = Notices(hub)
