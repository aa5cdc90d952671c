"""The organisation as a Django application."""

from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    """Configuration of the application `organisation`."""

    name = "koffer.organisation"
