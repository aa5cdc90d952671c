"""The forms of one facilitator: fetched by the own page, so that nothing that is typed is patched away."""

import uuid

from koffer.workshop.models import Workshop
from koffer.workshop.room.card import LEFTOVER
from koffer.workshop.step import STEPS, Context, Returned


def own_forms(workshop: Workshop, returned: Returned | None = None, press_key: object = None) -> tuple[str, Context]:
    """The template of the facilitator's forms for the step that is shown ("" for none), and its context.

    `returned` is what was typed and refused; where the shown step has no place for it, it stands there alone.
    """
    context: Context = {"workshop": workshop, "press_key": uuid.uuid4() if press_key is None else press_key}
    if returned and returned.left_behind_in(workshop):
        return LEFTOVER, context | {"form": returned.form, "back": "console"}
    step = STEPS[workshop.shown_step]
    if not workshop.opened or not step.forms:
        return "", context
    mine = returned if returned and returned.step == step.name else None
    context |= step.forms(workshop, mine)
    if mine and mine.form is not None:
        context[mine.name] = mine.form
    return step.html["forms"], context
