"""What test_races leaves: late and anonymous sheets against the opening, retries, drafts, links. Both databases."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction

from koffer.method.order import proposal
from koffer.sheets.refusals import OldPage, Refused
from koffer.workshop.models import Draft, FacilitatorKey, Opening, Seat, Sheet, Workshop

POINTS = proposal(10)


@pytest.fixture(autouse=True, params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def _real_database(request, transactional_db):
    if connection.vendor != request.param:
        pytest.skip(f"this run has {connection.vendor}")


def together(*deeds):
    """Do all at once, a thread and a connection each; returns what each gave, or how it was refused."""
    gate = Barrier(len(deeds))

    def run(deed):
        try:
            connection.ensure_connection()
            gate.wait(30)
            return deed()
        except Refused as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return [done.result() for done in [pool.submit(run, deed) for deed in deeds]]


def seated(workshop, name):
    """A seat taken in a browser of its own."""
    seat, _token = Seat.take(workshop, name)
    seat.device = f"browser of {name}"
    return seat


def filling(mode, sheets):
    """A workshop in which `sheets` people handed in; returns a seat that did not yet, and two keys."""
    with transaction.atomic():
        workshop = Workshop.create(team="Team", destination="Here", announced_mode=mode)
        tokens = [FacilitatorKey.give(workshop)[1] for _ in range(2)]
        workshop.begin_filling(by=workshop.keys.first())
        for number in range(sheets):
            seated(workshop, f"Member{number}").hand_in(POINTS, f"press {number}")
        _, token = Seat.take(workshop, "Last")
    return Seat.found(token), [FacilitatorKey.found(token) for token in tokens]


@pytest.mark.parametrize(("mode", "rounds"), [("open", 40), ("anonymous", 30)])
def test_a_sheet_is_counted_or_its_owner_is_told(mode, rounds):
    before = 5 if mode == "anonymous" else 1
    for turn in range(rounds):
        last, (key, _) = filling(mode, before)

        def hand_in(last=last):
            last.hand_in(POINTS, "press-last")

        def open_it(key=key):
            key.workshop.open(by=key)

        deeds = [hand_in, open_it] if turn % 2 else [open_it, hand_in]
        results = dict(zip(deeds, together(*deeds), strict=True))
        told = results[hand_in]
        assert results[open_it] is None
        opening = Opening.objects.get(workshop=key.workshop_id)
        sheets = Sheet.objects.filter(workshop=key.workshop_id)
        assert opening.sheet_count == sheets.filter(late=False).count()
        assert all(sheet.points.count() == 10 for sheet in sheets)
        if told is None:
            late = sheets.filter(late=True).count()
            assert (opening.sheet_count, late) in {(before + 1, 0), (before, 1)}
            assert mode == "open" or not late
            assert mode == "anonymous" or Seat.objects.get(pk=last.pk).handed_in
        else:
            assert opening.sheet_count == sheets.count() == before
            assert not Seat.objects.get(pk=last.pk).handed_in
        if mode == "anonymous":
            assert not sheets.exclude(seat=None).exists()


def test_the_same_press_twice_at_once_is_one_sheet():
    last, _keys = filling("discreet", 0)
    windows = [Seat.objects.select_related("workshop").get(pk=last.pk) for _ in range(4)]
    assert together(*[lambda w=w: w.hand_in(POINTS, "one") for w in windows]) == [None] * 4
    assert Sheet.objects.filter(seat=last).count() == 1


def test_the_last_two_links_withdrawn_at_once_leave_one():
    for _ in range(20):
        last, keys = filling("discreet", 0)
        results = together(*[key.withdraw for key in keys])
        assert sum(isinstance(result, Refused) for result in results) == 1
        assert FacilitatorKey.objects.filter(workshop=last.workshop_id, revoked_at=None).count() == 1


def test_two_windows_keep_their_first_draft_at_once_and_one_is_told():
    for _ in range(20):
        last, _keys = filling("discreet", 0)
        windows = [Seat.objects.select_related("workshop").get(pk=last.pk) for _ in range(2)]
        results = together(*[lambda w=w, n=n: w.keep_draft([n] * 10, 0) for n, w in enumerate(windows)])
        kept = results.index(1)
        assert isinstance(results[1 - kept], OldPage)
        assert Draft.objects.get(seat=last).body == [kept] * 10
