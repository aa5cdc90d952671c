"""`/metrics` for Prometheus: only with the token of the host, so that it is never public by accident."""

import os
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import REGISTRY
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead

# Where the processes of one server keep their numbers for each other (prometheus_client); not set for one process.
SHARED = "PROMETHEUS_MULTIPROC_DIR"


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """The numbers of this server; 404 without `Authorization: Bearer` and KOFFER_METRICS_TOKEN."""
    token = settings.METRICS_TOKEN
    if not token or not constant_time_compare(request.headers.get("Authorization", ""), f"Bearer {token}"):
        raise Http404
    registry = REGISTRY
    if SHARED in os.environ:
        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def forget_dead_processes() -> None:
    """Take the streams and rooms of processes that ended out of the sum."""
    if folder := os.environ.get(SHARED):
        for file in Path(folder).glob("gauge_live*_*.db"):
            number = int(file.stem.rpartition("_")[2])
            if not Path(f"/proc/{number}").exists():
                mark_process_dead(number)  # type: ignore[no-untyped-call]
