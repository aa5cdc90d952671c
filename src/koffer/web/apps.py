"""The shared web parts as a Django application."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Configuration of the application `web`."""

    name = "koffer.web"
