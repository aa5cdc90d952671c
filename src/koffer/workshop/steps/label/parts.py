"""The pair that a phone or the facilitator can add, with examples for who is stuck."""

from django.db.models import Count

from koffer.workshop.models import Action, Pair, Seat, Workshop
from koffer.workshop.models.releasing import Item, ShownTo
from koffer.workshop.step import Context, Returned
from koffer.workshop.steps.label.forms import PairForm


def card(seat: Seat, returned: Returned | None) -> tuple[str, Context]:
    """A pair from a phone. Prompts for a team that is stuck (M15): the examples of the categories."""
    form = returned.form if returned else PairForm()
    return "workshop/steps/label/card.html", {"form": form, "examples": seat.workshop.categories()}


def forms(workshop: Workshop, returned: Returned | None) -> Context:
    """A pair that the facilitator types."""
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
        pair__workshop__releases__audience=ShownTo.TEAMS,
        pair__workshop__closing__ended_at=None,
        pair__workshop__closing__isnull=False,
        pair__aside=False,
    )
    return list(shown.exclude(pair__workshop=workshop).order_by("-pk")[:4])
