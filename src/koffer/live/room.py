"""One room of the hub: its audiences, their subscribers, and the newest state of each."""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from koffer.live import metrics
from koffer.live.subscriber import State, Subscriber

Message = tuple[State, bytes]
States = Mapping[str, State | None]


@dataclass
class LiveRoom:
    """Who listens there, and what everybody was told last."""

    subscribers: dict[str, set[Subscriber]] = field(default_factory=lambda: defaultdict(set))
    newest: dict[str, Message] = field(default_factory=dict)
    coming: dict[str, "asyncio.Task[Message | None]"] = field(default_factory=dict)
    begun: int = 0  # renderings so far
    drawn_by: dict[str, int] = field(default_factory=dict)  # which of them gave the newest of each audience
    changes: int = 0  # that were heard of
    shown: int = 0  # of these, how many everybody has
    streams: Counter[str] = field(default_factory=Counter)  # how many are open of each who listens
    inside: set[str] = field(default_factory=set)  # who was found to be in the room
    doors: int | None = None  # when that was

    @property
    def version(self) -> int:
        """The newest that anybody has; -1 when nobody has any."""
        return max((state.version for state, _ in self.newest.values()), default=-1)

    @property
    def current(self) -> bool:
        """Whether everybody has what was heard of."""
        return self.shown == self.changes

    def keep(self, mine: int, states: States) -> None:
        """Keep what rendering number `mine` gave, for who comes next.

        Not what a rendering that began later overtook. Nobody renews what is kept for an audience that left meanwhile:
        it would be old for who comes back.
        """
        for audience, state in states.items():
            if audience not in self.subscribers or mine < self.drawn_by.get(audience, 0):
                continue
            self.drawn_by[audience] = mine
            if state is None:
                self.newest.pop(audience, None)
            else:
                self.newest[audience] = state, state.as_event()

    def offer(self, audience: str) -> None:
        """Put the newest state on every stream of the audience; end them where it may see nothing any more."""
        newest = self.newest.get(audience)
        subscribers = self.subscribers.get(audience, set())
        for subscriber in subscribers:
            if newest is None or subscriber.closed:
                subscriber.close()
            elif subscriber.offer(*newest):
                metrics.DELIVERED.inc()
