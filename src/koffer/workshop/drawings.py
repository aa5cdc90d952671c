"""What was computed or drawn for a version of a workshop, kept in memory for who asks for the same."""

import uuid
from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from django.core.cache import caches
from django.utils import timezone

MOST = 1024  # drawings in memory
T = TypeVar("T")

Place = tuple[uuid.UUID, object, str]  # a workshop, for whom it is (an audience, or a language), and what it is


class Drawings:
    """The newest drawing for each place."""

    def __init__(self) -> None:
        self._kept: dict[Place, tuple[int, date, Any]] = {}

    def at(self, place: Place, version: int, draw: Callable[[], T]) -> T:
        """The drawing of today for `version`: the one that is kept, or what `draw` gives."""
        today = timezone.localdate()
        kept = self._kept.get(place)
        if kept is not None and kept[:2] == (version, today):
            return kept[2]  # type: ignore[no-any-return]
        drawn = draw()
        while len(self._kept) >= MOST:
            self._kept.pop(next(iter(self._kept)), None)
        self._kept[place] = version, today, drawn
        return drawn

    def forget(self) -> None:
        """Let go of everything: what was deleted must not stay in memory either."""
        self._kept.clear()
        caches["drawings"].clear()


drawings = Drawings()
