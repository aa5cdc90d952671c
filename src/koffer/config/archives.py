"""`koffer export` and `koffer import`: archives on the command line of the host."""

import sys
from pathlib import Path

import django


def export(code: str) -> int:
    """Write the archive of the workshop with this code to standard output; 1 when there is none."""
    django.setup()
    from koffer.takeaway.archive.writing import archive
    from koffer.workshop.models import Workshop
    from koffer.workshop.tokens import read_code

    found = Workshop.objects.filter(code=read_code(code)).values_list("pk", flat=True).first()
    workshop = Workshop.found(found) if found else None
    if workshop is None:
        print(f"There is no workshop with the code {code}.", file=sys.stderr)
        return 1
    sys.stdout.buffer.write(archive(workshop) + b"\n")
    return 0


def bring(file: str) -> int:
    """Take in an archive, and say its new code and the private link of its facilitator; 1 when it cannot be."""
    django.setup()
    from django.urls import reverse

    from koffer.config.invitations import address
    from koffer.config.server import prepare
    from koffer.takeaway.archive.reading import NotAnArchive, read, take_in

    prepare()  # this may be the first command on an empty server
    try:
        taken = take_in(read(Path(file).read_bytes()))
    except (OSError, NotAnArchive) as problem:
        print(problem, file=sys.stderr)
        return 1
    print(f"{taken.workshop.team}: code {taken.workshop.code}")
    print(f"Facilitator, shown only now: {address(reverse('private-link', args=[taken.secret]))}")
    return 0
