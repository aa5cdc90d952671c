"""Who sees the same, and what its template may use.

A room's messages hold only what all of an audience may see (rules.md, section 3).
"""

import json
from dataclasses import asdict, dataclass
from functools import cache, partial
from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language

from koffer.web.address import public_url
from koffer.workshop.models import FacilitatorKey, Workshop
from koffer.workshop.models.step import FILLING, SUITCASE
from koffer.workshop.people import People
from koffer.workshop.room.rail import rail
from koffer.workshop.room.texts import taken_off
from koffer.workshop.step import STEPS, ScriptStep

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
    step, facilitates = STEPS[workshop.shown_step], audience.kind == FACILITATOR
    every_fact = [fact for one in STEPS.values() for fact in one.facts.items()]
    facts = {name: cache(partial(fact, workshop, audience.kind)) for name, fact in every_fact}
    stage = workshop.stage
    moment = workshop.mode, stage, step.name, workshop.started, workshop.moves
    return {
        "workshop": workshop,
        # What the parts that hardly change are kept for.
        "drawn_for": (workshop.pk, audience.language, workshop.team, workshop.destination, *moment),
        "stage": stage,
        "step": step,
        "phone": _on_phones(workshop, step),
        "people": People(workshop, audience.kind),
        "categories": cache(workshop.categories),
        "guide": rail(workshop) if facilitates else None,
        "ready": cache(lambda: step.ready(facts)),
        "base": audience.base,
        "taken_off": cache(lambda: taken_off(workshop) if facilitates else []),
    } | facts


def _on_phones(workshop: Workshop, shown: ScriptStep) -> ScriptStep:
    """The step around a person's own part: while filling goes on that one, and later what the team says."""
    if workshop.opened:
        return shown if shown.talks else STEPS[SUITCASE]
    return STEPS[FILLING] if workshop.started else shown
