"""All addresses of the product."""

from django.conf import settings
from django.urls import include, path

from koffer.serving.health import livez, readyz
from koffer.serving.metrics import metrics
from koffer.web.views import language

urlpatterns = [
    path("livez", livez, name="livez"),
    path("readyz", readyz, name="readyz"),
    path("metrics", metrics, name="metrics"),
    path("language", language, name="language"),
    path("", include("koffer.organisation.urls")),
    path("", include("koffer.workshop.urls")),
    path("", include("koffer.journey.urls")),
    path("", include("koffer.one_to_one.urls")),
    path("", include("koffer.takeaway.urls")),
]

if settings.HOST_ADMIN:
    from koffer.host.admin import site

    urlpatterns.insert(0, path("host/", site.urls))
