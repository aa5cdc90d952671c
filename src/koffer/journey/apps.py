"""The journey as a Django application; its mails join the work that waits."""

from pathlib import Path

from django.apps import AppConfig


class JourneyConfig(AppConfig):
    """Configuration of the application `journey`."""

    name = "koffer.journey"

    def ready(self) -> None:
        """Make the kinds of waiting work and the styles known."""
        from koffer.database import waiting_work
        from koffer.journey.reminders.mails import WORK
        from koffer.web.storage import add_styles

        waiting_work.WORK.update(WORK)
        for part in ("team_page", "road", "review", "presentation"):
            add_styles("journey", Path(self.path) / part / f"{part}.css")
