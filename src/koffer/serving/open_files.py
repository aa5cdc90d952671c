"""A connection is an open file, and a shell often starts with 1,024 of them."""

import resource
from contextlib import suppress


def let_everybody_connect() -> None:
    """As many open files as the machine allows this process."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 65_536 if hard == resource.RLIM_INFINITY else hard
    with suppress(ValueError, OSError):  # a system may allow less than it says
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, wanted), hard))
