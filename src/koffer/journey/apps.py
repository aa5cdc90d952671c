"""The journey as a Django application; its mails join the work that waits."""

from django.apps import AppConfig


class JourneyConfig(AppConfig):
    """Configuration of the application `journey`."""

    name = "koffer.journey"

    def ready(self) -> None:
        """Register the kinds of waiting work."""
        from koffer.database import waiting_work
        from koffer.journey.reminders.mails import WORK

        waiting_work.WORK.update(WORK)
