"""The one-to-one as a Django application; what must go joins the work that waits."""

from django.apps import AppConfig


class OneToOneConfig(AppConfig):
    """Configuration of the application `one_to_one`."""

    name = "koffer.one_to_one"

    def ready(self) -> None:
        """Register the kinds of waiting work."""
        from koffer.database import waiting_work
        from koffer.one_to_one.models.terms import WORK

        waiting_work.WORK.update(WORK)
