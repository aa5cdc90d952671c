"""Which steps there are, as far as the facts of a workshop know them; what a step is otherwise: `workshop/step.py`."""

from enum import Enum, auto

# The steps at which the verbs themselves point.
LOBBY, FILLING, SUITCASE, CONVERSATION = "lobby", "filling", "suitcase", "conversation"
LABEL, CLOSED = "label", "closed"


class Since(Enum):
    """The fact from which on a step may be shown."""

    ALWAYS = auto()
    START = auto()
    OPENING = auto()
    CLOSING = auto()


SHOWN_SINCE: dict[str, Since] = {}  # by name, in the order of the script; filled when the steps are registered
