"""The workshop as a Django application: its steps, and its renderer for the live hub."""

from django.apps import AppConfig


class WorkshopConfig(AppConfig):
    """Configuration of the application `workshop`."""

    name = "koffer.workshop"

    def ready(self) -> None:
        """Make steps, renderer and waiting work known, and listen to the organisation."""
        from koffer.database import waiting_work
        from koffer.live.hub import hub
        from koffer.workshop.models.terms import WORK
        from koffer.workshop.owning import connect
        from koffer.workshop.room.live import render, staying, versions
        from koffer.workshop.step import register
        from koffer.workshop.steps import every_step

        register(every_step())
        hub.register(render, versions, staying)
        waiting_work.WORK.update(WORK)
        connect()
