"""What an archive may not say, though each of its fields is well formed: the rules of the workshop, with the place."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import msgspec
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from koffer.method.design import InvalidDesign, check_design
from koffer.method.mode import Mode, least_sheets_to_open, stricter
from koffer.method.points import InvalidSheet, check_sheet
from koffer.sheets.findings import MOST_PICKED, STRENGTH
from koffer.sheets.reviews import DEVELOPMENT, Development
from koffer.takeaway.archive import schema
from koffer.web.names import LONGEST_KEY, name_key, tidy_text
from koffer.workshop.models import Workshop
from koffer.workshop.models.closing import Closing
from koffer.workshop.models.findings import LONGEST
from koffer.workshop.models.opening import Opening
from koffer.workshop.models.starting import Start
from koffer.workshop.steps.sharing.forms import FARTHEST

YEARS = range(2000, 2101)  # a day outside them is a mistake, and no calendar can hold the last day of all
LINES = {"team", "destination", "name_nl", "name_en", "people", "teller"}  # fields of one line

Broken = Iterator[tuple[str, str]]


def broken(one: schema.Workshop) -> Broken:
    """(place, reason) of every rule that is broken."""
    yield from _unkept("", msgspec.to_builtins(one, builtin_types=(date, datetime)))
    yield from _people(one)
    count = len(one.categories)
    for language in ("nl", "en"):
        try:
            check_design([getattr(category, f"name_{language}") for category in one.categories])
        except InvalidDesign as problem:
            yield "categories", problem.reason
    for number, decision in enumerate(one.decisions):
        try:
            check_sheet(decision.points, count)
        except (InvalidSheet, ValueError):
            yield f"decisions[{number}].points", _("not a valid score")
    places = [("shown_category", one.shown_category)]
    places += [(f"talks[{n}].category", talk.category) for n, talk in enumerate(one.talks)]
    places += [(f"stories[{n}].category", story.category) for n, story in enumerate(one.stories)]
    places += [
        (f"reviews[{n}].answers[{m}].category", answer.category)
        for n, review in enumerate(one.reviews)
        for m, answer in enumerate(review.answers)
    ]
    for place, position in places:
        if position is not None and position >= count:
            yield place, _("there is no such category")
    turns = [talk.turn for talk in one.talks if talk.turn is not None]
    if len({talk.category for talk in one.talks}) < len(one.talks) or len(set(turns)) < len(turns):
        yield "talks", _("the same twice")
    if one.scores and len(one.scores) != count:
        yield "scores", _("not one for each category")
    if len({(release.item, release.audience) for release in one.releases}) < len(one.releases):
        yield "releases", _("the same twice")
    yield from _texts(one)
    yield from _out_of_order(one)


def _out_of_order(one: schema.Workshop) -> Broken:
    """What cannot have happened in this order (rules.md, 4)."""
    if one.opening and not one.started:
        yield "opening", _("opened before it was started")
    if one.decisions and not one.opening:
        yield "decisions", _("decided before it was opened")
    if one.closing and not one.decisions:
        yield "closing", _("closed before anything was decided")
    if one.closing and one.closing.look_on > timezone.localdate() + FARTHEST:
        yield "closing.look_on", _("more than three years from now")
    if stricter(Mode(one.announced_mode), Mode(one.mode)):
        yield "mode", _("less strict than what was announced")
    if one.opening and stricter(Mode(one.announced_mode), Mode(one.opening.mode)):
        yield "opening.mode", _("less strict than what was announced")
    if one.opening and one.opening.sheet_count < least_sheets_to_open(Mode(one.opening.mode)):
        yield "opening.sheet_count", _("too few sheets for this mode")
    if not one.opening and (one.talks or one.stories or one.findings or one.pairs or one.releases or one.sentences):
        yield "opening", _("texts from before the opening")
    if one.shown_step not in _as_far_as(one).allowed_steps():
        yield "shown_step", _("that step cannot be shown yet")
    if one.reviews and not one.closing:
        yield "reviews", _("taken before the closing")
    if any(review.done_on is None for review in one.reviews[:-1]):
        yield "reviews", _("two at a time")
    for number, pair in enumerate(one.pairs):
        if not (pair.large or pair.small):
            yield f"pairs[{number}]", _("neither a large nor a small step")
        if not one.closing and any(step.changes for step in (pair.large, pair.small) if step):
            yield f"pairs[{number}]", _("taken before the closing")


def _as_far_as(one: schema.Workshop) -> Workshop:
    """A workshop, not stored, in the same state."""
    workshop = Workshop()
    if one.started:
        workshop.start = Start()
    if one.opening:
        workshop.opening = Opening()
    if one.closing:
        workshop.closing = Closing(ended_at=one.closing.ended_at)
    return workshop


def _people(one: schema.Workshop) -> Broken:
    keys = {name_key(name) for name in schema.names(one)}
    if len(keys) > settings.MOST_SEATS:
        yield "pairs", _("more people than one workshop can have")
    if any(len(key) > LONGEST_KEY for key in keys):
        yield "pairs", _("a name that is too long")


def _texts(one: schema.Workshop) -> Broken:
    """What is wrong with strengths, gaps, words and answers."""
    for number, finding in enumerate(one.findings):
        if finding.kind == STRENGTH and finding.remedy:
            yield f"findings[{number}].remedy", _("only a gap has one")
    for kind, count in Counter(finding.kind for finding in one.findings).items():
        if count > MOST_PICKED[kind]:
            yield "findings", _("more than a team can pick")
    for number, sentence in enumerate(one.sentences):
        if len(sentence.text) > LONGEST[sentence.kind]:
            yield f"sentences[{number}].text", _("too long")
    for number, review in enumerate(one.reviews):
        for place, answer in enumerate(review.answers):
            if answer.question == DEVELOPMENT and answer.text not in Development.values:
                yield f"reviews[{number}].answers[{place}].text", _("no answer to this question")


def _unkept(place: str, value: Any) -> Broken:
    """Texts and days that cannot be kept."""
    if isinstance(value, str):
        line = place.rpartition(".")[2].partition("[")[0] in LINES
        if tidy_text(value) != value or (line and "\n" in value):
            yield place.lstrip("."), _("signs that cannot be kept")
    elif isinstance(value, date):
        if value.year not in YEARS:
            yield place.lstrip("."), _("not a day from 2000 to 2100")
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _unkept(f"{place}.{name}", inner)
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _unkept(f"{place}[{number}]", inner)
