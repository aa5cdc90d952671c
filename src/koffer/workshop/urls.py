"""Addresses of the workshop: of each step, and of its rooms.

One flat list, the steps first: at each list within a list Django would note all that did not match, for each request.
"""

from importlib import import_module

from koffer.workshop.step import STEPS

ROOMS = ("joining", "seat", "paper", "findings", "mine", "console", "screen", "teams", "privacy")

urlpatterns = [
    *(address for step in STEPS.values() for address in step.addresses),
    *(address for room in ROOMS for address in import_module(f"koffer.workshop.{room}.urls").urlpatterns),
]
