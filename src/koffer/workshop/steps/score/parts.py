"""What a member says about the team score, and the sheet on which the facilitator types it."""

from koffer.sheets.page import sheet_of
from koffer.workshop.models import Seat, Workshop
from koffer.workshop.models.known import known
from koffer.workshop.step import Context, Returned
from koffer.workshop.steps.score.board import board


def card(seat: Seat, returned: Returned | None) -> tuple[str, Context]:
    """Whether this person agrees with the list."""
    return "workshop/steps/score/card.html", {}


def forms(workshop: Workshop, returned: Returned | None) -> Context:
    """The sheet of the team score, with the proposal of the sheets; `returned.about`: what became of numbers."""
    now, sheets, categories = board(workshop), known(workshop), workshop.categories()
    typed = returned.sheet if returned else None
    proposed = sheets.proposal()
    context: Context = {
        "sheet": sheet_of(categories, now.scores.points, typed),
        "message": typed.message if typed else "",
        "sheets_in": workshop.sheets.count(),
        "board": now,
        "numbers": zip(categories, now.scores.numbers, strict=True),
    }
    if proposed:
        offered = zip(categories, proposed, sheets.undecided(), strict=True)
        context["proposal"] = sorted(offered, key=lambda row: -row[1])
    if returned and returned.about:
        context["changed"] = [(categories[i], was, now) for i, (was, now) in sorted(returned.about.items())]
    return context
