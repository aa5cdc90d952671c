"""Who sees the same, and what its template may use.

A room's messages hold only what all of an audience may see (rules.md, section 3).
"""

import json
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language

from koffer.drawing.medium import Medium
from koffer.web.address import public_url
from koffer.workshop.console.wall import taken_off
from koffer.workshop.guide import guide
from koffer.workshop.models import FacilitatorKey, Workshop
from koffer.workshop.people import People
from koffer.workshop.picture import team_picture
from koffer.workshop.steps.closing.ending import ending
from koffer.workshop.steps.conversation.turn import agreement_sentence, stops, turn
from koffer.workshop.steps.findings.found import gaps, strengths
from koffer.workshop.steps.label.label import label
from koffer.workshop.steps.score.board import board

PARTICIPANT, SCREEN, FACILITATOR = "participant", "screen", "facilitator"


@dataclass(frozen=True)
class Audience:
    """Who may see the same bytes: a kind of viewer, in a language, at an address.

    `key` is the facilitator's: a key that is withdrawn ends its stream. `link` is the number in the projector's
    address: another one ends its stream. `base` is the address of this server as the other devices in the room know
    it; only the projector page shows it.
    """

    kind: str
    language: str
    key: int | None = None
    base: str = ""
    link: int | None = None

    @classmethod
    def of(cls, request: HttpRequest, kind: str, key: FacilitatorKey | None = None) -> "Audience":
        """The audience to which the page that answers `request` belongs."""
        return cls(kind, get_language() or "nl", key=key.pk if key else None)

    @classmethod
    def of_screen(cls, request: HttpRequest, workshop: Workshop) -> "Audience":
        """The audience of the projector page that answers `request`."""
        return cls(SCREEN, get_language() or "nl", base=public_url(request, ""), link=workshop.link_number)

    @classmethod
    def read(cls, text: str) -> "Audience":
        """The audience that `as_text` wrote."""
        return cls(**json.loads(text))

    def as_text(self) -> str:
        """The audience as the hub knows it, and as the address of each stream holds it."""
        return json.dumps({name: value for name, value in asdict(self).items() if value})


def room_context(workshop: Workshop, audience: Audience) -> dict[str, Any]:
    """What the template of `audience` may use: facts, people and the picture, as far as mode and counts allow.

    What only some steps show is a function that is called once, when the template asks for it.
    """
    medium: Medium = "phone" if audience.kind == PARTICIPANT else "screen"
    return {
        "workshop": workshop,
        "language": audience.language,
        "people": People(workshop, audience.kind),
        "picture": cache(lambda: team_picture(workshop, medium) if workshop.opened else None),
        "categories": cache(workshop.categories),
        "guide": guide(workshop) if audience.kind == FACILITATOR else None,
        "base": audience.base,
        "turn": cache(lambda: turn(workshop, audience.kind)),
        "stops": cache(lambda: stops(workshop)),
        "agreement": cache(lambda: agreement_sentence(workshop)),
        "board": cache(lambda: board(workshop)),
        "strengths": cache(lambda: strengths(workshop)),
        "gaps": cache(lambda: gaps(workshop)),
        "label": cache(lambda: label(workshop)),
        "ending": cache(lambda: ending(workshop)),
        "taken_off": cache(lambda: taken_off(workshop) if audience.kind == FACILITATOR else []),
    }
