"""The command `koffer`: serve, demo, rehearse, invite, provider, export, import, backup, and Django behind `manage`."""

import argparse
import os
import sys
from collections.abc import Sequence

from koffer.config.providers import arguments as provider_arguments
from koffer.config.providers import provide

MOST_WORKERS = 64


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
    serving = commands.add_parser("serve", help="start the server")
    serving.add_argument("--workers", type=_workers, default=1, help="processes; more than one needs PostgreSQL")
    commands.add_parser("demo", help="start the server with a made-up example library")
    exporting = commands.add_parser("export", help="write the archive of a workshop, without its sheets")
    exporting.add_argument("code", help="the code of the workshop")
    importing = commands.add_parser("import", help="take in the archive of a workshop")
    importing.add_argument("file", help="what `koffer export` or the page wrote")
    inviting = commands.add_parser("invite", help="make an invitation for somebody of an organisation")
    inviting.add_argument("organisation", nargs="?", default="", help="name or id; without one: make an organisation")
    inviting.add_argument("--role", default="administrator", choices=("administrator", "facilitator", "viewer"))
    hosting = commands.add_parser("host", help="let an account use Django's admin (KOFFER_ADMIN=1) at /host/")
    hosting.add_argument("who", help="its name, address or id")
    hosting.add_argument("--remove", action="store_true", help="take this away again")
    provider = commands.add_parser("provider", help="set up the own sign-in (OpenID Connect) of an organisation")
    provider_arguments(provider)
    backing = commands.add_parser("backup", help="copy the SQLite database while the server runs")
    backing.add_argument("file", help="where to; it must not exist yet")
    commands.add_parser("rehearse", help="play a whole workshop against a running server", add_help=False)
    commands.add_parser("manage", help="Django's management commands", add_help=False)
    asked = parser.parse_args(arguments)
    if asked.command == "export":
        from koffer.config.archives import export

        return export(asked.code)
    if asked.command == "import":
        from koffer.config.archives import bring

        return bring(asked.file)
    if asked.command == "invite":
        from koffer.config.invitations import invite

        return invite(asked.organisation, asked.role)
    if asked.command == "host":
        from koffer.config.invitations import make_host

        return make_host(asked.who, remove=asked.remove)
    if asked.command == "provider":
        return provide(asked)
    if asked.command == "backup":
        from koffer.config.backup import backup

        return backup(asked.file)
    from koffer.config.server import serve

    return serve(demo=asked.command == "demo", workers=getattr(asked, "workers", 1))


def _workers(text: str) -> int:
    number = int(text)
    if not 1 <= number <= MOST_WORKERS:
        raise argparse.ArgumentTypeError(f"a number from 1 to {MOST_WORKERS}")
    return number
