"""Logs without paths and values: an address of ours may hold a private link, an error what somebody typed."""

import logging
import traceback
from types import TracebackType

Raised = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class Pathless(logging.Filter):
    """Replaces the arguments of Django's request messages, which are paths, by the kind of error."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record pass, without its path."""
        if record.name.startswith("django.request"):
            record.msg, record.args = (
                "An answer failed with status %s",
                (getattr(record, "status_code", "?"),),
            )
        return True


class Valueless(logging.Formatter):
    """Shows of an exception its kind and where it happened, not what it says."""

    def formatException(self, ei: Raised) -> str:
        """The exception and what led to it, the last one first."""
        shown, error = [], ei[1]
        while error is not None:
            frames = traceback.extract_tb(error.__traceback__)
            places = [f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in frames]
            shown.append("\n".join([f"{type(error).__module__}.{type(error).__qualname__}", *places]))
            error = error.__cause__ or error.__context__
        return "\nafter ".join(shown)
