"""The steps of a workshop: a folder each, in the order of the script."""

from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from django.apps import apps

from koffer.workshop.step import ScriptStep

ORDER = (
    "lobby",
    "destination",
    "categories",
    "filling",
    "suitcase",
    "conversation",
    "score",
    "strengths",
    "gaps",
    "label",
    "roadside",
    "sharing",
    "closed",
)


def every_step() -> Iterator[ScriptStep]:
    """All steps, as their folders declare them; each stands in the `steps` folder of the room that it is about."""
    for name in ORDER:
        app = next(app for app in apps.get_app_configs() if (Path(app.path) / "steps" / name).is_dir())
        yield replace(import_module(f"{app.name}.steps.{name}.step").STEP, folder=Path(app.path) / "steps" / name)
