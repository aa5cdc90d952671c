"""The workshop as a Django application: its steps, and its renderer for the live hub."""

from django.apps import AppConfig

# To which page the styles go that stand beside the templates of a step; cards of phones are on the console too.
STYLES = {"phone.css": "koffer", "console.css": "console", "screen.css": "screen"}


class WorkshopConfig(AppConfig):
    """Configuration of the application `workshop`."""

    name = "koffer.workshop"

    def ready(self) -> None:
        """Make steps, styles, renderer and waiting work known, and listen to the organisation."""
        from koffer.database import waiting_work
        from koffer.live.hub import hub
        from koffer.web.storage import add_styles
        from koffer.workshop.models.terms import WORK
        from koffer.workshop.owning import connect
        from koffer.workshop.room.live import render, staying, versions
        from koffer.workshop.step import STEPS, register
        from koffer.workshop.steps import every_step

        register(every_step())
        for name, page in STYLES.items():
            add_styles(page, *(step.folder / name for step in STEPS.values()))
        hub.register(render, versions, staying)
        waiting_work.WORK.update(WORK)
        connect()
