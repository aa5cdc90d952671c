"""The getters: objects of a workshop come only through here.

A stranger gets 404 and learns nothing; somebody of the workshop who may not do this gets 403.
"""

import uuid

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.urls import reverse

from koffer.web.links import Link, is_signed, signature
from koffer.web.tokens import hashed, new_token
from koffer.workshop.device import BROWSER, KEY, SEAT, device_of
from koffer.workshop.models import FacilitatorKey, Seat, Workshop
from koffer.workshop.place import check_place, moves_seen, named, place_of
from koffer.workshop.refusals import Discarded, ShownOut


def remember_seat(request: HttpRequest, seat: Seat, token: str) -> None:
    """Let this browser sit on `seat`."""
    device = device_of(request)
    if not device.held(BROWSER):
        device.keep(BROWSER, None, new_token())
    device.keep(SEAT, seat.workshop_id, token)


def remember_key(request: HttpRequest, key: FacilitatorKey, token: str) -> None:
    """Let this browser facilitate the workshop of `key`."""
    device_of(request).keep(KEY, key.workshop_id, token)


def forget_seat(request: HttpRequest, workshop: Workshop) -> None:
    """Let go of the seat, so that another person can take this device; the personal link still opens it."""
    device_of(request).let_go(SEAT, workshop.pk)


def seat_or_none(request: HttpRequest, workshop: uuid.UUID) -> Seat | None:
    """The seat of this browser in the workshop."""
    device = device_of(request)
    seat = Seat.found(device.held(SEAT, workshop))
    if seat is None or seat.workshop_id != workshop:
        return None
    seat.device = _label(request, seat, "sheets")
    facilitates = bool(device.held(KEY, workshop))
    seat.voice = "" if facilitates else _label(request, seat, "words")
    return seat


def _label(request: HttpRequest, seat: Seat, what: str) -> str:
    """What two sheets from this browser have in common, in this workshop alone (rules.md, section 1, rule 13).

    Of its words it is another one: no word leads to a sheet.
    """
    browser = device_of(request).held(BROWSER) or seat.secret  # one that sat here before browsers had a secret
    return hashed(f"{what} {browser} {seat.workshop_id}")


def key_or_none(request: HttpRequest, workshop: uuid.UUID) -> FacilitatorKey | None:
    """The facilitator's key of this browser for the workshop."""
    key = FacilitatorKey.found(device_of(request).held(KEY, workshop))
    return key if key and key.workshop_id == workshop else None


def get_seat(request: HttpRequest, workshop: uuid.UUID, *, outside: bool = False) -> Seat:
    """The seat of this browser; 404 for everybody else. Raises `Discarded` when the workshop was.

    Raises `OtherPlace` when the page that asks was made for somebody else, and `ShownOut` where the facilitator showed
    this person out, unless the page is for who is `outside` too: what is kept about somebody stays that person's own.
    """
    check_place(request, device_of(request).held(SEAT, workshop))
    seat = seat_or_none(request, workshop)
    if seat is None:
        check_discarded(request, workshop)
        raise Http404
    if seat.shown_out and not outside:
        raise ShownOut(workshop)
    return seat


def get_key(request: HttpRequest, workshop: uuid.UUID) -> FacilitatorKey:
    """The facilitator's key of this browser; 403 for a member of the workshop, 404 for a stranger.

    Raises `Discarded` when the workshop was, and `OtherPlace` when the page that asks was made with another link.
    """
    check_place(request, device_of(request).held(KEY, workshop))
    key = key_or_none(request, workshop)
    if key is None:
        check_discarded(request, workshop)
        if seat_or_none(request, workshop):
            raise PermissionDenied
        raise Http404
    key.workshop.seen = moves_seen(request)
    return key


def get_either(request: HttpRequest, workshop: uuid.UUID) -> FacilitatorKey | Seat:
    """Whoever the page was made for, where a browser facilitates and sits: the facilitator unless it names the seat.

    Raises as `get_seat` and `get_key` do.
    """
    sits = place_of(device_of(request).held(SEAT, workshop))
    as_member = bool(sits) and named(request) == sits
    return (
        get_key(request, workshop) if not as_member and key_or_none(request, workshop) else get_seat(request, workshop)
    )


def get_discarded(request: HttpRequest, workshop: uuid.UUID) -> FacilitatorKey:
    """The key of this browser for a workshop that was discarded; 404 for everybody else."""
    key = _discarded_or_none(request, workshop)
    if key is None:
        raise Http404
    return key


def _discarded_or_none(request: HttpRequest, workshop: uuid.UUID) -> FacilitatorKey | None:
    key = FacilitatorKey.of_discarded(device_of(request).held(KEY, workshop))
    return key if key and key.workshop_id == workshop else None


def check_discarded(request: HttpRequest, workshop: uuid.UUID) -> None:
    """Raise `Discarded` when this browser belongs to the workshop and it was."""
    if key := _discarded_or_none(request, workshop):
        raise Discarded(workshop, key.workshop.team, key.workshop.restorable_until)
    seat = Seat.objects.filter(token_hash=hashed(device_of(request).held(SEAT, workshop)), workshop=workshop)
    if team := seat.exclude(workshop__discarded_on=None).values_list("workshop__team", flat=True).first():
        raise Discarded(workshop, team, None)


def get_seat_of(key: FacilitatorKey, seat: uuid.UUID, **which: object) -> Seat:
    """A seat of the facilitator's own workshop; 404 for any other."""
    found = key.workshop.seats.filter(pk=seat, **which).first()
    if found is None:
        raise Http404
    return key.typing(found)


def door_key(workshop: Workshop) -> str:
    """What the QR code carries beside the code: nobody guesses it, so no limit on guessing meets whoever has it."""
    return signature(Link.DOOR, workshop.pk)[:16]


def door(workshop: Workshop) -> str:
    """The path at which one joins."""
    return reverse("door", args=[workshop.code, door_key(workshop)])


def screen_key(workshop: Workshop) -> str:
    """What opens the projector page, and only that, until `Workshop.renew_links`.

    It shows no more than everybody in the room sees.
    """
    return signature(Link.SCREEN, workshop.pk, workshop.link_number)


def get_screen(workshop: uuid.UUID, key: str) -> Workshop:
    """The workshop for its projector page; 404 when the key is not its own, or was ended."""
    found = Workshop.found(workshop)
    if found is None or not is_signed(key, screen_key(found)):
        raise Http404
    return found
