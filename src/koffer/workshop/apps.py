"""The workshop as a Django application; registers its renderer with the live hub."""

from django.apps import AppConfig


class WorkshopConfig(AppConfig):
    """Configuration of the application `workshop`."""

    name = "koffer.workshop"

    def ready(self) -> None:
        """Tell the hub how a room is rendered, and listen to the organisation."""
        from koffer.live.hub import hub
        from koffer.workshop.owning import connect
        from koffer.workshop.room import render, staying, versions

        hub.register(render, versions, staying)
        connect()
