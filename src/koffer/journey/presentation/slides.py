"""The walk of slides, made from what the team released to other teams and chose to show. Nothing else is read."""

from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from koffer.journey.models import Reaction, Turn
from koffer.journey.models.presentation import NEEDS, Kind, Part
from koffer.workshop.findings.found import gaps, strengths
from koffer.workshop.models import Release, Story
from koffer.workshop.models.releasing import ShownTo
from koffer.workshop.models.story import Keep
from koffer.workshop.picture import team_picture
from koffer.workshop.steps.label.label import label

MOST_STORIES = 12


@dataclass(frozen=True)
class Slide:
    """One slide: the template of its kind, and what stands on it; a picture is drawn when the slide is shown."""

    kind: str
    values: dict[str, Any] = field(default_factory=dict)


def slides(turn: Turn, released: set[str] | None = None) -> list[Slide]:
    """All slides of a team's turn; a part whose release was taken back is not there any more.

    `released`: the items that this reader may see; those that the team shows to other teams.
    """
    workshop = turn.workshop
    released = Release.to(workshop, ShownTo.TEAMS) if released is None else released
    chosen = [Part(part) for part in Part if part.value in turn.parts and NEEDS[part] in released]
    made = [Slide("destination")]
    for part in chosen:
        made += _of(part, turn)
    return [*made, Slide("questions")]


def _of(part: Part, turn: Turn) -> list[Slide]:
    workshop = turn.workshop
    if part is Part.SCORE:
        return (
            [Slide("score", {"picture": cache(lambda: team_picture(workshop, "screen"))})] if workshop.decided else []
        )
    if part is Part.STRENGTHS:
        return [Slide("strength", {"strength": one}) for one in strengths(workshop).picked]
    if part is Part.GAPS:
        picked = gaps(workshop).picked
        chosen = [one for one in picked if one.pk == turn.gap_id] or picked[:1]
        return [Slide("gap", {"gap": one}) for one in chosen]
    if part is Part.LABEL:
        return [Slide("label", {"label": label(workshop)})]
    told = workshop.stories.filter(keep=Keep.OTHERS).select_related("category").order_by("pk")
    return [Slide("story", {"story": story}) for story in told[:MOST_STORIES]]


def shown(turn: Turn) -> tuple[int, list[Slide]]:
    """(the number of the slide that is shown, all slides)."""
    made = slides(turn)
    return min(turn.slide, len(made) - 1), made


def show_story(turn: Turn, story: Story) -> None:
    """Show the slide of this story, if the walk has it: the slides after it have other numbers now."""
    stories = [one.values.get("story") for one in slides(turn)]
    if story in stories:
        turn.show(stories.index(story))


def reactions(turn: Turn) -> dict[str, Any]:
    """What visitors said: how often each, the questions that wait, and those that were answered."""
    said = list(Reaction.objects.filter(turn=turn).select_related("category").order_by("pk"))
    asked = [one for one in said if one.text or one.category]
    counts = Counter(one.kind for one in said)
    return {
        "counts": [
            (kind.label, counts[kind.value]) for kind in Kind if kind is not Kind.QUESTION and counts[kind.value]
        ],
        "waiting": [one for one in asked if not one.answered],
        "answered": [one for one in asked if one.answered],
    }
