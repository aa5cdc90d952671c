"""Two libraries of years: each with 200 teams, 2,000 workshops and 30,000 sheets, and an administrator signed in."""

import os
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

TEAMS, WORKSHOPS, SHEETS = 200, 2000, 15
PEOPLE = 300


@dataclass
class Shelf:
    """An administrator's cookie, and the addresses of every page that grows with the library."""

    cookie: str
    paths: list[str]


def fill_library(folder: Path) -> Shelf:
    """Make both libraries in the database of `folder`; what an administrator of the first can open."""
    os.environ |= {"KOFFER_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "koffer.config.settings"}
    import django

    django.setup()
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.db import transaction

    from koffer.serving.folder import prepare

    prepare()
    with transaction.atomic():
        boss, paths = _library("Bibliotheek Noord")
        _library("Bibliotheek Zuid")
    session = SessionStore()
    session[SESSION_KEY] = str(boss.pk)
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session[HASH_SESSION_KEY] = boss.get_session_auth_hash()
    session.create()
    return Shelf(f"koffer_account={session.session_key}", paths)


def _library(name: str):
    from django.utils import timezone

    from koffer.organisation.models import Design, Destination, Membership, Organisation, Role, Team, User
    from koffer.organisation.models.design import CONNECTIE
    from koffer.workshop.models import Workshop

    here = Organisation.objects.create(name=name)
    users = [User(name=f"Person {n}") for n in range(PEOPLE)]
    for user in users:
        user.set_unusable_password()
    User.objects.bulk_create(users)
    roles = [Role.ADMINISTRATOR, *[Role.FACILITATOR] * (PEOPLE - 1)]
    Membership.objects.bulk_create(
        Membership(organisation=here, user=user, role=role, all_teams=True)
        for user, role in zip(users, roles, strict=True)
    )
    teams = [Team(organisation=here, name=f"Team {n}", name_key=f"team {n}") for n in range(TEAMS)]
    Team.objects.bulk_create(teams)
    for number in range(20):
        Design.make(here, users[0], f"Sheet {number}", "nl en", CONNECTIE)
        Destination.introduce(here, users[0], text=f"Destination {number}")
    today = timezone.localdate()
    designs = Design.objects.bulk_create(Design(name="Connectie") for _ in range(WORKSHOPS))
    workshops = [
        Workshop(
            code=f"{name[-4]}{n:05}",
            team=teams[n % TEAMS].name,
            design=designs[n],
            destination=f"Destination {n % 20}",
            owned_by=teams[n % TEAMS],
            used_on=today - timedelta(days=n % 900),
            purge_on=today + timedelta(days=365),
            shown_step="closed",
        )
        for n in range(WORKSHOPS)
    ]
    Workshop.objects.bulk_create(workshops)
    _facts(workshops)
    last = here.entries.count()
    path = f"/o/{here.pk}/"
    shown = path + f"workshops/{workshops[0].pk}"
    pages = ["", "?page=4", f"teams/{teams[0].pk}", f"teams/{teams[0].pk}/workshops/new", "workshops?q=team"]
    pages += ["workshops?q=destination+19+team+7", "people", f"people/{here.memberships.first().pk}", "register"]
    pages += ["settings", "destination", "sheets", f"sheets/{here.designs.first().pk}", "leaving"]
    assert last
    return users[0], [*(path + page for page in pages), shown, "/account/", "/account/data.json"]


def _facts(workshops) -> None:
    from django.utils import timezone

    from koffer.organisation.models import Category
    from koffer.organisation.models.design import CONNECTIE
    from koffer.workshop.models import Closing, Decision, Opening, Seat, Sheet, SheetPoints, Start
    from koffer.workshop.models.releasing import Release
    from koffer.workshop.models.score import DecisionPoints

    points = (19, 17, 15, 13, 11, 9, 7, 5, 3, 1)
    Category.objects.bulk_create(
        [
            Category(design_id=workshop.design_id, position=place, **vars(row))
            for workshop in workshops
            for place, row in enumerate(CONNECTIE)
        ],
        batch_size=2000,
    )
    ids = {}
    designs = [workshop.design_id for workshop in workshops]
    for key, design in Category.objects.filter(design__in=designs).order_by("position").values_list("pk", "design"):
        ids.setdefault(design, []).append(key)
    Start.objects.bulk_create(Start(workshop=w) for w in workshops)
    Opening.objects.bulk_create(Opening(workshop=w, mode=w.mode, sheet_count=SHEETS) for w in workshops)
    Closing.objects.bulk_create(Closing(workshop=w, look_on=timezone.localdate()) for w in workshops)
    Release.objects.bulk_create(Release(workshop=w, item="score", audience="organisation") for w in workshops)
    decisions = Decision.objects.bulk_create(Decision(workshop=w, no=1) for w in workshops)
    DecisionPoints.objects.bulk_create(
        [
            DecisionPoints(decision=d, category_id=key, points=n)
            for d, w in zip(decisions, workshops, strict=True)
            for key, n in zip(ids[w.design_id], points, strict=True)
        ],
        batch_size=2000,
    )
    seats = [
        Seat(workshop=w, name=f"Member {n}", name_key=f"member {n}", number=n + 1, press_key="p")
        for w in workshops
        for n in range(SHEETS)
    ]
    Seat.objects.bulk_create(seats, batch_size=2000)
    sheets = [Sheet(workshop_id=seat.workshop_id, seat=seat) for seat in seats]
    Sheet.objects.bulk_create(sheets, batch_size=2000)
    design_of = {w.pk: w.design_id for w in workshops}
    SheetPoints.objects.bulk_create(
        [
            SheetPoints(sheet=sheet, category_id=key, points=n)
            for sheet in sheets
            for key, n in zip(ids[design_of[sheet.workshop_id]], points, strict=True)
        ],
        batch_size=2000,
    )
