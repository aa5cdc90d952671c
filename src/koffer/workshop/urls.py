"""Addresses of the workshop, step by step."""

from django.urls import include, path

STEPS = ("joining", "filling", "paper", "opening", "conversation", "score", "findings", "label", "closing")
ROOMS = [*(f"steps.{step}" for step in STEPS), "mine", "console", "screen", "teams", "privacy"]

urlpatterns = [path("", include(f"koffer.workshop.{room}.urls")) for room in ROOMS]
