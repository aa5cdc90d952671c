"""From an archive to a workshop on this server: whole, or not at all."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from koffer.journey.models import Review, ReviewAnswer
from koffer.organisation.models import Category, Design
from koffer.sheets.pairs import Size
from koffer.takeaway.archive import schema
from koffer.takeaway.archive.rules import broken
from koffer.web.names import name_key
from koffer.workshop.models import Action, Decision, FacilitatorKey, Finding, Pair, Seat, Sentence, Story, Workshop
from koffer.workshop.models.change import StepChange
from koffer.workshop.models.closing import Closing
from koffer.workshop.models.kinds import OBSERVER
from koffer.workshop.models.opening import Opening
from koffer.workshop.models.releasing import Release
from koffer.workshop.models.score import DecisionPoints, ScoreDraft
from koffer.workshop.models.starting import Start
from koffer.workshop.models.talk import Talk

IMPORTED = "import"  # the label of the first key


class NotAnArchive(ValueError):
    """The file cannot be taken in; `reason` says where and why, in the language of the page."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Taken:
    """A workshop made from an archive, and the secret of its facilitator's link, which can be shown only now."""

    workshop: Workshop
    key: FacilitatorKey
    secret: str


def read(content: bytes) -> schema.Archive:
    """The archive in the file. Raises `NotAnArchive` with the place and the reason."""
    if len(content) > schema.MOST_BYTES:
        raise NotAnArchive(_("This file is too large: an archive has at most 2 MB."))
    try:
        version = msgspec.json.decode(content, type=_Version)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise NotAnArchive(_("This file is not an archive of Koffer: %(why)s") % {"why": error}) from error
    if version.format != schema.FORMAT:
        raise NotAnArchive(_("This file is not an archive of Koffer."))
    if version.version > schema.VERSION:
        raise NotAnArchive(
            _("This archive was made by a newer Koffer (version %(theirs)d, here %(ours)d). Update this server first.")
            % {"theirs": version.version, "ours": schema.VERSION}
        )
    try:
        found = msgspec.json.decode(content, type=schema.Archive)
    except (msgspec.DecodeError, RecursionError) as error:
        raise NotAnArchive(_("This archive has a mistake: %(why)s") % {"why": error}) from error
    if schema.rows(found.workshop) > schema.MOST_ROWS:
        raise NotAnArchive(
            _("This archive holds too much: at most %(most)d texts, names and numbers.") % {"most": schema.MOST_ROWS}
        )
    for place, reason in broken(found.workshop):
        raise NotAnArchive(_("This archive has a mistake: %(why)s") % {"why": f"{reason} – at `$.workshop.{place}`"})
    return found


class _Version(msgspec.Struct):
    format: str
    version: int


@transaction.atomic
def take_in(found: schema.Archive) -> Taken:
    """Make the workshop of an archive that was `read`, with a new code and a first facilitator's link."""
    one = found.workshop
    workshop = Workshop.create(
        team=one.team,
        destination=one.destination,
        frame=one.frame,
        announced_mode=one.announced_mode,
        days_kept=one.days_kept,
    )
    key, secret = FacilitatorKey.give(workshop, IMPORTED)
    categories = _categories(workshop.design, one)
    _facts(workshop, one, key)
    _score(workshop, one, key, categories)
    seats = _seats(workshop, one)
    _texts(workshop, one, categories, seats)
    _pairs(workshop, one, seats)
    _reviews(workshop, one, categories)
    Release.objects.bulk_create(Release(workshop=workshop, item=r.item, audience=r.audience) for r in one.releases)
    shown = one.shown_category
    Workshop.objects.filter(pk=workshop.pk).update(
        mode=one.mode, shown_step=one.shown_step, shown_category=None if shown is None else categories[shown]
    )
    whole = Workshop.found(workshop.pk)
    if whole is None:
        raise RuntimeError("the workshop that was just made is gone")
    whole.purge_on = whole.kept_until(timezone.localdate())
    whole.save(update_fields=["purge_on"])
    return Taken(whole, key, secret)


def _categories(design: Design, one: schema.Workshop) -> list[Category]:
    design.categories.all().delete()
    return Category.objects.bulk_create(
        Category(design=design, position=position, **msgspec.to_builtins(category))
        for position, category in enumerate(one.categories)
    )


def _at(made: Any, at: datetime) -> None:
    made.at = at  # the model filled in the present by itself
    made.save(update_fields=["at"])


def _facts(workshop: Workshop, one: schema.Workshop, key: FacilitatorKey) -> None:
    if one.started:
        _at(Start.objects.create(workshop=workshop, by=key), one.started)
    if one.opening:
        found = {"mode": one.opening.mode, "sheet_count": one.opening.sheet_count}
        _at(Opening.objects.create(workshop=workshop, by=key, **found), one.opening.at)
    if one.closing:
        ended = {"look_on": one.closing.look_on, "ended_at": one.closing.ended_at}
        # The sheets did not come along: there is nothing left to erase.
        made = Closing.objects.create(workshop=workshop, by=key, erased_on=timezone.localdate(), **ended)
        _at(made, one.closing.at)


def _score(workshop: Workshop, one: schema.Workshop, key: FacilitatorKey, categories: list[Category]) -> None:
    Talk.objects.bulk_create(
        Talk(workshop=workshop, category=categories[talk.category], chosen=talk.chosen, turn=talk.turn)
        for talk in one.talks
    )
    ScoreDraft.objects.bulk_create(
        ScoreDraft(workshop=workshop, category=category, points=points)
        for category, points in zip(categories, one.scores, strict=False)
        if points is not None
    )
    decisions = Decision.objects.bulk_create(
        Decision(workshop=workshop, no=number, by=key) for number, _decision in enumerate(one.decisions, start=1)
    )
    for made, decision in zip(decisions, one.decisions, strict=True):
        made.at = decision.at  # the model filled in the present by itself
    Decision.objects.bulk_update(decisions, ["at"], batch_size=100)
    DecisionPoints.objects.bulk_create(
        DecisionPoints(decision=made, category=category, points=points)
        for made, decision in zip(decisions, one.decisions, strict=True)
        for category, points in zip(categories, decision.points, strict=True)
    )


def _seats(workshop: Workshop, one: schema.Workshop) -> dict[str, Seat]:
    """By key, the seats of people whose names stand somewhere. They look on: their links and sheets stayed behind."""
    names: dict[str, str] = {}
    for name in schema.names(one):
        names.setdefault(name_key(name), name)
    seats = Seat.objects.bulk_create(
        Seat(workshop=workshop, name=name, name_key=key, kind=OBSERVER, number=number)
        for number, (key, name) in enumerate(names.items(), start=1)
    )
    return {seat.name_key: seat for seat in seats}


def _texts(workshop: Workshop, one: schema.Workshop, categories: list[Category], seats: dict[str, Seat]) -> None:
    findings = Finding.objects.bulk_create(
        Finding(
            workshop=workshop,
            kind=finding.kind,
            text=finding.text,
            example=finding.example,
            remedy=finding.remedy,
            place=place,
        )
        for place, finding in enumerate(one.findings, start=1)
    )
    gone_up = [
        Sentence(workshop=workshop, kind=finding.kind, text=text, finding=made)
        for made, finding in zip(findings, one.findings, strict=True)
        for text in finding.sentences
    ]
    waiting = [Sentence(workshop=workshop, kind=sentence.kind, text=sentence.text) for sentence in one.sentences]
    Sentence.objects.bulk_create(gone_up + waiting)
    Story.objects.bulk_create(
        Story(
            workshop=workshop,
            category=categories[story.category],
            side=story.side,
            text=story.text,
            keep=story.keep,
            named=story.teller is not None,
            seat=None if story.teller is None else seats[name_key(story.teller)],
        )
        for story in one.stories
        if story.sent
    )


def _pairs(workshop: Workshop, one: schema.Workshop, seats: dict[str, Seat]) -> None:
    pairs = Pair.objects.bulk_create(
        Pair(workshop=workshop, place=place, aside=pair.aside) for place, pair in enumerate(one.pairs, start=1)
    )
    steps = [
        (Action(pair=made, size=size, text=step.text, who=step.who, due=step.due), step)
        for made, pair in zip(pairs, one.pairs, strict=True)
        for size, step in ((Size.LARGE, pair.large), (Size.SMALL, pair.small))
        if step
    ]
    Action.objects.bulk_create(action for action, _step in steps)
    names = Action.people.through
    names.objects.bulk_create(
        names(action=action, seat=seats[key])
        for action, step in steps
        for key in dict.fromkeys(name_key(name) for name in step.people)
    )
    StepChange.objects.bulk_create(
        StepChange(action=action, on=change.on, state=change.state, result=change.result)
        for action, step in steps
        for change in step.changes
    )


def _reviews(workshop: Workshop, one: schema.Workshop, categories: list[Category]) -> None:
    reviews = Review.objects.bulk_create(
        Review(
            workshop=workshop,
            number=number,
            held_on=review.held_on,
            together_at=review.together_at,
            done_on=review.done_on,
        )
        for number, review in enumerate(one.reviews, start=1)
    )
    ReviewAnswer.objects.bulk_create(
        ReviewAnswer(review=made, category=categories[answer.category], question=answer.question, text=answer.text)
        for made, review in zip(reviews, one.reviews, strict=True)
        for answer in review.answers
    )
