"""One lock, one version, one announcement: how everything that changes a workshop is written (rules.md, section 7)."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.db import DatabaseError, transaction
from django.utils.translation import gettext_lazy as _

from koffer.database.prepared import write
from koffer.database.sweep import empty_log
from koffer.live.hub import hub
from koffer.method.mode import Mode
from koffer.sheets.refusals import Refused

if TYPE_CHECKING:
    from koffer.workshop.models.workshop import Workshop

_RAISE = "UPDATE workshop_workshop SET version = version + 1 WHERE id = %s"
_RAISE_KEPT = f"{_RAISE} AND discarded_on IS NULL"
_LOCK = "UPDATE workshop_workshop SET version = version WHERE id = %s AND discarded_on IS NULL"


@contextmanager
def changing(workshop: "Workshop", *, used: bool = True) -> Iterator[None]:
    """A transaction that begins by raising the version, and is announced after commit.

    With `used` the term begins anew; without it the change is no use of the workshop, and also happens to a
    discarded one. The update takes the row's lock (PostgreSQL) or the write lock (SQLite
    IMMEDIATE), so that verbs of one workshop have one order. The facts are read
    afresh inside. Raises `Refused` when the workshop was deleted or discarded in the meantime.
    """
    try:
        with transaction.atomic():
            if not write(_RAISE_KEPT if used else _RAISE, workshop.pk):
                raise Refused(_("This workshop does not exist any more."))
            workshop.read_afresh()
            if used:
                workshop.begin_term_anew()
            transaction.on_commit(lambda: hub.announce(str(workshop.pk)))  # before what takes time after the commit
            _leave_no_order(workshop)
            yield
    except DatabaseError:
        raise
    except Exception:
        # What was not stored must not be drawn: the page that says why shows the workshop as it is.
        workshop.read_afresh()
        raise


@contextmanager
def locked(workshop: "Workshop") -> Iterator[None]:
    """The same lock and the facts read afresh, for a change that nobody else may notice.

    No version is raised and nothing is announced: that something happened is itself a message. Raises `Refused` as
    `changing` does.
    """
    with transaction.atomic():
        if not write(_LOCK, workshop.pk):
            raise Refused(_("This workshop does not exist any more."))
        workshop.read_afresh()
        _leave_no_order(workshop)
        yield


def _leave_no_order(workshop: "Workshop") -> None:
    """Of an anonymous workshop the file's log must not tell who came when, and what was written after it."""
    if workshop.mode == Mode.ANONYMOUS:
        transaction.on_commit(empty_log)
