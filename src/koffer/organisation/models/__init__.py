"""The models of an organisation; domain verbs live on them."""

from koffer.organisation.models.design import Category, Design
from koffer.organisation.models.destination import Destination
from koffer.organisation.models.invitation import Invitation
from koffer.organisation.models.membership import Membership, Role
from koffer.organisation.models.organisation import Organisation, Team
from koffer.organisation.models.provider import Provider
from koffer.organisation.models.register import Entry
from koffer.organisation.models.user import User

__all__ = [
    "Category",
    "Design",
    "Destination",
    "Entry",
    "Invitation",
    "Membership",
    "Organisation",
    "Provider",
    "Role",
    "Team",
    "User",
]
