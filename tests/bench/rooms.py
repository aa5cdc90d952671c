"""Rooms full of people, put into a data folder before a server starts: `python -m tests.bench.rooms ROOMS SEATS`."""

import json
import os
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from subprocess import check_output

from tests import prepared

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "koffer.config.settings")
CSRF = "c" * 32  # a browser makes up its own; the form repeats it


@dataclass
class Room:
    """A workshop in which filling has started: addresses, and what its people's browsers hold."""

    path: str
    cookies: list[str]
    console_cookie: str
    streams: list[str]
    names: list[str]


def furnish(folder: Path, rooms: int, seats: int, **surroundings: str) -> list[Room]:
    """Make `rooms` workshops with `seats` members each in the data folder; streams are for member, screen, console."""
    prepared.prepare(folder, database="DATABASE_URL" not in surroundings)
    command = [sys.executable, "-m", "tests.bench.rooms", str(rooms), str(seats)]
    kept = {key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "REDIS_URL")}
    answer = check_output(command, env=kept | {"KOFFER_DATA": str(folder)} | surroundings)
    return [Room(**room) for room in json.loads(answer)]


def _make(rooms: int, seats: int) -> list[Room]:
    import django

    django.setup()
    from django.db import transaction

    from koffer.serving.folder import prepare
    from koffer.web.tokens import hashed, new_token
    from koffer.workshop.device import KEY, SEAT
    from koffer.workshop.models import FacilitatorKey, Seat, Workshop
    from koffer.workshop.room.audience import FACILITATOR, PARTICIPANT, SCREEN, Audience
    from koffer.workshop.tokens import stream_token

    prepare()

    def cookie(kind: str, workshop: Workshop, token: str) -> str:
        return f"{kind}-{workshop.pk.hex[:12]}={token}; csrftoken={CSRF}"

    made = []
    with transaction.atomic():
        for number in range(rooms):
            workshop = Workshop.create(team=f"Team {number}", destination="Here")
            key, secret = FacilitatorKey.give(workshop)
            workshop.begin_filling(by=key)
            tokens = [new_token() for _ in range(seats)]
            Seat.objects.bulk_create(
                Seat(workshop=workshop, name=f"M{n}", name_key=f"m{n}", token_hash=hashed(token), number=n + 1)
                for n, token in enumerate(tokens)
            )
            audiences = [
                Audience(PARTICIPANT, "nl"),
                Audience(SCREEN, "nl", base="http://127.0.0.1", link=1),
                Audience(FACILITATOR, "nl", key.pk),
            ]
            made.append(
                Room(
                    path=f"/w/{workshop.pk}/",
                    cookies=[cookie(SEAT, workshop, token) for token in tokens],
                    console_cookie=cookie(KEY, workshop, secret),
                    streams=["/live/" + stream_token(str(workshop.pk), audience.as_text()) for audience in audiences],
                    names=[f"c{category.position}" for category in workshop.categories()],
                )
            )
    return made


if __name__ == "__main__":
    print(json.dumps([asdict(room) for room in _make(int(sys.argv[1]), int(sys.argv[2]))]))
