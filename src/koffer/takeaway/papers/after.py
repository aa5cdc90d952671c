"""What comes after: the road with the team's own suitcase, and then and now with what was written at reviews."""

from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from koffer.drawing.palette import PRINT
from koffer.journey.models import Placement, Review
from koffer.journey.review.history import fillings, names_of, series, then_and_now
from koffer.journey.review.look import Answers, answers, successes
from koffer.journey.road.road import road_of_team
from koffer.sheets.reviews import DEVELOPMENT, QUESTIONS
from koffer.takeaway.papers.parts import Request, head, printable
from koffer.workshop.models import Workshop
from koffer.workshop.steps.label.label import LabelStep

UPRIGHT = 7  # fillings that stand beside each other on an upright page; of more the words would be under 8 pt


def is_placed(workshop: Workshop) -> bool:
    """Whether the team put its suitcase beside the road."""
    return Placement.objects.filter(workshop=workshop).exists()


def road(workshop: Workshop, request: Request) -> dict[str, Any]:
    """The road for the wall, lying: this team's suitcase and steps, nobody else's."""
    here = road_of_team(workshop)
    sections = [
        {
            "name": " · ".join(filter(None, [place.name, place.stop.period if place.stop else ""])),
            "texts": [
                *filter(None, [place.stop.aim if place.stop else ""]),
                *(f"✓ {step.text}" if step.done else step.text for step in place.steps),
            ],
        }
        for place in here.places
    ]
    return _paper(workshop, _("The road of %(team)s"), here.picture("wide", PRINT), here.sentence) | {
        "flipped": True,
        "sections": [section for section in sections if section["texts"]],
    }


def history(workshop: Workshop, request: Request) -> dict[str, Any]:
    """Then and now, of all fillings: the scores that were decided, what was done, what was written at reviews."""
    all_of_them = series(workshop)
    made = fillings(all_of_them)
    drawn = then_and_now(made, PRINT) if len(made) > 1 else ""
    done = [step for one in all_of_them for step in successes(one)]
    held = [review for one in all_of_them for review in one.reviews.exclude(together_at=None)]
    return _paper(workshop, _("Then and now: %(team)s"), drawn, _("The team score per category, then and now")) | {
        "flipped": len(made) > UPRIGHT,
        "table": {
            "head": [_("Category"), *(date_format(filling.day, "N Y") for filling in made)],
            "rows": [[name, *(str(filling.points.get(name, "–")) for filling in made)] for name in names_of(made)],
        }
        if made
        else None,
        "sections": [*_done(done), *(section for review in held for section in _review(review))],
    }


def _done(steps: list[LabelStep]) -> list[dict[str, Any]]:
    if not steps:
        return []
    texts = [f"{step.text} – {step.result}" if step.result else step.text for step in steps]
    return [{"name": _("What we did"), "texts": texts}]


def _review(review: Review) -> list[dict[str, Any]]:
    day = date_format(review.held_on, "j F Y")
    return [
        {
            "name": f"{day} · {one.category.name}",
            "texts": [
                *_development(one),
                *(f"{question} {told.text}" for question, texts in one.by_question for told in texts),
            ],
        }
        for one in answers(review)
        if one.development or one.by_question
    ]


def _development(one: Answers) -> list[str]:
    if not one.development:
        return []
    question = dict(QUESTIONS)[DEVELOPMENT]
    told = ", ".join(f"{name}: {number}" for name, number in one.development)
    return [f"{question} {told}"]


def _paper(workshop: Workshop, title: str, drawn: str, sentence: str) -> dict[str, Any]:
    return head(title % {"team": workshop.team}) | {
        "destination": workshop.destination,
        "picture": printable(drawn),
        "sentence": sentence,
        "table": None,
        "words": {"destination": _("Destination"), "page": _("Koffer, page {n} of {all}")},
    }
