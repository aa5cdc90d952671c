"""The rooms as the live hub asks for them: the state of each audience, and the versions."""

import uuid
from collections.abc import Collection, Mapping

from django.db import connection

from koffer.live.hub import Listeners
from koffer.live.subscriber import State
from koffer.workshop.models import FacilitatorKey, Seat, Workshop
from koffer.workshop.people import read_ahead
from koffer.workshop.room.audience import SCREEN, Audience
from koffer.workshop.room.drawn import NO_SEAT, shared


def render(wanted: Listeners) -> dict[str, dict[str, State | None]]:
    """The state for each audience of each room, for the hub.

    None when the workshop is gone, or the key or the link was ended. What all rooms need is asked for together: each
    question to the database costs as much as drawing.
    """
    try:
        found = {str(one.pk): one for one in Workshop.found_all([uuid.UUID(room) for room in wanted])}
        read_ahead([one for one in found.values() if not one.opened])
        audiences = {room: [(text, Audience.read(text)) for text in some] for room, some in wanted.items()}
        keys = FacilitatorKey.live_among({a.key for some in audiences.values() for _text, a in some if a.key})
        return {
            room: {text: _state(found.get(room), audience, keys) for text, audience in some}
            for room, some in audiences.items()
        }
    finally:
        _give_back()


def _state(workshop: Workshop | None, audience: Audience, keys: Mapping[int, uuid.UUID]) -> State | None:
    if workshop is None:
        return None
    if audience.key and keys.get(audience.key) != workshop.pk:
        return None
    if audience.kind == SCREEN and audience.link != workshop.link_number:
        return None
    return State(workshop.version, shared(workshop, audience), workshop.doors)


def versions(rooms: Collection[str]) -> dict[str, int]:
    """The version of each room that exists, for the hub."""
    try:
        found = Workshop.objects.filter(pk__in=[uuid.UUID(room) for room in rooms]).values_list("pk", "version")
        return {str(key): version for key, version in found}
    finally:
        _give_back()


def staying(room: str, people: Collection[str]) -> set[str]:
    """Who of these is in the room, for the hub: seats (by key) whose person did not leave, and all without a seat."""
    try:
        seats = [uuid.UUID(one) for one in people if not one.startswith(NO_SEAT)]
        here = Seat.objects.filter(workshop=uuid.UUID(room), left_at=None, pk__in=seats).values_list("pk", flat=True)
        return {one for one in people if one.startswith(NO_SEAT)} | {str(key) for key in here}
    finally:
        _give_back()


def _give_back() -> None:
    # The hub's threads are not requests: nobody else would give a broken connection back.
    if not connection.in_atomic_block:
        connection.close_if_unusable_or_obsolete()
