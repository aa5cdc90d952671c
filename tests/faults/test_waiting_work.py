"""Work that waits for its day, with several processes at it: each task exactly once, on both databases."""

import logging
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone

from koffer.database import waiting_work
from koffer.database.sweep import sweep
from koffer.journey.models import Reminder
from koffer.workshop.models import Closing, Sheet, Task, Workshop
from tests.faults.test_hand_in_against_opening import POINTS, filling, together


@pytest.fixture(autouse=True, params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def _real_database(request, transactional_db):
    if connection.vendor != request.param:
        pytest.skip(f"this run has {connection.vendor}")


def over():
    """A workshop whose term is over."""
    seat, _keys = filling("discreet", 2)
    Workshop.objects.filter(pk=seat.workshop_id).update(purge_on=timezone.localdate() - timedelta(days=1))
    return seat.workshop_id


def closed():
    """A workshop that was closed long enough ago."""
    seat, (key, _) = filling("open", 2)
    key.workshop.open(by=key)
    key.workshop.decide(POINTS, by=key, seen=0, numbers=[0] * 10)
    key.workshop.close(timezone.localdate() + timedelta(days=90), by=key)
    Closing.objects.filter(pk=seat.workshop_id).update(at=timezone.now() - timedelta(days=14))
    return seat.workshop_id


def test_many_at_once_do_each_task_once():
    for _ in range(5):
        gone, erased = {over() for _ in range(3)}, {closed() for _ in range(2)}
        done = together(*[lambda: Task.run(timezone.now())] * 4)
        assert sum(one["purge"] for one in done) == 3 and sum(one["erase-sheets"] for one in done) == 2
        assert not Workshop.objects.filter(pk__in=gone).exists()
        assert not Sheet.objects.filter(workshop__in=erased).exists()
        log = Task.objects.filter(about__in=gone | erased).exclude(done_at=None)
        assert sorted(log.values_list("kind", "count")) == [("erase-sheets", 2)] * 2 + [("purge", 1)] * 3


def test_many_at_once_send_each_mail_once(settings):
    settings.PUBLIC_URL = "https://koffer.example.org"
    noon = timezone.now().replace(hour=12)
    for number in range(5):
        workshop = Workshop.found(closed())
        Closing.objects.filter(pk=workshop.pk).update(look_on=timezone.localdate(noon) + timedelta(days=14))
        wanted = [Reminder.ask(workshop, None, f"a{number}-{n}@example.org", (), "nl", uuid4()) for n in range(6)]
        for reminder in wanted[1:]:
            reminder.agree()
        done = together(*[lambda: Task.run(noon)] * 4)
        assert sum(one["remind-look"] for one in done) == len(wanted) - 1
        assert sorted(message.to for message in mail.outbox) == [[r.address] for r in wanted[1:]]
        mail.outbox.clear()


def test_what_a_killed_process_claimed_is_done_by_the_next():
    over()
    Task._plan(timezone.now())
    task = Task.objects.get(done_at=None)
    assert task.claim() and not task.claim()
    assert not Task.run(timezone.now()) and Workshop.objects.exists()
    Task.objects.update(claimed_at=timezone.now() - timedelta(minutes=11))
    assert Task.run(timezone.now()) == {"purge": 1}
    assert not task.do(timezone.now())  # it was only slow, and comes back: nothing is done twice
    assert Task.objects.get().count == 1


def test_a_workshop_that_was_used_in_between_stays():
    kept = over()
    Task._plan(timezone.now())
    task = Task.objects.get()
    assert task.claim()
    with Workshop.found(kept).changing():
        pass
    assert not task.do(timezone.now())
    assert Workshop.objects.filter(pk=kept).exists() and not Task.objects.exists()


def test_using_a_workshop_while_it_is_deleted():
    """Either it is gone and its user is told, or it stays and the task is."""
    for _ in range(20):
        workshop = Workshop.found(over())

        def use(workshop=workshop):
            with workshop.changing():
                return "used"

        used, done = together(use, lambda: Task.run(timezone.now()))
        assert (used == "used") == Workshop.objects.filter(pk=workshop.pk).exists() == (not done)


def test_one_that_fails_keeps_no_other_from_being_done(monkeypatch, caplog):
    over(), closed()

    def fail(key, today):
        raise ValueError("Anna")

    monkeypatch.setattr(logging.getLogger("koffer"), "propagate", True)
    monkeypatch.setitem(waiting_work.WORK, "erase-sheets", replace(waiting_work.WORK["erase-sheets"], do=fail))
    assert Task.run(timezone.now()) == {"purge": 1}
    assert "erase-sheets failed: ValueError" in caplog.text and "Anna" not in caplog.text
    assert Sheet.objects.exists() and Task.objects.get(done_at=None).kind == "erase-sheets"


def test_the_log_is_kept_for_a_while():
    over()
    Task.run(timezone.now())
    Task.objects.update(done_at=timezone.now() - timedelta(days=401))
    Task.run(timezone.now())
    assert not Task.objects.exists()


def test_sweeping_while_others_read(caplog):
    over()
    Task.run(timezone.now())
    assert together(sweep, sweep, Workshop.objects.count) == [None, None, 0]
