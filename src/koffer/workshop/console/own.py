"""The forms of one facilitator: fetched by the own page, so that nothing that is typed is patched away."""

import uuid
from collections.abc import Callable
from typing import Any

from django.db.models import Count

from koffer.workshop.models import Action, FacilitatorKey, Pair, Workshop
from koffer.workshop.models.facts import Audience, Item
from koffer.workshop.models.findings import GAP, MOST_PICKED, STRENGTH
from koffer.workshop.models.known import known
from koffer.workshop.models.score import Scores
from koffer.workshop.models.step import Step
from koffer.workshop.own import went_on
from koffer.workshop.steps.closing.ending import ending
from koffer.workshop.steps.closing.forms import ClosingForm
from koffer.workshop.steps.conversation.forms import PlanForm, ProvisionalForm, StoryForm
from koffer.workshop.steps.conversation.turn import stops, turn
from koffer.workshop.steps.filling.sheet import sheet_page
from koffer.workshop.steps.findings.forms import FindingForm
from koffer.workshop.steps.findings.found import found
from koffer.workshop.steps.label.forms import PairForm
from koffer.workshop.steps.score.board import board

Context = dict[str, Any]


def console_own(key: FacilitatorKey, **typed: Any) -> tuple[str, Context]:
    """The name of the template of the facilitator's forms for the step that is shown ("" for none), its context.

    `typed` holds forms that were refused, by name; one that the shown step does not have stands there alone.
    """
    workshop = key.workshop
    context: Context = {"workshop": workshop, "press_key": uuid.uuid4(), **typed}
    if went_on(workshop, typed):
        return "leftover", context | {"back": "console"}
    if not workshop.opened or workshop.shown_step not in FORMS:
        return "", context
    template, forms = FORMS[workshop.shown_step]
    return template, forms(workshop, typed) | context


def _conversation(workshop: Workshop, typed: Context) -> Context:
    now = turn(workshop, "facilitator")
    scores = Scores.of(workshop)
    number = scores.numbers[now.place - 1] if now else 0
    points = scores.points[now.place - 1] if now else None
    initial = {"points": "" if points is None else points, "number": number}
    return {
        "turn": now,
        "stops": stops(workshop),
        "story": StoryForm(auto_id="story_%s"),
        "provisional": ProvisionalForm(initial=initial, auto_id="provisional_%s"),
        "plan": PlanForm(auto_id="plan_%s"),
    }


def _score(workshop: Workshop, typed: Context) -> Context:
    now, sheets, categories = board(workshop), known(workshop), workshop.categories()
    page = sheet_page(categories, typed.get("points") or now.scores.points, typed.get("typed"), typed.get("errors", ()))
    proposed = sheets.proposal()
    context: Context = {
        "sheet": page,
        "sheets_in": workshop.sheets.count(),
        "board": now,
        "numbers": zip(categories, now.scores.numbers, strict=True),
    }
    if proposed:
        offered = zip(categories, proposed, sheets.undecided(), strict=True)
        context["proposal"] = sorted(offered, key=lambda row: -row[1])
    if "fitted" in typed:
        context["changed"] = [(categories[i], was, now) for i, (was, now) in sorted(typed["fitted"].items())]
    return context


def _findings(kind: str) -> Callable[[Workshop, Context], Context]:
    def forms(workshop: Workshop, typed: Context) -> Context:
        here = found(workshop, kind)
        edited, form = typed.get("edited", (None, None))
        mends = [(finding, form if finding.pk == edited else _mend(finding)) for finding in here.picked]
        stories = workshop.stories.exclude(keep="now").select_related("category")
        return {
            "kind": kind,
            "found": here,
            "mends": mends,
            "enough": len(here.picked) >= MOST_PICKED[kind],
            "pick": FindingForm(auto_id="pick_%s"),
            "stories": stories.order_by("category__position", "pk") if kind == STRENGTH else (),
        }

    return forms


def _mend(finding: Any) -> FindingForm:
    texts = {"text": finding.text, "example": finding.example, "remedy": finding.remedy}
    return FindingForm(initial=texts, auto_id=f"f{finding.pk}_%s")


def _label(workshop: Workshop, typed: Context) -> Context:
    return {"pair": PairForm(), "examples": workshop.categories(), "earlier": earlier_steps(workshop)}


def earlier_steps(workshop: Workshop) -> list[Action]:
    """Steps of other teams that chose to show their label to other teams: as an example, without any name.

    Of teams of the same organisation; for a workshop that is nobody's none: other such workshops are strangers'.
    """
    if workshop.owned_by is None:
        return []
    whole = Pair.objects.annotate(halves_there=Count("actions")).filter(halves_there=2)
    shown = Action.objects.filter(
        pair__in=whole,
        pair__workshop__owned_by__organisation=workshop.owned_by.organisation_id,
        pair__workshop__discarded_on=None,
        pair__workshop__releases__item=Item.LABEL,
        pair__workshop__releases__audience=Audience.TEAMS,
        pair__workshop__closing__ended_at=None,
        pair__workshop__closing__isnull=False,
        pair__aside=False,
    )
    return list(shown.exclude(pair__workshop=workshop).order_by("-pk")[:4])


def _ending(workshop: Workshop, typed: Context) -> Context:
    return {"ending": ending(workshop), "close": ClosingForm(auto_id="close_%s")}


FORMS: dict[str, tuple[str, Callable[[Workshop, Context], Context]]] = {
    Step.CONVERSATION: ("conversation", _conversation),
    Step.SCORE: ("score", _score),
    Step.STRENGTHS: ("findings", _findings(STRENGTH)),
    Step.GAPS: ("findings", _findings(GAP)),
    Step.LABEL: ("label", _label),
    Step.SHARING: ("sharing", _ending),
    Step.CLOSED: ("closed", _ending),
}
