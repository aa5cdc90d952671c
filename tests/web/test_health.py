"""Health: what a host's watcher is told."""

import pytest
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder


def test_a_process_that_answers_is_alive_even_without_its_database(client):
    answer = client.get("/livez")
    assert (answer.status_code, answer.json()) == (200, {"live": True})


@pytest.mark.django_db
def test_a_database_that_can_be_written_is_ready(client):
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"ready": True, "redis": "off"})
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_a_database_that_refuses_to_write_is_not_ready(client):
    def full(execute, sql, *rest):
        if sql.startswith("UPDATE"):
            raise OperationalError("database or disk is full")
        return execute(sql, *rest)

    with connection.execute_wrapper(full):
        answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (503, {"ready": False, "redis": "off"})


@pytest.mark.django_db
def test_tables_of_another_version_are_not_ready(client):
    MigrationRecorder.Migration.objects.filter(app="workshop").delete()
    assert client.get("/readyz").status_code == 503
