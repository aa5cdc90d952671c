"""What the team agrees on: provisional scores during the talk, and decisions (M8)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from koffer.database.prepared import Prepared
from koffer.database.sweep import empty_log
from koffer.method.points import Points, check_sheet, settle
from koffer.method.score import make_it_fit
from koffer.sheets.points import PointsRow, in_order, m4
from koffer.sheets.refusals import OldPage, Refused
from koffer.workshop.models.known import known
from koffer.workshop.models.sheet import Draft

if TYPE_CHECKING:
    from koffer.workshop.models.key import FacilitatorKey
    from koffer.workshop.models.workshop import Workshop


class ScoreDraft(models.Model):
    """The provisional score of a category. May break the rules of the sheet; `number` grows with each change."""

    pk = models.CompositePrimaryKey("workshop_id", "category_id")
    workshop = models.ForeignKey("Workshop", models.CASCADE, related_name="score_drafts")
    category = models.ForeignKey("organisation.Category", models.CASCADE, related_name="+")
    points = models.PositiveSmallIntegerField(null=True)
    number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(points=None) | models.Q(points__gte=0, points__lte=100), name="draft_0_to_100"
            )
        ]


@dataclass(frozen=True)
class Scores:
    """The provisional scores in the order of the sheet, each with the number of its last change."""

    points: tuple[int | None, ...]
    numbers: tuple[int, ...]

    @classmethod
    def of(cls, workshop: "Workshop") -> "Scores":
        """The scores as they stand now."""
        rows = {row.category_id: row for row in workshop.score_drafts.all()}
        found = [rows.get(category.pk) for category in workshop.categories()]
        return cls(
            tuple(row.points if row else None for row in found), tuple(row.number if row else 0 for row in found)
        )


class Decision(models.Model):
    """The team decided its score. A revised one is a new row; the earlier ones stay."""

    workshop = models.ForeignKey("Workshop", models.CASCADE, related_name="decisions")
    no = models.PositiveSmallIntegerField()
    by = models.ForeignKey("FacilitatorKey", models.SET_NULL, null=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workshop", "no"], name="decision_no")]

    @classmethod
    def newest(cls, workshop: "Workshop") -> "Decision | None":
        """The decision that counts now."""
        return next(iter(_DECISIONS.of(workshop)), None)

    def write(self, points: Iterable[int]) -> None:
        """Write the points, in the order of the sheet."""
        DecisionPoints.objects.bulk_create(
            DecisionPoints(decision=self, category=category, points=number)
            for category, number in zip(self.workshop.categories(), points, strict=True)
        )

    def as_list(self) -> list[int]:
        """The points in the order of the sheet."""
        return in_order(self.points.all())


class DecisionPoints(PointsRow):
    """The decided points of one category. The database holds M4, as for a sheet."""

    pk = models.CompositePrimaryKey("decision_id", "category_id")
    decision = models.ForeignKey(Decision, models.CASCADE, related_name="points")

    class Meta:
        constraints = m4("decision", no_two_equal="no_two_equal_decided", from_0_to_100="decided_0_to_100")


def write_scores(workshop: "Workshop", points: Points, seen: Sequence[int]) -> tuple[Scores, list[int]]:
    """Keep the numbers that changed, where the page had seen the newest (`seen`: numbers per category).

    Returns the scores as they are now, and the places where somebody else was first: there nothing was
    written. Whoever agreed with the list before is asked again.
    """
    with workshop.changing():
        _check_scores_open(workshop)
        now = Scores.of(workshop)
        changed = [place for place, (new, old) in enumerate(zip(points, now.points, strict=True)) if new != old]
        late = [place for place in changed if seen[place] != now.numbers[place]]
        fresh = {place: points[place] for place in changed if place not in late}
        if fresh:
            _keep(workshop, fresh, now)
        return Scores.of(workshop), late


def fill_scores_from_sheets(workshop: "Workshop") -> None:
    """Put the proposal of the sheets where nothing stands yet, on request (method.md, "Nearest valid score").

    Raises `Refused` where mode and number of sheets do not allow a proposal.
    """
    with workshop.changing():
        _check_scores_open(workshop)
        proposal = known(workshop).proposal()
        if proposal is None:
            raise Refused(_("With so few sheets there is no proposal: you decide."))
        now = Scores.of(workshop)
        _keep(workshop, {i: number for i, number in enumerate(proposal) if now.points[i] is None}, now)


def make_scores_fit(workshop: "Workshop") -> dict[int, tuple[int, int]]:
    """Replace the scores by the nearest valid ones; returns place: (was, is) of what changed."""
    with workshop.changing():
        _check_scores_open(workshop)
        now = Scores.of(workshop)
        fitting = make_it_fit(now.points)
        _keep(workshop, {i: n for i, n in enumerate(fitting) if now.points[i] != n}, now)
        was = settle(now.points)
        return {i: (was[i], n) for i, n in enumerate(fitting) if was[i] != n}


def decide(
    workshop: "Workshop",
    points: Sequence[int],
    *,
    by: "FacilitatorKey",
    seen: int,
    numbers: Sequence[int],
    sheets: int | None = None,
) -> None:
    """OPENED -> DECIDED, or a revised decision: `points` in the order of the sheet, valid (M4, M8).

    `seen` is how many decisions the page knew, `numbers` the newest change of each category that it knew, `sheets`
    how many sheets (None where it does not say). The same score again is the same decision. Raises
    `InvalidSheet`, and `OldPage` when another facilitator decided or changed something just before, or a late
    sheet came in.
    """
    with workshop.changing():
        _check_scores_open(workshop)
        check_sheet(points, len(workshop.categories()))
        newest = Decision.newest(workshop)
        if newest and newest.as_list() == list(points):
            return
        if (newest.no if newest else 0) != seen:
            raise OldPage(_("The other facilitator has just decided. Look at what changed, then decide again."))
        if sheets is not None and sheets != workshop.sheets.count():
            raise OldPage(_("Another sheet came in or went. Look at the picture, then decide again."))
        now = Scores.of(workshop)
        other = [i for i, number in enumerate(points) if now.points[i] != number]
        if any(numbers[i] != now.numbers[i] for i in other):
            raise OldPage(_("The other facilitator has just changed a number. Look at it, then decide again."))
        decision = Decision.objects.create(workshop=workshop, no=seen + 1, by=by)
        decision.write(points)
        _keep(workshop, {i: points[i] for i in other}, now)
        if decision.no == 1:
            Draft.objects.filter(seat__workshop=workshop).delete()  # nobody can hand in late any more
            transaction.on_commit(empty_log)


def _keep(workshop: "Workshop", points: dict[int, int | None], now: Scores) -> None:
    categories = workshop.categories()
    for place, number in points.items():
        ScoreDraft.objects.update_or_create(
            workshop=workshop,
            category=categories[place],
            defaults={"points": number, "number": now.numbers[place] + 1},
        )
    if points:
        workshop.seats.exclude(nod="").update(nod="")


def _check_scores_open(workshop: "Workshop") -> None:
    workshop.check_open()
    if workshop.ever_closed:
        raise Refused(_("The suitcase was closed. Only texts and steps can change now, not the score."))


_DECISIONS = Prepared(lambda: Decision.objects.order_by("-no"), "workshop")
