"""A made-up library with four teams, so that a visitor sees the product at work within a minute."""

import random
import uuid
from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from koffer.method.action import SMALL_WITHIN
from koffer.method.mode import Mode
from koffer.method.order import proposal
from koffer.sheets.findings import GAP, STRENGTH
from koffer.sheets.pairs import Half
from koffer.workshop.access import screen_key
from koffer.workshop.models import (
    Action,
    FacilitatorKey,
    Pair,
    Seat,
    StepChange,
    Workshop,
)
from koffer.workshop.models.kinds import PAPER
from koffer.workshop.models.known import in_order_of_variation, known
from koffer.workshop.steps.sharing.forms import after_months
from koffer.workshop.team_link import team_token

DESTINATION = "In 2028 is onze bibliotheek de huiskamer van de stad"
FRAME = "Zes vestigingen\nGeen extra uren\nIedereen welkom"
LABEL = "Demo"
CHANCE = 2028  # the same library every time


@dataclass(frozen=True)
class MadeUpTeam:
    """One made-up team; `sheets` of its people hand in; with `opened` the suitcase is open, with `closed` packed."""

    name: str
    people: tuple[str, ...]
    mode: Mode
    sheets: int
    opened: bool
    closed: bool = False


TEAMS = (
    MadeUpTeam("Team Jeugd", ("Noor", "Tomas", "Gerda"), Mode.DISCREET, 0, False),
    MadeUpTeam("Team Programma", ("Yusuf", "Ilse", "Rob", "Marijke", "Fenna", "Samira"), Mode.DISCREET, 4, False),
    MadeUpTeam(
        "Team Klantcontact",
        ("Hanneke", "Bilal", "Sofie", "Jan", "Aysel", "Piotr", "Lotte", "Ruben", "Wilma"),
        Mode.OPEN,
        9,
        True,
    ),
    MadeUpTeam("Team Collectie", ("Anke", "Dirk", "Fatma", "Gijs", "Maud", "Tibor"), Mode.DISCREET, 6, True, True),
)
STORIES = (
    ("high", "We begonnen het taalcafé zonder te wachten op een plan. Nu komen er elke week twintig mensen."),
    ("low", "Het idee voor de muziekhoek ligt al een jaar stil. Niemand wist wie mocht beslissen."),
)
STRENGTHS = (
    ("We luisteren naar de hele buurt.", "De rondgang langs de markt in mei."),
    ("We krijgen dingen voor elkaar, ook met weinig middelen.", "De voorleesbus op een geleende aanhanger."),
)
GAPS = (("We durven nog niet te stoppen met iets.", "learn"),)
PAIRS = (
    ("Elk kwartaal een wijktafel met bewoners.", "Vraag deze week drie bezoekers wat zij hier missen."),
    ("Iedereen mag kleine ideeën zelf uitproberen.", "Probeer één idee uit en vertel maandag hoe het ging."),
)

DONE = "Alle drie misten een plek om samen te koken."


def fill() -> list[tuple[str, str]]:
    """Make the teams where the database holds no workshop yet.

    Returns (text, path) pairs: the private links into each workshop. A link can be shown only when it is
    made, so each start gives new ones and ends those of the start before.
    """
    chance = random.Random(CHANCE)  # noqa: S311 (made-up points, no secret)
    if not Workshop.objects.exists():
        for team in TEAMS:
            _play(team, chance)
    shown = []
    for workshop in Workshop.objects.filter(team__in=[team.name for team in TEAMS]).order_by("team"):
        workshop.keys.filter(label=LABEL).delete()
        _key, token = FacilitatorKey.give(workshop, LABEL)
        shown.append((f"{workshop.team}, facilitator", reverse("private-link", args=[token])))
        if workshop.ever_closed:
            shown.append((f"{workshop.team}, the steps", reverse("team-page", args=[team_token(workshop)])))
        shown.append((f"{workshop.team}, large screen", reverse("screen", args=[workshop.pk, screen_key(workshop)])))
    return shown


def _play(team: MadeUpTeam, chance: random.Random) -> None:
    workshop = Workshop.create(team=team.name, destination=DESTINATION, frame=FRAME, announced_mode=team.mode.value)
    key, _token = FacilitatorKey.give(workshop)
    seats = [Seat.take(workshop, name)[0] for name in team.people]
    if team.sheets:
        workshop.begin_filling(by=key)
    for seat in seats[: team.sheets]:
        seat.device = uuid.uuid4().hex  # each a browser of its own
        seat.hand_in(_points(chance, len(workshop.categories())), press_key=uuid.uuid4().hex)
    if team.sheets > len(seats) // 2 and not team.opened:
        Seat.take(workshop, "Corrie", kind=PAPER)
    if team.opened:
        workshop.open(by=key)
    if team.closed:
        _talk(workshop, key)


def _talk(workshop: Workshop, key: FacilitatorKey) -> None:
    """From the opened suitcase to the closed one with its label."""
    workshop.show("conversation")
    category = in_order_of_variation(workshop)[0]
    for side, text in STORIES:
        workshop.tell(uuid.uuid4(), category.pk, text=text, side=side, keep="us")
    count = len(workshop.categories())
    workshop.decide(known(workshop).proposal() or (), by=key, seen=0, numbers=[0] * count)
    for text, example in STRENGTHS:
        workshop.pick(uuid.uuid4(), STRENGTH, [], text=text, example=example)
    for text, remedy in GAPS:
        workshop.pick(uuid.uuid4(), GAP, [], text=text, remedy=remedy)
    today = timezone.localdate()
    for large, small in PAIRS:
        halves = {
            "large": Half(large, "everyone", today + timedelta(days=91)),
            "small": Half(small, "everyone", today + SMALL_WITHIN),
        }
        workshop.keep_pair(uuid.uuid4(), halves, seen=0)
    workshop.close(after_months(today, 3), by=key)
    StepChange.write(Action.objects.get(pair=Pair.objects.get(workshop=workshop, place=1), size="small"), "done", DONE)


def _points(chance: random.Random, count: int) -> list[int]:
    # Like a team: everyone's order is near a common one, with differences worth talking about.
    order = sorted(range(count), key=lambda c: (c * 7 % count) + chance.gauss(0, 2.5))
    points = [0] * count
    for place, number in zip(order, proposal(count), strict=True):
        points[place] = number
    return points
