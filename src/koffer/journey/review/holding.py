"""The facilitator plans, holds and finishes a review."""

import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from koffer.journey.access import review_token
from koffer.journey.models import Review
from koffer.journey.models.review import ReviewAnswer
from koffer.journey.reminders.mails import offered
from koffer.journey.review.history import has_a_now
from koffer.journey.review.look import answers, successes, under_way
from koffer.web.address import public_url
from koffer.web.qr import qr_svg
from koffer.workshop.access import get_key, remember_key
from koffer.workshop.console.wall import hide_or_show
from koffer.workshop.forms import earlier_presses, press_ident
from koffer.workshop.models import Workshop
from koffer.workshop.steps.label.forms import PairForm
from koffer.workshop.steps.label.label import label
from koffer.workshop.steps.sharing.forms import ClosingForm
from koffer.workshop.team_link import team_token


@require_safe
def page(request: HttpRequest, workshop: uuid.UUID) -> HttpResponse:
    """Where the review stands, and what can be done now."""
    return _page(request, get_key(request, workshop).workshop)


def _page(
    request: HttpRequest, here: Workshop, *, day: ClosingForm | None = None, pair: PairForm | None = None
) -> HttpResponse:
    now = Review.held(here) if here.closed else None
    context: dict[str, Any] = {
        "workshop": here,
        "review": now,
        "past": here.reviews.exclude(done_on=None),
        "day": day or ClosingForm(),
        "pair": pair or PairForm(),
        "press_key": uuid.uuid4(),
        "label": label(here),
        "team": team_token(here),
        "mail": offered(),
        "followed": here.followed_by.order_by("-pk").first(),
        "has_a_now": has_a_now(here),
    }
    if now:
        address = public_url(request, reverse("review-phone", args=[review_token(now)]))
        context |= {
            "token": review_token(now),
            "address": address,
            "qr": qr_svg(address, _("QR code for the phones")),
            "successes": successes(here),
            "under_way": under_way(here),
            "answers": answers(now),
            "written": ReviewAnswer.everything.filter(review=now).count(),
            "taken_off": ReviewAnswer.everything.filter(review=now, hidden=True).order_by("pk"),
        }
    wrong = (day and day.errors) or pair
    return render(request, "journey/review.html", context, status=422 if wrong else 200)


def _now(here: Workshop) -> Review:
    found = Review.held(here)
    if found is None:
        raise Http404
    return found


@require_POST
def hold(request: HttpRequest, workshop: uuid.UUID) -> HttpResponse:
    """Begin to look at the suitcase again."""
    key = get_key(request, workshop)
    Review.hold(key.workshop, key)
    return redirect("review", workshop=workshop)


@require_POST
def postpone(request: HttpRequest, workshop: uuid.UUID) -> HttpResponse:
    """Look again on another day."""
    here = get_key(request, workshop).workshop
    form = ClosingForm(request.POST, today=here.today)
    if not form.is_valid():
        return _page(request, here, day=form)
    Review.postpone(here, form.cleaned_data["look_on"])
    return redirect("review", workshop=workshop)


@require_POST
def together(request: HttpRequest, workshop: uuid.UUID) -> HttpResponse:
    """Show what everybody wrote."""
    _now(get_key(request, workshop).workshop).show_together()
    return redirect("review", workshop=workshop)


@require_POST
def wall(request: HttpRequest, workshop: uuid.UUID) -> HttpResponse:
    """Take an answer off the screen, the phones and the papers, or put it back."""
    here = get_key(request, workshop).workshop
    hide_or_show(request, here, [ReviewAnswer.everything.filter(review__workshop=here)])
    return redirect("review", workshop=workshop)


@require_POST
def pair(request: HttpRequest, workshop: uuid.UUID) -> HttpResponse:
    """Tie a new pair of steps to the label."""
    here = get_key(request, workshop).workshop
    _now(here)
    form = PairForm(request.POST)
    if not form.is_valid():
        return _page(request, here, pair=form)
    here.keep_pair(press_ident(request), form.as_halves(), seen=0, earlier=earlier_presses(request))
    return redirect("review", workshop=workshop)


@require_POST
def again(request: HttpRequest, workshop: uuid.UUID) -> HttpResponse:
    """The team fills its sheets again, in a workshop of its own."""
    key = get_key(request, workshop)
    _now(key.workshop)
    new, new_key, secret = key.workshop.fill_again(by=key)
    remember_key(request, new_key, secret)
    return redirect("console", workshop=new.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def skip(request: HttpRequest, workshop: uuid.UUID) -> HttpResponse:
    """Whether to call off a look that was begun by mistake (GET); call it off (POST)."""
    here = get_key(request, workshop).workshop
    held = Review.held(here)
    if held is None:
        return redirect("review", workshop=workshop)
    if request.method == "POST":
        held.skip()
        return redirect("review", workshop=workshop)
    held.check_skippable()
    context = {
        "workshop": here,
        "written": ReviewAnswer.everything.filter(review=held).count(),
        "followed": here.followed_by.exists(),
    }
    return render(request, "journey/review_skip.html", context)


@require_POST
def finish(request: HttpRequest, workshop: uuid.UUID) -> HttpResponse:
    """The look is over; the next one is planned."""
    here = get_key(request, workshop).workshop
    form = ClosingForm(request.POST, today=here.today)
    if not form.is_valid():
        return _page(request, here, day=form)
    _now(here).finish(form.cleaned_data["look_on"])
    return redirect("review", workshop=workshop)
