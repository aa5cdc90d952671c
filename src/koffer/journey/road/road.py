"""The road as it is shown: what stands at which stop. Never a score; steps only where the team released them."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from koffer.drawing import road as drawing
from koffer.drawing.palette import PAGE, Palette
from koffer.journey.models import Placement, Stop
from koffer.organisation.models import Organisation
from koffer.sheets.pairs import Size
from koffer.workshop.models import Action, Release, Workshop
from koffer.workshop.models.change import Standing
from koffer.workshop.models.releasing import Item, ShownTo

BEGINNING = "0"  # in forms and pictures, where others have the number of their stop


@dataclass(frozen=True)
class Suitcase:
    """One team's suitcase; `movable` for whoever looks."""

    workshop: Workshop
    name: str
    number: int
    movable: bool
    hidden: bool


@dataclass(frozen=True)
class StepAtStop:
    """A step that lies at a stop."""

    team: str
    text: str
    large: bool
    state: str

    @property
    def done(self) -> bool:
        """Whether it was done."""
        return self.state == Standing.DONE


@dataclass(frozen=True)
class Place:
    """The beginning of the road (`stop` None), or one of its stops, with what is there."""

    stop: Stop | None
    suitcases: tuple[Suitcase, ...]
    steps: tuple[StepAtStop, ...]

    @property
    def ident(self) -> str:
        """Its name in forms and pictures."""
        return str(self.stop.pk) if self.stop else BEGINNING

    @property
    def large_steps(self) -> list[StepAtStop]:
        """The large steps here that are wanted."""
        return [step for step in self.steps if step.large and step.state != Standing.DROPPED]

    @property
    def name(self) -> str:
        """What it is called."""
        return self.stop.name if self.stop else _("The beginning")


@dataclass(frozen=True)
class Road:
    """The whole road."""

    destination: str
    places: tuple[Place, ...]

    @property
    def here(self) -> Place | None:
        """Where the suitcase stands, on a road with one team."""
        return next((place for place in self.places if place.suitcases), None)

    @property
    def movable(self) -> bool:
        """Whether whoever looks may move a suitcase on it."""
        return any(case.movable for place in self.places for case in place.suitcases)

    @property
    def sentence(self) -> str:
        """What the picture shows, for who cannot see it."""
        count = sum(len(place.suitcases) for place in self.places)
        sentence = ngettext(
            "The road to %(destination)s, with %(count)d suitcase beside it",
            "The road to %(destination)s, with %(count)d suitcases beside it",
            count,
        )
        return sentence % {"destination": self.destination, "count": count}

    def picture(self, shape: drawing.Shape, palette: Palette = PAGE) -> str:
        """The road as SVG."""
        return drawing.road(
            [_drawn(place) for place in self.places],
            destination=self.destination,
            sentence=self.sentence,
            ident=f"road-{shape}",
            shape=shape,
            palette=palette,
        )


def _drawn(place: Place) -> drawing.RoadPlace:
    return drawing.RoadPlace(
        ident=place.ident,
        name=place.name,
        period=place.stop.period if place.stop else "",
        cases=tuple(drawing.Case(case.name, str(case.workshop.pk) if case.movable else "") for case in place.suitcases),
        stones=tuple(drawing.Stone(step.large, step.done) for step in place.steps if step.state != Standing.DROPPED),
    )


def road_of_organisation(
    organisation: Organisation, destination: str, movable: Iterable[uuid.UUID | None] = (), *, hidden: bool = False
) -> Road:
    """The road that all of an organisation see. `movable`: keys of teams whose suitcases may be moved.

    Of a team with several placed workshops the one that was placed last; with `hidden` also what an administrator
    took out of sight.
    """
    placed = Placement.objects.filter(
        workshop__owned_by__organisation=organisation, workshop__discarded_on=None, workshop__closing__isnull=False
    )
    newest: dict[uuid.UUID | None, Placement] = {}
    for placement in placed.select_related("workshop__owned_by").order_by("at", "pk"):
        newest[placement.workshop.owned_by_id] = placement
    seen = [one for one in newest.values() if hidden or not one.hidden]
    shown = sorted(seen, key=lambda one: one.workshop.owned_by.name_key if one.workshop.owned_by else "")
    told = Release.objects.filter(
        workshop__in=[one.workshop_id for one in shown], item=Item.LABEL, audience=ShownTo.ORGANISATION
    )
    return _road(
        destination,
        list(organisation.stops.all()),
        shown,
        set(movable),
        set(told.values_list("workshop_id", flat=True)),
    )


def road_of_team(workshop: Workshop, *, movable: bool = False) -> Road:
    """The road with only this team's suitcase and steps, for the team itself."""
    shown = list(Placement.objects.filter(workshop=workshop).select_related("workshop__owned_by"))
    teams = {workshop.owned_by_id} if movable else set()
    return _road(workshop.destination, list(Stop.on_road_of(workshop)), shown, teams, {workshop.pk})


def _road(
    destination: str, stops: list[Stop], shown: list[Placement], movable: set[uuid.UUID | None], telling: set[uuid.UUID]
) -> Road:
    known = {stop.pk for stop in stops}
    cases: dict[int | None, list[Suitcase]] = defaultdict(list)
    for one in shown:
        owner = one.workshop.owned_by
        case = Suitcase(
            workshop=one.workshop,
            name=owner.name if owner else one.workshop.team,
            number=one.number,
            movable=one.workshop.owned_by_id in movable,
            hidden=one.hidden,
        )
        cases[one.stop_id if one.stop_id in known else None].append(case)
    steps = _steps([one.workshop_id for one in shown if one.workshop_id in telling])
    places = [Place(None, tuple(cases[None]), ())]
    places += [Place(stop, tuple(cases[stop.pk]), tuple(steps[stop.pk])) for stop in stops]
    return Road(destination, tuple(places))


def _steps(workshops: list[uuid.UUID]) -> dict[int, list[StepAtStop]]:
    """The steps that lie at stops: each large one, and the small one of its pair after it."""
    large = Action.objects.filter(pair__workshop__in=workshops, pair__aside=False, size=Size.LARGE)
    laid = large.exclude(at_stop=None).select_related("at_stop", "pair__workshop").order_by("due", "pk")
    found: dict[int, list[StepAtStop]] = defaultdict(list)
    for action in laid.prefetch_related("changes", "pair__actions__changes"):
        pair = [action, *(half for half in action.pair.actions.all() if half.size == Size.SMALL)]
        for half in pair:
            newest = half.newest_change
            state = newest.state if newest else ""
            team = action.pair.workshop.team
            found[action.at_stop.stop_id].append(StepAtStop(team, half.text, half.size == Size.LARGE, state))
    return found
