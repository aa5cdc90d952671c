"""The journey as a Django application; its mails join the work that waits."""

from django.apps import AppConfig


class JourneyConfig(AppConfig):
    """Configuration of the application `journey`."""

    name = "koffer.journey"

    def ready(self) -> None:
        """Register the kinds of waiting work."""
        from koffer.journey.reminders.mails import WORK
        from koffer.workshop.models import task

        task.WORK.update(WORK)
