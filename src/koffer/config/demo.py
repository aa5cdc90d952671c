"""A made-up library with three teams, so that a visitor sees the product at work within a minute."""

import random
from dataclasses import dataclass

from django.urls import reverse

from koffer.method.mode import Mode
from koffer.method.order import proposal
from koffer.workshop.access import screen_key
from koffer.workshop.models import FacilitatorKey, Seat, Workshop
from koffer.workshop.models.seat import PAPER

DESTINATION = "In 2028 is onze bibliotheek de huiskamer van de stad"
FRAME = "Zes vestigingen\nGeen extra uren\nIedereen welkom"
LABEL = "Demo"
CHANCE = 2028  # the same library every time


@dataclass(frozen=True)
class Team:
    """One made-up team; `sheets` of its people hand in, and with `opened` the suitcase is open."""

    name: str
    people: tuple[str, ...]
    mode: Mode
    sheets: int
    opened: bool


TEAMS = (
    Team("Team Jeugd", ("Noor", "Tomas", "Gerda"), Mode.DISCREET, 0, False),
    Team("Team Programma", ("Yusuf", "Ilse", "Rob", "Marijke", "Fenna", "Samira"), Mode.DISCREET, 4, False),
    Team(
        "Team Klantcontact",
        ("Hanneke", "Bilal", "Sofie", "Jan", "Aysel", "Piotr", "Lotte", "Ruben", "Wilma"),
        Mode.OPEN,
        9,
        True,
    ),
)


def fill() -> list[tuple[str, str]]:
    """Make the three teams where the database holds no workshop yet.

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
        shown.append((f"{workshop.team}, large screen", reverse("screen", args=[workshop.pk, screen_key(workshop.pk)])))
    return shown


def _play(team: Team, chance: random.Random) -> None:
    workshop = Workshop.create(team=team.name, destination=DESTINATION, frame=FRAME, announced_mode=team.mode.value)
    key, _token = FacilitatorKey.give(workshop)
    seats = [Seat.take(workshop, name)[0] for name in team.people]
    if team.sheets:
        workshop.start_filling(by=key)
    for seat in seats[: team.sheets]:
        seat.hand_in(_points(chance, len(workshop.categories())), press_key=str(seat.pk))
    if team.sheets > len(seats) // 2 and not team.opened:
        Seat.take(workshop, "Corrie", kind=PAPER)
    if team.opened:
        workshop.open_team_suitcase(by=key)


def _points(chance: random.Random, count: int) -> list[int]:
    # Like a team: everyone's order is near a common one, with differences worth talking about.
    order = sorted(range(count), key=lambda c: (c * 7 % count) + chance.gauss(0, 2.5))
    points = [0] * count
    for place, number in zip(order, proposal(count), strict=True):
        points[place] = number
    return points
