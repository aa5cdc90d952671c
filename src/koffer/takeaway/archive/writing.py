"""From a workshop to its archive."""

from typing import Any

import msgspec
from django.utils import timezone

from koffer.journey.models import Review
from koffer.sheets.findings import GAP, STRENGTH
from koffer.sheets.pairs import Size
from koffer.takeaway.archive import schema
from koffer.workshop.models import Workshop
from koffer.workshop.models.keeping import DAYS_KEPT
from koffer.workshop.models.label import Action, Pair
from koffer.workshop.models.story import Keep

Part = dict[str, Any]
OWN = ("team", "destination", "frame", "announced_mode", "mode", "shown_step")  # fields of the workshop


def archive(workshop: Workshop) -> bytes:
    """The archive of the workshop as JSON: what has no order of its own is sorted, so that it is the same each time."""
    made = {"format": schema.FORMAT, "version": schema.VERSION, "made_at": timezone.now(), "workshop": _whole(workshop)}
    return msgspec.json.format(msgspec.json.encode(msgspec.convert(made, schema.Archive)), indent=1)


def _whole(workshop: Workshop) -> Part:
    categories = workshop.categories()
    place = {category.pk: position for position, category in enumerate(categories)}
    shown = workshop.shown_category_id
    drafts = {row.category_id: row.points for row in workshop.score_drafts.all()}
    talks = sorted(workshop.talks.all(), key=lambda talk: place[talk.category_id])
    return {
        **{name: getattr(workshop, name) for name in OWN},
        # Where it is taken in it belongs to nobody: the longest term that such a workshop has.
        "days_kept": min(workshop.days_kept, DAYS_KEPT),
        "shown_category": None if shown is None else place[shown],
        "categories": [{name: getattr(one, name) for name in schema.Category.__struct_fields__} for one in categories],
        "started": workshop.start.at if workshop.started else None,
        "opening": _opening(workshop),
        "closing": _closing(workshop),
        "talks": [{"category": place[t.category_id], "chosen": t.chosen, "turn": t.turn} for t in talks],
        "scores": [drafts.get(category.pk) for category in categories] if drafts else [],
        "decisions": [{"at": one.at, "points": one.as_list()} for one in workshop.decisions.order_by("no")],
        "findings": [finding for kind in (STRENGTH, GAP) for finding in _findings(workshop, kind)],
        "sentences": [
            {"kind": one.kind, "text": one.text}
            for one in workshop.sentences.filter(finding=None).order_by("kind", "text")
        ],
        "pairs": [
            _pair(pair)
            for pair in workshop.pairs.order_by("place").prefetch_related("actions__people", "actions__changes")
        ],
        "stories": _stories(workshop, place),
        "releases": [
            {"item": item, "audience": audience}
            for item, audience in sorted(workshop.releases.values_list("item", "audience"))
        ],
        "reviews": [_review(one, place) for one in workshop.reviews.order_by("number")],
    }


def _opening(workshop: Workshop) -> Part | None:
    if not workshop.opened:
        return None
    opening = workshop.opening
    return {"at": opening.at, "mode": opening.mode, "sheet_count": opening.sheet_count}


def _closing(workshop: Workshop) -> Part | None:
    if not workshop.ever_closed:
        return None
    closing = workshop.closing
    return {"at": closing.at, "look_on": closing.look_on, "ended_at": closing.ended_at}


def _findings(workshop: Workshop, kind: str) -> list[Part]:
    return [
        {name: getattr(one, name) for name in ("kind", "text", "example", "remedy")}
        | {"sentences": sorted(sentence.text for sentence in one.sentences.all())}
        for one in workshop.findings.filter(kind=kind).order_by("place").prefetch_related("sentences")
    ]


def _pair(pair: Pair) -> Part:
    halves = {action.size: _step(action) for action in pair.actions.all()}
    return {"aside": pair.aside, "large": halves.get(Size.LARGE), "small": halves.get(Size.SMALL)}


def _step(action: Action) -> Part:
    people = sorted({seat.name for seat in action.people.all() if not seat.left_at})
    changes = [{"on": one.on, "state": one.state, "result": one.result} for one in action.changes.all()]
    return {"text": action.text, "who": action.who, "due": action.due, "people": people, "changes": changes}


def _review(review: Review, place: dict[int, int]) -> Part:
    answers = [
        {"category": place[one.category_id], "question": one.question, "text": one.text}
        for one in review.shown_answers()
    ]
    return {name: getattr(review, name) for name in ("held_on", "together_at", "done_on")} | {
        "answers": sorted(answers, key=lambda answer: [str(value) for value in answer.values()])
    }


def _stories(workshop: Workshop, place: dict[int, int]) -> list[Part]:
    stories = [
        {
            "category": place[one.category_id],
            "side": one.side,
            "text": one.text,
            "keep": one.keep,
            "teller": one.teller or None,
            "sent": True,
        }
        for one in workshop.stories.exclude(keep=Keep.NOW).select_related("seat")
    ]
    return sorted(stories, key=lambda story: [str(value) for value in story.values()])
