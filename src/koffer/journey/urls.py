"""Addresses of what comes after a workshop."""

from django.urls import include, path

urlpatterns = [
    path("", include(f"koffer.journey.{room}.urls"))
    for room in ("team_page", "reminders", "review", "road", "presentation")
]
