"""Health for whoever hosts: JSON, without details to strangers."""

from django.db import DatabaseError, InterfaceError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from koffer.live.notices import notices
from koffer.workshop.models import Workshop


@require_safe
def livez(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return JsonResponse({"live": True})


@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """The database can be written and its tables are up to date; otherwise 503.

    `redis` is "off", "up" or "away": without it notices between processes take up to two seconds.
    """
    try:
        ready = _writable() and _migrated()
    except (DatabaseError, InterfaceError):
        ready = False
    return JsonResponse({"ready": ready, "redis": notices.state}, status=200 if ready else 503)


def _writable() -> bool:
    # An update of no row takes the write lock, which a full, locked or read-only database refuses.
    with transaction.atomic():
        Workshop.objects.filter(code="-").update(version=0)
    return True


def _migrated() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())
