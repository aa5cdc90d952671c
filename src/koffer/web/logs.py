"""Logs without paths: an address of ours may hold a private link."""

import logging


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
