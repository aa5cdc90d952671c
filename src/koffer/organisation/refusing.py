"""Why a sheet cannot be filled, in words (M4)."""

from django.utils.translation import gettext as _

from koffer.method.design import InvalidDesign, least_total


def explain(problem: InvalidDesign, count: int) -> str:
    """The reason, with the arithmetic; `count`: how many categories there were."""
    if problem.reason == "too_many":
        return _(
            "A sheet with %(count)d categories cannot be filled: 0 + 1 + 2 and so on makes at least %(least)d "
            "points, and there are 100. Fourteen categories is the most."
        ) % {"count": count, "least": least_total(count)}
    if problem.reason == "too_few":
        return _("A sheet needs at least two categories.")
    if problem.reason == "same_name":
        return _("Two categories have the same name. Give one of them another name.")
    return _("A category needs a name.")
