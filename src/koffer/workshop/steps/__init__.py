"""The steps of a workshop: a folder each, in the order of the script."""

from importlib import import_module

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
    "sharing",
    "closed",
)


def every_step() -> list[ScriptStep]:
    """All steps, as their folders declare them."""
    return [import_module(f"{__name__}.{name}.step").STEP for name in ORDER]
