"""All addresses of the product."""

from django.urls import include, path

from koffer.config.health import livez, readyz
from koffer.web.views import language

urlpatterns = [
    path("livez", livez, name="livez"),
    path("readyz", readyz, name="readyz"),
    path("language", language, name="language"),
    path("", include("koffer.workshop.urls")),
]
