"""What is drawn once for everybody who sees the same, and the places in it where a person's own goes.

The page and the stream use the same drawing, so that a page patched live equals the page reloaded. What an audience
sees changes with the workshop's version, and with the day; a thousand phones that open their page are one drawing.
"""

import hashlib
import secrets
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, override

from koffer.web.address import only_here
from koffer.web.templatetags.forms import form_fields
from koffer.workshop.access import door, screen_key
from koffer.workshop.drawings import drawings
from koffer.workshop.models import Seat, Workshop
from koffer.workshop.place import place_of
from koffer.workshop.room.audience import FACILITATOR, PARTICIPANT, SCREEN, Audience, room_context
from koffer.workshop.room.card import own_part
from koffer.workshop.room.fitting import fitted
from koffer.workshop.room.forms import own_forms
from koffer.workshop.tokens import stream_token

NO_SEAT = "-"  # in front of who listens without one
PAGES = {PARTICIPANT: "workshop/seat.html", FACILITATOR: "workshop/console.html", SCREEN: "workshop/screen.html"}
# What stands where a person's own goes; made up anew in each process, so that nobody can write it.
OWN, TOKEN, PLACE, STREAM, HERE, SEAT, NAME, PRESS, NUMBER, CHANGE = (secrets.token_hex(12) for _ in range(10))
BLANKS = {"csrf_token": TOKEN, "made_for": PLACE}
FIELDS = form_fields(TOKEN, PLACE)


def shared(workshop: Workshop, audience: Audience) -> str:
    """What a stream carries: the part of the page that all of `audience` share."""
    return _room(workshop, audience).replace(OWN, "").replace(FIELDS, "")


def page(
    request: HttpRequest,
    workshop: Workshop,
    audience: Audience,
    *,
    own: str = "",
    seat: Seat | None = None,
    status: int = 200,
) -> HttpResponse:
    """The whole page of `audience`, with the HTML of what is a person's own in its place."""
    html = _page(workshop, audience, alone=audience.kind == FACILITATOR and only_here(request))
    for place, filling in (
        (TOKEN, _token(request)),
        (PLACE, getattr(request, "place", "")),
        (STREAM, stream_token(str(workshop.pk), audience.as_text(), _listener(audience, seat))),
        (HERE, escape(request.get_full_path() if request.method == "GET" else "/")),
        (SEAT, str(seat.pk) if seat else ""),
        (NAME, escape(seat.name) if seat else ""),
        (OWN, own),
    ):
        html = html.replace(place, filling)
    return HttpResponse(html, status=status)


def _listener(audience: Audience, seat: Seat | None) -> str:
    return str(seat.pk) if seat else f"{NO_SEAT}{audience.kind} {audience.key or ''}"


def empty_sheet(request: HttpRequest, seat: Seat) -> str:
    """The own part of a member who has typed nothing yet: but for the keys of the form, everybody's."""
    audience = Audience(PARTICIPANT, get_language() or "nl")

    def draw() -> str:
        template, context = own_part(seat)
        blank = BLANKS | {"sheet_key": PRESS, "number": NUMBER}
        return render_to_string(template, context | blank)

    html = drawings.at((seat.workshop_id, audience, f"sheet {seat.wish}"), seat.workshop.version, draw)
    filled = (
        html.replace(TOKEN, _token(request))
        .replace(PLACE, place_of(seat.secret))
        .replace(PRESS, secrets.token_urlsafe(16))
    )
    return filled.replace(NUMBER, str(seat.held.number))


def _token(request: Any) -> str:
    """The token of the forms in this answer, masked once: masking takes a tenth of the time of a page."""
    if not hasattr(request, "masked_token"):
        request.masked_token = get_token(request)
    return str(request.masked_token)


def _room(workshop: Workshop, audience: Audience) -> str:
    audience = replace(audience, key=None)

    def draw() -> str:
        with override(audience.language):  # also what is read for it: a thread of the hub has no language of its own
            context = room_context(workshop, audience) | BLANKS | {"own": OWN, "change": CHANGE}
            room = fitted(lambda: render_to_string(f"workshop/room/{audience.kind}.html", context))
            return room.replace(CHANGE, _change(workshop, room)) if CHANGE in room else room

    return drawings.at((workshop.pk, audience, "room"), workshop.version, draw)


def _change(workshop: Workshop, room: str) -> str:
    """What differs when a facilitator sees something else, in the room or in the own forms: then those are fetched.

    Not the version: that also counts what a facilitator may not know of.
    """
    template, context = own_forms(workshop, press_key="")
    forms = render_to_string(template, context) if template else ""
    for made_up in (OWN, TOKEN, PLACE, CHANGE):  # in each process another one
        room = room.replace(made_up, "")
    return hashlib.sha256(f"{room}{forms}".encode()).hexdigest()[:12]


def _page(workshop: Workshop, audience: Audience, alone: bool) -> str:
    audience = replace(audience, key=None)

    def draw() -> str:
        context = {
            "workshop": workshop,
            "room": mark_safe(_room(workshop, audience)),  # noqa: S308 (our own templates)
            "screen_key": screen_key(workshop),
            "door": door(workshop),
            "only_here": alone,
            "LANGUAGE_CODE": audience.language,
            **BLANKS,
            "stream": STREAM,
            "here": HERE,
            "seat": {"pk": SEAT, "name": NAME},
        }
        with override(audience.language):
            return render_to_string(PAGES[audience.kind], context)

    return drawings.at((workshop.pk, audience, f"page {alone}"), workshop.version, draw)
