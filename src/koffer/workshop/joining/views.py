"""The first page, the code, and taking a seat."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from koffer.bounds import CODES, JOINS
from koffer.web.limits import check, spend
from koffer.web.links import is_signed
from koffer.workshop.access import door, door_key, forget_seat, key_or_none, remember_seat, seat_or_none
from koffer.workshop.device import SEAT, device_of
from koffer.workshop.forms import CodeForm, NameForm, press_ident
from koffer.workshop.models import Seat, Workshop
from koffer.workshop.models.fetched import FACTS
from koffer.workshop.models.kinds import MEMBER, OBSERVER
from koffer.workshop.place import check_place
from koffer.workshop.tokens import read_code

WRONG_CODE = _("There is no workshop with this code. Look at the screen once more.")


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What this is, in three lines, and the three ways in."""
    return render(request, "workshop/home.html", {"form": CodeForm()})


@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """Join with a code. Wrong ones are limited per address; right ones are not."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        workshop = _with_code(request, form.cleaned_data["code"])
        if workshop:
            return redirect(door(workshop))
        form.add_error("code", WRONG_CODE)
    return render(request, "workshop/code.html", {"form": form}, status=422 if form.errors else 200)


def _with_code(request: HttpRequest, text: str, key: str = "") -> Workshop | None:
    """The workshop with this code; None for a wrong one.

    After many wrong ones from here each next code waits its turn, a right one too: whether it waits must not tell. With
    the `key` that the QR code carries nobody waits, because it cannot be guessed. Raises `Wait`.
    """
    workshop = Workshop.objects.select_related(*FACTS).filter(code=read_code(text)).first()
    if key and workshop and is_signed(key, door_key(workshop)):
        return workshop
    check(request, CODES)
    if workshop is None:
        spend(request, CODES)
    return workshop


@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, code: str, key: str = "") -> HttpResponse:
    """Take a seat under a name. A shared device first asks: you are Anna here; someone else?"""
    workshop = _with_code(request, code, key)
    if workshop is None:
        return _no_such_code(request, code)
    check_place(request, device_of(request).held(SEAT, workshop.pk))
    seat = seat_or_none(request, workshop.pk)
    if seat:
        return render(
            request, "workshop/already_here.html", {"workshop": workshop, "seat": seat, "door": door(workshop)}
        )
    form = NameForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        spend(request, JOINS, workshop.pk)
        kind = OBSERVER if request.POST.get("look_on") else MEMBER
        seat, token = Seat.take(workshop, form.cleaned_data["name"], kind=kind, press=press_ident(request))
        remember_seat(request, seat, token)
        return redirect("seat", workshop=workshop.pk)
    context = {
        "workshop": workshop,
        "door": door(workshop),
        "form": form,
        "facilitates": key_or_none(request, workshop.pk),
        "press_key": press_ident(request),
    }
    return render(request, "workshop/join.html", context, status=422 if form.errors else 200)


def _no_such_code(request: HttpRequest, code: str) -> HttpResponse:
    form = CodeForm({"code": code})
    form.add_error("code", WRONG_CODE)
    return render(request, "workshop/code.html", {"form": form}, status=404)


@require_POST
def someone_else(request: HttpRequest, code: str, key: str = "") -> HttpResponse:
    """Let go of the seat on this device and hide its sheet, for the next person."""
    workshop = _with_code(request, code, key)
    if workshop is None:
        raise Http404
    check_place(request, device_of(request).held(SEAT, workshop.pk))
    forget_seat(request, workshop)
    return redirect(door(workshop))


@require_http_methods(["GET", "HEAD", "POST"])
def personal_link(request: HttpRequest, token: str) -> HttpResponse:
    """Sit on the own seat again, on any device. Asks first where somebody else sits here, and who left.

    Looking changes nothing but what this browser remembers: others look at links too (a preview in a chat).
    """
    seat = Seat.found(token)
    if seat is None:
        raise Http404
    check_place(request, device_of(request).held(SEAT, seat.workshop_id))
    here = seat_or_none(request, seat.workshop_id)
    if request.method == "POST":
        if seat.left_at:
            seat.come_back()
    elif seat.left_at or (here and here.pk != seat.pk):
        context = {"workshop": seat.workshop, "seat": seat, "here": here if here and here.pk != seat.pk else None}
        return render(request, "workshop/coming_in.html", context)
    remember_seat(request, seat, token)
    return redirect("seat", workshop=seat.workshop_id)
