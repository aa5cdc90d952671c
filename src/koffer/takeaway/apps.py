"""The Django application of what a team takes along."""

from django.apps import AppConfig


class TakeawayConfig(AppConfig):
    """Has templates, no models: every file is made when somebody asks for it."""

    name = "koffer.takeaway"
