"""The command `koffer`: ours in `management/commands/`, the rehearsal, and Django's own behind `manage`."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import django
from django.core.management import execute_from_command_line, find_commands, load_command_class

OURS = find_commands(str(Path(__file__).parent / "management"))
HERE = "koffer.host"
REHEARSE = "rehearse"
OTHERS = {REHEARSE: "Play a whole workshop against a running server.", "manage": "Django's management commands."}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    command = arguments[0] if arguments else ""
    if command == REHEARSE:
        # A client, on any machine: it needs neither the settings nor a data folder, which all others begin with.
        from koffer.rehearsal.cli import main as rehearse

        return rehearse(arguments[1:])
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "koffer.config.settings")
    if command == "demo":
        os.environ.setdefault("KOFFER_DATA", "data/demo")
    try:
        return _run(command, arguments)
    except KeyboardInterrupt:  # Ctrl+C is how a server in a terminal is stopped
        return 130
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)


def _run(command: str, arguments: list[str]) -> int:
    if command == "manage":
        execute_from_command_line(["koffer manage", *arguments[1:]])
    elif command in OURS:
        django.setup()
        load_command_class(HERE, command).run_from_argv(["koffer", *arguments])
    else:
        return _tell(asked=command in ("help", "-h", "--help"))
    return 0


def _tell(*, asked: bool) -> int:
    """What there is; 2 where nobody asked for it."""
    django.setup()
    told = {name: load_command_class(HERE, name).help for name in OURS} | OTHERS
    lines = ["usage: koffer COMMAND …   (koffer COMMAND --help tells more)", ""]
    lines += [f"  {name:<10}{what}" for name, what in told.items()]
    print("\n".join(lines), file=sys.stdout if asked else sys.stderr)
    return 0 if asked else 2
