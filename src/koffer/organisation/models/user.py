"""Somebody who signs in: a facilitator, an administrator, a viewer. Members of a team never need this."""

import uuid
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.dispatch import Signal

# Sent with the `user`; receivers give, as plain values by name, what they keep of that person.
asked_what_is_kept = Signal()


class Users(BaseUserManager["User"]):
    """Makes users, who have no password."""

    def create(self, **fields: object) -> "User":
        """A new user; the password that Django wants is one that nothing matches."""
        user = self.model(**fields)
        user.set_unusable_password()
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person's account. It is proved by a code by mail, a passkey or an organisation's own sign-in."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=60)
    # The address that was verified, kept in step by allauth; empty for who signs in without mail.
    email = models.EmailField(blank=True)
    is_active = models.BooleanField(default=True)
    # Who runs the server: may see Django's own admin, when that is switched on.
    is_host = models.BooleanField(default=False)

    objects: ClassVar[Users] = Users()
    USERNAME_FIELD = "id"

    def __str__(self) -> str:
        return self.name

    @property
    def is_staff(self) -> bool:
        """What Django's admin asks."""
        return self.is_host

    def has_perm(self, perm: str, obj: object = None) -> bool:
        """What Django's admin asks for each thing."""
        return self.is_active and self.is_host

    def has_module_perms(self, app_label: str) -> bool:
        """What Django's admin asks for each application."""
        return self.has_perm(app_label)
