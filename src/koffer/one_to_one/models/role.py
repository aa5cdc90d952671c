"""Which of the two."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SideRole(models.TextChoices):
    """Which of the two. The suitcase is the employee's."""

    EMPLOYEE = "employee", _("employee")
    MANAGER = "manager", _("manager")

    @property
    def other(self) -> "SideRole":
        """The other one."""
        return SideRole.MANAGER if self is SideRole.EMPLOYEE else SideRole.EMPLOYEE
