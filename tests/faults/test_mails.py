"""Three processes send the same mails, and are killed at any moment: each once, after a crash at most once more."""

import asyncio
import os
import random
import subprocess
import sys
import time
from collections import Counter

import pytest
from aiosmtpd.controller import Controller

from tests.bench.servers import free_port
from tests.prepared import prepare

KILLS, WANTED, REFUSED = 6, 60, 10
SETUP = """
import django; django.setup()
from datetime import timedelta
from django.utils import timezone
from koffer.journey.models import Reminder
from koffer.workshop.models import Closing, Task, Workshop
noon = timezone.localtime().replace(hour=12, minute=0)
"""
PREPARE = f"""{SETUP}
import random
import uuid
from koffer.host.made_up import TEAMS, _play
_play(TEAMS[-1], random.Random(1))
Closing.objects.update(look_on=noon.date() + timedelta(days=14))
workshop = Workshop.objects.get()
for number in range({WANTED + REFUSED}):
    reminder = Reminder.ask(workshop, None, f"a{{number}}@example.org", (), "nl", uuid.uuid4())
    if number < {WANTED}:
        reminder.agree()
"""
SEND = f"{SETUP}\nimport time\nwhile True:\n    Task.run(noon)\n    time.sleep(0.01)  # for the others to send\n"
AFTER = f"""{SETUP}
Task.objects.filter(done_at=None).update(claimed_at=timezone.now() - timedelta(minutes=11))
Task.run(noon), Task.run(noon)
print(Task.objects.filter(done_at=None).count())
"""


class Letterbox:
    """Counts mails by address; takes its time, so that processes are killed while they send."""

    def __init__(self):
        self.got: Counter[str] = Counter()

    async def handle_DATA(self, server, session, envelope):
        await asyncio.sleep(0.03)
        self.got.update(envelope.rcpt_tos)
        return "250 Message accepted for delivery"


@pytest.fixture
def letterbox():
    """A real mail server on loopback."""
    box, port = Letterbox(), free_port()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    box.address = f"smtp://127.0.0.1:{port}"
    yield box
    controller.stop()


def test_three_processes_and_kills_at_any_moment(tmp_path, letterbox):
    surroundings = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"} | {
        "KOFFER_DATA": str(tmp_path / "data"),
        "KOFFER_MAIL": letterbox.address,
        "KOFFER_URL": "https://koffer.example.org",
        "DJANGO_SETTINGS_MODULE": "koffer.config.settings",
    }

    def run(script):
        return subprocess.run([sys.executable, "-c", script], env=surroundings, check=True, capture_output=True).stdout

    def start():
        return subprocess.Popen([sys.executable, "-c", SEND], env=surroundings, stderr=subprocess.DEVNULL)

    prepare(tmp_path / "data")
    run(PREPARE)
    senders = [start() for _ in range(3)]
    try:
        for _ in range(KILLS):
            before = letterbox.got.total()
            until = time.monotonic() + 20
            while letterbox.got.total() < min(before + 4, WANTED - 3) and time.monotonic() < until:
                time.sleep(random.uniform(0.01, 0.05))
            victim = random.choice(senders)
            victim.kill()
            victim.wait()
            senders[senders.index(victim)] = start()
    finally:
        for sender in senders:
            sender.kill()
            sender.wait()
    assert run(AFTER).strip() == b"0"
    assert set(letterbox.got) == {f"a{number}@example.org" for number in range(WANTED)}  # nobody who did not say yes
    assert set(letterbox.got.values()) <= {1, 2}
    # Only what a killed process had in its hands can have gone twice.
    assert letterbox.got.total() <= WANTED + KILLS + len(senders)
