"""Addresses of the workshop, step by step."""

from django.urls import include, path

urlpatterns = [
    path("", include("koffer.workshop.steps.joining.urls")),
    path("", include("koffer.workshop.steps.filling.urls")),
    path("", include("koffer.workshop.steps.paper.urls")),
    path("", include("koffer.workshop.steps.opening.urls")),
    path("", include("koffer.workshop.console.urls")),
    path("", include("koffer.workshop.screen.urls")),
]
