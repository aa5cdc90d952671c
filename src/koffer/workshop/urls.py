"""Addresses of the workshop: of its rooms, and of each step."""

from django.urls import include, path

from koffer.workshop.step import STEPS

ROOMS = ("joining", "seat", "paper", "findings", "mine", "console", "screen", "teams", "privacy")

urlpatterns = [
    *(path("", include(f"koffer.workshop.{room}.urls")) for room in ROOMS),
    *(address for step in STEPS.values() for address in step.addresses),
]
