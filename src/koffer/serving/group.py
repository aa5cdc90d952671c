"""Deeds of many requests in one transaction: one wait for the disk instead of many."""

import asyncio
import threading
from collections.abc import Callable
from queue import SimpleQueue
from typing import Any, Generic, TypeVar

from django.db import OperationalError, connection, transaction

MOST = 64  # deeds in one transaction: others wait for the lock that long

Result = TypeVar("Result")


class _Deed(Generic[Result]):
    """What one request wants done, and who waits for it. Of one workshop, whose key is `place`."""

    def __init__(self, place: str, act: Callable[[], Result]) -> None:
        self.place, self.act = place, act
        self.done: asyncio.Future[Result] = asyncio.get_running_loop().create_future()


class Group:
    """Does what it is given in a thread of its own, all that waits in one transaction."""

    def __init__(self) -> None:
        self._waiting: SimpleQueue[_Deed[Any]] = SimpleQueue()
        self._thread: threading.Thread | None = None

    async def do(self, place: str, act: Callable[[], Result]) -> Result:
        """The result of `act`, when it is stored. Raises what `act` raises, or what the database says.

        `act` runs in a transaction that others share, and may run again: it holds its changes in a savepoint, and
        touches only the workshop `place`.
        """
        if self._thread is None or not self._thread.is_alive():
            self._thread = threading.Thread(target=self._run, name="group", daemon=True)
            self._thread.start()
        self._loop = asyncio.get_running_loop()
        deed = _Deed(place, act)
        self._waiting.put(deed)
        return await deed.done

    def _run(self) -> None:
        while True:
            batch = [self._waiting.get()]
            while len(batch) < MOST and not self._waiting.empty():
                batch.append(self._waiting.get())
            # In one order everywhere: two processes that lock the same workshops do not wait for each other.
            self._commit(sorted(batch, key=lambda deed: deed.place))
            connection.close_if_unusable_or_obsolete()

    def _commit(self, batch: list[_Deed[Any]]) -> None:
        try:
            with transaction.atomic():
                results = [deed.act() for deed in batch]
        except OperationalError as error:  # locked, full or away, for all of them
            self._tell([(deed.done.set_exception, error) for deed in batch], batch)
        except Exception as error:
            if len(batch) == 1:
                return self._tell([(batch[0].done.set_exception, error)], batch)
            for deed in batch:  # one of them must not spoil it for the others
                self._commit([deed])
        else:
            told = [(deed.done.set_result, result) for deed, result in zip(batch, results, strict=True)]
            self._tell(told, batch)

    def _tell(self, told: list[tuple[Callable[[Any], None], Any]], batch: list[_Deed[Any]]) -> None:
        def settle() -> None:
            for deed, (say, what) in zip(batch, told, strict=True):
                if not deed.done.done():  # who waited may have gone away
                    say(what)

        self._loop.call_soon_threadsafe(settle)


group = Group()
