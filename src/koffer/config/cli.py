"""The command `koffer`: serve, demo, rehearse, and Django's own management behind `koffer manage`."""

import argparse
import os
import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "koffer.config.settings")
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    if arguments[:1] == ["manage"]:
        from django.core.management import execute_from_command_line

        execute_from_command_line(["koffer manage", *arguments[1:]])
        return 0
    if arguments[:1] == ["rehearse"]:
        from koffer.config.rehearsal import main as rehearse

        return rehearse(arguments[1:])
    parser = argparse.ArgumentParser(prog="koffer", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("serve", help="start the server")
    commands.add_parser("demo", help="start the server with a made-up example library")
    commands.add_parser("rehearse", help="play a whole workshop against a running server", add_help=False)
    commands.add_parser("manage", help="Django's management commands", add_help=False)
    command = parser.parse_args(arguments).command
    from koffer.config.server import serve

    return serve(demo=command == "demo")
