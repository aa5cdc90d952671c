"""The review between the two: begun by either, written alone, shown when both say so, confirmed by both."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from koffer.one_to_one.access import for_side
from koffer.one_to_one.models import Review, Side
from koffer.one_to_one.page import in_time, review_context, show
from koffer.sheets.answers import AnswerForm


@require_safe
@for_side
@in_time
def page(request: HttpRequest, side: Side) -> HttpResponse:
    """The look that is held now."""
    if side.one_to_one.review() is None:
        return redirect("one-to-one", one_to_one=side.one_to_one_id)
    return _page(request, side)


def _page(request: HttpRequest, side: Side, *, wrong: tuple[int, AnswerForm] | None = None) -> HttpResponse:
    review = _review(side)
    covered = side.one_to_one.one_device and not review.together  # the other may look at what one wrote alone
    mine: dict[int, dict[str, str]] = {}
    for answer in review.answers.filter(role=side.role):
        mine.setdefault(answer.category_id, {})[answer.question] = answer.text
    rows: list[Any] = []
    for place, category in enumerate(side.one_to_one.categories()):
        written = mine.get(category.pk, {})
        initial = {} if covered else written
        form = wrong[1] if wrong and wrong[0] == place else AnswerForm(initial=initial, auto_id=f"c{place}-%s")
        rows.append((category, form, bool(written), bool(wrong and wrong[0] == place)))
    context = review_context(side, review, rows) | {"covered": covered}
    return show(request, side, "review", context, status=422 if wrong else 200)


@require_POST
@for_side
@in_time
def hold(request: HttpRequest, side: Side) -> HttpResponse:
    """Begin to look."""
    side.hold_review()
    return redirect("one-to-one-review", one_to_one=side.one_to_one_id)


@require_POST
@for_side
@in_time
def answer(request: HttpRequest, side: Side, place: int) -> HttpResponse:
    """Keep what one writes about a category; empty it by leaving everything out."""
    review = _review(side)
    categories = side.one_to_one.categories()
    if place >= len(categories):
        raise Http404
    form = AnswerForm(request.POST, auto_id=f"c{place}-%s")
    if not form.is_valid():
        return _page(request, side, wrong=(place, form))
    side.write_answers(review, categories[place], form.answers)
    return redirect("one-to-one-review", one_to_one=side.one_to_one_id)


@require_POST
@for_side
@in_time
def showing(request: HttpRequest, side: Side) -> HttpResponse:
    """Show what one wrote; both see it when both did."""
    _review(side).show(side)
    return redirect("one-to-one-review", one_to_one=side.one_to_one_id)


@require_POST
@for_side
@in_time
def again(request: HttpRequest, side: Side) -> HttpResponse:
    """Fill the sheet again, as a conversation of its own that follows this one."""
    return redirect("one-to-one", one_to_one=side.fill_again().one_to_one_id)


def _review(side: Side) -> Review:
    review = side.one_to_one.review()
    if review is None:
        raise Http404
    return review
