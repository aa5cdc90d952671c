"""A press of a button that may arrive twice, and what it adds to a list."""

import uuid
from typing import Any

from django.db import models


def ident_for(kind: type[models.Model], ident: uuid.UUID, **same: object) -> uuid.UUID | None:
    """The id under which a row of `kind` may be stored; `ident` was made in the form.

    None when this press is stored already (`same`: what its row holds); a fresh id when other words have it.
    """
    stored = kind._base_manager.filter(pk=ident)  # also what is hidden
    if stored.filter(**same).exists():
        return None
    return uuid.uuid4() if stored.exists() else ident


def next_place(rows: "models.QuerySet[Any]") -> int:
    """The place behind the last of `rows`, which have a `place`; 1 is the first."""
    return 1 + (rows.aggregate(last=models.Max("place"))["last"] or 0)
