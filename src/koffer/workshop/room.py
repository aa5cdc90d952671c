"""What each audience of a room sees: one template per audience, whole state, from the database.

The page and the stream use the same template, so that a page patched live equals the page reloaded. A room's
messages hold only what all of that audience may see (rules.md, section 3).
"""

import json
import uuid
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any

from django.core.signing import BadSignature, Signer
from django.db import connection
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import get_language, override

from koffer.live.hub import State
from koffer.web.address import public_url
from koffer.workshop.guide import guide
from koffer.workshop.models import FacilitatorKey, Workshop
from koffer.workshop.models.facts import FACTS
from koffer.workshop.people import people
from koffer.workshop.picture import team_picture
from koffer.workshop.steps.closing.ending import ending
from koffer.workshop.steps.conversation.turn import agreement_sentence, stops, turn
from koffer.workshop.steps.findings.found import gaps, strengths
from koffer.workshop.steps.label.label import label
from koffer.workshop.steps.score.board import board

PARTICIPANT, SCREEN, FACILITATOR = "participant", "screen", "facilitator"
_signer = Signer(salt="stream")


@dataclass(frozen=True)
class Audience:
    """Who may see the same bytes: a kind of viewer, in a language, at an address.

    `key` is the facilitator's: a key that is withdrawn ends its stream. `base` is the address of this server
    as the other devices in the room know it; only the projector page shows it.
    """

    kind: str
    language: str
    key: int | None = None
    base: str = ""

    @classmethod
    def of(cls, request: HttpRequest, kind: str, key: FacilitatorKey | None = None) -> "Audience":
        """The audience to which the page that answers `request` belongs."""
        base = public_url(request, "") if kind == SCREEN else ""
        return cls(kind, get_language() or "nl", key.pk if key else None, base)


def room_context(workshop: Workshop, audience: Audience) -> dict[str, Any]:
    """What the template of `audience` may use: facts, people and the picture, as far as mode and counts allow.

    What only some steps show is a function that is called once, when the template asks for it.
    """
    facilitates = audience.kind == FACILITATOR
    return {
        "workshop": workshop,
        "people": people(workshop, audience.kind),
        "picture": cache(lambda: team_picture(workshop, audience.kind) if workshop.opened else None),
        "categories": workshop.categories(),
        "guide": guide(workshop) if facilitates else None,
        "base": audience.base,
        "turn": cache(lambda: turn(workshop, audience.kind)),
        "stops": cache(lambda: stops(workshop)),
        "agreement": cache(lambda: agreement_sentence(workshop)),
        "board": cache(lambda: board(workshop)),
        "strengths": cache(lambda: strengths(workshop)),
        "gaps": cache(lambda: gaps(workshop)),
        "label": cache(lambda: label(workshop)),
        "ending": cache(lambda: ending(workshop)),
    }


def page_context(workshop: Workshop, audience: Audience) -> dict[str, Any]:
    """The context of a whole page of `audience`: the room, and the address of its stream."""
    token = _signer.sign_object([str(workshop.pk), json.dumps(asdict(audience))])
    return room_context(workshop, audience) | {"stream": token}


def authorise(token: str) -> tuple[str, str] | None:
    """The (room, audience) of a stream's signed token; None when the signature is not ours."""
    try:
        room, audience = _signer.unsign_object(token)
    except (BadSignature, ValueError):
        return None
    return room, audience


def render(room: str, listener: str) -> State | None:
    """The state for the hub. None when the workshop is gone or the facilitator's key was withdrawn."""
    audience = Audience(**json.loads(listener))
    try:
        workshops = Workshop.objects.select_related("design", *FACTS)
        workshop = workshops.filter(pk=uuid.UUID(room)).first()
        if workshop is None:
            return None
        if audience.key and not workshop.keys.filter(pk=audience.key, revoked_at=None).exists():
            return None
        with override(audience.language):
            html = render_to_string(f"workshop/room/{audience.kind}.html", room_context(workshop, audience))
        return State(workshop.version, html)
    finally:
        # The hub's threads are not requests: nobody else would give a broken connection back.
        if not connection.in_atomic_block:
            connection.close_if_unusable_or_obsolete()
