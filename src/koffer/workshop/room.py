"""The rooms as the live hub asks for them: the state of each audience, and the versions."""

import uuid
from collections.abc import Collection

from django.db import connection

from koffer.live.subscriber import State
from koffer.workshop.audience import SCREEN, Audience
from koffer.workshop.drawn import shared
from koffer.workshop.models import FacilitatorKey, Workshop


def render(room: str, listeners: Collection[str]) -> dict[str, State | None]:
    """The state for each audience, for the hub. None when the workshop is gone, or the key or the link was ended."""
    try:
        workshop = Workshop.found(uuid.UUID(room))
        return {listener: _state(workshop, Audience.read(listener)) for listener in listeners}
    finally:
        _give_back()


def _state(workshop: Workshop | None, audience: Audience) -> State | None:
    if workshop is None:
        return None
    if audience.key and not FacilitatorKey.holds(audience.key, workshop):
        return None
    if audience.kind == SCREEN and audience.link != workshop.link_number:
        return None
    return State(workshop.version, shared(workshop, audience))


def versions(rooms: Collection[str]) -> dict[str, int]:
    """The version of each room that exists, for the hub."""
    try:
        found = Workshop.objects.filter(pk__in=[uuid.UUID(room) for room in rooms]).values_list("pk", "version")
        return {str(key): version for key, version in found}
    finally:
        _give_back()


def _give_back() -> None:
    # The hub's threads are not requests: nobody else would give a broken connection back.
    if not connection.in_atomic_block:
        connection.close_if_unusable_or_obsolete()
