"""The rules that the database itself holds, whatever the code does; on SQLite and on PostgreSQL."""

import uuid

import pytest
from django.db import IntegrityError, connection, transaction

from koffer.workshop.models import Sheet


@pytest.fixture(autouse=True, params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def _database(request, db):
    if connection.vendor != request.param:
        pytest.skip(f"this run has {connection.vendor}")


def execute(sql, values):
    """Raw SQL in a savepoint, so that a refused statement leaves the test's transaction whole."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.rowcount


@pytest.fixture
def sheet(play):
    """An empty row of a sheet, and the categories it may point to."""
    play.join("Anna")
    return Sheet.objects.create(workshop=play.workshop, seat=play.members[0].seat)


def write(sheet, place, points):
    category = sheet.workshop.categories()[place]
    sql = "INSERT INTO workshop_sheetpoints (sheet_id, category_id, points) VALUES (%s, %s, %s)"
    return execute(sql, [sheet.pk.hex, category.pk, points])


def test_what_the_rules_allow_is_stored(sheet):
    assert [write(sheet, place, points) for place, points in enumerate([0, 100, 7])] == [1, 1, 1]


@pytest.mark.parametrize("points", [-1, 101])
def test_points_stay_between_0_and_100(sheet, points):
    with pytest.raises(IntegrityError):
        write(sheet, 0, points)


def test_no_two_categories_of_a_sheet_are_equal(sheet):
    write(sheet, 0, 7)
    with pytest.raises(IntegrityError):
        write(sheet, 1, 7)


def test_a_category_is_on_a_sheet_once(sheet):
    write(sheet, 0, 7)
    with pytest.raises(IntegrityError):
        write(sheet, 0, 8)


def test_a_seat_has_one_sheet(sheet):
    sql = "INSERT INTO workshop_sheet (id, workshop_id, seat_id, late, set_aside) VALUES (%s, %s, %s, %s, %s)"
    with pytest.raises(IntegrityError):
        execute(sql, [uuid.uuid4().hex, sheet.workshop_id.hex, sheet.seat_id.hex, False, False])


@pytest.mark.parametrize(("column", "value"), [("destination", ""), ("mode", "secret"), ("mode", "")])
def test_a_workshop_has_a_destination_and_a_known_mode(play, column, value):
    with pytest.raises(IntegrityError):
        execute(f"UPDATE workshop_workshop SET {column} = %s WHERE id = %s", [value, play.workshop.pk.hex])


def test_two_people_who_are_there_have_two_names(play):
    play.join("Anna")
    bo = play.join("Bo").seat
    with pytest.raises(IntegrityError):
        execute("UPDATE workshop_seat SET name_key = 'anna' WHERE id = %s", [bo.pk.hex])


def test_who_left_may_have_had_the_same_name(play):
    play.join("Anna").seat.leave()
    play.join("Anna")
    assert list(play.workshop.seats.values_list("name_key", flat=True)) == ["anna", "anna"]


def test_a_workshop_is_opened_once(play):
    play.fill(1)
    play.open()
    with pytest.raises(IntegrityError):
        execute(
            "INSERT INTO workshop_opening (workshop_id, mode, sheet_count, at) VALUES (%s, 'open', 1, '2026-01-01')",
            [play.workshop.pk.hex],
        )
