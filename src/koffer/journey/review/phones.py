"""The review on phones, in silence and then together, and on the screen. The link is enough: nobody is asked a name."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from koffer.journey.access import get_review
from koffer.journey.models import Review, ReviewAnswer
from koffer.journey.review.look import answers, successes, under_way
from koffer.sheets.answers import AnswerForm
from koffer.web.address import public_url
from koffer.web.qr import qr_svg
from koffer.workshop.forms import earlier_presses, press_ident


@require_safe
def phone(request: HttpRequest, token: str) -> HttpResponse:
    """The successes, and the categories to write about; from the moment that it is shown, what everybody wrote."""
    return _phone(request, token, get_review(token))


def _phone(
    request: HttpRequest, token: str, review: Review, place: int = -1, wrong: AnswerForm | None = None
) -> HttpResponse:
    rows = [
        (category, wrong if number == place and wrong else AnswerForm(auto_id=f"a{number}_%s"), number == place)
        for number, category in enumerate(review.workshop.categories())
    ]
    context = _shown(token, review) | {
        "rows": rows,
        "sent": request.GET.get("sent", ""),
        "press_key": uuid.uuid4(),
    }
    return render(request, "journey/review_phone.html", context, status=422 if wrong else 200)


def _shown(token: str, review: Review) -> dict[str, object]:
    return {
        "token": token,
        "review": review,
        "workshop": review.workshop,
        "successes": successes(review.workshop),
        "under_way": under_way(review.workshop),
        "answers": answers(review),
    }


@require_POST
def answer(request: HttpRequest, token: str, place: int) -> HttpResponse:
    """Send what was written about the category at this place of the sheet, from 0."""
    review = get_review(token)
    categories = review.workshop.categories()
    if place >= len(categories):
        raise Http404
    form = AnswerForm(request.POST, auto_id=f"a{place}_%s")
    if not form.is_valid():
        return _phone(request, token, review, place, form)
    ReviewAnswer.send(
        review, categories[place].pk, press_ident(request), form.answers, earlier=earlier_presses(request)
    )
    return redirect(f"{reverse('review-phone', args=[token])}?sent={place}#c{place}")


@require_safe
def screen(request: HttpRequest, token: str) -> HttpResponse:
    """The projector: the successes and how to take part; then what was written."""
    review = get_review(token)
    address = public_url(request, reverse("review-phone", args=[token]))
    context = _shown(token, review) | {"address": address, "qr": qr_svg(address, _("QR code for the phones"))}
    return render(request, "journey/review_screen.html", context)
