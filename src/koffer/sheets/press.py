"""A press of a button that may arrive twice."""

import uuid

from django.db import models


def ident_for(kind: type[models.Model], ident: uuid.UUID, **same: object) -> uuid.UUID | None:
    """The id under which a row of `kind` may be stored; `ident` was made in the form.

    None when this press is stored already (`same`: what its row holds); a fresh id when other words have it.
    """
    stored = kind._base_manager.filter(pk=ident)  # also what is hidden
    if stored.filter(**same).exists():
        return None
    return uuid.uuid4() if stored.exists() else ident
